"""Every tool of the catalog: what it may say, to whom, and that it says the same again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.briefing.brief import Audience
from assistant.briefing.reply import WORDS
from assistant.errors import BadInput, NotFound, PmoError
from tests.tools.conftest import Ask
from tools.catalog import NAMES, tool_named, tools

ASKED: dict[str, tuple[dict[str, Any], ...]] = {
    "absences": ({}, {"subject": "Harbor cutover"}),
    "bau_share": ({}, {"team": "Platform"}),
    "benefits": ({}, {"project": "Harbor"}),
    "build_next": ({}, {"everything": True}, {"teams": ("Claims",)}),
    "capacity": (
        {},
        {"wanted": "room", "start": "2026-12-01", "end": "2026-12-31"},
        {"wanted": "review", "subject": "iam"},
    ),
    "cascade": ({"subject": "Lantern", "slip_days": 5}, {"subject": "LAN-4", "to": "2026-12-07"}),
    "changes": ({}, {"since": "2026-10-19"}, {"project": "Keystone"}),
    "check_order": ({"order": "KEY-8, BEA-6, KEY-3, SEN-3"},),
    "check_statement": ({"text": "Atlas is Red."}, {"text": "Atlas is two weeks ahead"}),
    "compare_places": ({"first": "4", "second": "5th"}, {"first": "KEY-3", "second": "KEY-8"}),
    "compare_scores": ({"method": "rice"},),
    "correct_input": ({"subject": "Quay"}, {"subject": "KEY-8"}),
    "critical_chain": ({"until": "2027-01-29"}, {"subject": "Sentinel"}),
    "cycles": ({},),
    "decisions_made": ({}, {"since": "2026-10-01", "until": "2026-10-31"}, {"subject": "Willow"}),
    "decisions_needed": ({}, {"mine": True}),
    "dependencies": ({}, {"subject": "Beacon release 2"}),
    "disagreements": ({},),
    "draft_brief": ({}, {"audience": "team"}),
    "draft_ranking_proposal": ({},),
    "duplicates": ({},),
    "explain_place": ({"item": "KEY-3"}, {"item": "KEY-8"}),
    "find": ({"name": "Harbour"}, {"name": "the portal thing"}, {"name": "Priya"}),
    "find_way_out": ({"away": ("Jonas Lindqvist", "Mei Tanaka")},),
    "forecast": ({}, {"subject": "Cascade"}, {"subject": "Claims", "by": "2026-12-13"}),
    "forecast_record": ({},),
    "gates": ({}, {"project": "Lantern"}),
    "headcount": ({"by": "2027-03-31"},),
    "help": ({},),
    "keep_date": ({"subject": "Mosaic"}, {"subject": "Sentinel", "by": "2027-01-15"}),
    "money": ({}, {"subject": "Atlas"}),
    "person_time": ({"person": "Priya", "item": "BEA-6"}, {"person": "Jonas Weber"}),
    "pins": ({}, {"item": "CAS-7"}),
    "price_move": ({"item": "BEA-6"}, {"item": "KEY-8", "how": "defer", "until": "2w"}),
    "promises": ({}, {"subject": "Atlas"}),
    "risks": ({}, {"unmitigated": True}, {"project": "Atlas"}),
    "select_work": ({"cut_percent": "10%"},),
    "skill_cover": ({"skill": "dba"},),
    "startable": ({"skill": "frontend", "start": "2026-11-30"},),
    "status": ({"subject": "Atlas"}, {"subject": "Core"}, {"subject": "Beacon", "brief": True}),
    "status_list": ({}, {"rag": "red"}, {"rag": "grey"}),
    "stop_candidates": ({},),
    "themes": ({},),
    "trust": ({},),
    "unsized": ({}, {"mine": False}),
    "updates_due": ({}, {"by": "2026-11-23"}),
    "vendors": ({}, {"vendor": "Corvane"}),
    "waiting_for": ({"person": "Ingrid Solheim"},),
    "weigh_request": ({"request": "REQ-1"},),
    "what_if": ({"alternatives": ("pause WILLOW", "hire Viktor Hale for PORTAL")},),
}
INSIDERS, OUTSIDER = ("ingrid.solheim", "maren.okafor"), "claire.duvoisin"
CANARIES = ("falcon", "thornbury", "fal-")
CASES = [(name, arguments) for name, asked in ASKED.items() for arguments in asked]
DUE = {"search_memory"}
"""Tools that are tried beside what they need."""


def test_every_tool_is_tried_and_every_module_is_in_the_catalog() -> None:
    modules = {path.stem for path in Path("tools").glob("*.py")} - {"__init__", "tool", "catalog"}
    assert set(NAMES) == modules
    assert set(ASKED) | DUE >= modules
    for tool in tools():
        assert tool_named(tool.name) is tool
        for name, field in tool.arguments.model_fields.items():
            assert field.description, f"{tool.name}.{name}"


@pytest.mark.parametrize(("tool", "arguments"), CASES, ids=[f"{n}{a}" for n, a in CASES])
def test_it_answers_an_outsider_within_the_length_and_the_scope(
    ask: Ask, tool: str, arguments: dict[str, Any]
) -> None:
    answered = ask(OUTSIDER, tool, **arguments)
    assert answered.words <= max(WORDS[Audience.TEAM], answered.must_be_said)
    said = answered.text.casefold()
    assert not [canary for canary in CANARIES if canary in said]
    cited = {span.fact for said in answered.sentences() for span in said.spans} - {None}
    assert cited <= answered.reply.facts.keys()


@pytest.mark.parametrize("tool", ["status", "money", "explain_place", "person_time", "forecast"])
def test_hidden_and_unknown_are_told_in_the_same_words(ask: Ask, tool: str) -> None:
    field = {"explain_place": "item", "person_time": "person"}.get(tool, "subject")
    hidden, unknown = ("FAL-3", "FAX-3") if field == "item" else ("Falcon", "Fulcron")
    said = []
    for name in (hidden, unknown):
        with pytest.raises(PmoError) as refused:
            ask(OUTSIDER, tool, **{field: name})
        assert isinstance(refused.value, NotFound | BadInput)
        said.append(refused.value.message.replace(name, "X"))
    assert said[0] == said[1]


def test_insiders_are_told_of_what_outsiders_are_not(ask: Ask) -> None:
    for viewer in INSIDERS:
        assert "Falcon" in ask(viewer, "status", subject="Falcon").text


def test_the_same_question_gives_the_same_bytes(ask: Ask) -> None:
    for tool, arguments in (CASES[0], CASES[10], CASES[20]):
        first, again = (ask(OUTSIDER, tool, **arguments) for _ in range(2))
        assert first.reply.model_dump_json() == again.reply.model_dump_json()


def test_wrong_arguments_are_refused_by_name() -> None:
    with pytest.raises(BadInput, match="slip_days"):
        tool_named("cascade").read({"subject": "LAN-4", "slip_days": -1})
    with pytest.raises(BadInput, match="publish"):
        tool_named("draft_brief").read({"publish": True})
    with pytest.raises(NotFound):
        tool_named("approve")
