"""What the table of stage gates is asked: every gate up to the stage that a project is in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.health.findings.matter import Matter, Row, add_yes_no, matter
from assistant.health.rag.evidence import Evidence
from assistant.health.survey import Survey
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Gate, Method, Milestone, Project, Stage
from assistant.values import Statement, Unit, say

TABLE = "stage_gates"
_ORDER = (Stage.IDEA, Stage.APPROVAL, Stage.DESIGN, Stage.BUILD, Stage.TEST, Stage.RELEASE)
_NOTHING = "nothing"


def gates(survey: Survey) -> Iterator[Matter]:
    """Yield the gates of projects that record gates, the earliest first.

    A gate that has no row is asked for where at least half of the projects of the same method
    that record gates have it.
    """
    recorded = _by_project(survey)
    usual = _usual_stages(survey, recorded)
    types = _Types(survey)
    for key, project in sorted(survey.active.items()):
        own = recorded.get(key)
        if own is None or project.stage not in _ORDER:
            continue
        asked_for = own.keys() | usual.get(project.method, set())
        for stage in _ORDER[: _ORDER.index(project.stage) + 1]:
            found = _matter(survey, project, stage, own.get(stage))
            subject: Row = (Project, key)
            add_yes_no(found.evidence, "asked_for", holds=stage in asked_for, subject=subject)
            _add_artefact(survey, found.evidence, project, types.of(project))
            yield found


def _by_project(survey: Survey) -> dict[str, dict[Stage, Gate]]:
    found: dict[str, dict[Stage, Gate]] = {}
    for gate in survey.snapshot.all(Gate):
        found.setdefault(gate.project, {})[gate.stage] = gate
    return found


def _usual_stages(
    survey: Survey, recorded: Mapping[str, Mapping[Stage, Gate]]
) -> dict[Method | None, set[Stage]]:
    """Return, by method, the stages that at least half of the projects that record gates gate."""
    by_method: dict[Method | None, list[set[Stage]]] = {}
    for key, project in survey.projects.items():
        if key in recorded:
            by_method.setdefault(project.method, []).append(set(recorded[key]))
    return {
        method: {
            stage for stage in _ORDER if 2 * sum(stage in each for each in sets) >= len(sets) > 1
        }
        for method, sets in by_method.items()
    }


class _Types:
    """What kind of project each is, as the table of artefacts tells them apart."""

    def __init__(self, survey: Survey) -> None:
        milestones = survey.snapshot.all(Milestone)
        self._regulatory = {each.project for each in milestones if each.mandatory}

    def of(self, project: Project) -> str:
        """Return regulatory, supplied or own."""
        if project.key in self._regulatory:
            return "regulatory"
        return "supplied" if project.vendor else "own"


def _matter(survey: Survey, project: Project, stage: Stage, gate: Gate | None) -> Matter:
    subject: Row = (Project, project.key)
    also: list[Row] = [] if gate is None else [(Gate, gate.key)]
    key = f"{project.key}+{stage}"
    found = matter(TABLE, key, subject, project.key, also=also)
    evidence = found.evidence
    evidence.phrase("project", lambda facts: facts.name(Project, project.key))
    evidence.computed("gate", stage.value, Unit.STATUS, cells=[(Project, project.key, "stage")])
    evidence.read("now", project, "stage", Unit.STATUS)
    add_yes_no(evidence, "entered", holds=project.stage is stage, subject=subject)
    add_yes_no(evidence, "recorded", holds=gate is not None, subject=subject)
    if gate is not None:
        _add_gate(survey, evidence, gate)
    return found


def _add_gate(survey: Survey, evidence: Evidence, gate: Gate) -> None:
    evidence.read("decision", gate, "decision", Unit.STATUS)
    evidence.read("decided_on", gate, "decided_on", Unit.DATE)
    add_yes_no(evidence, "artefact_named", holds=bool(gate.artefact), subject=(Gate, gate.key))
    evidence.phrase("gate_called", lambda facts: _called(facts, gate))
    if gate.decided_on is not None:
        days = (gate.decided_on - survey.today).days
        evidence.computed("decided_in", days, Unit.DAYS, cells=[(Gate, gate.key, "decided_on")])


def _called(facts: Facts, gate: Gate) -> Statement:
    stage = facts.cell(Gate, gate.key, "stage", Unit.STATUS)
    if not gate.artefact:
        return say("the gate into {stage}", stage=stage)
    artefact = facts.cell(Gate, gate.key, "artefact", Unit.NAME)
    return say("the gate into {stage} ({artefact})", stage=stage, artefact=artefact)


def _add_artefact(survey: Survey, evidence: Evidence, project: Project, kind: str) -> None:
    """Add what the table of artefacts wants at this gate of this project."""
    method = None if project.method is None else project.method.value
    asked = {"gate": evidence.values["gate"], "method": method, "type": kind}
    wanted = survey.policy.decide("gate_artefacts", asked)["artefact"]
    subject: Row = (Project, project.key)
    add_yes_no(evidence, "artefact_wanted", holds=wanted != _NOTHING, subject=subject)
    evidence.computed("wanted", wanted, Unit.NAME, cells=[subject])
