from datetime import date

from assistant.briefing.brief import Audience
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.sections.findings import hot_spots, risk_point, top_risks
from assistant.briefing.wording import render
from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.facts import Facts
from assistant.portfolio.work import WorkItem
from assistant.values import Statement, Unit, say
from tests.briefing import things
from tests.briefing.things import TODAY, inputs, risk


def keys(given: BriefingInputs) -> list[str]:
    return [point.keys[0] for point in top_risks(given).points]


def moved(facts: Facts, kind: RiskKind, *days: date, more: str = "") -> Risk:
    told = say(
        f"{{item}} moved to {{days}}.{more}",
        item=facts.name(WorkItem, "WIL-9"),
        days=[
            facts.of("work_items:WIL-9", f"due{n}", day, Unit.DATE) for n, day in enumerate(days)
        ],
    )
    return risk(facts, kind.value, kind).model_copy(update={"headline": told})


def test_the_gravest_come_first_and_keep_their_order() -> None:
    made = inputs(Audience.TEAM)
    found = (
        risk(made.facts, "low", severity=Severity.LOW),
        risk(made.facts, "first", severity=Severity.HIGH),
        risk(made.facts, "second", severity=Severity.HIGH),
    )
    assert keys(things.with_results(made, risks=found)) == ["first", "second", "low"]


def test_a_moved_date_is_told_by_the_chain_that_waits_for_it() -> None:
    made = inputs(Audience.TEAM)
    first, second = date(2026, 11, 23), date(2026, 11, 30)
    chain = moved(made.facts, RiskKind.BLOCKED_CHAIN, first, second, more=" Others wait for it.")
    told = moved(made.facts, RiskKind.DATE_MOVED, first, second)
    assert keys(things.with_results(made, risks=(chain, told))) == ["blocked chain"]

    another = moved(made.facts, RiskKind.DATE_MOVED, first, date(2026, 12, 7))
    assert len(keys(things.with_results(made, risks=(chain, another)))) == 2


def test_who_is_hit_by_a_chain_is_never_dropped_for_space() -> None:
    made = inputs()
    chain = moved(made.facts, RiskKind.BLOCKED_CHAIN, TODAY, more=" Others wait for it.")
    point = risk_point(chain)
    assert point.core == 2
    assert [render(said, today=TODAY) for said in point.statements] == [
        "Print the badges moved to Mon 16 Nov.",
        "Others wait for it.",
        "Agree another day, or free somebody for it.",
    ]
    assert risk_point(risk(made.facts, "r")).core == 1


def test_for_executives_a_promise_in_danger_stands_for_its_milestone() -> None:
    made = inputs()
    name = made.facts.of("milestones:ATLAS-GO", "name", "Go-live", Unit.NAME)
    promise = risk(made.facts, "promise").model_copy(
        update={"headline": say("{what} may be missed.", what=name)}
    )
    (point,) = top_risks(things.with_results(made, risks=(promise,))).points
    assert point.keys == ("promise", "milestones:ATLAS-GO")
    team = things.with_results(inputs(Audience.TEAM), risks=(promise,))
    assert top_risks(team).points[0].keys == ("promise",)


def test_findings_about_peoples_time_are_hot_spots() -> None:
    made = inputs()
    found = (risk(made.facts, "load", RiskKind.OVERLOAD), risk(made.facts, "promise"))
    given = things.with_results(made, risks=found)
    assert [point.keys[0] for point in hot_spots(given).points] == ["load"]
    assert keys(given) == ["promise"]


def test_a_remedy_is_the_last_sentence() -> None:
    made = inputs()
    assert risk_point(risk(made.facts, "r")).statements[-1] == Statement(
        text="Agree another day, or free somebody for it."
    )
