"""The order beside what another score would make of it: for comparison only, it orders nothing."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from assistant.errors import BadInput
from assistant.planning.inputs.backlog import read_backlog
from assistant.planning.inputs.scoring import comparison_scores
from assistant.planning.order.ranking import Ranking
from assistant.policy import Policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, Statement, Unit, Value, say


class ComparedItem(Value):
    """One item: its place, and its place by another score."""

    key: str
    position: int
    compared_position: int = Field(
        description="by the other score alone, which breaks what it may"
    )
    score: Fact


class ScoreComparison(Value):
    """Another score beside the order, and what it is missing."""

    method: str
    items: tuple[ComparedItem, ...] = Field(description="by the other score, the highest first")
    lacking: Mapping[str, tuple[str, ...]] = Field(
        description="missing input → the items that have no such score for want of it"
    )
    statement: Statement


def compare_score(
    ranking: Ranking, snapshot: Snapshot, policy: Policy, method: str
) -> ScoreComparison:
    """Return what sorting by another score would say of a ranking, both as their viewer sees them.

    Raises BadInput for a score that the policy does not compare with.
    """
    wanted = method.strip().casefold().replace("-", "_")
    known = policy.scoring.comparisons
    if wanted not in known:
        raise BadInput(
            f"There is no score “{method}” to compare with.",
            remedy=f"Compare with one of: {', '.join(known)}.",
        )
    scored = [item for item in ranking.items if wanted in item.comparison]
    best = sorted(scored, key=lambda item: (-_number(item.comparison[wanted]), item.position))
    items = tuple(
        ComparedItem(
            key=item.key,
            position=item.position,
            compared_position=place,
            score=item.comparison[wanted],
        )
        for place, item in enumerate(best, start=1)
    )
    lacking = _lacking(ranking, snapshot, policy, wanted)
    return ScoreComparison(
        method=wanted,
        items=items,
        lacking=lacking,
        statement=_statement(ranking, snapshot, wanted, len(items)),
    )


def _number(score: Fact) -> float:
    return float(str(score.value))


def _lacking(
    ranking: Ranking, snapshot: Snapshot, policy: Policy, method: str
) -> dict[str, tuple[str, ...]]:
    backlog = read_backlog(snapshot, policy)
    found: dict[str, list[str]] = {}
    for item in ranking.items:
        candidate = backlog.candidates[backlog.number[item.key]]
        score = comparison_scores(candidate.stated, candidate.size, policy.scoring)[method]
        for missing in score.missing:
            found.setdefault(missing, []).append(item.key)
    return {name: tuple(found[name]) for name in sorted(found)}


def _statement(ranking: Ranking, snapshot: Snapshot, method: str, count: int) -> Statement:
    facts = Facts(snapshot)
    slots = {
        "method": facts.of("ranking", "compared score", method.upper(), Unit.NAME),
        "count": facts.of("portfolio", f"items with {method}", count, Unit.COUNT),
        "total": facts.of("portfolio", "ranked items", len(ranking.items), Unit.COUNT),
        "governing": facts.of("ranking", "method", ranking.method, Unit.NAME),
    }
    text = (
        "{method} can be computed for {count} of {total} items. It is for comparison only: the "
        "order stays as {governing} makes it."
    )
    return say(text, **slots)
