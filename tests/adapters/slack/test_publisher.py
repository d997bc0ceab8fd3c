"""A message gets to Slack once, whatever the line between does; and each code means what it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.adapters.publishers import KnownPublishers
from assistant.adapters.slack.groups import SlackGroups
from assistant.adapters.slack.publisher import SlackPublisher
from assistant.adapters.slack.trial import tried_out, wanted_scopes
from assistant.adapters.slack.web import SlackWeb
from assistant.adapters.sources import FileSources
from assistant.errors import BadInput
from assistant.governance.delivery import (
    Accepted,
    LookUp,
    Message,
    NoAnswer,
    TryLater,
    TurnedDown,
)
from assistant.ports.chat import ChatAccess
from tests.fakes.slack_server import LoopbackSlack, running_slack
from tests.fakes.slack_workspace import APP_TOKEN, BOT, BOT_TOKEN, Fault

CODES = Path(__file__).parents[3] / "../shared/data/api-contracts/slack/error-codes.by-method.json"
TEXT = json.dumps({"text": "Hello", "blocks": [{"type": "divider"}]})


def access(slack: LoopbackSlack, **more: object) -> ChatAccess:
    cells = {
        "bot_token": SecretStr(BOT_TOKEN),
        "app_token": SecretStr(APP_TOKEN),
        "url": slack.url,
    }
    return ChatAccess.model_validate(cells | more)


@dataclass
class Desk:
    slack: LoopbackSlack
    publisher: SlackPublisher

    def posted(self, channel: str = "C1") -> int:
        return len(self.slack.at.messages[channel])


@pytest.fixture(scope="module")
def running() -> Iterator[LoopbackSlack]:
    with running_slack() as slack:
        yield slack


@pytest.fixture
def desk(running: LoopbackSlack) -> Desk:
    running.at = type(running.at)()
    running.at.join("U1", "ana@office.example")
    running.at.join(BOT, None, is_bot=True)
    running.at.open_channel("C1", ["U1", BOT], name="exec")
    running.at.open_channel("C2", ["U1", BOT], name="partners", is_ext_shared=True)
    running.at.open_channel("C3", ["U1"], name="elsewhere", is_member=False)
    return Desk(running, SlackPublisher(SlackWeb(access(running), seconds=1)))


def message(key: str = "k1", to: str = "slack:C1", text: str = TEXT) -> Message:
    return Message(id=key, to=to, text=text)


def test_what_was_posted_is_found_by_its_key(desk: Desk) -> None:
    assert desk.publisher.look_up(message()) is LookUp.ABSENT
    assert desk.publisher.publish(message()) == Accepted()
    assert desk.publisher.look_up(message()) is LookUp.FOUND
    assert desk.publisher.look_up(message("k2")) is LookUp.ABSENT
    assert desk.slack.at.messages["C1"][0]["unfurl_links"] is False
    assert desk.slack.at.broken == []


def test_a_key_is_found_behind_many_later_messages(desk: Desk) -> None:
    desk.publisher.publish(message())
    for number in range(450):
        desk.slack.at.messages["C1"].append({"ts": f"9.{number}", "text": "x", "there_at": 0.0})
    assert desk.publisher.look_up(message()) is LookUp.FOUND


def test_of_a_channel_too_busy_to_read_nobody_says_that_it_is_not_there(desk: Desk) -> None:
    for number in range(4_001):
        desk.slack.at.messages["C1"].append({"ts": f"9.{number}", "text": "x", "there_at": 0.0})
    assert desk.publisher.look_up(message()) is LookUp.NO_ANSWER


def test_a_person_is_written_to_in_their_direct_messages(desk: Desk) -> None:
    place = desk.publisher.place("slack:Ana@Office.example")
    assert place == "slack:U1"
    assert desk.publisher.publish(message(to=place)) == Accepted()
    assert desk.publisher.look_up(message(to=place)) is LookUp.FOUND
    assert desk.posted("DU1") == 1


@pytest.mark.parametrize("named", ["slack:#exec", "slack:EXEC", "slack:C1"])
def test_a_channel_is_named_by_name_or_id(desk: Desk, named: str) -> None:
    assert desk.publisher.place(named) == "slack:C1"


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("slack:#nowhere", "no channel"),
        ("slack:C9", "channel_not_found"),
        ("slack:#partners", "another organisation"),
        ("slack:who@else.example", "users_not_found"),
        ("slack:", "no channel"),
    ],
)
def test_what_is_no_place_is_said(desk: Desk, named: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        desk.publisher.place(named)


def test_a_channel_that_was_shared_since_gets_nothing(desk: Desk) -> None:
    desk.slack.at.channels["C1"]["is_ext_shared"] = True
    answer = desk.publisher.publish(message())
    assert isinstance(answer, TurnedDown)
    assert desk.posted() == 0


def test_a_message_is_written_anew_in_its_place(desk: Desk) -> None:
    desk.publisher.publish(message())
    later = message("k2", "slack:C1#k1", json.dumps({"text": "Done", "blocks": []}))
    assert desk.publisher.look_up(later) is LookUp.ABSENT
    assert desk.publisher.publish(later) == Accepted()
    assert desk.publisher.look_up(later) is LookUp.FOUND
    assert [each["text"] for each in desk.slack.at.messages["C1"]] == ["Done"]
    last = message("k3", "slack:C1#k1", TEXT)
    assert desk.publisher.publish(last) == Accepted()
    assert desk.posted() == 1


def test_what_is_not_there_cannot_be_written_anew(desk: Desk) -> None:
    assert isinstance(desk.publisher.publish(message("k2", "slack:C1#none")), TurnedDown)


def test_a_text_for_another_place_is_turned_down(desk: Desk) -> None:
    assert isinstance(desk.publisher.publish(message(text="# A brief")), TurnedDown)


@pytest.mark.parametrize(
    ("fault", "posted"),
    [
        (Fault("500"), 0),
        (Fault("reset"), 0),
        (Fault("html"), 0),
        (Fault("accepted_then_500"), 1),
        (Fault("accepted_then_reset"), 1),
        (Fault("late", seconds=0.2), 1),
        (Fault("slow", seconds=1.3), None),
    ],
)
def test_an_unclear_outcome_is_said_to_be_one_and_never_repeated(
    desk: Desk, fault: Fault, posted: int | None
) -> None:
    desk.slack.at.faults["chat.postMessage"] = [fault]
    assert desk.publisher.publish(message()) == NoAnswer()
    assert desk.slack.at.calls["chat.postMessage"] == 1
    if posted is not None:
        assert desk.posted() == posted


def test_what_is_accepted_and_lost_is_absent(desk: Desk) -> None:
    desk.slack.at.faults["chat.postMessage"] = [Fault("dropped")]
    assert desk.publisher.publish(message()) == Accepted()
    assert desk.publisher.look_up(message()) is LookUp.ABSENT


@pytest.mark.parametrize(("seconds", "after"), [(17, timedelta(seconds=17)), (0, None)])
def test_a_busy_slack_says_how_long_to_wait(
    desk: Desk, seconds: int, after: timedelta | None
) -> None:
    desk.slack.at.faults["chat.postMessage"] = [Fault("429", seconds=seconds)]
    assert desk.publisher.publish(message()) == TryLater(after=after)
    assert desk.slack.at.calls["chat.postMessage"] == 1


LATER = {"rate_limited", "ratelimited", "is_inactive", "team_added_to_org"}
UNCLEAR = {"fatal_error", "request_timeout", "internal_error", "service_unavailable"}


@pytest.mark.parametrize(
    ("method", "to"),
    [("chat.postMessage", "slack:C1"), ("chat.update", "slack:C1#k1")],
)
def test_each_code_leads_to_the_right_thing(desk: Desk, method: str, to: str) -> None:
    if not CODES.exists():
        pytest.skip("the codes that Slack documents are not beside this checkout")
    desk.publisher.publish(message())
    for code in json.loads(CODES.read_text())[method]:
        desk.slack.at.faults[method] = [Fault("error", code=code)]
        answer = desk.publisher.publish(message("k2", to))
        kind = TryLater if code in LATER else NoAnswer if code in UNCLEAR else TurnedDown
        assert isinstance(answer, kind), (code, answer)


def test_each_code_of_a_look_up_is_no_answer(desk: Desk) -> None:
    if not CODES.exists():
        pytest.skip("the codes that Slack documents are not beside this checkout")
    for code in json.loads(CODES.read_text())["conversations.history"]:
        desk.slack.at.faults["conversations.history"] = [Fault("error", code=code)]
        assert desk.publisher.look_up(message()) is LookUp.NO_ANSWER


def test_the_doctor_tries_tokens_scopes_and_the_channel(desk: Desk) -> None:
    fine = list(tried_out(access(desk.slack, channel="#exec")))
    assert [each.fix for each in fine] == [None] * 3
    desk.slack.at.scopes = desk.slack.at.scopes.replace("chat:write,", "")
    lacking = list(tried_out(access(desk.slack, channel="#nowhere")))
    assert "chat:write" in lacking[1].found
    assert lacking[1].fix
    assert lacking[3].fix


def test_the_doctor_says_which_token_is_wrong(desk: Desk) -> None:
    (first,) = tried_out(access(desk.slack, bot_token=SecretStr("xoxb-no")))
    assert "PMO_SLACK_BOT_TOKEN" in (first.fix or "")
    trials = list(tried_out(access(desk.slack, app_token=SecretStr("xapp-no"))))
    assert "PMO_SLACK_APP_TOKEN" in (trials[-1].fix or "")


def test_the_manifest_asks_for_what_the_workspace_gave(desk: Desk) -> None:
    assert wanted_scopes() == frozenset(desk.slack.at.scopes.split(","))


def test_user_groups_are_lists_of_addresses(desk: Desk) -> None:
    desk.slack.at.groups["leads"] = ["U1", BOT]
    groups = SlackGroups(SlackWeb(access(desk.slack)))
    found = groups.members("leads")
    assert found is not None
    assert [each.email for each in found] == ["ana@office.example"]
    assert groups.members("nobody") is None


def test_groups_of_slack_are_named_instead_of_a_file(desk: Desk) -> None:
    desk.slack.at.groups["leads"] = ["U1"]
    found = FileSources(chat=access(desk.slack)).groups(Path("slack:")).members("leads")
    assert found is not None
    assert len(found) == 1
    with pytest.raises(BadInput, match="PMO_SLACK_BOT_TOKEN"):
        FileSources().groups(Path("slack:"))


def test_groups_that_cannot_be_read_are_said(desk: Desk) -> None:
    desk.slack.at.faults["usergroups.list"] = [Fault("error", code="missing_scope")]
    with pytest.raises(BadInput, match="scope"):
        SlackGroups(SlackWeb(access(desk.slack))).members("leads")


def test_without_slack_its_places_are_refused() -> None:
    with pytest.raises(BadInput, match="not set up"):
        KnownPublishers().place("slack:#exec", "x")
