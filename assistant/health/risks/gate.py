"""Projects that stand in a stage although its gate has not been passed."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.health.risks.finding import risk
from assistant.health.survey import Survey
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.facts import Cell
from assistant.portfolio.project import Gate, GateDecision, Method, Project, Stage
from assistant.values import Statement, Unit, say

_ORDER = (Stage.IDEA, Stage.APPROVAL, Stage.DESIGN, Stage.BUILD, Stage.TEST, Stage.RELEASE)
_PASSED = frozenset({GateDecision.APPROVED, GateDecision.CONDITIONAL, GateDecision.WAIVED})


def skipped_gates(survey: Survey) -> Iterator[Risk]:
    """Yield the stages a project has entered, or gone through, without a gate's consent.

    What is not recorded is no pass. A gate that has no row is asked for only where projects of
    the same method have it, and only of projects that record gates at all.
    """
    gates = _by_project(survey)
    usual = _usual_stages(survey, gates)
    for key, project in survey.active.items():
        own = gates.get(key)
        if own is None or project.stage not in _ORDER:
            continue
        asked_for = own.keys() | usual.get(project.method, set())
        for stage in _ORDER[: _ORDER.index(project.stage) + 1]:
            if stage in asked_for and not _is_passed(own.get(stage), survey):
                yield _risk(survey, project, stage, own.get(stage))


def _by_project(survey: Survey) -> dict[str, dict[Stage, Gate]]:
    found: dict[str, dict[Stage, Gate]] = {}
    for gate in survey.snapshot.all(Gate):
        found.setdefault(gate.project, {})[gate.stage] = gate
    return found


def _usual_stages(
    survey: Survey, gates: dict[str, dict[Stage, Gate]]
) -> dict[Method | None, set[Stage]]:
    """Return, by method, the stages that at least half of the projects that record gates gate."""
    recorded: dict[Method | None, list[set[Stage]]] = {}
    for key, project in survey.projects.items():
        if key in gates:
            recorded.setdefault(project.method, []).append(set(gates[key]))
    return {
        method: {
            stage for stage in _ORDER if 2 * sum(stage in each for each in sets) >= len(sets) > 1
        }
        for method, sets in recorded.items()
    }


def _is_passed(gate: Gate | None, survey: Survey) -> bool:
    if gate is None or gate.decision not in _PASSED:
        return False
    return gate.decided_on is None or gate.decided_on <= survey.today


def _risk(survey: Survey, project: Project, stage: Stage, gate: Gate | None) -> Risk:
    owner = survey.decider(project)
    return risk(
        RiskKind.GATE_SKIPPED,
        [project.key, stage.value],
        severity=Severity.HIGH if project.stage is stage else Severity.MEDIUM,
        projects=[project.key],
        headline=_headline(survey, project, stage, gate),
        remedy=survey.ask(owner, "decide the gate, waive it, or hold the work until then."),
        owner=owner,
    )


def _headline(survey: Survey, project: Project, stage: Stage, gate: Gate | None) -> Statement:
    facts = survey.facts
    subject = f"{Project.table}:{project.key}"
    cells: list[Cell] = [(Project, project.key, "stage")]
    return say(
        "{project} is in {now} and {missing}.",
        project=facts.name(Project, project.key),
        now=facts.cell(Project, project.key, "stage", Unit.STATUS),
        missing=_missing(survey, gate)
        if gate is not None
        else say(
            "has no record of the gate into {stage}",
            stage=facts.of(subject, f"gate_{stage}", stage.value, Unit.STATUS, cells=cells),
        ),
    )


def _missing(survey: Survey, gate: Gate) -> Statement:
    facts = survey.facts
    what: Statement
    stage = facts.cell(Gate, gate.key, "stage", Unit.STATUS)
    if gate.artefact:
        artefact = facts.cell(Gate, gate.key, "artefact", Unit.NAME)
        what = say("the gate into {stage} ({artefact})", stage=stage, artefact=artefact)
    else:
        what = say("the gate into {stage}", stage=stage)
    if gate.decision is None:
        return say("nobody has decided {gate}", gate=what)
    decision = facts.cell(Gate, gate.key, "decision", Unit.STATUS)
    if gate.decision is GateDecision.REJECTED:
        return say("{gate} was {decision}", gate=what, decision=decision)
    on = facts.cell(Gate, gate.key, "decided_on", Unit.DATE)
    return say("{gate} is only {decision} on {on}", gate=what, decision=decision, on=on)
