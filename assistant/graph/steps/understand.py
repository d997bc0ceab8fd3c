"""First step: what is asked, by rules alone, from the question and what the thread was about."""

from __future__ import annotations

from assistant.graph.state import Desk, State, Update
from assistant.graph.understanding.outcome import Plan
from assistant.graph.understanding.understand import understand as by_rules


def understand(state: State, desk: Desk) -> Update:
    """Return what a question was understood as."""
    desk.progress.step("Reading the question", 0, None)
    understood = by_rules(state.question, desk.assessment.seen, desk.asker, desk.focus)
    trace = (*state.trace, f"understood by rules: {type(understood).__name__}")
    if isinstance(understood, Plan):
        style, subjects = understood.style, understood.subjects
        return Update(understood=understood, style=style, subjects=subjects, trace=trace)
    return Update(understood=understood, trace=trace)
