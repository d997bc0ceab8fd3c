"""Third step: the calls, side by side, each for so long; what could not be found is said."""

from __future__ import annotations

from assistant.briefing.told import Told
from assistant.errors import Ambiguous, NotFound
from assistant.graph.answer import Kind, Made, Outcome
from assistant.graph.looking_up import Looking
from assistant.graph.state import Desk, State, Update
from assistant.graph.understanding.answers_back import asked_which
from assistant.graph.understanding.reading import read

_LONGEST = 30.0
"""Seconds that one call may take."""

_FOR_WORDS = 0.8
"""Share of the time of a question that looking up may take, so that words are left time for."""


def gather(state: State, desk: Desk) -> Update:
    """Return what was found, and what came of each call."""
    desk.progress.step("Looking it up", 0, len(state.plan))
    under_way = [Looking(call, desk.assessment, desk.before) for call in state.plan]
    made: list[Made] = list(state.made)
    found: list[Told] = []
    troubles: list[Exception] = []
    deadline = desk.budget.seconds_spent + min(desk.budget.seconds_left * _FOR_WORDS, _LONGEST)
    for place, looking in enumerate(under_way, start=1):
        ended, told, trouble = looking.ended(deadline - desk.budget.seconds_spent)
        desk.progress.step("Looking it up", place, len(state.plan))
        made.append(ended)
        found += [told] if told is not None else []
        troubles += [trouble] if trouble is not None else []
    return Update(
        made=tuple(made),
        found=tuple(found),
        choices=_choices(state, desk, troubles),
        kind=_kind(made, found, troubles),
        trace=(*state.trace, *(f"{each.tool}: {each.outcome.value}" for each in made)),
    )


def _kind(made: list[Made], found: list[Told], troubles: list[Exception]) -> Kind:
    if any(isinstance(each, Ambiguous) for each in troubles) and not found:
        return Kind.ASKED_BACK
    if not found:
        return Kind.DECLINED
    whole = all(each.outcome is Outcome.FOUND for each in made)
    return Kind.ANSWERED if whole else Kind.PARTIAL


def _choices(state: State, desk: Desk, troubles: list[Exception]) -> tuple[str, ...]:
    """Return the question with each thing that may have been meant."""
    chosen: list[str] = []
    for trouble in troubles:
        if isinstance(trouble, Ambiguous):
            seen = desk.assessment.seen
            chosen += asked_which(read(state.question, seen), trouble, seen).choices
        elif isinstance(trouble, NotFound) and trouble.name in state.question:
            chosen += [state.question.replace(trouble.name, near) for near in trouble.near]
    return tuple(dict.fromkeys(chosen))
