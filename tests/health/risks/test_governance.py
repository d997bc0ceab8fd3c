from decimal import Decimal

from assistant.health.verdicts import RiskKind, Severity
from assistant.portfolio.control import (
    Decision,
    DecisionKind,
    DecisionState,
    RaidEntry,
    RaidKind,
    RaidState,
)
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Person
from assistant.portfolio.project import (
    Gate,
    GateDecision,
    Method,
    Milestone,
    Program,
    Project,
    Rag,
    Stage,
    StatusUpdate,
)
from tests.health.reading import read
from tests.health.risks.survey import ATLAS, BEACON, days, eur, find, told


def raid(**fields: object) -> RaidEntry:
    return RaidEntry.model_validate(
        {
            "key": "R-12",
            "kind": RaidKind.RISK,
            "name": "Test data",
            "project": "ATLAS",
            "rating": Rag.RED,
            "raised_on": days(-38),
        }
        | fields
    )


def test_a_red_risk_that_nobody_mitigates_with_its_age() -> None:
    (risk,) = find(RiskKind.UNMITIGATED, [ATLAS, raid()])

    assert read(risk.headline) == (
        "“Test data” in Atlas is Red and has no mitigation, 38 days after it was raised."
    )
    assert risk.severity is Severity.HIGH


def test_an_acceptance_counts_until_its_day() -> None:
    accepted = raid(state=RaidState.ACCEPTED, accepted_until=days(45))
    lapsed = raid(state=RaidState.ACCEPTED, accepted_until=days(-1))

    assert find(RiskKind.UNMITIGATED, [ATLAS, accepted]) == []
    (said,) = told(RiskKind.UNMITIGATED, [ATLAS, lapsed])
    assert said.endswith("It had been accepted until Sun 15 Nov.")


def test_young_undated_mitigated_amber_and_closed_entries() -> None:
    kind = RiskKind.UNMITIGATED

    assert find(kind, [ATLAS, raid(raised_on=days(-2))])[0].severity is Severity.MEDIUM
    assert told(kind, [ATLAS, raid(raised_on=None)]) == [
        "“Test data” in Atlas is Red and has no mitigation; when it was raised is not recorded."
    ]
    for fields in (
        {"mitigation": "Buy some"},
        {"rating": Rag.AMBER},
        {"rating": None},
        {"state": RaidState.CLOSED},
    ):
        assert find(kind, [ATLAS, raid(**fields)]) == []
    assert len(find(kind, [ATLAS, raid(mitigation="  ")])) == 1


def gated(stage: Stage, *gates: Gate, key: str = "ATLAS") -> list[Noun]:
    return [Project(key=key, name=key.title(), stage=stage, method=Method.WATERFALL), *gates]


def gate(stage: Stage, decision: GateDecision | None, key: str = "ATLAS") -> Gate:
    return Gate(
        key=f"{key}/{stage}",
        project=key,
        stage=stage,
        decision=decision,
        artefact="Design approval",
    )


def test_work_that_went_on_without_its_gate() -> None:
    (risk,) = find(
        RiskKind.GATE_SKIPPED,
        gated(Stage.BUILD, gate(Stage.DESIGN, GateDecision.APPROVED), gate(Stage.BUILD, None)),
    )

    assert read(risk.headline) == (
        "Atlas is in build and nobody has decided the gate into build (Design approval)."
    )
    assert risk.severity is Severity.HIGH


def test_a_rejected_gate_and_one_decided_later_are_no_pass() -> None:
    rejected = gated(Stage.BUILD, gate(Stage.BUILD, GateDecision.REJECTED))
    later = gated(
        Stage.BUILD,
        gate(Stage.BUILD, GateDecision.APPROVED).model_copy(update={"decided_on": days(3)}),
    )

    assert told(RiskKind.GATE_SKIPPED, rejected) == [
        "Atlas is in build and the gate into build (Design approval) was rejected."
    ]
    assert told(RiskKind.GATE_SKIPPED, later) == [
        "Atlas is in build and the gate into build (Design approval) is only approved on Thu 19 Nov."
    ]


def test_conditional_and_waived_gates_are_passed_and_a_gate_ahead_is_not_asked_for() -> None:
    passed = gated(
        Stage.BUILD,
        gate(Stage.DESIGN, GateDecision.WAIVED),
        gate(Stage.BUILD, GateDecision.CONDITIONAL),
        gate(Stage.TEST, None),
    )

    assert find(RiskKind.GATE_SKIPPED, passed) == []
    assert find(RiskKind.GATE_SKIPPED, gated(Stage.BUILD)) == []


def test_a_gate_without_a_row_is_asked_for_where_it_is_usual() -> None:
    usual = [
        thing
        for key in ("A", "B", "C")
        for thing in gated(Stage.TEST, gate(Stage.BUILD, GateDecision.APPROVED, key), key=key)
    ]
    odd = gated(Stage.TEST, gate(Stage.DESIGN, GateDecision.APPROVED))

    assert told(RiskKind.GATE_SKIPPED, [*usual, *odd]) == [
        "Atlas is in test and has no record of the gate into build."
    ]
    without_any = gated(Stage.TEST)
    assert find(RiskKind.GATE_SKIPPED, [*usual, *without_any]) == []


