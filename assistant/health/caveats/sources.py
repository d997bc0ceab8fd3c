"""Sources: what they did not give, rows that cannot be used, and files nobody has refreshed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.health.caveats.finding import caveat
from assistant.health.incomplete import incomplete_sources, incomplete_words
from assistant.health.source_ages import SourceAges, source_fact, unchanged_since
from assistant.health.survey import Survey
from assistant.health.verdicts import Caveat, Severity
from assistant.portfolio.snapshot import ImportState
from assistant.values import Fact, FactValue, Statement, Unit, say

_MANY = Decimal(5)
"""Percent of a source's rows from which their absence shows in every figure."""


def not_whole(survey: Survey) -> Iterator[Caveat]:
    """Yield the sources that were not read to their end."""
    for state in incomplete_sources(survey.snapshot):
        yield caveat(
            f"incomplete:{state.source}",
            severity=Severity.HIGH,
            subjects=[f"sources:{state.source}"],
            headline=incomplete_words(survey.facts, state),
            remedy=Statement(
                text="Read it again with pmo refresh; pmo doctor says what is wrong."
            ),
            unlocks="Everything that is counted from it is then complete.",
        )


def refused_rows(survey: Survey) -> Iterator[Caveat]:
    """Yield the sources with rows in quarantine."""
    for state in SourceAges(survey.snapshot, survey.policy).latest:
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
    ages = SourceAges(survey.snapshot, survey.policy)
    for state in ages.latest:
        if not ages.is_stale(state):
            continue
        since, days = unchanged_since(state), ages.days(state)
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


def _name(survey: Survey, state: ImportState) -> Fact:
    return _fact(survey, state, "name", state.source, Unit.NAME)


def _fact(survey: Survey, state: ImportState, measure: str, value: FactValue, unit: Unit) -> Fact:
    return source_fact(survey.facts, state, measure, value, unit)
