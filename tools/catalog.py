"""Every tool there is. What is not listed here cannot be called."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from assistant.errors import NotFound
from tools.tool import Tool

NAMES = (
    "absences",
    "bau_share",
    "benefits",
    "build_next",
    "capacity",
    "cascade",
    "changes",
    "check_order",
    "check_statement",
    "compare_places",
    "compare_scores",
    "correct_input",
    "critical_chain",
    "cycles",
    "decisions_made",
    "decisions_needed",
    "dependencies",
    "disagreements",
    "draft_brief",
    "draft_ranking_proposal",
    "duplicates",
    "explain_place",
    "find",
    "find_way_out",
    "forecast",
    "forecast_record",
    "gates",
    "headcount",
    "help",
    "keep_date",
    "money",
    "person_time",
    "pins",
    "price_move",
    "promises",
    "risks",
    "search_memory",
    "select_work",
    "skill_cover",
    "startable",
    "status",
    "status_list",
    "stop_candidates",
    "themes",
    "trust",
    "unsized",
    "updates_due",
    "vendors",
    "waiting_for",
    "weigh_request",
    "what_if",
)
"""A tool's name is its module's; a module is imported when it is first needed."""


@cache
def tool_named(name: str) -> Tool[Any]:
    """Return a tool; NotFound where the catalog has none of that name."""
    if name not in NAMES:
        raise NotFound("tool", name)
    tool: Tool[Any] = import_module(f"tools.{name}").TOOL
    return tool


def tools() -> tuple[Tool[Any], ...]:
    """Return every tool, by name."""
    return tuple(map(tool_named, NAMES))
