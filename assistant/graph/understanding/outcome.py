"""What a question was understood as: a plan of calls, a question back, a refusal, or nothing.

The plan is made of the question alone, before any text of a tracker is read, so nothing that a
tracker says can add a call to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from pydantic import Field, JsonValue

from assistant.usecases.name_index import NameKind
from assistant.values import Statement, Value

MOST_CALLS = 3


class Call(Value):
    """A tool, and what it is asked; days are written as 2026-12-04."""

    tool: str
    arguments: Mapping[str, JsonValue] = Field(default_factory=dict)


class Subject(Value):
    """What a question is about."""

    kind: NameKind
    key: str
    name: str


class Style(Value):
    """How somebody wants to be answered."""

    sentences: int | None = Field(default=None, description="in so many sentences")
    audience: str | None = Field(default=None, description="for whom, such as board")
    sources: bool = Field(default=False, description="with sources and arithmetic")
    reasons: bool = Field(default=False, description="asked why")


class Plan(Value):
    """What will be looked up: one to three calls, fixed before anything is read."""

    calls: tuple[Call, ...] = Field(min_length=1, max_length=MOST_CALLS)
    subjects: tuple[Subject, ...] = ()
    start: date | None = Field(default=None, description="first day asked about")
    end: date | None = Field(default=None, description="last day asked about")
    style: Style = Style()
    unread: tuple[str, ...] = Field(default=(), description="words that were not understood")


class AskBack(Value):
    """A question back: each choice is a question that would be understood."""

    said: Statement
    choices: tuple[str, ...]


class Why(StrEnum):
    """Why a question is declined."""

    ACT = "act"
    PERSONS = "persons"
    PRIVATE = "private"
    ELSEWHERE = "elsewhere"
    AS_ANOTHER = "as another"
    UNKNOWN_NAME = "unknown name"


class Decline(Value):
    """A question that is not answered: why, and what can be asked or who can do it instead."""

    why: Why
    said: Statement
    instead: tuple[str, ...] = Field(default=(), description="questions that are answered")


class NotUnderstood(Value):
    """An honest “I can't”, with the nearest questions that can be answered."""

    said: Statement
    nearest: tuple[str, ...]


Understood = Plan | AskBack | Decline | NotUnderstood


class ThreadFocus(Value):
    """What a conversation was last about: follow-ups keep it and change one thing."""

    calls: tuple[Call, ...] = ()
    subjects: tuple[Subject, ...] = ()

    @classmethod
    def of(cls, plan: Plan) -> ThreadFocus:
        """Return what a plan leaves behind for the next question."""
        return cls(calls=plan.calls, subjects=plan.subjects)
