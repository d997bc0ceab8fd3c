"""What a little more of a budget would bring: the next step that brings more worth."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.planning.selection.fund_words import FundWords
from assistant.planning.selection.funding import Funding
from assistant.planning.solvers.selection.problem import Proof, Selection
from assistant.planning.solvers.selection.solve import extra_needed
from assistant.values import Statement, say

LARGEST_ASKED = 2_000
"""Beyond so many candidates nobody waits for the answer."""


def more_budget(funding: Funding, found: Selection, words: FundWords) -> Iterator[Statement]:
    """Yield for each budget the least growth that brings more worth, and what is best then."""
    if found.proof is not Proof.OPTIMAL or len(funding.candidates) > LARGEST_ASKED:
        return
    for number, measure in enumerate(funding.measures):
        step = extra_needed(funding.problem, number, found.value)
        if not step:
            continue
        then = funding.with_more(measure, step).solved()
        if isinstance(then, Selection) and then.value > found.value:
            yield _told(funding, found, then, words, (measure, step))


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
