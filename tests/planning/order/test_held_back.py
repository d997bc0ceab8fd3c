"""Gates, freezes and team limits are named where they bind, and hidden names stay hidden."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.planning.order.projection import project_ranking
from assistant.planning.order.rank import rank
from assistant.planning.order.ranking import BindingKind, Ranking, Standing
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.people import Team
from assistant.portfolio.project import Gate, Milestone, Project, Stage
from assistant.values import Scope
from tests.planning.backlogs import item, person, portfolio, started, worth
from tests.planning.told import text

DAY = date(2026, 11, 30)
PROJECT = Project(key="P", name="Pelican", stage=Stage.DESIGN)


def ranked(*things: Noun) -> Ranking:
    return rank(portfolio(things), default_policy(), budget=100)


def said(ranking: Ranking, key: str) -> tuple[BindingKind, str]:
    found = ranking.item(key)
    assert found is not None
    return found.binding.kind, text(found.reason)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (DAY, "A waits for Pelican to pass its gate into build, planned for Mon 30 Nov."),
        (None, "A waits for Pelican to pass its gate into build."),
    ],
)
def test_a_gate_ahead_is_named_and_its_work_is_not_to_start(day: date | None, words: str) -> None:
    gate = Gate(key="P/build", project="P", stage=Stage.BUILD, decided_on=day)
    for people in ([person("p", "iam")], []):
        ranking = ranked(*people, PROJECT, gate, item("A", 1, project="P"), worth("A", 9000))
        assert said(ranking, "A") == (BindingKind.GATE, words)
        first = ranking.items[0]
        assert first.standing is Standing.NOT_NOW
        if people:
            assert first.start == day or day is None


def test_a_gate_holds_nothing_up_once_its_day_is_waited_for_anyway() -> None:
    gate = Gate(key="P/build", project="P", stage=Stage.BUILD, decided_on=date(2026, 11, 17))
    ranking = ranked(person("p", "iam"), PROJECT, gate, started("S", 9), item("A", 1, project="P"))
    assert said(ranking, "A")[0] is BindingKind.CAPACITY


def test_a_freeze_that_puts_a_go_live_off_is_named() -> None:
    freeze = Freeze(key="F", name="Year end", start=DAY, end=date(2026, 12, 13))
    live = Milestone(key="R", project="P", name="Live", is_release=True, needs_item="B")
    things = [person("p", "iam"), item("A", 1), worth("A", 9000), item("B", 10), worth("B", 100)]
    ranking = ranked(*things, PROJECT, freeze, live)
    found = ranking.item("B")
    assert found is not None
    assert found.finish == date(2026, 12, 14)
    assert found.binding.kind in (BindingKind.FREEZE, BindingKind.CAPACITY)
    alone = ranked(person("p", "iam"), item("B", 11), PROJECT, freeze, live)
    assert alone.items[0].finish == date(2026, 12, 14)


def test_a_teams_limit_is_named_with_its_number() -> None:
    team = Team(key="T", name="Tern", wip_limit=1)
    people = [person("p", "iam", team="T"), person("q", "test", team="T")]
    things = [started("S", 3, team="T"), item("A", 1, "test", team="T"), worth("A", 9000)]
    ranking = ranked(*people, team, *things)
    words = "A waits for its turn: Tern is at its limit of 1 under way."
    assert said(ranking, "A") == (BindingKind.WIP, words)
    assert ranking.items[1].start == date(2026, 11, 19)


def test_what_hidden_work_holds_back_is_told_without_a_name() -> None:
    team = Team(key="T", name="Tern", wip_limit=1)
    secret = Project(key="FAL", name="Falcon", confidential=True, stage=Stage.BUILD)
    people = [person("p", "iam", team="T"), person("q", "test", team="T")]
    things = [started("FAL-1", 3, team="T", project="FAL"), item("A", 1, "test", team="T")]
    whole = portfolio([*people, team, secret, *things])
    seen = project_ranking(rank(whole, default_policy(), budget=100), whole.scoped(Scope.public()))
    assert [each.key for each in seen.items] == ["A"]
    assert "FAL" not in seen.model_dump_json().upper()
    assert seen.items[0].binding.kind is BindingKind.WIP
