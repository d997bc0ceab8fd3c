"""What a scenario supposes becomes what the portfolio says, row by row, once it is decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import BadInput, NotFound, Refused
from assistant.governance.proposal import ProposalState
from assistant.governance.rights import EffectKind
from assistant.portfolio.people import Assignment
from assistant.portfolio.project import Project, Stage
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.usecases.app import App
from assistant.usecases.correct_input import propose_correction
from assistant.usecases.decide_proposal import approve, find_proposal, list_waiting
from assistant.usecases.foresee import foresee
from assistant.usecases.governed import resource_of
from assistant.usecases.propose_scenario import propose_scenario
from tests.usecases.governing import asks, office

RESIZE = 'resize L-1 effort "iam 3d"'


@pytest.fixture
def app(tmp_path: Path) -> App:
    return office(tmp_path)


def test_what_is_decided_is_what_the_next_run_computes_with(app: App) -> None:
    proposal = propose_scenario(asks(app, "lee"), ["pause CALM"]).proposal
    follows = foresee(asks(app, "pam"), proposal.id)
    assert follows is not None
    assert approve(asks(app, "pam"), proposal.id).state is ProposalState.APPLIED
    now = asks(app, "zed").seen
    project, work, asked = (
        now.get(Project, "CALM"),
        now.get(WorkItem, "C-1"),
        now.get(Assignment, "A-2"),
    )
    assert project is not None
    assert work is not None
    assert asked is not None
    assert (project.stage, work.category, asked.percent) == (
        Stage.PAUSED,
        StatusCategory.DROPPED,
        0,
    )
    assert now.source(Project, "CALM", "stage").source == "decided-here"
    assert project.program == "P"
    assert not asks(app, "pam").whole_capacity.over


def test_phrases_are_lines_and_some_of_them_can_be_approved(app: App) -> None:
    proposal = propose_scenario(asks(app, "lee"), ["pause CALM", RESIZE]).proposal
    assert [line.id for line in proposal.lines] == ["1", "2"]
    assert not any(line.needs for line in proposal.lines)
    approve(asks(app, "pam"), proposal.id, lines=["2"])
    now = asks(app, "pam").view.full
    project, work = now.get(Project, "CALM"), now.get(WorkItem, "L-1")
    assert project is not None
    assert work is not None
    assert project.stage is None
    assert work.estimate[0].effort.days == 3


def test_what_was_approved_in_parts_stays_when_more_is_decided(app: App) -> None:
    approve(asks(app, "pam"), propose_scenario(asks(app, "lee"), [RESIZE]).proposal.id)
    later = propose_correction(app.asked_by("lee"), "work_items", "L-1", "name", "Other")
    approve(asks(app, "pam"), later.proposal.id)
    work = asks(app, "pam").view.full.get(WorkItem, "L-1")
    assert work is not None
    assert (work.name, work.estimate[0].effort.days) == ("Other", 3)


def test_rows_that_changed_meanwhile_make_it_stale(app: App) -> None:
    waiting = propose_scenario(asks(app, "lee"), [RESIZE]).proposal
    other = propose_scenario(asks(app, "lee"), ['resize L-1 effort "iam 2d"']).proposal
    approve(asks(app, "pam"), other.id)
    with pytest.raises(Refused, match="have changed meanwhile"):
        approve(asks(app, "pam"), waiting.id)


def test_stopping_work_takes_an_executive_however_it_is_asked_for(app: App) -> None:
    view = asks(app, "pam").view
    dropped = propose_scenario(asks(app, "lee"), ["drop CALM"]).proposal
    corrected = propose_correction(app.asked_by("lee"), "projects", "CALM", "stage", "stopped")
    for effect in (dropped.effect, corrected.proposal.effect):
        assert resource_of(effect, view).effect is EffectKind.STOP
    with pytest.raises(Refused, match="another role"):
        approve(asks(app, "pam"), dropped.id)
    assert approve(asks(app, "exe"), dropped.id).state is ProposalState.APPLIED


@pytest.mark.parametrize(
    "phrases",
    [
        ["weigh time criticality to 40%"],
        ["fund LATE to 2MEUR"],
        ["pause CALM until 2027-01-04"],
        ["pause CALM; pause NOWHERE"],
        [RESIZE, 'resize L-1 effort "iam 2d"'],
        ["  "],
    ],
)
def test_what_no_row_can_say_is_not_proposed(app: App, phrases: list[str]) -> None:
    with pytest.raises(BadInput):
        propose_scenario(asks(app, "lee"), phrases)
    assert app.store.proposals() == ()


def test_hidden_work_can_neither_be_named_nor_seen(app: App) -> None:
    said = []
    for project in ("HUSH", "HUSX"):
        with pytest.raises(BadInput) as refused:
            propose_scenario(asks(app, "lee"), [f"pause {project}"])
        said.append(str(refused.value).replace(project, "…"))
    assert said[0] == said[1]
    secret = propose_scenario(asks(app, "exe"), ["pause HUSH"]).proposal
    assert list_waiting(app.asked_by("pam")) == ()
    with pytest.raises(NotFound):
        find_proposal(app.asked_by("pam"), secret.id)
