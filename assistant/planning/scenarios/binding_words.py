"""What holds a promise up: from what it needs last, back to what could not start sooner."""

from __future__ import annotations

from assistant.planning.item_names import ItemNames
from assistant.planning.scenarios.deliveries import Delivery
from assistant.planning.scenarios.planned import PlannedWorld
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Milestone
from assistant.portfolio.work import WorkItem
from assistant.values import Statement, Unit, say
from assistant.values.saying import Slot

_WAIT = 0.5
"""Working days between two pieces of work that count as waiting for people."""
_SHOWN = 3


def what_binds(delivery: Delivery, planned: PlannedWorld, facts: Facts) -> Statement | None:
    """Say which chain of visible items, and whose time, decides the day of a promise."""
    number, times = planned.plan.backlog.number, planned.plan.times
    items = [key for key in delivery.items if key in number and _sees(facts, key)]
    if not items:
        return None
    chain = [max(items, key=lambda key: (times.finish[number[key]], key))]
    while (before := _waits_for(chain[-1], planned, facts)) is not None:
        chain.append(before)
    names = ItemNames(facts).some(chain[::-1], f"more before {chain[0]}", shown=_SHOWN)
    slots: dict[str, Slot] = {
        "promise": facts.name(Milestone, delivery.milestone.key),
        "chain": names,
    }
    first = chain[-1]
    skills = sorted({part.skill for part in planned.plan.staff.parts[number[first]] if part.skill})
    if times.start[number[first]] - planned.plan.ready(number[first]) <= _WAIT or not skills:
        return say("{promise} hangs on {chain}.", **slots)
    return say(
        "{promise} hangs on {chain}, and {first} waits for somebody with {skills}.",
        **slots,
        first=ItemNames(facts).one(first),
        skills=[facts.of(f"skills:{each}", "name", each, Unit.NAME) for each in skills],
    )


def _waits_for(key: str, planned: PlannedWorld, facts: Facts) -> str | None:
    """Return the visible item whose end lets this one start; None where people do."""
    plan = planned.plan
    item = plan.backlog.number[key]
    before = [
        each
        for each in plan.backlog.links[item]
        if _sees(facts, plan.backlog.candidates[each].key)
    ]
    if not before or plan.times.start[item] - plan.ready(item) > _WAIT:
        return None
    last = max(before, key=lambda each: (plan.times.finish[each], -each))
    return plan.backlog.candidates[last].key if plan.times.finish[last] > _WAIT else None


def _sees(facts: Facts, key: str) -> bool:
    return facts.snapshot.get(WorkItem, key) is not None
