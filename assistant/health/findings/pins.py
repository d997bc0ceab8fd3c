"""What the table of pins is asked: open items that are pinned or mandatory."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.health.findings.matter import Matter, Row, add_yes_no, matter
from assistant.health.naming import called
from assistant.health.rag.evidence import Evidence
from assistant.health.survey import Survey
from assistant.portfolio.project import Milestone
from assistant.portfolio.work import Pin, WorkItem
from assistant.values import Unit

TABLE = "pins"


def pins(survey: Survey) -> Iterator[Matter]:
    """Yield the open items somebody pinned, or that have to be done whatever their score."""
    pinned = {pin.item: pin for pin in survey.snapshot.all(Pin)}
    for row in survey.open_work.iter_rows(named=True):
        item = survey.snapshot.get(WorkItem, row["key"])
        if item is not None and (item.mandatory or item.key in pinned):
            yield _matter(survey, item, pinned.get(item.key))


def _matter(survey: Survey, item: WorkItem, pin: Pin | None) -> Matter:
    subject: Row = (WorkItem, item.key)
    also: list[Row] = [] if pin is None else [(Pin, pin.key)]
    found = matter(TABLE, item.key, subject, item.project, also=also)
    evidence = found.evidence
    evidence.phrase("item", lambda facts: called(facts, WorkItem, item.key))
    add_yes_no(evidence, "pinned", holds=pin is not None, subject=subject)
    add_yes_no(evidence, "mandatory", holds=item.mandatory, subject=subject)
    add_yes_no(evidence, "dated", holds=_is_dated(survey, item, pin), subject=subject)
    if pin is not None:
        _add_pin(survey, evidence, pin)
    return found


def _is_dated(survey: Survey, item: WorkItem, pin: Pin | None) -> bool:
    """Say whether the day is known: its own, its pin's, or that of the release it goes out with."""
    release = survey.snapshot.get(Milestone, item.release)
    days = [item.due, pin.not_after if pin else None]
    days += [release.committed, release.forecast, release.baseline] if release else []
    return any(day is not None for day in days)


def _add_pin(survey: Survey, evidence: Evidence, pin: Pin) -> None:
    row: Row = (Pin, pin.key)
    add_yes_no(evidence, "of_somebody", holds=survey.ownership.is_here(pin.pinned_by), subject=row)
    add_yes_no(evidence, "with_reason", holds=bool((pin.reason or "").strip()), subject=row)
    ends = pin.until is not None or pin.not_after is not None
    add_yes_no(evidence, "ends", holds=ends, subject=row)
    evidence.read("until", pin, "until", Unit.DATE)
    if pin.until is not None:
        left = (pin.until - survey.today).days
        evidence.computed("left", left, Unit.DAYS, cells=[(Pin, pin.key, "until")])
