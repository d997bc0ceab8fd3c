"""What the data cannot say, whether that matters, and what fixing it unlocks."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.health.caveats.cycles import dependency_cycles
from assistant.health.caveats.impossible import impossible_dates
from assistant.health.caveats.ladder import ladder
from assistant.health.caveats.money import unconverted
from assistant.health.caveats.projects import project_gaps
from assistant.health.caveats.references import dangling_references
from assistant.health.caveats.sources import not_whole, refused_rows, unrefreshed
from assistant.health.caveats.values import unproven_values
from assistant.health.caveats.work import orphans, unowned_work, unscored_work, unsized_work
from assistant.health.survey import Survey
from assistant.health.verdicts import Caveat, Severity
from assistant.planning.order.ranking import Ranking
from assistant.policy import Policy
from assistant.portfolio.snapshot import Snapshot

__all__ = ["caveats"]

_SEVERITIES = tuple(Severity)


def caveats(
    snapshot: Snapshot, policy: Policy, ranking: Ranking | None = None
) -> tuple[Caveat, ...]:
    """Return the gaps in the data, grouped; what fixing unlocks most comes first.

    With a ranking, items without a size are told by whether their size changes what starts next.
    """
    found = list(enumerate(_found(Survey(snapshot, policy), ranking)))
    found.sort(key=lambda each: (_SEVERITIES.index(each[1].severity), each[0]))
    return tuple(caveat for _, caveat in found)


def _found(survey: Survey, ranking: Ranking | None) -> Iterator[Caveat]:
    """Yield the caveats in the order of what fixing them unlocks."""
    yield from not_whole(survey)
    yield from refused_rows(survey)
    yield from unrefreshed(survey)
    yield from unsized_work(survey, ranking)
    yield from dependency_cycles(survey, ranking)
    yield from unscored_work(survey)
    yield from orphans(survey)
    yield from project_gaps(survey)
    yield from unconverted(survey)
    yield from unproven_values(survey)
    yield from unowned_work(survey)
    yield from dangling_references(survey)
    yield from impossible_dates(survey)
    yield from ladder(survey)
