"""What waits for what, toward which days, and what follows when something slips."""

from __future__ import annotations

from datetime import date

from assistant.errors import BadInput
from assistant.planning.consequences.cascade import Slip, cascade
from assistant.planning.consequences.chains import Chains, Dated, dated_days
from assistant.planning.consequences.dependency_report import DependencyReport
from assistant.planning.consequences.dependency_words import DependencyWords
from assistant.planning.consequences.promises import Promises
from assistant.planning.consequences.slip_report import SlipReport
from assistant.planning.consequences.slip_words import SlipWords
from assistant.planning.inputs.open_items import open_items
from assistant.portfolio.project import Milestone
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.usecases.assessment import Assessment
from assistant.usecases.find_work import find_work

DAYS_WORKED_OUT = 20
"""Days that chains are worked out to at once, the earliest first."""


def follow_chains(assessment: Assessment, name: str | None) -> DependencyReport:
    """Return the chains to days that have to hold, and what blocks the named work.

    Without a name to the earliest days; with one to those that wait for it. Raises NotFound where
    the asker can see no such thing.
    """
    seen = assessment.seen
    planned = assessment.whole_planned
    promises = Promises(planned.snapshot, open_items(planned.snapshot))
    near = float(assessment.app.policy.limit("commitment_warning_days"))
    work = None if name is None else find_work(seen, name)
    days = [each for each in dated_days(planned, promises) if _is_seen(each, seen)]
    if work is not None:
        ahead = {*planned.network.after(work.keys), *work.keys}
        days = [each for each in days if not ahead.isdisjoint(each.items)]
    chains = Chains(planned, near)
    found = [chains.to(each) for each in days[:DAYS_WORKED_OUT]]
    about = None if work is None else work.called
    return DependencyWords(seen, planned).report(
        found, about, () if work is None else work.keys, len(days) - len(found)
    )


def refuse_past(day: date, assessment: Assessment) -> None:
    """Raise BadInput for a day that is over."""
    today = assessment.seen.as_of
    if day < today:
        raise BadInput(f"{day.isoformat()} is over.", remedy=f"Give a day from {today} on.")


def _is_seen(dated: Dated, seen: Snapshot) -> bool:
    noun = Milestone if dated.is_milestone else WorkItem
    return seen.get(noun, dated.key) is not None


def follow_slip(assessment: Assessment, name: str, slip: Slip) -> SlipReport:
    """Return who is hit when an item, project or milestone slips, as the asker may see it.

    Raises NotFound where the asker can see no such thing, BadInput where it has no date and for a
    day that is over.
    """
    work = find_work(assessment.seen, name)
    if slip.to is not None:
        refuse_past(slip.to, assessment)
    slipped = cascade(assessment.whole_planned, work.keys, slip)
    return SlipWords(assessment.seen).report(slipped, work.called)
