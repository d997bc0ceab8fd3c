"""A date that is measured: what is expected, against which agreed day, and how it is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.health.expected_dates import Expected
from assistant.health.rag.evidence import Evidence
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.project import Milestone, Project
from assistant.values import Fact, Statement, Unit, say


@dataclass(frozen=True, slots=True)
class Dated:
    """A milestone or a project's end; `field` holds the day it is measured by."""

    thing: Milestone | Project
    expected: Expected
    field: str

    @property
    def agreed(self) -> date:
        """The day it is measured by."""
        day: date = getattr(self.thing, self.field)
        return day

    @property
    def slip(self) -> int:
        """Calendar days from that day to the expected one; negative is early."""
        return (self.expected.day - self.agreed).days

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that the slip rests on."""
        fields = dict.fromkeys((self.expected.field, self.field))
        cells: list[Cell] = [(type(self.thing), self.thing.key, field) for field in fields]
        if self.expected.freeze is not None:
            cells.append((Freeze, self.expected.freeze.key, "end"))
        return tuple(cells)

    def forecast(self, facts: Facts) -> Statement:
        """Say when it is expected: the end of a sentence that begins with its name."""
        noun, key = type(self.thing), self.thing.key
        planned = facts.cell(noun, key, self.expected.field, Unit.DATE)
        if self.expected.freeze is not None:
            return say(
                "planned for {planned}, inside {freeze}, so expected on {day}",
                planned=planned,
                freeze=facts.name(Freeze, self.expected.freeze.key),
                day=self._expected_day(facts),
            )
        if self.expected.passed:
            return say("planned for {planned} but still open", planned=planned)
        return say("expected on {planned}", planned=planned)

    def _expected_day(self, facts: Facts) -> Fact:
        subject = f"{self.thing.table}:{self.thing.key}"
        return facts.of(subject, "expected_day", self.expected.day, Unit.DATE, cells=self.cells)


def add_worst(name: str, found: Iterable[Dated], evidence: Evidence) -> None:
    """Add the date that slips most, as `name`, `name`_forecast, _agreed, _slip and _room."""
    worst = max(found, key=lambda dated: (dated.slip, dated.expected.day), default=None)
    if worst is None:
        return
    if isinstance(worst.thing, Milestone):
        evidence.read(name, worst.thing, "name", Unit.NAME)
    else:
        evidence.computed(name, "the end", Unit.NAME, cells=[(Project, worst.thing.key, "end")])
    evidence.phrase(f"{name}_forecast", worst.forecast)
    evidence.read(f"{name}_agreed", worst.thing, worst.field, Unit.DATE)
    day, agreed = worst.expected.day, worst.agreed
    for measure, later, earlier in (("slip", day, agreed), ("room", agreed, day)):
        evidence.computed(
            f"{name}_{measure}",
            (later - earlier).days,
            Unit.DAYS,
            cells=worst.cells,
            arithmetic=f"{later} − {earlier}",
        )
