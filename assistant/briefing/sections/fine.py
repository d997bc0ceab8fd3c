"""What looks bad but is fine, and how much is on track: no need to worry about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.briefing.brief import SectionKind
from assistant.briefing.draft import DraftPoint, DraftSection
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.naming_some import counted, first_few, status
from assistant.briefing.sections.colours import rag_fact
from assistant.health.verdicts import ProjectHealth, Risk, Severity
from assistant.portfolio.control import RaidEntry, RaidState
from assistant.portfolio.facts import Cell
from assistant.portfolio.project import Project, Rag, Vendor
from assistant.values import Statement, Unit, say

ON_TRACK, LOOKS_BAD, ACCEPTED, COVERED = 62, 52, 46, 42


def fine(inputs: BriefingInputs) -> DraftSection:
    """Return what needs no attention though it might seem to."""
    points = [
        *_on_track(inputs),
        *(_looks_bad(inputs, risk) for risk in inputs.risks if is_fine(inputs, risk)),
        *_accepted(inputs),
        *_covered_vendors(inputs),
    ]
    return DraftSection(
        kind=SectionKind.FINE,
        heading="No need to worry about",
        points=tuple(sorted(points, key=lambda point: -point.weight)),
    )


def is_fine(inputs: BriefingInputs, risk: Risk) -> bool:
    """Say whether a finding is small and sits on nothing but green projects."""
    if risk.severity is not Severity.LOW or not risk.projects:
        return False
    return _green(inputs).issuperset(risk.projects)


def _green(inputs: BriefingInputs) -> frozenset[str]:
    return frozenset(each.project for each in _by_rule(inputs))


def _by_rule(inputs: BriefingInputs) -> list[ProjectHealth]:
    """Return the projects that are green by rule; one that was decided to be shown so is not."""
    return [e for e in inputs.health if e.overall is Rag.GREEN and e.override is None]


def _on_track(inputs: BriefingInputs) -> Iterator[DraftPoint]:
    green = _by_rule(inputs)
    if not green:
        return
    names = [inputs.facts.name(Project, each.project) for each in green]
    said = say(
        "{colour}: {green} of {all} [project|projects] – {names}.",
        green=counted(inputs.facts, "projects_green_by_rule", len(green), _rows(green)),
        all=counted(inputs.facts, "judged_projects", len(inputs.health), _rows(inputs.health)),
        colour=rag_fact(inputs, green[0]),
        names=first_few(inputs.facts, "projects_green_by_rule", names),
    )
    yield DraftPoint(keys=("fine:on-track",), statements=(said,), weight=ON_TRACK)


def _rows(projects: Iterable[ProjectHealth]) -> list[Cell]:
    return [(Project, each.project) for each in projects]


def _looks_bad(inputs: BriefingInputs, risk: Risk) -> DraftPoint:
    judged = {each.project: each for each in inputs.health}
    said = say(
        "{projects} [is|are] {colour} all the same.",
        projects=[inputs.facts.name(Project, key) for key in risk.projects],
        colour=rag_fact(inputs, judged[risk.projects[0]]),
    )
    return DraftPoint(keys=(risk.key,), statements=(risk.headline, said), weight=LOOKS_BAD, core=2)


def _accepted(inputs: BriefingInputs) -> Iterator[DraftPoint]:
    for entry in inputs.snapshot.all(RaidEntry):
        if entry.state is RaidState.ACCEPTED and entry.rating in (Rag.RED, Rag.AMBER):
            until = entry.accepted_until
            if until is None or until >= inputs.as_of:
                yield DraftPoint(
                    keys=(f"raid:{entry.key}",),
                    statements=(_acceptance(inputs, entry),),
                    weight=ACCEPTED,
                )


def _acceptance(inputs: BriefingInputs, entry: RaidEntry) -> Statement:
    subject = f"raid:{entry.key}"
    word = entry.rating.value if entry.rating else Rag.GREY.value
    said = say(
        "“{name}” is rated {rating} but {accepted}",
        name=inputs.facts.name(RaidEntry, entry.key),
        rating=status(inputs.facts, subject, "rating", word, (RaidEntry, entry.key, "rating")),
        accepted=status(
            inputs.facts, subject, "state", entry.state.value, (RaidEntry, entry.key, "state")
        ),
    )
    if entry.accepted_until is None:
        return say("{said}.", said=said)
    until = inputs.facts.cell(RaidEntry, entry.key, "accepted_until", Unit.DATE)
    return say("{said} until {until}.", said=said, until=until)


def _covered_vendors(inputs: BriefingInputs) -> Iterator[DraftPoint]:
    """Name the vendors on as many projects as would worry us, were there no way out."""
    worrying = inputs.policy.limit("vendor_projects")
    for vendor in inputs.snapshot.all(Vendor):
        held = [each for each in _running(inputs) if each.vendor == vendor.key]
        if len(held) < worrying or not all(each.contingency for each in held):
            continue
        cells = [(Project, each.key, "contingency") for each in held]
        said = say(
            "{vendor} is on {count} projects, and each has a way out if it fails.",
            vendor=inputs.facts.name(Vendor, vendor.key),
            count=inputs.facts.of(
                f"vendors:{vendor.key}", "projects", len(held), Unit.COUNT, cells=cells
            ),
        )
        yield DraftPoint(keys=(f"vendors:{vendor.key}",), statements=(said,), weight=COVERED)


def _running(inputs: BriefingInputs) -> list[Project]:
    judged = {each.project for each in inputs.health}
    return [project for project in inputs.snapshot.all(Project) if project.key in judged]
