"""What the answers come to, by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.graph.answer import Wording
from evals.questions.running import UNCHANGED, Result
from evals.questions.scorers import SCORERS

CRITERIA = (*SCORERS, UNCHANGED)


def by_group(results: Iterable[Result]) -> dict[str, dict[str, Any]]:
    """Return the figures of each group."""
    groups: dict[str, list[Result]] = {}
    for each in results:
        groups.setdefault(each.case.group, []).append(each)
    return {name: figures(group) for name, group in sorted(groups.items())}


def figures(results: Sequence[Result]) -> dict[str, Any]:
    """Return how many cases there are, the share that passes, and the share right by scorer."""
    shares = {name: share(results, name) for name in CRITERIA}
    unscored = {
        name: sum(each.scores[name].right is None for each in results) for name in CRITERIA
    }
    return {
        "cases": len(results),
        "pass^1": _rounded(sum(each.passed for each in results), len(results)),
        **{name: value for name, value in shares.items() if value is not None},
        **drafts(results),
        "not scored": {name: count for name, count in unscored.items() if count},
    }


def drafts(results: Sequence[Result]) -> dict[str, float]:
    """Return what became of a model's drafts, as shares; nothing where no model wrote."""
    wordings: list[Wording] = [each.answer.wording for each in results]
    written = [each for each in wordings if each is not Wording.RULES]
    if not written:
        return {}
    named = {
        "drafts unrepaired": Wording.MODEL,
        "drafts mended": Wording.MENDED,
        "drafts fallen back": Wording.FELL_BACK,
    }
    counts: Counter[Wording] = Counter(written)
    shares = {name: _rounded(counts[kind], len(written)) for name, kind in named.items()}
    return {**shares, "tokens": sum(each.answer.tokens for each in results)}


def share(results: Sequence[Result], scorer: str) -> float | None:
    """Return the share that a scorer finds right; None where it could score none."""
    found = (each.scores[scorer].right for each in results)
    scored = [right for right in found if right is not None]
    return _rounded(sum(scored), len(scored)) if scored else None


def passed_every_time(runs: Sequence[Mapping[str, bool]]) -> dict[str, bool]:
    """Return for each case whether it passed in all runs."""
    return {case: all(run[case] for run in runs) for case in runs[0]}


def _rounded(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
