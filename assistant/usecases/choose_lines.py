"""Which lines of a proposal somebody agrees to: those they named, never more that they can see."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import Refused
from assistant.governance.effects import SetAgreedOrder
from assistant.governance.proposal import Line, Proposal
from assistant.portfolio.work import WorkItem
from assistant.usecases.view import View


def chosen_lines(proposal: Proposal, named: Sequence[str], view: View) -> frozenset[str]:
    """Return the lines that were named, with those the asker cannot see that go with them.

    Refused where they need others that were not named: nobody agrees to more than they said.
    """
    ids = [line.id for line in proposal.lines]
    shown = {line.id for line in lines_seen(proposal, view)}
    if not named:
        raise Refused("No line was named.", remedy="Name one, or reject the proposal.")
    if not shown.issuperset(named):
        raise Refused(
            f"{proposal.id} has no such line.",
            remedy=f"Its lines: {', '.join(line for line in ids if line in shown)}.",
        )
    chosen = proposal.closed(named)
    missing = [line for line in ids if line in (chosen & shown).difference(named)]
    if missing:
        raise Refused(
            f"{', '.join(dict.fromkeys(named))}: this does not hold without {', '.join(missing)}.",
            remedy="Accept what goes with it too, or reject the proposal.",
        )
    return chosen


def lines_seen(proposal: Proposal, view: View) -> list[Line]:
    """Return the lines that a reader may know of: of an order, those of the items they see."""
    if not isinstance(proposal.effect, SetAgreedOrder):
        return list(proposal.lines)
    known = set(view.seen.frame(WorkItem)["key"])
    return [line for line in proposal.lines if line.id in known]
