import os
import subprocess
import sys
from dataclasses import replace

import pytest

from assistant.briefing.brief import Audience, Brief, Section, SectionKind
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.markdown import to_markdown
from assistant.briefing.plain import to_plain
from assistant.briefing.writer import write_brief
from assistant.health.verdicts import RiskKind, Severity
from assistant.policy import default_policy
from assistant.portfolio.control import Decision
from assistant.portfolio.facts import Facts
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.project import Project, Rag
from tests.briefing import things
from tests.briefing.naughty import hostile_portfolios
from tests.briefing.test_harmless import check_is_inert
from tests.briefing.things import NOUNS, TODAY, all_judged, inputs, judged, portfolio, risk

MANY = tuple(Project(key=f"P{n:02}", name=f"Project of letter {chr(65 + n)}") for n in range(20))
LATE = tuple(
    Decision(
        key=f"L{n}",
        name=f"Which way shall we go about the matter of letter {chr(65 + n)}, and who pays for it?",
        decider="ingrid",
        due=TODAY.replace(day=1 + n),
        options=("the long and winding road", "the short and steep one"),
        cost_of_waiting=things.euros(1000 * n),
    )
    for n in range(10)
)


def section(brief: Brief, kind: SectionKind) -> Section:
    return next(part for part in brief.sections if part.kind is kind)


def said(brief: Brief, kind: SectionKind) -> str:
    return "\n".join(point.text for point in section(brief, kind).points)


def test_sections_stand_in_their_order_and_decisions_come_first() -> None:
    brief = write_brief(inputs(Audience.PROGRAM))
    order = list(SectionKind)
    assert [part.kind for part in brief.sections] == order[: order.index(SectionKind.FINE) + 1]


def test_the_lead_says_what_needs_the_reader() -> None:
    lead = write_brief(inputs()).lead[0].text
    assert lead == "2 decisions are open, 1 of them overdue; Red: 1 of 7 projects."


def test_a_quiet_day_says_so() -> None:
    quiet = BriefingInputs(
        snapshot=portfolio((Organisation(key="o", name="Larkfield Mutual"),)),
        policy=default_policy(),
        audience=Audience.EXEC,
        changes=(),
        since=things.LAST_WEEK,
    )
    assert to_plain(write_brief(quiet)).splitlines() == [
        "Larkfield Mutual: brief for executives",
        "As of Mon 16 Nov 2026, compared with Mon 9 Nov 2026.",
        "",
        "Nothing you need to do today.",
        "",
        "Decisions",
        "- Nothing you need to decide today.",
        "",
        "What changed",
        "- Nothing changed since Mon 9 Nov.",
    ]


def test_the_first_issue_has_nothing_to_compare_with() -> None:
    first = things.with_results(inputs(), changes=None, since=None)
    brief = write_brief(first)
    assert "This is the first issue" in said(brief, SectionKind.CHANGES)
    assert brief.dateline.text == "As of Mon 16 Nov 2026."


def test_no_finding_is_told_twice() -> None:
    brief = write_brief(inputs(Audience.TEAM))
    keys = [key for part in brief.sections for point in part.points for key in point.keys]
    assert sorted(keys) == sorted(set(keys))
    assert "overload:iam" in keys
    assert said(brief, SectionKind.RISKS).count("\n") == 1, "two risks; the others stand elsewhere"


def test_risks_stand_where_their_reader_looks_for_them() -> None:
    brief = write_brief(inputs(Audience.TEAM))

    def keys(kind: SectionKind) -> list[str]:
        return [key for point in section(brief, kind).points for key in point.keys]

    assert keys(SectionKind.RISKS) == ["commitment:CASCADE", "drift:CASCADE"]
    assert keys(SectionKind.HOT_SPOTS) == ["overload:iam"]
    assert "decision:D-5" in keys(SectionKind.DECISIONS)
    assert {"watermelon:ATLAS", "stale:DRIFTWOOD"} <= set(keys(SectionKind.HEALTH))
    assert "overdue:WILLOW" in keys(SectionKind.FINE)


def test_an_executive_brief_is_read_in_two_minutes() -> None:
    given = inputs()
    facts = given.facts
    crowd = things.with_results(
        given,
        risks=tuple(risk(facts, f"r{n}") for n in range(60)),
        changes=tuple(things.change(facts, "ATLAS-GO", 90) for _ in range(40)),
        caveats=tuple(things.caveat(facts, f"c{n}", Severity.HIGH) for n in range(20)),
    )
    brief = write_brief(crowd)
    assert len(to_markdown(brief).split()) <= 350
    assert brief.words <= 350
    assert sum(left.count for left in brief.left_out) > 80


def test_too_many_red_projects_are_counted_and_the_first_named() -> None:
    snapshot = portfolio((*NOUNS, *MANY, *LATE), things.IMPORT)
    facts = Facts(snapshot)
    red = tuple(judged(facts, project.key, Rag.RED) for project in MANY)
    given = things.with_results(inputs(), snapshot=snapshot, health=(*red, *all_judged(facts)))
    brief = write_brief(replace(given, risks=()))

    assert len(to_markdown(brief).split()) <= 350
    first = section(brief, SectionKind.HEALTH).points[0].text
    assert first.startswith("21 projects are Red: Atlas, Project of letter A,")
    assert "and 16 more." in first
    assert "1 was reported Green while the evidence disagrees: Atlas." in first
    assert (
        section(brief, SectionKind.DECISIONS).points[0].text.startswith("11 decisions are overdue")
    )
    beside = {left.kind: left for left in brief.left_out}
    assert beside[SectionKind.HEALTH].count >= 21


