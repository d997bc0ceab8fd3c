"""What a question carries from step to step, and what its steps work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Protocol, TypedDict

from langgraph.runtime import Runtime
from pydantic import BaseModel, ConfigDict

from assistant.briefing.brief import Audience, Brief
from assistant.briefing.claims.draft_text import DraftRefusal
from assistant.briefing.told import Told
from assistant.graph.answer import Kind, Made, Wording
from assistant.graph.lately import Lately
from assistant.graph.understanding.outcome import Call, Style, Subject, ThreadFocus, Understood
from assistant.ports.budget import Budget
from assistant.ports.model import Call as ModelCall
from assistant.ports.model import Model
from assistant.ports.progress import Progress
from assistant.usecases.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Desk:
    """What the steps of one question work with; none of it is changed by them."""

    assessment: Assessment
    before: Lately[Told]
    asker: str | None
    audience: Audience
    budget: Budget
    progress: Progress
    focus: ThreadFocus | None = None
    model: Model | None = None


class State(BaseModel):
    """What is known of a question so far. Each step adds to it; nothing is taken back.

    `plan` is fixed before anything is looked up: no step after it writes it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str
    understood: Understood | None = None
    planned_by_model: bool = False
    plan: tuple[Call, ...] = ()
    subjects: tuple[Subject, ...] = ()
    style: Style = Style()
    made: tuple[Made, ...] = ()
    found: tuple[Told, ...] = ()
    choices: tuple[str, ...] = ()
    kind: Kind | None = None
    draft: str | None = None
    refusal: DraftRefusal | None = None
    mended: bool = False
    wording: Wording = Wording.RULES
    reply: Brief | None = None
    follow_ups: tuple[str, ...] = ()
    model_calls: tuple[ModelCall, ...] = ()
    trace: tuple[str, ...] = ()


class Update(TypedDict, total=False):
    """What a step adds; a key that the state does not have is an error, see `step`."""

    understood: Understood
    planned_by_model: bool
    plan: tuple[Call, ...]
    subjects: tuple[Subject, ...]
    style: Style
    made: tuple[Made, ...]
    found: tuple[Told, ...]
    choices: tuple[str, ...]
    kind: Kind
    draft: str | None
    refusal: DraftRefusal | None
    mended: bool
    wording: Wording
    reply: Brief
    follow_ups: tuple[str, ...]
    model_calls: tuple[ModelCall, ...]
    trace: tuple[str, ...]


_BOARDS = frozenset({"board", "exec"})

Body = Callable[[State, Desk], Update]
"""The body of a step: what it adds to what is known."""


class Node(Protocol):
    """A body as the graph calls it."""

    def __call__(self, state: State, *, runtime: Runtime[Desk]) -> Update:
        """Return what it adds."""
        ...


def step(body: Body) -> Node:
    """Return a body as a node; a misspelt key would vanish in the graph, so it is refused here."""

    @wraps(body, assigned=("__module__", "__name__", "__qualname__", "__doc__"), updated=())
    def node(state: State, runtime: Runtime[Desk]) -> Update:
        update = body(state, runtime.context)
        odd = update.keys() - State.model_fields.keys()
        if odd:
            msg = f"{body.__module__} writes what the state does not have: {sorted(odd)}"
            raise TypeError(msg)
        return update

    del node.__wrapped__  # else the graph would read the body's parameters
    return node


def reader(state: State, desk: Desk) -> Audience:
    """Return for whom the answer is: whoever asks, or the board where it is asked for one."""
    return Audience.EXEC if state.style.audience in _BOARDS else desk.audience
