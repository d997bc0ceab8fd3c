"""Did approved advice, rejected advice and forecasts come true? Losses stand first, unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from assistant.errors import BadInput
from assistant.governance.rights import EffectKind
from assistant.governance.scoreboard.decisions import DecisionScores
from assistant.governance.scoreboard.given import counted, scored_forecast
from assistant.governance.scoreboard.headline import scoreboard_headline
from assistant.governance.scoreboard.orders import scored_order
from assistant.governance.scoreboard.scored import (
    JUDGED,
    Scoreboard,
    Scored,
    Verdict,
)
from assistant.governance.scoreboard.tallies import tallies
from assistant.planning.challenge.check import Record
from assistant.planning.forecast.outlook import Tried
from assistant.planning.forecast.record import forecast_record
from assistant.planning.forecast.subject import Subjects
from assistant.portfolio.control import Decision
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.assessment import Assessment
from assistant.values import Statement


def keep_score(assessment: Assessment, since: date | None = None) -> Scoreboard:
    """Return what came of decisions and forecasts, of those made from a day on.

    Everything is computed from what the asker sees; orders are judged on the whole portfolio, so
    that all are told the same verdict. BadInput for a day that is still ahead.
    """
    seen, policy = assessment.seen, assessment.app.policy
    if since is not None and since > seen.as_of:
        raise BadInput(
            f"{since.isoformat()} is still ahead.",
            remedy=f"Give a day up to {seen.as_of.isoformat()}.",
        )
    found = [
        each
        for each in (*_decisions(assessment), *_orders(assessment), *_forecasts(assessment))
        if since is None or (each.decided_on is not None and each.decided_on >= since)
    ]
    facts = Facts(seen)
    told = tallies(_outcomes(found), facts, policy)
    tried = forecast_record(facts, policy, Subjects(seen).everything())
    return Scoreboard(
        as_of=seen.as_of,
        revision=seen.revision,
        headline=scoreboard_headline(found, told, facts),
        scored=tuple(sorted(found, key=_losses_first)),
        tallies=tuple(told),
        tried=tuple(rate.statement for rate in tried.rates if rate.what is Tried.DATES),
        assumptions=_ASSUMPTIONS,
    )


_ASSUMPTIONS = (
    Statement(
        text="A verdict that people put on record stands; where there is none, dates and costs of"
        " later days tell. They show what happened, not why."
    ),
    Statement(
        text="Of days given again and again for the same thing the earliest counts; the intervals"
        " are exact and take the forecasts as independent of each other."
    ),
)


def _decisions(assessment: Assessment) -> Iterator[Scored]:
    scores = DecisionScores(assessment.seen, _snapshots(assessment), assessment.app.policy)
    for decision in assessment.seen.all(Decision):
        scored = scores.scored(decision)
        if scored is not None:
            yield scored


def _orders(assessment: Assessment) -> Iterator[Scored]:
    decided = assessment.app.store.proposals_of(EffectKind.AGREED_ORDER)
    if not decided:
        return
    full = assessment.view.full
    record = Record(full, assessment.app.policy, assessment.whole_ranking)
    for each in decided:
        scored = scored_order(each, record, assessment.seen)
        if scored is not None:
            yield scored


def _snapshots(assessment: Assessment) -> Callable[[date], Snapshot | None]:
    """Return a reader of earlier days, as the asker sees them; each day is read once."""
    app, scope = assessment.app, assessment.view.scope
    first = app.store.as_of_dates()[0]
    known: dict[date, Snapshot] = {}

    def of(day: date) -> Snapshot | None:
        if not first <= day <= assessment.seen.as_of:
            return None
        if day not in known:
            known[day] = app.store.snapshot(day, scope)
        return known[day]

    return of


def _forecasts(assessment: Assessment) -> Iterator[Scored]:
    """Yield what came of the days that were given here, as far as that is known."""
    seen = assessment.seen
    past = (each for each in assessment.app.store.forecasts() if each.given_on <= seen.as_of)
    for given in counted(past):
        scored = scored_forecast(given, seen)
        if scored is not None:
            yield scored


def _outcomes(found: Iterable[Scored]) -> dict[int, list[bool]]:
    """Return by chance whether each forecast held: those of the log, and those given here."""
    outcomes: dict[int, list[bool]] = {}
    for each in found:
        if each.chance is not None and each.verdict in JUDGED:
            outcomes.setdefault(each.chance, []).append(each.verdict is Verdict.HELD)
    return outcomes


def _losses_first(scored: Scored) -> tuple[bool, bool, int, str]:
    day = scored.decided_on or date.min
    return not scored.is_loss, scored.verdict not in JUDGED, -day.toordinal(), scored.subject
