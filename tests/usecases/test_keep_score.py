"""The record of advice and forecasts: on the sample, for every viewer, and of what was given here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.briefing.wording import render
from assistant.errors import BadInput, StoreFault
from assistant.governance.scoreboard.given import GivenForecast
from assistant.governance.scoreboard.scored import Scoreboard, Scored, Verdict
from assistant.portfolio.control import Decision, DecisionKind, DecisionState
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.usecases.app import App
from assistant.usecases.assessment import Assessment
from assistant.usecases.forecast_work import give_forecast
from assistant.usecases.keep_score import keep_score
from tests.contracts.batches import bring
from tests.fakes.memory_store import MemoryStore
from tests.usecases.publishing import app_on
from tests.usecases.sample_office import FARID, INGRID, Shelf, sample_office

TODAY = date(2026, 11, 16)
THEN = date(2026, 10, 12)


def told(found: Scoreboard | Scored) -> str:
    said = [found.headline] if isinstance(found, Scoreboard) else []
    for each in found.scored if isinstance(found, Scoreboard) else (found,):
        said += [each.advised, each.judged, *each.happened]
    return " ".join(render(one, today=TODAY) for one in said)


def by_key(found: Scoreboard) -> dict[str, Scored]:
    return {each.subject.split(":", 1)[1]: each for each in found.scored}


STORY = {
    "D-1": (Verdict.HELD, True, "slipped by 8 days"),
    "D-2": (Verdict.HELD, False, "it was followed"),
    "D-3": (Verdict.HELD, False, "finished on Thu 5 Nov"),
    "D-4": (Verdict.DID_NOT_HOLD, True, "my advice was wrong"),
}


def test_the_story_of_the_sample_is_told_losses_first() -> None:
    found = keep_score(Assessment(sample_office().asked_by(INGRID)))
    scored = by_key(found)
    for key, (verdict, is_loss, words) in STORY.items():
        assert (scored[key].verdict, scored[key].is_loss) == (verdict, is_loss)
        assert words in told(scored[key])
    assert [each.is_loss for each in found.scored] == [True, True, False, False]
    assert "Of 3 pieces of advice, 2 held (1 of them good advice that was not taken)" in told(
        found
    )
    assert "too few to judge: that takes 20" in told(found)


def test_rows_of_later_days_tell_the_same_where_nobody_recorded_it() -> None:
    app = sample_office()
    seen = Assessment(app).seen
    bare = [
        each.model_copy(update={"outcome": None, "outcome_on": None, "advice_was_right": None})
        for each in seen.all(Decision)
    ]
    open_again = [
        each.model_copy(update={"state": DecisionState.OPEN}) if each.chance_percent else each
        for each in bare
    ]
    assessment = Assessment(app)
    view = assessment.view
    supposed = view.seen.supposing(open_again)
    assessment.__dict__["view"] = type(view)(full=supposed, seen=supposed, scope=view.scope)
    scored = by_key(keep_score(assessment))
    assert {key: scored[key].verdict for key in STORY} == {
        key: verdict for key, (verdict, _, _) in STORY.items()
    }


def test_what_two_viewers_see_is_the_same_and_nothing_hidden_is_told() -> None:
    app = sample_office()
    falcon = GivenForecast(
        subject="projects:FALCON", chance=85, day=date(2026, 11, 9), given_on=THEN
    )
    with app.store.unit_of_work() as unit:
        unit.keep_forecasts([falcon])
    much, little = (keep_score(Assessment(app.asked_by(who))) for who in (INGRID, FARID))
    assert "Falcon" in told(much)
    assert "falcon" not in little.model_dump_json().casefold()
    shown = by_key(much)
    for key, each in by_key(little).items():
        assert told(each) == told(shown[key])


def test_only_what_was_said_since_a_day() -> None:
    app = sample_office()
    found = keep_score(Assessment(app), date(2026, 10, 19))
    assert set(by_key(found)) == {"D-2", "D-4"}
    with pytest.raises(BadInput, match="still ahead"):
        keep_score(Assessment(app), date(2026, 11, 17))


def office(*things: Noun, now: tuple[Noun, ...] = ()) -> App:
    app = app_on(MemoryStore(), Shelf())
    base = [Organisation(key="o", name="O", today=TODAY), Project(key="P", name="P")]
    bring(app.store, [*base, *things], as_of=THEN)
    if now:
        bring(app.store, [*base, *now], as_of=TODAY)
    return app


def advice(state: DecisionState, on: date, project: str = "P") -> Decision:
    return Decision(
        key="D",
        name="Do it?",
        kind=DecisionKind.ADVICE,
        state=state,
        projects=(project,),
        decided_on=on,
    )


def milestone(day: date) -> Milestone:
    return Milestone(key="M", project="P", name="Live", baseline=THEN, forecast=day)


EARLY, LATE = date(2026, 12, 1), date(2026, 12, 11)


@pytest.mark.parametrize(
    ("state", "then", "now", "on", "verdict"),
    [
        (DecisionState.APPROVED, EARLY, EARLY, THEN, Verdict.HELD),
        (DecisionState.APPROVED, EARLY, LATE, THEN, Verdict.DID_NOT_HOLD),
        (DecisionState.REJECTED, EARLY, LATE, THEN, Verdict.HELD),
        (DecisionState.REJECTED, EARLY, EARLY, THEN, Verdict.DID_NOT_HOLD),
        (DecisionState.REJECTED, EARLY, EARLY, date(2026, 11, 9), Verdict.TOO_EARLY),
        (DecisionState.REJECTED, None, None, THEN, Verdict.CANNOT_BE_TOLD),
    ],
)
def test_advice_is_judged_by_what_suffered(
    state: DecisionState, then: date | None, now: date | None, on: date, verdict: Verdict
) -> None:
    said = advice(state, on)
    before = () if then is None else (milestone(then),)
    after = () if now is None else (milestone(now),)
    found = keep_score(Assessment(office(*before, now=(said, *after))))
    assert by_key(found)["D"].verdict is verdict


def done(key: str, day: date | None) -> WorkItem:
    category = StatusCategory.TODO if day is None else StatusCategory.DONE
    return WorkItem(key=key, name=key, project="P", category=category, finished=day)


def test_forecasts_that_were_given_are_judged_and_the_earliest_counts() -> None:
    app = office(done("A", None), now=(done("A", date(2026, 11, 5)), done("B", None)))

    def given(day: int, on: int, chance: int = 85, item: str = "A") -> GivenForecast:
        return GivenForecast(
            subject=f"work_items:{item}",
            chance=chance,
            day=date(2026, 11, day),
            given_on=date(2026, 10, on),
        )

    with app.store.unit_of_work() as unit:
        unit.keep_forecasts([
            given(4, 12), given(6, 13), given(3, 12, 50), given(10, 12, 85, "B"), given(20, 12, 50, "B"),
        ])  # fmt: skip
    found = keep_score(Assessment(app))
    assert [(each.at, each.held.value, each.given.value) for each in found.tallies] == [
        (85, 0, 2),
        (50, 0, 1),
    ]
    assert all(each.verdict is Verdict.DID_NOT_HOLD for each in found.scored)


def test_an_answer_is_remembered_and_given_also_where_the_store_cannot() -> None:
    app = sample_office()
    give_forecast(Assessment(app))
    known = app.store.forecasts()
    assert {each.subject for each in known} >= {"projects:HARBOR", "milestones:HARBOR-CUTOVER"}
    give_forecast(Assessment(app))
    assert app.store.forecasts() == known

    class Full(MemoryStore):
        def unit_of_work(self) -> object:
            raise StoreFault("The disk is full.")

    full = Full()
    full.__dict__ |= {**sample_office().store.__dict__}
    assert give_forecast(Assessment(replace(app, store=full))).dates
    assert full.forecasts() == ()