def test_rows_that_are_missing_are_always_told() -> None:
    given = inputs()
    crowd = things.with_results(given, risks=tuple(risk(given.facts, f"r{n}") for n in range(60)))
    assert "12 rows of larkfield could not be read" in to_plain(write_brief(crowd))


@pytest.mark.parametrize("audience", list(Audience))
def test_every_figure_leads_to_a_fact_of_the_same_day(audience: Audience) -> None:
    brief = write_brief(inputs(audience))
    spans = [
        span
        for part in brief.sections
        for point in part.points
        for sentence in point.sentences
        for span in sentence.spans
    ]
    for span in spans:
        if span.fact is None:
            assert not any(char.isnumeric() for char in span.text)
        else:
            assert brief.facts[span.fact].as_of == TODAY


def test_facts_know_their_rows() -> None:
    brief = write_brief(inputs())
    overdue = next(fact for fact in brief.facts.values() if fact.measure == "days_overdue")
    assert overdue.value == 10
    assert overdue.arithmetic == "2026-11-16 − 2026-11-06"
    assert [(s.file, s.row, s.column) for s in overdue.sources] == [("decisions.csv", 2, "due")]


def test_owners_hear_it_before_executives_do() -> None:
    program = said(write_brief(inputs(Audience.PROGRAM)), SectionKind.HEALTH)
    assert "Talk to Ben Castellan before executives read this." in program
    assert "Talk to" not in to_plain(write_brief(inputs()))


def test_an_outcome_never_reads_as_an_executives_fault() -> None:
    assert "by Ingrid" not in said(write_brief(inputs()), SectionKind.FOLLOW_THROUGH)
    assert "rejected on Mon 19 Oct by Ingrid Solheim" in said(
        write_brief(inputs(Audience.PROGRAM)), SectionKind.FOLLOW_THROUGH
    )


def test_the_same_inputs_give_the_same_brief_however_rows_are_ordered() -> None:
    once = write_brief(inputs())
    again = write_brief(inputs())
    assert once == again
    assert once.id == again.id

    turned = write_brief(inputs(nouns=tuple(reversed(NOUNS))))
    assert to_plain(turned) == to_plain(once)


def test_another_word_is_another_id() -> None:
    renamed = tuple(
        thing.model_copy(update={"name": "Cirrus"})
        if isinstance(thing, Project) and thing.key == "ATLAS"
        else thing
        for thing in NOUNS
    )
    assert write_brief(inputs(nouns=renamed)).id != write_brief(inputs()).id


PRINT_ID = """
from assistant.briefing.writer import write_brief
from tests.briefing.things import inputs
print(write_brief(inputs()).id)
"""


def test_the_order_of_hashes_does_not_show() -> None:
    ids = {
        subprocess.run(
            [sys.executable, "-c", PRINT_ID],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},  # noqa: TID251 - the child needs its paths
        ).stdout
        for seed in ("1", "2")
    }
    assert ids == {write_brief(inputs()).id + "\n"}


def test_hostile_names_are_told_and_do_nothing() -> None:
    for nouns in hostile_portfolios():
        brief = write_brief(inputs(Audience.TEAM, nouns))
        for text in brief.texts():
            check_is_inert(text)


def test_a_statement_that_cannot_be_traced_is_withheld_and_counted() -> None:
    given = inputs()
    bad = risk(given.facts, "bad")
    bad = bad.model_copy(update={"headline": things.Statement(text="Three of them wait.")})
    brief = write_brief(things.with_results(given, risks=(bad,)))
    assert "Three of them" not in to_plain(brief)
    assert "1 point is withheld: not every word can be traced." in to_plain(brief)


def test_of_two_answers_to_one_question_the_first_stands() -> None:
    given = inputs()
    first, second = risk(given.facts, "a"), risk(given.facts, "a")
    days = second.headline.facts["days"].model_copy(update={"value": 8})
    headline = second.headline.model_copy(
        update={"facts": {**second.headline.facts, "days": days}}
    )
    second = second.model_copy(update={"key": "b", "headline": headline})
    text = to_plain(write_brief(things.with_results(given, risks=(first, second))))
    assert "promised by 9 days" in text
    assert "promised by 8 days" not in text
    assert "1 point is withheld" in text


def test_kinds_of_capacity_findings_are_hot_spots() -> None:
    given = inputs(Audience.TEAM)
    kinds = (RiskKind.SINGLE_SPECIALIST, RiskKind.BAU_CROWDING, RiskKind.ABSENCE_AT_MILESTONE)
    found = tuple(risk(given.facts, kind.value, kind) for kind in kinds)
    brief = write_brief(things.with_results(given, risks=found))
    assert len(section(brief, SectionKind.HOT_SPOTS).points) == 3
