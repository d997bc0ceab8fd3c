"""Tells a choice in a few sentences: what is funded, what that keeps and loses, how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from assistant.planning.figures import rounded
from assistant.planning.selection.fates import Fates
from assistant.planning.selection.fund_words import FundWords
from assistant.planning.selection.funding import Funding
from assistant.planning.selection.more import more_budget
from assistant.planning.selection.report import (
    BudgetUse,
    FundedCandidate,
    SelectionReport,
    SelectionStatus,
)
from assistant.planning.selection.wish import CandidateKind
from assistant.planning.solvers.selection.problem import Impossible, Proof, Selection
from assistant.policy import Policy
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Statement, say

LONGEST = 12
"""Names that the sentence about a conflict lists before it counts the rest."""

_LEAST_SHOWN = Decimal("0.01")
"""A gap that is not closed is never shown as none."""

_OF_PROJECTS = (
    "A project is worth its benefits a year and costs what is still to be spent.",
    "A project that another waits for comes with it.",
    "Confidential projects are left out of this choice, whoever asks.",
)
_UNSIZED = "An item that nobody sized counts as much work as the middle one, of no skill."
_OF_ITEMS = (
    "A work item is worth what a week of waiting costs; what it waits for comes with it.",
    "Work of confidential projects is left out of this choice, whoever asks.",
)


def tell_choice(
    snapshot: Snapshot, policy: Policy, funding: Funding, found: Selection, words: FundWords
) -> SelectionReport:
    """Return the report of a choice."""
    fates = Fates(funding, found, words)
    chosen, left_out, aside = fates.chosen(), fates.left_out(), fates.aside()
    everything = funding.problem.worth(range(len(funding.candidates)))
    return SelectionReport(
        as_of=snapshot.as_of,
        revision=snapshot.revision,
        policy_hash=policy.hash,
        kind=words.kind,
        status=SelectionStatus(found.proof.value),
        gap_percent=_gap(found),
        stopped_by_clock=found.stopped_by_clock,
        budgets=_budgets(funding, fates.chosen_keys, words),
        kept_value=words.worth("kept", found.value),
        lost_value=words.worth("lost", everything - found.value),
        chosen=chosen,
        left_out=left_out,
        aside=aside,
        headline=(
            *_headline(funding, chosen, left_out, words),
            _kept(funding, found, everything, words),
            _sure(found, words),
        ),
        more_budget=tuple(more_budget(funding, found, words)),
        questions=tuple(_questions(funding, fates.chosen_keys, words)),
        assumptions=_assumptions(funding, words.kind),
    )


def tell_conflict(
    snapshot: Snapshot, policy: Policy, funding: Funding, against: Impossible, words: FundWords
) -> SelectionReport:
    """Return the report where what must be done cannot be done together."""
    conflict = _conflict(funding, against, words)
    return SelectionReport(
        as_of=snapshot.as_of,
        revision=snapshot.revision,
        policy_hash=policy.hash,
        kind=words.kind,
        status=SelectionStatus.INFEASIBLE,
        gap_percent=None,
        budgets=(),
        kept_value=None,
        lost_value=None,
        chosen=(),
        left_out=(),
        aside=(),
        headline=(Statement(text="Nothing can be chosen so."), conflict),
        conflict=conflict,
        conflicting=tuple(funding.candidates[item].key for item in against.items),
        assumptions=_assumptions(funding, words.kind),
    )


def _headline(
    funding: Funding,
    chosen: tuple[FundedCandidate, ...],
    left_out: tuple[FundedCandidate, ...],
    words: FundWords,
) -> Iterable[Statement]:
    what = words.kind.value
    if not left_out:
        yield say(f"All {{count}} {what} fit.", count=words.count("chosen", len(chosen)))
        return
    dropped = [funding.field.weighed[each.key] for each in left_out]
    yield say(
        f"Fund {{count}} of {{all}} {what}; {{names}} [goes|go].",
        count=words.count("chosen", len(chosen)),
        all=words.count("weighed", len(chosen) + len(left_out)),
        names=words.names(dropped, "left out"),
    )


def _kept(funding: Funding, found: Selection, everything: int, words: FundWords) -> Statement:
    kept = words.worth_phrase(words.worth("kept", found.value))
    spent = [
        words.amount_phrase(words.amount("spent", measure, grains), measure)
        for measure, grains in zip(
            funding.measures, funding.problem.spent(found.chosen), strict=True
        )
    ]
    limits = [
        words.amount_phrase(words.amount("limit", measure, grains), measure)
        for measure, grains in funding.budgets.items()
    ]
    if everything == found.value:
        return say(
            "That keeps {kept} for {spent}, of {limits}.", kept=kept, spent=spent, limits=limits
        )
    lost = words.worth_phrase(words.worth("lost", everything - found.value))
    return say(
        "That keeps {kept} for {spent}, of {limits}, and loses {lost}.",
        kept=kept,
        spent=spent,
        limits=limits,
        lost=lost,
    )


def _sure(found: Selection, words: FundWords) -> Statement:
    if found.proof is Proof.OPTIMAL:
        return Statement(text="No choice is worth more: that is proved.")
    gap = _gap(found)
    if gap is None:
        return Statement(text="How much better another choice could be was not looked into.")
    told = "Another choice could be worth at most {gap} more; the proof did not get further."
    return say(told, gap=words.percent("gap", gap))


def _gap(found: Selection) -> Decimal | None:
    """Return by how many percent another choice could be better; None where nobody looked."""
    if found.bound is None:
        return None
    if found.bound == found.value:
        return Decimal(0)
    percent = rounded(Decimal(100) * (found.bound - found.value) / max(found.value, 1))
    return max(percent, _LEAST_SHOWN)


def _budgets(funding: Funding, chosen: frozenset[str], words: FundWords) -> tuple[BudgetUse, ...]:
    numbers = funding.numbers(chosen)
    uses = []
    for measure, spent in zip(funding.measures, funding.problem.spent(numbers), strict=True):
        limit = funding.budgets[measure]
        uses.append(
            BudgetUse(
                limit=words.amount("limit", measure, limit),
                spent=words.amount("spent", measure, spent),
                binds=any(
                    funding.spent(funding.closure((each.key,)) - chosen, measure) > limit - spent
                    for each in funding.candidates
                    if each.key not in chosen and each.key not in funding.without
                ),
            )
        )
    return tuple(uses)


def _conflict(funding: Funding, against: Impossible, words: FundWords) -> Statement:
    names = [words.name(funding.candidates[item]) for item in against.items]
    if against.barred:
        barred = words.name(funding.candidates[against.barred[0]])
        if against.barred[0] in against.items:
            return say("{name} must be done, so it cannot be left out.", name=barred)
        return say(
            "{names} must be done and [needs|need] {barred}, which you left out.",
            names=names,
            barred=barred,
        )
    if against.apart:
        pair = [words.name(funding.candidates[item]) for item in against.apart]
        return say(
            "{pair} exclude each other, and what must be done or kept needs both.", pair=pair
        )
    return _too_dear(funding, against, words)


def _too_dear(funding: Funding, against: Impossible, words: FundWords) -> Statement:
    measure = funding.measures[against.budget or 0]
    limit = funding.budgets[measure]
    asked = [funding.candidates[item] for item in against.items]
    needed = funding.closure(each.key for each in asked) - {each.key for each in asked}
    together = Statement(text="Together that")
    if needed:
        others = words.names([funding.field.weighed[key] for key in sorted(needed)], "needed")
        together = say("With what that needs ({others}), it", others=others)
    return say(
        "{asked} [has|have] to be in: [it|they] must be done, [was|were] kept or [is|are] in "
        "progress. {together} takes {cost}, {excess} more than {limit}.",
        asked=words.names(asked, "asked", LONGEST),
        together=together,
        cost=words.amount("must", measure, limit + against.excess),
        excess=words.amount("excess", measure, against.excess),
        limit=words.amount_phrase(words.amount("limit", measure, limit), measure),
    )


def _questions(funding: Funding, chosen: frozenset[str], words: FundWords) -> Iterable[Statement]:
    """Say what stands apart, and which items of what is chosen have no size."""
    aside = list(funding.field.aside.values())
    if aside:
        yield say(
            "{names} cannot be weighed and [stands|stand] apart; what [it costs|they cost] comes "
            "on top.",
            names=words.names(aside, "aside"),
        )
    partly = [each for each in funding.candidates if each.missing and each.key in chosen]
    if partly:
        missing = dict.fromkeys(what for each in partly for what in each.missing)
        yield say(
            "Something about {names} is not stated: {missing}.",
            names=words.names(partly, "not stated"),
            missing=[words.text("missing", each) for each in list(missing)[:LONGEST]],
        )


def _assumptions(funding: Funding, kind: CandidateKind) -> tuple[Statement, ...]:
    if kind is CandidateKind.ITEMS:
        return tuple(Statement(text=text) for text in _OF_ITEMS)
    by_work = any(measure != funding.currency for measure in funding.measures)
    texts = (*_OF_PROJECTS, _UNSIZED) if by_work else _OF_PROJECTS
    return tuple(Statement(text=text) for text in texts)
