"""Cases: one question by somebody, and what a right answer to it has to contain."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.errors import BadInput

CASES = Path(__file__).with_name("cases")

ABOUT: Mapping[str, frozenset[str]] = {
    "status": frozenset({"status", "status_list", "disagreements", "updates_due", "trust", "money"}),
    "find": frozenset({"find", "unsized", "gates", "duplicates"}),
    "next": frozenset({"build_next", "stop_candidates", "startable", "unsized"}),
    "explain": frozenset({"explain_place", "compare_places", "price_move", "pins", "trust", "unsized"}),
    "capacity": frozenset(
        {"capacity", "person_time", "bau_share", "absences", "skill_cover", "headcount", "startable"}
    ),
    "dependencies": frozenset({"dependencies", "cycles", "cascade", "critical_chain"}),
    "risks": frozenset({"risks", "vendors", "gates", "duplicates"}),
    "forecast": frozenset({"forecast", "promises", "forecast_record", "keep_date", "critical_chain"}),
    "changes": frozenset({"changes"}),
    "scenario": frozenset(
        {"what_if", "find_way_out", "keep_date", "select_work", "price_move", "stop_candidates", "cascade"}
    ),
    "decisions": frozenset(
        {"decisions_needed", "decisions_made", "waiting_for", "pins", "forecast_record", "gates", "search_memory"}
    ),
    "search": frozenset({"search_memory"}),
    "check_statement": frozenset({"check_statement"}),
    "check_order": frozenset({"check_order"}),
    "draft": frozenset({"draft_brief", "draft_ranking_proposal"}),
}  # fmt: skip
"""What a question is about, in the words of somebody who knows no tool → the tools that can tell."""


class Expected(StrEnum):
    """What should come of a question."""

    ANSWER = "answer"
    ASK_BACK = "ask_back"
    REFUSAL = "refusal"
    ANY = "any"


class FactWanted(BaseModel):
    """A fact that an answer has to rest on; what is left out may be anything."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str | None = None
    measure: str | None = None
    value: str | None = None


class Case(BaseModel):
    """A question and what a right answer has to contain."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    asks: str
    asker: str | None = Field(default=None, description="a person's name; anyone where none")
    group: str = ""
    outcome: Expected = Expected.ANSWER
    why: str | None = Field(default=None, description="the reason a refusal has to have")
    about: tuple[str, ...] = ()
    tools: tuple[str, ...] = Field(default=(), description="any of these is right")
    arguments: Mapping[str, Any] = Field(default_factory=dict, description="at least these")
    facts: tuple[FactWanted, ...] = ()
    must: tuple[str | tuple[str, ...], ...] = Field(
        default=(), description="wordings; of a list any will do"
    )
    must_not: tuple[str, ...] = ()
    most_words: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _alternatives(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Return a case whose lists of wordings are tuples, as they are compared."""
        musts = given.get("must", ())
        return given | {"must": tuple(tuple(m) if isinstance(m, list) else m for m in musts)}

    @property
    def right_tools(self) -> frozenset[str]:
        """The tools any of which is right; empty where that is not said."""
        named = frozenset(self.tools)
        return named.union(*(ABOUT[each] for each in self.about)) if self.about else named


def read_cases(file: Path) -> tuple[Case, ...]:
    """Return the cases of a file. Raises BadInput, which names the file and the case."""
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    found = []
    for place, row in enumerate(told["cases"], 1):
        try:
            found.append(Case.model_validate({"group": told["group"], **row}))
        except ValidationError as wrong:
            name = row.get("id", f"number {place}")
            raise BadInput(f"{file.name}, case {name}: {wrong.errors()[0]['msg']}.") from wrong
    return tuple(found)


def own_cases() -> tuple[Case, ...]:
    """Return every case on the sample portfolio, by file."""
    return tuple(case for file in sorted(CASES.glob("*.yaml")) for case in read_cases(file))
