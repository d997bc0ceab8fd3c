from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.order.projection import project_ranking
from assistant.planning.order.rank import rank
from assistant.planning.order.ranking import BindingKind, Ranking
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Project
from assistant.portfolio.work import Pin
from assistant.values import Scope
from tests.planning.backlogs import item, person, portfolio, waits, worth
from tests.planning.test_rank_invariants import messy
from tests.planning.told import keys, statements, text

FALCON = Project(key="FALCON", name="Falcon", confidential=True, visible_to=("ingrid",))
INGRID = Scope(viewer="ingrid", confidential=frozenset({"FALCON"}))


def both(*things: Noun) -> tuple[Ranking, Ranking]:
    """Return the ranking of record and what somebody outside the secret sees of it."""
    whole = portfolio([FALCON, *things])
    ranking = rank(whole, default_policy(), 0, 2000)
    return ranking, project_ranking(ranking, whole.scoped(Scope.public()))


def secret(key: str, days: float, per_week: float, **more: object) -> list[Noun]:
    return [item(key, days, project="FALCON", **more), worth(key, per_week)]


def plain(key: str, days: float, per_week: float) -> list[Noun]:
    return [item(key, days), worth(key, per_week)]


def test_who_may_see_everything_sees_the_ranking_itself() -> None:
    whole = portfolio([FALCON, *secret("FAL-1", 1, 5)])
    ranking = rank(whole, default_policy())
    assert project_ranking(ranking, whole.scoped(INGRID)) is ranking


def test_hidden_items_leave_no_gap_and_no_trace() -> None:
    whole, seen = both(*plain("A", 1, 9000), *secret("FAL-1", 1, 8000), *plain("B", 1, 10))
    assert keys(whole) == "A FAL-1 B"
    assert keys(seen) == "A B"
    assert [(e.position, e.start_place, e.own_place, e.tie_band) for e in seen.items] == [
        (1, 1, 1, 1), (2, 2, 2, 2),
    ]  # fmt: skip
    assert "FAL" not in seen.model_dump_json()
    assert "Falcon" not in seen.model_dump_json()


def test_cost_and_bound_are_those_of_what_is_seen() -> None:
    whole, seen = both(*plain("A", 5, 9000), *secret("FAL-1", 5, 8000), *plain("B", 5, 1000))
    assert whole.cost == 9 + 16 + 3
    assert seen.cost == seen.bound == 9 + 3
    assert seen.gap_percent == whole.gap_percent
    assert seen.ready_first_cost is None
    assert seen.score_sort_cost is None


def test_waiting_for_something_hidden_is_waiting_for_another_commitment() -> None:
    things = [*secret("FAL-1", 1, 9000), *plain("B", 1, 10), waits("B", "FAL-1")]
    _, seen = both(*things)
    (only,) = seen.items
    assert only.waits_for == ()
    assert only.binding.kind is BindingKind.DEPENDENCY
    assert text(only.reason) == "B waits for another commitment."
    assert seen.score_sort_breaks == ()


def test_what_waits_is_told_without_the_hidden_part() -> None:
    things = [*plain("A", 1, 10), *secret("FAL-1", 1, 10), *plain("B", 1, 10)]
    _, seen = both(*things, waits("FAL-1", "A"), waits("B", "A"))
    first = seen.items[0]
    assert first.unblocks == ("B",)
    assert "B waits for it" in text(first.reason)
    assert "more" not in text(first.reason)


def test_a_hidden_pin_above_is_not_taken_for_ones_own() -> None:
    filler = [each for n in range(3) for each in plain(f"F{n}", 1, 9000)]
    things = [*filler, *secret("FAL-1", 9, 1), *plain("Q", 1, 8000)]
    whole, seen = both(*things, Pin(key="x", item="FAL-1", place=4))
    hidden, shown = whole.item("Q"), seen.item("Q")
    assert hidden is not None
    assert shown is not None
    assert hidden.binding.kind is BindingKind.PIN
    assert shown.binding.kind is BindingKind.VALUE
    assert text(shown.reason) == (
        "Q comes after another commitment, which brings more for its size."
    )


def test_hidden_conflicts_and_cycles_are_not_told() -> None:
    things = [*secret("FAL-1", 1, 10), *secret("FAL-2", 1, 10), *plain("A", 1, 10)]
    things += [waits("FAL-1", "FAL-2"), waits("FAL-2", "FAL-1", soft=True)]
    whole, seen = both(*things, Pin(key="x", item="FAL-1", not_after=date(2026, 11, 2)))
    assert whole.cycles
    assert whole.conflicts
    assert seen.cycles == ()
    assert [text(conflict.statement) for conflict in seen.conflicts] == [
        "A pin or a date of another commitment cannot hold."
    ]
    assert seen.status is whole.status


def test_the_cut_line_counts_only_what_is_seen() -> None:
    people = [person("p", "iam")]
    things = [*plain("A", 5, 9000), *secret("FAL-1", 5, 8000), *plain("B", 39, 1)]
    whole, seen = both(*people, *things)
    assert whole.cut_line == 2
    assert seen.cut_line == 1
    assert [(cut.last_fitting, cut.first_left_out) for cut in whole.cuts] == [("FAL-1", "B")]
    assert [(cut.last_fitting, cut.first_left_out) for cut in seen.cuts] == [(None, "B")]


def test_questions_count_only_what_is_seen() -> None:
    hidden = item("FAL-1", project="FALCON")
    whole, seen = both(*plain("A", 1, 5), hidden, item("B"), worth("B", 1), worth("FAL-1", 1))
    assert "2 of 3" in text(
        whole.questions[-2] if len(whole.questions) > 1 else whole.questions[0]
    )
    told = [text(question) for question in seen.questions]
    assert any("No size for 1 of 2" in each for each in told)


@given(messy(), st.sampled_from(["P0", "P1"]))
@settings(max_examples=40, deadline=None)
def test_every_viewer_sees_one_order_and_nothing_of_what_is_hidden(
    things: list[Noun], hidden: str
) -> None:
    canary = Project(key=hidden, name="Nightjar", confidential=True)
    things = [each for each in things if each.key != hidden]
    whole = portfolio([*things, canary])
    ranking = rank(whole, default_policy(), 0, 200)
    viewer = whole.scoped(Scope.public())
    seen = project_ranking(ranking, viewer)
    visible = {each.key for each in seen.items}
    assert [e.key for e in ranking.items if e.key in visible] == [e.key for e in seen.items]
    assert [each.position for each in seen.items] == list(range(1, len(seen.items) + 1))
    secrets = {each.key for each in ranking.items} - visible
    text_of_it = seen.model_dump_json()
    assert "Nightjar" not in text_of_it
    assert not any(f'"{key}"' in text_of_it for key in secrets)
    for statement in statements(seen):
        assert not secrets & {str(fact.value) for fact in statement.facts.values()}
