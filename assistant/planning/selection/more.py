"""What a little more of a budget would bring: the next step at which something more fits."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.planning.selection.fund_words import FundWords
from assistant.planning.selection.funding import Funding
from assistant.planning.solvers.selection.problem import Proof, Selection
from assistant.values import Statement, say


def more_budget(funding: Funding, found: Selection, words: FundWords) -> Iterator[Statement]:
    """Yield for each budget the least that lets one more candidate in, and what is best then."""
    if found.proof is not Proof.OPTIMAL:
        return
    for measure in funding.measures:
        step = _step(funding, found, measure)
        if step is None:
            continue
        then = funding.with_more(measure, step).solved()
        if isinstance(then, Selection) and then.value > found.value:
            yield _told(funding, found, then, words, (measure, step))


def _step(funding: Funding, found: Selection, measure: str) -> int | None:
    """Return the smallest extra amount by which a candidate of worth would just fit."""
    chosen = set(found.chosen)
    problem = funding.problem
    slack = dict(zip(funding.measures, _slack(funding, found), strict=True))
    steps: list[int] = []
    for item, value in enumerate(problem.values):
        extra = problem.closure((item,)) - chosen
        if not value or not extra or not extra.isdisjoint(problem.never):
            continue
        short = {
            name: cost - slack[name]
            for name, cost in zip(funding.measures, problem.spent(extra), strict=True)
            if cost > slack[name]
        }
        if set(short) == {measure}:
            steps.append(short[measure])
    return min(steps, default=None)


def _slack(funding: Funding, found: Selection) -> list[int]:
    spent = funding.problem.spent(found.chosen)
    return [limit - used for limit, used in zip(funding.budgets.values(), spent, strict=True)]


def _told(
    funding: Funding,
    found: Selection,
    then: Selection,
    words: FundWords,
    more: tuple[str, int],
) -> Statement:
    measure, step = more
    added = [funding.candidates[item] for item in then.chosen if item not in found.chosen]
    gone = [funding.candidates[item] for item in found.chosen if item not in then.chosen]
    amount = words.amount_phrase(words.amount("more", measure, step), measure)
    worth = words.worth_phrase(words.worth(f"more with {measure}", then.value - found.value))
    added_names = words.names(added, f"added with {measure}")
    if gone:
        return say(
            "With {amount} more, {added} [comes|come] in for {gone}, worth {worth} more.",
            amount=amount,
            added=added_names,
            gone=words.names(gone, f"gone with {measure}"),
            worth=worth,
        )
    return say(
        "With {amount} more, {added} [comes|come] in, worth {worth}.",
        amount=amount,
        added=added_names,
        worth=worth,
    )
