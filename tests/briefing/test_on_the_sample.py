"""The sample portfolio's briefs: its stories are told, its decoys are not, nobody sees too much."""

from dataclasses import replace
from functools import cache

import pytest

from assistant.briefing.brief import Audience, Brief, SectionKind
from assistant.briefing.html import to_html
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.json import to_json
from assistant.briefing.markdown import to_markdown
from assistant.briefing.plain import to_plain
from assistant.briefing.writer import write_brief
from assistant.health.changes import changes
from assistant.health.rag import judge
from assistant.health.risks import find_risks
from assistant.policy import default_policy
from assistant.portfolio.project import Project
from assistant.values import Scope
from tests.portfolio.larkfield import mondays

LAST = len(mondays()) - 1
DECIDERS = Scope(viewer="ingrid.solheim", confidential=frozenset({"FALCON"}))


def brief(audience: Audience, monday: int = LAST, scope: Scope = DECIDERS) -> Brief:
    return write_brief(replace(weekly_inputs(monday, scope), audience=audience))


@cache
def weekly_inputs(monday: int, scope: Scope) -> BriefingInputs:
    seen = [snapshot.scoped(scope) for snapshot in mondays()[: monday + 1]]
    now, history = seen[-1], seen[:-1]
    policy = default_policy()
    visible = {project.key for project in now.all(Project)}
    health = tuple(each for each in judge(mondays()[monday], policy) if each.project in visible)
    return BriefingInputs(
        snapshot=now,
        policy=policy,
        audience=Audience.EXEC,
        health=health,
        risks=find_risks(now, policy, history),
        changes=changes(history[-1], now, policy) if history else None,
        since=history[-1].as_of if history else None,
        earlier=tuple(history),
    )


def told(document: Brief, kind: SectionKind) -> str:
    return "\n".join(
        point.text
        for section in document.sections
        if section.kind is kind
        for point in section.points
    )


def test_the_executive_brief_is_short_and_starts_with_what_is_late() -> None:
    document = brief(Audience.EXEC)
    assert len(to_markdown(document).split()) <= 350
    first = document.sections[0].points[0].text
    assert first.startswith("Ingrid Solheim decides “Harbor or Quay")
    assert "due Fri 6 Nov, 10 days overdue; waiting costs €11 k a week." in first
    assert document.lead[0].text == (
        "3 decisions are open, 1 of them overdue; Red: 2 of 12 projects."
    )


def test_the_executive_brief_tells_what_must_be_told() -> None:
    text = to_plain(brief(Audience.EXEC))
    for story in (
        "Red: Atlas on schedule and cost; reported Green.",
        "Mon 4 Jan 2027, 35 days later.",
        "Red: Cascade on cost and scope; reported Amber.",
        "14 % more where 10 % is allowed",
        "Grey: Driftwood; reported Amber. No update since Tue 6 Oct and no owner. Ask Owen Brandt.",
        "Firewall cut-over (LAN-4) moved from Mon 23 Nov to Mon 30 Nov",
        "iam is asked for 19 days from Mon 23 Nov to Fri 11 Dec and has 9 days.",
    ):
        assert story in text


def test_load_is_told_by_name_to_the_pmo_lead_and_by_skill_to_others() -> None:
    pmo = Scope(viewer="maren.okafor", confidential=frozenset({"FALCON"}))
    asked = "is asked for 19 days from Mon 23 Nov to Fri 11 Dec and has 9 days."
    for audience in Audience:
        assert f"Priya Nair {asked}" in to_plain(brief(audience, scope=pmo))
        for scope in (DECIDERS, Scope.public(), Scope(viewer="aisha.rahimi")):
            document = brief(audience, scope=scope)
            assert f"Priya Nair {asked}" not in to_plain(document)
            assert f"iam {asked}" in to_plain(document)


def test_the_program_brief_tells_the_rest_of_the_stories() -> None:
    text = to_plain(brief(Audience.PROGRAM))
    for story in (
        "My advice, “Pause Willow until January?”: rejected on Mon 19 Oct",
        "My advice was wrong.",
        "Nobody has decided the gate into build (Design approval)",
        "38 days after it was raised",
        "9 change requests came in 6 weeks",
        "Harbor and Quay look like the same work",
        "rest on Corvane",
        "51 % of the time of Platform, up from 32 %",
        "Talk to Ben Castellan before executives read this.",
    ):
        assert story.casefold() in text.casefold()


def test_what_only_looks_bad_is_called_fine() -> None:
    fine = told(brief(Audience.PROGRAM), SectionKind.FINE)
    assert "Willow is Green all the same." in fine
    assert "rated Red but accepted until Thu 31 Dec" in fine
    assert "Lumen Grid is on 3 projects, and each has a way out if it fails." in fine
    risks = told(brief(Audience.PROGRAM), SectionKind.RISKS)
    assert "Willow" not in risks
    assert "Lumen Grid" not in risks


def test_the_week_in_which_nothing_happened_is_one_line() -> None:
    section = told(brief(Audience.EXEC, monday=2), SectionKind.CHANGES)
    assert section in {
        "Nothing changed since Mon 19 Oct.",
        "Nothing material changed since Mon 19 Oct.",
    }


def test_the_first_monday_has_nothing_to_compare_with() -> None:
    assert "This is the first issue" in told(brief(Audience.EXEC, 0), SectionKind.CHANGES)


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("monday", range(LAST + 1))
def test_every_sentence_of_every_week_can_be_traced(audience: Audience, monday: int) -> None:
    document = brief(audience, monday)
    assert "withheld" not in to_plain(document)
    if audience is Audience.EXEC:
        assert len(to_markdown(document).split()) <= 350
    read = [fact for fact in document.facts.values() if fact.sources]
    assert len(read) > len(document.facts) * 0.9, "the rest are days, limits and counts of points"
    for section in document.sections:
        for point in section.points:
            assert not any(
                char.isnumeric()
                for said in point.sentences
                for span in said.spans
                if span.fact is None
                for char in span.text
            )


def test_who_may_not_see_falcon_sees_nothing_of_it_in_any_form() -> None:
    for audience in Audience:
        document = brief(audience, scope=Scope.public())
        for text in (to_json(document), to_html(document), to_plain(document)):
            for secret in ("Falcon", "FALCON", "Thornbury", "7310419", "7,310,419", "€7.31"):
                assert secret not in text
    assert "Falcon" in to_plain(brief(Audience.PROGRAM))


def test_an_instruction_in_an_update_is_only_words() -> None:
    document = brief(Audience.TEAM)
    assert "Grey: Driftwood" in told(document, SectionKind.HEALTH)
    assert "post" not in to_plain(document).casefold().split()
