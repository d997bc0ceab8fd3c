"""What keeps an item from standing higher: the one constraint that decides its place."""

from __future__ import annotations

from assistant.planning.inputs.backlog import Tier
from assistant.planning.order.plan import Plan
from assistant.planning.order.ranking import Binding, BindingKind

_WAIT = 0.5
"""Working days of waiting for people that count as waiting."""


def bindings(plan: Plan) -> dict[int, Binding]:
    """Return the binding constraint of every item."""
    in_cycle = {key: cut.items for cut in plan.backlog.graph.cuts for key in cut.items}
    above: int | None = None
    found: dict[int, Binding] = {}
    for item in plan.order:
        candidate = plan.backlog.candidates[item]
        if candidate.is_started:
            found[item] = Binding(kind=BindingKind.IN_PROGRESS)
            continue
        cycle = tuple(key for key in in_cycle.get(candidate.key, ()) if key != candidate.key)
        found[item] = _fixed(item, above, plan) or (
            Binding(kind=BindingKind.CYCLE, by=cycle) if cycle else _by_worth(item, above, plan)
        )
        above = item
    return found


def _fixed(item: int, above: int | None, plan: Plan) -> Binding | None:
    """Return what fixes an item whatever it is worth: its place, a dependency, a tier."""
    candidate = plan.backlog.candidates[item]
    waits = plan.backlog.keys(plan.backlog.links[item])
    if candidate.place is not None:
        return Binding(kind=BindingKind.PIN)
    if item in plan.staff.restrictions.gates and not _opens_early(item, plan):
        return Binding(kind=BindingKind.GATE, by=plan.staff.restrictions.gates[item])
    if above is None:
        return _first(item, plan)
    if above in plan.backlog.links[item]:
        return Binding(kind=BindingKind.DEPENDENCY, by=waits)
    return _from_above(item, above, plan)


def _first(item: int, plan: Plan) -> Binding:
    """Return what the first item to start waits for, if for anything."""
    waits = plan.backlog.keys(plan.backlog.links[item])
    if not plan.has_times:
        return Binding(kind=BindingKind.DEPENDENCY if waits else BindingKind.NOTHING, by=waits)
    return _by_time(item, plan) or Binding(kind=BindingKind.NOTHING)


def _opens_early(item: int, plan: Plan) -> bool:
    """Say whether an item's gate is planned for a day on which it waits for something else."""
    opening = plan.staff.restrictions.not_before.get(item)
    if opening is None or not plan.has_times:
        return False
    return plan.times.start[item] - opening > _WAIT


def _from_above(item: int, above: int, plan: Plan) -> Binding | None:
    candidate, higher = plan.backlog.candidates[item], plan.backlog.candidates[above]
    if higher.place is not None and plan.index[above] < plan.index[item]:
        return Binding(kind=BindingKind.PIN, by=(higher.key,))
    if higher.tier is Tier.MANDATORY and candidate.tier is Tier.REST:
        return Binding(kind=BindingKind.MANDATORY_DATE, by=(higher.key,))
    return None


def _by_worth(item: int, above: int | None, plan: Plan) -> Binding:
    """Return what else decides: people's time, missing data, or what is worth more."""
    candidate = plan.backlog.candidates[item]
    if item in plan.staff.unstaffed:
        return Binding(kind=BindingKind.CAPACITY, by=plan.staff.unstaffed[item])
    if candidate.rate is None:
        return Binding(kind=BindingKind.UNSCORED)
    if candidate.size is None:
        return Binding(kind=BindingKind.UNSIZED)
    by_time = _by_time(item, plan) if plan.has_times else None
    higher = () if above is None else plan.backlog.keys((above,))
    freeze = plan.staff.restrictions.freeze_of(item, plan.times.finish[item])
    if freeze is not None and by_time is None:
        return Binding(kind=BindingKind.FREEZE, by=(freeze,))
    return by_time or Binding(kind=BindingKind.VALUE, by=higher)


def _by_time(item: int, plan: Plan) -> Binding | None:
    """Return what an item waits for: its team's limit, the people, or what comes before it."""
    team = plan.backlog.candidates[item].team
    if item in plan.times.held and team is not None:
        return Binding(kind=BindingKind.WIP, by=(team,))
    if plan.times.start[item] - plan.ready(item) > _WAIT:
        skills = tuple(part.skill for part in plan.staff.parts[item] if part.skill)
        return Binding(kind=BindingKind.CAPACITY, by=skills)
    before = plan.backlog.keys(plan.backlog.links[item])
    waits = plan.ready(item) > _WAIT
    return Binding(kind=BindingKind.DEPENDENCY, by=before) if waits else None
