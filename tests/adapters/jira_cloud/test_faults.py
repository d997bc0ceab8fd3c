"""Whatever a Jira does: what was read is all there is, or it says that it is not."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import BadSource, PmoError
from assistant.portfolio.batch import Batch, Shortfall
from assistant.portfolio.work import WorkItem
from tests.adapters.jira_cloud.bad_days import ENDS, HEALS, JSON, is_page
from tests.adapters.jira_cloud.conftest import Clock, Read
from tests.fakes.jira_server import JiraServer, Reply, Turn

ASKED_AT_MOST = 400
TRUTH = {"ATL", "BEA"}


def keys(batch: Batch) -> set[str]:
    return set(batch.frames[WorkItem]["key"])


def there(jira: JiraServer) -> set[str]:
    return {issue.key for issue in jira.issues.values() if issue.project in TRUTH}


def assert_whole(batch: Batch, jira: JiraServer) -> None:
    assert (batch.complete, batch.shortfall) == (True, None)
    assert keys(batch) == there(jira)


@pytest.mark.parametrize("name", HEALS)
def test_what_passes_ends_whole(jira: JiraServer, read: Read, name: str) -> None:
    HEALS[name](jira)
    assert_whole(read(request_seconds=0.2), jira)
    assert len(jira.turns) < ASKED_AT_MOST


@pytest.mark.parametrize("name", ENDS)
def test_what_does_not_pass_ends_with_the_reason_and_heals(
    jira: JiraServer, read: Read, name: str
) -> None:
    ENDS[name](jira)
    said = ended(read)
    assert jira.token not in said
    assert len(jira.turns) < ASKED_AT_MOST
    jira.fault, jira.bend = (lambda _: None), (lambda _, answer: answer)
    assert_whole(read(), jira)


def ended(read: Read) -> str:
    """Read a Jira on a day that does not pass, and return what is said of it."""
    try:
        batch = read(request_seconds=0.2)
    except BadSource as refused:
        return f"{refused}"
    assert batch.shortfall is not None
    assert not batch.complete
    assert str(batch.notes[0]).startswith("jira:: incomplete: ")
    return str(batch.notes)


def test_a_redirect_is_not_followed_with_the_token(jira: JiraServer, read: Read) -> None:
    elsewhere: list[Turn] = []
    jira.fault = lambda turn: (
        elsewhere.append(turn)
        if turn.path == "/elsewhere"
        else Reply(307, headers={"location": f"{jira.url}/elsewhere"})
    )
    with pytest.raises(BadSource, match="sends on to another address"):
        read()
    assert elsewhere == []


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "does not know the account or its token. Make a new API token"),
        (403, "may not read this. Ask a Jira administrator"),
        (410, "retired an address that is asked for here. Install a newer version"),
    ],
)
def test_the_first_refusal_is_said_with_its_fix(
    jira: JiraServer, read: Read, status: int, words: str
) -> None:
    jira.fault = lambda _: Reply(status)
    with pytest.raises(BadSource, match=words):
        read()


def test_words_of_jira_are_quoted_as_text_and_without_the_token(
    jira: JiraServer, read: Read
) -> None:
    said = f'{{"errorMessages": ["no\\u001b[31m {jira.token} here"]}}'.encode()
    jira.fault = lambda _: Reply(403, said, JSON)
    with pytest.raises(BadSource) as caught:
        read()
    assert "“no [31m *** here”" in str(caught.value)


def test_a_wait_is_as_long_as_asked_by_jiras_own_clock(
    jira: JiraServer, read: Read, clock: Clock
) -> None:
    HEALS["429 with a date"](jira)
    read()
    assert 20 <= clock.waited[0] <= 21
    clock.waited.clear()
    HEALS["429 with Retry-After"](jira)
    jira.issues[10_001].updated = jira.now
    read("jira:ATL,BEA")
    assert all(7 <= waited <= 8 for waited in clock.waited)


def test_every_search_cut_short_names_both_counts(jira: JiraServer, read: Read) -> None:
    ENDS["every search cut short"](jira)
    batch = read()
    assert batch.shortfall is Shortfall.MISSING
    assert "Jira counts 45 issues and gave" in batch.notes[0].text


FAULTS = st.sampled_from(
    [
        None,
        None,
        Reply(429, headers={"retry-after": "1"}),
        Reply(429),
        Reply(500),
        Reply(503),
        Reply(400),
        Reply(401),
        Reply(200, b"{}", JSON),
        Reply(200, b'{"issues": [', JSON),
        Reply(200, b"<html>", {"content-type": "text/html"}),
        Reply(200, b'{"issues": [], "isLast": true}', JSON),
        Reply(200, b'{"issues": [], "nextPageToken": "p:0:0"}', JSON),
        Reply(200, b'{"issues": []}' * 9, JSON, how="reset"),
        Reply(200, b'{"count": 0}', JSON),
    ]
)


@given(schedule=st.lists(FAULTS, min_size=1, max_size=25), page_size=st.integers(3, 30))
@settings(
    max_examples=settings().max_examples // 8,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_schedule_of_faults_truncates_in_silence(
    jira: JiraServer, read: Read, schedule: list[Reply | None], page_size: int
) -> None:
    begun = len(jira.turns)

    def fault(_: Turn) -> Reply | None:
        place = len(jira.turns) - begun - 5  # what a reading asks of the site comes first
        return schedule[place] if 0 <= place < len(schedule) else None

    jira.fault = fault
    try:
        batch = read("jira:ATL,BEA", page_size=page_size)
    except PmoError:
        pass
    else:
        assert batch.complete is (batch.shortfall is None)
        assert keys(batch) <= there(jira)
        if batch.complete:
            assert keys(batch) == there(jira)
    assert len(jira.turns) - begun < ASKED_AT_MOST
    jira.fault = lambda _: None
    assert_whole(read("jira:ATL,BEA", page_size=page_size), jira)


def test_a_page_is_what_it_is_called() -> None:
    search = "/rest/api/3/search/jql"
    assert is_page(Turn(1, "POST", search, {}, {"fields": ["summary", "status"]}, {}))
    assert not is_page(Turn(1, "POST", search, {}, {"fields": ["key"]}, {}))