def question(**fields: object) -> Decision:
    return Decision.model_validate(
        {"key": "D-5", "name": "Harbor or Quay?", "due": days(-10), "decider": "ingrid"} | fields
    )


def test_a_decision_past_its_day_with_the_price_of_waiting_and_the_options() -> None:
    ingrid = Person(key="ingrid", name="Ingrid Solheim")

    (risk,) = find(
        RiskKind.DECISION_OVERDUE,
        [ingrid, question(cost_of_waiting=eur(11_000), options=("Harbor", "Quay"))],
    )

    assert read(risk.headline) == (
        "“Harbor or Quay?” was to be decided by Fri 6 Nov, 10 days ago. "
        "Each week of waiting costs €11 k."
    )
    assert read(risk.remedy) == "Ingrid Solheim decides between: Harbor; Quay."
    assert (risk.owner, risk.severity) == ("ingrid", Severity.HIGH)


def test_what_is_decided_due_later_undated_or_no_question_is_not_overdue() -> None:
    for fields in (
        {"state": DecisionState.APPROVED},
        {"due": days(0)},
        {"due": None},
        {"kind": DecisionKind.FORECAST},
    ):
        assert find(RiskKind.DECISION_OVERDUE, [question(**fields)]) == []


def test_a_decision_of_nobody_says_so() -> None:
    (risk,) = find(RiskKind.DECISION_OVERDUE, [question(decider=None)])

    assert read(risk.remedy) == "Somebody has to be named to decide."
    assert risk.owner is None


def update(project: str, age: int) -> StatusUpdate:
    return StatusUpdate(key=f"{project}-{age}", project=project, day=days(-age), rag=Rag.GREEN)


def test_a_silent_project_whose_owner_left() -> None:
    greta = Person(key="greta", name="Greta Lindholm", end=days(-38))
    owen = Person(key="owen", name="Owen Brandt")
    program = Program(key="CORE", name="Core", lead="owen")
    project = Project(key="DRI", name="Driftwood", owner="greta", program="CORE")
    things = [greta, owen, program, project, update("DRI", 41), update("DRI", 60)]

    (silent,) = find(RiskKind.STALE_UPDATE, things)
    (unowned,) = find(RiskKind.UNOWNED, things)

    assert read(silent.headline) == (
        "Driftwood was last reported on Tue 6 Oct, 41 days ago, "
        "and its owner Greta Lindholm left on Fri 9 Oct."
    )
    assert read(silent.remedy) == "Owen Brandt can name an owner and ask for a short update."
    assert (silent.severity, silent.owner) == (Severity.HIGH, "owen")
    assert (
        read(unowned.headline) == "Driftwood has no owner since Greta Lindholm left on Fri 9 Oct."
    )


def test_a_project_that_never_reported_is_silent_since_its_start_where_others_report() -> None:
    started = Project(key="ATLAS", name="Atlas", owner="ben", start=days(-20))

    assert told(RiskKind.STALE_UPDATE, [started, BEACON, update("BEACON", 1)]) == [
        "Nobody has reported on Atlas since it started on Tue 27 Oct, 20 days ago."
    ]
    assert find(RiskKind.STALE_UPDATE, [started, BEACON]) == []


def test_a_report_of_this_fortnight_is_fresh_and_a_paused_project_may_be_silent() -> None:
    paused = Project(key="ATLAS", name="Atlas", stage=Stage.PAUSED)

    assert find(RiskKind.STALE_UPDATE, [ATLAS, update("ATLAS", 14)]) == []
    assert len(find(RiskKind.STALE_UPDATE, [ATLAS, update("ATLAS", 15)])) == 1
    assert find(RiskKind.STALE_UPDATE, [paused, update("ATLAS", 90)]) == []


def test_reported_green_while_the_figures_are_red() -> None:
    late = Milestone(key="M", project="ATLAS", name="Go-live", baseline=days(0), forecast=days(90))
    project = Project(key="ATLAS", name="Atlas", tolerance_schedule_days=Decimal(10))

    (risk,) = find(RiskKind.WATERMELON, [project, late, update("ATLAS", 1)])

    assert read(risk.headline).startswith(
        "Atlas is reported Green, and its figures say otherwise. Red: Go-live"
    )
    assert risk.severity is Severity.HIGH
    assert find(RiskKind.WATERMELON, [project, update("ATLAS", 1)]) == []


def test_projects_and_running_work_without_an_owner() -> None:
    owned = Project(key="BEACON", name="Beacon", owner="aisha")

    assert told(RiskKind.UNOWNED, [ATLAS, owned]) == ["Atlas has no owner."]
    assert find(RiskKind.UNOWNED, [ATLAS, BEACON]) == []
