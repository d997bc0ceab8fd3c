"""Where the cut line falls, overall and for each skill."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.planning.item_names import ItemNames
from assistant.planning.order.plan import Plan
from assistant.planning.order.ranking import SkillCut
from assistant.portfolio.facts import Facts
from assistant.values import Statement, Unit, say


def cut_line(plan: Plan) -> int | None:
    """Return the last position that fits, zero where nothing does; None without capacity."""
    if not plan.has_times:
        return None
    fitting = [place for place, item in enumerate(plan.order, start=1) if plan.fits(item)]
    return max(fitting, default=0)


def skill_cuts(plan: Plan, facts: Facts) -> tuple[SkillCut, ...]:
    """Return, for each skill of which not everything fits, the last item that does."""
    by_skill: dict[str, list[int]] = {}
    for item in plan.order if plan.has_times else ():
        for skill in sorted({part.skill for part in plan.staff.parts[item] if part.skill}):
            by_skill.setdefault(skill, []).append(item)
    return tuple(
        cut
        for skill in sorted(by_skill)
        if (cut := _cut(skill, by_skill[skill], plan, facts)) is not None
    )


def _cut(skill: str, items: Sequence[int], plan: Plan, facts: Facts) -> SkillCut | None:
    left_out = [item for item in items if not plan.fits(item)]
    if not left_out:
        return None
    fitting = [item for item in items if plan.fits(item)]
    candidates = plan.backlog.candidates
    last = candidates[fitting[-1]].key if fitting else None
    first = candidates[left_out[0]].key
    return SkillCut(
        skill=skill,
        last_fitting=last,
        first_left_out=first,
        statement=cut_statement(facts, skill, last, first),
    )


def cut_statement(facts: Facts, skill: str, last: str | None, first: str) -> Statement:
    """Say where the line falls for a skill."""
    names = ItemNames(facts)
    named = facts.of(f"skills:{skill}", "name", skill, Unit.NAME)
    out = names.one(first)
    if last is None:
        text = "For {skill} nothing fits into the weeks looked ahead; {out} comes later."
        return say(text, skill=named, out=out)
    text = "For {skill} the last item that fits into the weeks looked ahead is {last}"
    return say(text + "; {out} comes later.", skill=named, last=names.one(last), out=out)
