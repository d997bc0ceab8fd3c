"""What is said of promises in danger, and of what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.planning.scenarios.deliveries import Delivery
from assistant.planning.scenarios.way_out import WayOut
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Milestone
from assistant.values import Fact, Statement, Unit, say


@dataclass(frozen=True)
class CrisisWords:
    """Says it with the facts of one reader."""

    facts: Facts

    def kept(self, found: Delivery, day: date) -> Statement:
        """Say that a promise holds, with how much room."""
        key = found.milestone.key
        subject = f"milestones:{key}"
        return say(
            "{name} holds as planned: it is there on {day}, {room} before {promised}.",
            name=self.facts.name(Milestone, key),
            day=self.facts.of(subject, f"planned {day}", day, Unit.DATE),
            room=self.facts.of(
                subject, f"room to {found.promised}", (found.promised - day).days, Unit.DAYS
            ),
            promised=self.facts.of(subject, f"by {found.promised}", found.promised, Unit.DATE),
        )

    def headline(self, endangered: Mapping[str, Delivery], options: Sequence[WayOut]) -> Statement:
        """Say which promises break, and whether there is a way to hold them."""
        names = [self.facts.name(Milestone, key) for key in sorted(endangered)]
        text = "{names} [breaks its|break their] promise if nothing is done"
        if any(_holds(each, endangered) for each in options):
            return say(text + "; there is a way to hold [it|them].", names=names)
        if options:
            return say(
                text + "; nothing found here holds [it|them], this helps most.", names=names
            )
        return say(text + ", and nothing found here helps.", names=names)

    def helps(
        self, after: Mapping[str, Delivery], endangered: Mapping[str, Delivery]
    ) -> Statement:
        """Say of each promise in danger whether it then holds, and on which day."""
        parts: list[Fact | Statement] = []
        for key in sorted(endangered):
            name = self.facts.name(Milestone, key)
            day = after[key].day
            if day is None:
                parts.append(say("{name} has no day", name=name))
                continue
            told = self.facts.of(f"milestones:{key}", f"with help {day}", day, Unit.DATE)
            text = "{name} is late on {day}" if after[key].is_late else "{name} holds, on {day}"
            parts.append(say(text, name=name, day=told))
        return say("{parts}.", parts=parts)


def _holds(option: WayOut, endangered: Mapping[str, Delivery]) -> bool:
    late = {each.milestone for each in option.outcome.promises if not each.is_kept}
    return option.outcome.name.startswith("way out") and late.isdisjoint(endangered)
