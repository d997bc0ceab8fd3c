"""Which step follows which; each reads the state alone."""

from __future__ import annotations

from typing import Literal

from langgraph.runtime import Runtime

from assistant.graph.state import Desk, State
from assistant.graph.understanding.outcome import NotUnderstood, Plan


def after_understand(state: State, runtime: Runtime[Desk]) -> Literal["plan", "write"]:
    """Plan what was understood, or what a model may understand; say the rest as it is."""
    unsure = isinstance(state.understood, NotUnderstood) and runtime.context.model is not None
    return "plan" if unsure or isinstance(state.understood, Plan) else "write"


def after_plan(state: State) -> Literal["gather", "write"]:
    """Look up what was planned."""
    return "gather" if state.plan else "write"


def after_gather(state: State, runtime: Runtime[Desk]) -> Literal["draft", "write"]:
    """Have a model word what was found, where there is one and something to word."""
    has_words = any(told.document is None for told in state.found)
    return "draft" if runtime.context.model is not None and has_words else "write"


def after_draft(state: State) -> Literal["check", "write"]:
    """Check what was drafted; where nothing was, the writer writes."""
    return "check" if state.draft is not None else "write"


def after_check(state: State) -> Literal["reply", "repair", "write"]:
    """Reply what passed; mend once what did not; then the writer writes."""
    if state.reply is not None:
        return "reply"
    return "write" if state.mended else "repair"
