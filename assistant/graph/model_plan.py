"""A model's plan: asked for with the question, the asker's role and the tools, and nothing else.

Nothing of a tracker is in the prompt, so nothing that a tracker says can choose a call.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from assistant.briefing.brief import Audience
from assistant.graph.state import Desk
from assistant.graph.understanding.outcome import MOST_CALLS
from assistant.ports.model import Call as ModelCall
from assistant.ports.model import Model
from assistant.prompting.envelope import Foreign, envelope
from assistant.prompting.library import prompt
from tools.catalog import tools

LONGEST_QUESTION = 2_000
"""Characters of a question that a model is shown."""

_ROLES = {
    Audience.EXEC: "an executive",
    Audience.PROGRAM: "somebody who leads a program",
    Audience.TEAM: "somebody who works with the portfolio",
}


class PlannedArgument(BaseModel):
    """One argument; a list has several values."""

    model_config = ConfigDict(extra="forbid")

    name: str
    values: list[str | int | bool] = Field(description="one value, or several for a list")


class PlannedCall(BaseModel):
    """A call that a model would like."""

    model_config = ConfigDict(extra="forbid")

    tool: str
    arguments: list[PlannedArgument]

    def given(self) -> dict[str, JsonValue]:
        """Return the arguments by name, lists where the tool declares lists."""
        lists = list_arguments().get(self.tool, frozenset())
        return {
            each.name: list(each.values) if each.name in lists else each.values[0]
            for each in self.arguments
            if each.values
        }


class ModelPlan(BaseModel):
    """What a model answers when it is asked for a plan."""

    model_config = ConfigDict(extra="forbid")

    calls: list[PlannedCall] = Field(max_length=MOST_CALLS)
    reason: str = Field(description="why there are no calls, in few words; else empty")


def asked_for_plan(
    model: Model, question: str, desk: Desk, refused: str
) -> tuple[tuple[PlannedCall, ...], ModelCall]:
    """Return the calls a model plans, and what asking cost. Raises ModelFault or BudgetSpent."""
    listed = _tools_in_words()
    if refused:
        listed += (
            f"\n\nA first plan was refused. {refused} Plan again, with arguments as declared."
        )
    rendered = prompt("plan").render(
        today=desk.assessment.seen.as_of.isoformat(),
        role=role_in_words(desk),
        tools=listed,
        most=str(MOST_CALLS),
        question=envelope(
            "question", [Foreign(id="question", text=_spoken(question, desk)[:LONGEST_QUESTION])]
        ),
    )
    answer = model.structured(rendered, ModelPlan, desk.budget)
    return tuple(answer.value.calls), answer.call


def role_in_words(desk: Desk) -> str:
    """Return what the asker is to the portfolio, in words of our own."""
    return _ROLES[desk.audience]


def _spoken(question: str, desk: Desk) -> str:
    """Return the question with what the thread is about, by names that our own code resolved."""
    subjects = desk.focus.subjects if desk.focus is not None else ()
    if not subjects:
        return question
    return f"{question}\n(The conversation is about: {', '.join(each.name for each in subjects)}.)"


@cache
def _tools_in_words() -> str:
    return "\n".join(
        f"{tool.name}: {tool.about} Arguments: {_arguments(tool.arguments)}" for tool in tools()
    )


def _arguments(of: type[BaseModel]) -> str:
    schema = of.model_json_schema()
    fields: dict[str, Any] = schema.get("properties", {})
    required = set(schema.get("required", ()))
    told = (
        f"{name}{'' if name in required else '?'} ({field.get('description', name)}"
        f"{_choices(field, schema)})"
        for name, field in fields.items()
    )
    return "; ".join(told) or "none"


def _choices(field: dict[str, Any], schema: dict[str, Any]) -> str:
    named = [field, *field.get("anyOf", ())]
    chosen = [
        choice
        for each in named
        for choice in schema.get("$defs", {})
        .get(str(each.get("$ref", "")).rsplit("/", 1)[-1], {})
        .get("enum", ())
    ]
    return f": {', '.join(map(str, chosen))}" if chosen else ""


@cache
def list_arguments() -> dict[str, frozenset[str]]:
    """Return the arguments of each tool that hold several values."""
    return {
        tool.name: frozenset(
            name
            for name, field in tool.arguments.model_json_schema().get("properties", {}).items()
            if "array" in str(field.get("type", ""))
            or any(each.get("type") == "array" for each in field.get("anyOf", ()))
        )
        for tool in tools()
    }
