"""Sources: rows they could not give, and files nobody has refreshed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.health.caveats.finding import caveat
from assistant.health.survey import Survey
from assistant.health.verdicts import Caveat, Severity
from assistant.portfolio.snapshot import ImportState
from assistant.values import Fact, FactValue, Source, Statement, Unit, say

_MANY = Decimal(5)
"""Percent of a source's rows from which their absence shows in every figure."""


def refused_rows(survey: Survey) -> Iterator[Caveat]:
    """Yield the sources with rows in quarantine."""
    for state in _latest(survey):
        if not state.refused:
            continue
        share = Decimal(100 * state.refused) / (state.rows + state.refused)
        count = _fact(survey, state, "rows_refused", state.refused, Unit.COUNT)
        yield caveat(
            f"refused-rows:{state.source}",
            severity=Severity.HIGH if share >= _MANY else Severity.MEDIUM,
            subjects=[f"sources:{state.source}"],
            headline=say(
                "{count} [row|rows] of {source} [is|are] not in these figures.",
                count=count,
                source=_name(survey, state),
            ),
            remedy=Statement(text="Correct them where they come from, and read the source again."),
            unlocks="Everything that is counted from it is then complete.",
        )


def unrefreshed(survey: Survey) -> Iterator[Caveat]:
    """Yield the sources that say nothing newer than the policy's limit allows."""
    limit = int(survey.policy.limit("source_stale_days"))
    for state in _latest(survey):
        since = min(state.as_of, state.unchanged_since)
        days = (survey.today - since).days
        if days <= limit:
            continue
        yield caveat(
            f"unrefreshed:{state.source}",
            severity=Severity.HIGH if days > 4 * limit else Severity.MEDIUM,
            subjects=[f"sources:{state.source}"],
            headline=say(
                "{source} has not been refreshed since {since}, {days} ago.",
                source=_name(survey, state),
                since=_fact(survey, state, "unchanged_since", since, Unit.DATE),
                days=_fact(survey, state, "days_unchanged", days, Unit.DAYS),
            ),
            remedy=Statement(
                text="Read it again, or ask whoever keeps the file for a newer version."
            ),
            unlocks="What it says is then of today.",
        )


def _latest(survey: Survey) -> list[ImportState]:
    """Return the last import of each source, by source."""
    latest: dict[str, ImportState] = {}
    for state in survey.snapshot.imports:
        known = latest.get(state.source)
        if known is None or (state.as_of, state.number) >= (known.as_of, known.number):
            latest[state.source] = state
    return [latest[source] for source in sorted(latest)]


def _name(survey: Survey, state: ImportState) -> Fact:
    return _fact(survey, state, "name", state.source, Unit.NAME)


def _fact(survey: Survey, state: ImportState, measure: str, value: FactValue, unit: Unit) -> Fact:
    """Return a fact about a source, resting on the source as a whole."""
    fact = survey.facts.of(f"sources:{state.source}", measure, value, unit)
    place = Source(source=state.source, file=state.location, as_of=state.as_of)
    return fact.model_copy(update={"sources": (place,)})
