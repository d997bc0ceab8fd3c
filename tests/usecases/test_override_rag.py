"""A colour that people decide on for a time: beside the rule's, for everybody alike, then gone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.briefing.brief import Audience
from assistant.briefing.plain import to_plain
from assistant.errors import BadInput, NotFound, Refused
from assistant.governance.audit.event import AuditKind
from assistant.governance.proposal import ProposalState
from assistant.health.verdicts import ProjectHealth
from assistant.portfolio.project import Rag
from assistant.usecases.app import App
from assistant.usecases.decide_proposal import approve, find_proposal
from assistant.usecases.override_rag import propose_override
from assistant.usecases.write_brief import write_brief
from tests.contracts.batches import bring
from tests.usecases.governing import TODAY, asks, office, things

UNTIL = TODAY + timedelta(days=10)


@pytest.fixture
def app(tmp_path: Path) -> App:
    return office(tmp_path)


def put(app: App, person: str = "bob", project: str = "LATE", until: date = UNTIL) -> str:
    proposed = propose_override(
        asks(app, person), project, status="amber", until=until, why="The vendor signed"
    )
    return proposed.proposal.id


def health(app: App, person: str = "pam", as_of: date | None = None) -> ProjectHealth:
    return next(e for e in asks(app, person, as_of).health if e.project == "LATE")


def test_the_rule_is_never_lost_and_everybody_sees_the_same(app: App) -> None:
    assert health(app).overall is Rag.RED
    assert approve(asks(app, "lee"), put(app)).state is ProposalState.APPLIED
    shown = health(app)
    assert shown.override is not None
    assert (shown.overall, shown.override.rule, shown.override.by) == (Rag.AMBER, Rag.RED, "lee")
    assert health(app, "zed").model_dump(exclude={"because"}) == shown.model_dump(
        exclude={"because"}
    )
    for audience in Audience:
        said = to_plain(write_brief(asks(app, "zed"), audience))
        assert "overridden by Lee; the rule says Red" in " ".join(said.split())


def test_it_is_gone_by_itself(app: App) -> None:
    approve(asks(app, "lee"), put(app))
    bring(app.store, [*things()[1:]], as_of=UNTIL)
    assert health(app, as_of=UNTIL).override is not None
    bring(app.store, [*things()[1:]], as_of=UNTIL + timedelta(days=1))
    after = health(app, as_of=UNTIL + timedelta(days=1))
    assert (after.overall, after.override) == (Rag.RED, None)
    assert asks(app, "pam", TODAY).health != ()
    before = health(app, as_of=TODAY)
    assert before.override is not None


def test_what_the_policy_blocks_is_not_proposed(app: App) -> None:
    with pytest.raises(Refused, match="override-too-long"):
        put(app, until=TODAY + timedelta(days=29))
    with pytest.raises(BadInput, match="lies ahead"):
        put(app, until=TODAY)
    with pytest.raises(BadInput, match="says red itself"):
        propose_override(asks(app, "bob"), "LATE", status="red", until=UNTIL, why="so")
    assert app.store.proposals() == ()


def test_unknown_and_hidden_projects_look_the_same(app: App) -> None:
    said = []
    for project in ("HUSH", "HUSX"):
        with pytest.raises(NotFound) as refused:
            put(app, project=project)
        said.append(refused.value.message.replace(project, "…"))
    assert said[0] == said[1]


def test_an_author_does_not_approve_and_one_alone_is_ratified(app: App) -> None:
    mine = put(app, "lee")
    with pytest.raises(Refused, match="somebody else decides"):
        approve(asks(app, "lee"), mine)
    alone = approve(asks(app, "lee"), mine, alone=True)
    assert alone.acted_alone == "lee"
    assert health(app).overall is Rag.AMBER


def test_a_colour_that_changed_meanwhile_makes_it_stale(app: App) -> None:
    waiting = put(app)
    calmer = [each for each in things() if each.key != "M"]
    bring(app.store, calmer, as_of=TODAY)
    with pytest.raises((Refused, BadInput)):
        approve(asks(app, "lee"), waiting)
    assert app.store.proposal(waiting).state is ProposalState.PENDING


def test_all_overrides_of_a_period_can_be_told(app: App) -> None:
    approve(asks(app, "lee"), put(app))
    events = [e for e in app.store.audit_events() if e.kind is AuditKind.OVERRIDDEN]
    assert [(e.subject, e.facts["rule"], e.facts["shown"]) for e in events] == [
        ("P-1", "red", "amber")
    ]
    assert events[0].facts["until"] == UNTIL.isoformat()
    assert find_proposal(app.asked_by("zed"), "P-1").words.facts["rule"].value == "red"
