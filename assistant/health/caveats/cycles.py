"""Work that waits for itself in a circle, and the link that costs least to give up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.health.caveats.finding import ask_owners, caveat, subjects
from assistant.health.naming import listed
from assistant.health.survey import Survey
from assistant.health.verdicts import Caveat, Severity
from assistant.planning.order.ranking import Ranking
from assistant.portfolio.work import Dependency, WorkItem
from assistant.values import Statement, say


def dependency_cycles(survey: Survey, ranking: Ranking | None) -> Iterator[Caveat]:
    """Yield the circles of dependencies, as the ranking cut them or as they are found."""
    if ranking is not None:
        for cut in ranking.cycles:
            yield _caveat(survey, cut.items, cut.predecessor, cut.successor)
        return
    for found in survey.chains.graph.cuts:
        yield _caveat(survey, found.items, *found.link.ends)


def _caveat(survey: Survey, items: Sequence[str], first: str, then: str) -> Caveat:
    facts = survey.facts
    item = survey.snapshot.get(WorkItem, then)
    _, owner = ask_owners(survey, [item.project if item else None], "")
    return caveat(
        f"cycle:{'+'.join(sorted(items))}",
        severity=Severity.MEDIUM,
        subjects=subjects(WorkItem, items),
        headline=say(
            "{items} wait for each other in a circle.",
            items=listed(survey.facts, WorkItem, items, what=f"in_circle_{first}_{then}"),
        ),
        remedy=say(
            "Let {then} no longer wait for {first}: that gives up least{soft}.",
            then=facts.key(WorkItem, then),
            first=facts.key(WorkItem, first),
            soft=_soft(survey, first, then),
        ),
        unlocks="Their order is then certain; until then it is computed as if that were given up.",
        owner=owner,
    )


def _soft(survey: Survey, first: str, then: str) -> Statement:
    """Say that the link is only preferred, where it is."""
    soft = any(
        link.soft and (link.predecessor, link.successor) == (first, then)
        for link in survey.snapshot.all(Dependency)
    )
    return Statement(text=", since the link is preferred and not needed" if soft else "")
