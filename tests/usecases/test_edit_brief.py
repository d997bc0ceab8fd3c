"""Other words for a brief: who may still approve it, and what no edit can do."""

from __future__ import annotations

import json

import pytest

from assistant.adapters.publishers import KnownPublishers
from assistant.errors import BadInput, NotFound, Refused
from assistant.governance.proposal import ProposalState
from assistant.ports.store import StoredBrief
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.edit_brief import edit_brief, text_to_edit
from assistant.usecases.publish_brief import propose_publication
from tests.fakes.memory_store import MemoryStore
from tests.usecases.publishing import approved, brief, new_app, propose


@pytest.fixture
def app() -> App:
    class Anywhere(KnownPublishers):
        def place(self, named: str, title: str) -> str:
            return named

    return new_app(MemoryStore(), Anywhere())


def two_lines() -> StoredBrief:
    """The brief with a second line that no one has to say, and none of both stands for another."""
    kept = brief()
    data = json.loads(kept.body)
    points = data["sections"][0]["points"]
    plain = {
        "text": "Ask the owner.",
        "facts": [],
        "spans": [{"text": "Ask the owner.", "fact": None}],
    }
    points.append({"findings": ["ask"], "sentences": [plain]})
    return kept.model_copy(update={"body": json.dumps(data)})


def test_who_only_words_it_otherwise_can_still_approve(app: App) -> None:
    waiting = propose(app, brief())
    text = text_to_edit(app.asked_by("ana"), waiting)
    done = edit_brief(app.asked_by("ana"), waiting, text.replace("Decide on", "Please decide on"))
    made = done.proposed.proposal
    assert (done.other, made.authors) == ((), {"ben"})
    assert "still can, you too" in done.verdict
    old = app.store.proposal(waiting)
    assert (old.state, old.superseded_by) == (ProposalState.SUPERSEDED, made.id)
    approved(app, made.id, "ana")
    (sent,) = app.store.deliveries()
    assert "Please decide on" in sent.message.text
    kinds = {event.kind.value: event.facts for event in app.store.audit_of(made.id)}
    assert kinds["edited"]["wording only"] is True
    assert kinds["edited"]["of"] == waiting


def test_a_drafted_brief_has_no_author_and_stays_so(app: App) -> None:
    actor = Actor.of(app.asked_by("ana"))
    made = propose_publication(actor, brief(), "there", on_schedule=True).proposal
    text = text_to_edit(app.asked_by("ana"), made.id).replace("Decide on", "Now decide on")
    again = edit_brief(app.asked_by("ana"), made.id, text).proposed.proposal
    assert again.authors == frozenset()
    assert approved(app, again.id, "ana").state is ProposalState.APPROVED


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("- Ask the owner.\n", "", "gone"),
        ("Decide on", "Do not decide on", "denied"),
        ("Ask the owner.", "Zed knows the owner.", "new name"),
    ],
)
def test_any_other_edit_takes_a_second_person(app: App, old: str, new: str, why: str) -> None:
    waiting = propose(app, two_lines())
    text = text_to_edit(app.asked_by("ana"), waiting)
    assert old in text
    done = edit_brief(app.asked_by("ana"), waiting, text.replace(old, new))
    assert why in done.verdict
    made = done.proposed.proposal
    assert made.authors == {"ana", "ben"}
    with pytest.raises(Refused, match="somebody else decides"):
        approved(app, made.id, "ana")
    assert approved(app, made.id, "cleo").state is ProposalState.APPROVED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3 days", "4 days"),
        ("3 days", "many days"),
        ("Decide on", "Decide by Friday on"),
        ("Decide on", "It is red: decide on"),
        ("Decide on", "With Zed decide on"),
        ("Decide on", "In two weeks decide on"),
        ("As of Monday", "As of Friday"),
        ("Risks", "Other risks"),
        ("- Decide on *Falcon*: 3 days.\n", ""),
        ("Ask the owner.", "Ask the owner. It costs 4 k."),
    ],
)
def test_what_no_fact_stands_behind_is_refused(app: App, old: str, new: str) -> None:
    waiting = propose(app, two_lines())
    text = text_to_edit(app.asked_by("ana"), waiting)
    assert old in text
    with pytest.raises(BadInput):
        edit_brief(app.asked_by("ana"), waiting, text.replace(old, new))
    assert app.store.proposal(waiting).state is ProposalState.PENDING


def test_the_same_text_a_decided_brief_and_what_is_no_brief_cannot_be_edited(app: App) -> None:
    waiting = propose(app, brief())
    text = text_to_edit(app.asked_by("ana"), waiting)
    with pytest.raises(BadInput, match="the same"):
        edit_brief(app.asked_by("ana"), waiting, text)
    approved(app, waiting)
    with pytest.raises(Refused, match="stays as it is"):
        edit_brief(app.asked_by("ana"), waiting, text.replace("Decide", "Please decide"))
    with pytest.raises(NotFound):
        text_to_edit(app.asked_by("ana"), "P-99")


def test_a_brief_that_speaks_of_what_is_hidden_looks_like_none(app: App) -> None:
    secret = propose(app, brief(viewer="ana"), author="ana")
    said = []
    for which in (secret, "P-99"):
        with pytest.raises(NotFound) as refused:
            text_to_edit(app.asked_by("ben"), which)
        said.append(refused.value.message.replace(which, "…"))
    assert said[0] == said[1]


def test_an_edited_brief_is_not_among_those_that_anybody_publishes_anew(app: App) -> None:
    waiting = propose(app, brief())
    text = text_to_edit(app.asked_by("ana"), waiting).replace("Decide", "Please decide")
    edit_brief(app.asked_by("ana"), waiting, text)
    assert [each.id for each in app.store.briefs()] == ["b1"]
