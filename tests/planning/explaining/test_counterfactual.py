"""A reason that is taken out of the rows changes the place as the explanation says it would."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from assistant.planning.explaining.counterfactual import Counterfactual, Removal
from assistant.planning.explaining.explain import explain
from assistant.planning.explaining.replay import Replay
from assistant.planning.inputs.backlog import read_backlog
from assistant.planning.order.finding import find_order, tell_nobody
from assistant.planning.order.rank import rank
from assistant.planning.order.ranking import RankedItem
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, StatusCategory, WorkItem
from tests.planning.backlogs import item, person, portfolio, queue, started, worth
from tests.planning.portfolios import random_portfolio
from tests.planning.soaking import LONG, seeds, tell
from tests.planning.told import text
from tests.portfolio.larkfield import today

BUDGET = 100


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of an item whose reason was taken out of the rows, and what was foretold."""

    key: str
    place: int | None
    foretold: int
    then: int
    is_up: bool | None
    """Whether it could only come higher (or lower) by it; None where either could be."""

    @property
    def is_as_told(self) -> bool:
        return self.then == self.foretold

    @property
    def is_astray(self) -> bool:
        """Whether it went the other way than anybody would expect."""
        if self.place is None or self.is_up is None or self.then == self.place:
            return False
        return (self.then < self.place) != self.is_up


class Checker:
    """Takes the reasons of a portfolio's items away, in the rows themselves."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.ranking = rank(snapshot, default_policy(), 0, BUDGET)
        visible = [each.key for each in self.ranking.items]
        replay = Replay(snapshot, default_policy(), self.ranking, visible)
        backlog = read_backlog(snapshot, default_policy())
        self.counterfactual = Counterfactual(snapshot, backlog, replay)

    def checked(self, item: RankedItem) -> Checked | None:
        """Return what happens without an item's reason; None where none can be taken away."""
        removal = self.counterfactual.removal(item)
        said = self.counterfactual.told(item)
        if removal is None or said is None:
            return None
        then = _place(item.key, self._again(removal))
        return Checked(
            item.key, item.start_place, int(str(said.facts["place"].value)), then, _is_up(removal)
        )

    def _again(self, removal: Removal) -> Snapshot:
        """Return the portfolio put together anew, from its rows less the reason."""
        gone = {*removal.without, *((type(row), row.key) for row in removal.put)}
        rows = [row for noun in NOUNS for row in self.snapshot.all(noun)]
        kept = [row for row in rows if (type(row), row.key) not in gone]
        return Snapshot.of(self.snapshot.as_of, [*kept, *removal.put])


def _place(key: str, snapshot: Snapshot) -> int:
    found = find_order(snapshot, default_policy(), 0, BUDGET, tell_nobody)
    candidates = found.backlog.candidates
    waiting = [n for n in found.solution.order if not candidates[n].is_started]
    return [candidates[n].key for n in waiting].index(key) + 1


def _is_up(removal: Removal) -> bool | None:
    """Say where an item can only go: up without what it waits for, down where none wait for it."""
    if any(noun is Dependency for noun, _ in removal.without):
        return removal.words.text != "If nothing waited for it"
    is_dropped = any(
        isinstance(row, WorkItem) and row.category is StatusCategory.DROPPED for row in removal.put
    )
    return True if is_dropped else None


def told_of(found: list[Checked], what: str) -> str:
    """Return what was tried in words."""
    moved = sum(each.then != each.place for each in found)
    astray = sum(each.is_astray for each in found)
    wrong = sum(not each.is_as_told for each in found)
    return (
        f"{len(found)} reasons of {what} taken away: {wrong} otherwise than foretold; "
        f"{moved} items moved, {astray} of them the other way than one would expect"
    )


@LONG
def test_the_reasons_of_the_sample_hold_when_they_are_taken_away(
    capsys: pytest.CaptureFixture[str],
) -> None:
    checker = Checker(today())
    items = checker.ranking.items
    top = {each.key: each for each in (*items[:20], *[e for e in items if e.start_place][:20])}
    chosen = [list(top.values())[n] for n in seeds(usually=2, soak=len(top))]
    found = [each for each in map(checker.checked, chosen) if each is not None]
    tell(capsys, told_of(found, f"the sample's first {len(chosen)} items"))
    assert len(found) >= 0.9 * len(chosen)
    assert [each for each in found if not each.is_as_told] == []


@LONG
def test_the_reasons_of_random_items_hold_when_they_are_taken_away(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tried = seeds(usually=8, soak=400)
    found: list[Checked] = []
    for seed in tried:
        checker = Checker(portfolio(random_portfolio(seed)))
        found += [c for c in map(checker.checked, checker.ranking.items[:5]) if c is not None]
    tell(capsys, told_of(found, f"random items, {tried},"))
    assert len(found) >= len(tried)
    assert [each for each in found if not each.is_as_told] == []
    assert sum(each.is_astray for each in found) <= len(found) // 50


def said_without(things: list[Noun], key: str) -> str | None:
    snapshot = portfolio(things)
    said = explain(rank(snapshot, default_policy()), snapshot, default_policy(), key)
    return None if said.without_reason is None else text(said.without_reason)


def test_what_an_item_would_do_without_what_it_waits_for() -> None:
    assert said_without(queue(), "SEN-3") == (
        "If it did not wait for KEY-3, SEN-3 would stand at place 1 to start."
    )


def test_what_an_item_would_do_if_its_people_were_free() -> None:
    things = [person("p", "iam"), started("S", 3), item("A", 1), worth("A", 1)]
    assert said_without(things, "A") == (
        "With another person for iam, A would stand at the same place, 1, and start on Mon 16 Nov."
    )


def test_what_comes_after_a_better_item_moves_up_when_that_is_gone() -> None:
    things = [item("A", 1), worth("A", 9000), item("B", 1), worth("B", 10)]
    assert said_without(things, "B") == "Without A, B would stand at place 1 to start."
