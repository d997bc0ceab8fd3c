"""Last step: what may be asked next, of what understanding plans."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.graph.answer import Kind
from assistant.graph.state import Desk, State, Update
from assistant.graph.understanding.outcome import Plan
from assistant.graph.understanding.understand import understand

_MOST = 3


def reply(state: State, desk: Desk) -> Update:
    """Return the reply with the questions that are offered with it."""
    kind = state.kind or Kind.ANSWERED
    offered = state.choices or tuple(each for told in state.found for each in told.follow_ups)
    return Update(
        kind=kind, follow_ups=tuple(_understood(offered, state, desk))[: _most(kind, offered)]
    )


def _most(kind: Kind, offered: tuple[str, ...]) -> int:
    """Return how many are offered: every choice of a question back, few of the others."""
    return len(offered) if kind is Kind.ASKED_BACK else _MOST


def _understood(offered: tuple[str, ...], state: State, desk: Desk) -> Iterator[str]:
    """Yield the questions that would be planned, other than the one that was asked."""
    for each in dict.fromkeys(offered):
        if each == state.question:
            continue
        if isinstance(understand(each, desk.assessment.seen, desk.asker), Plan):
            yield each
