"""The deterministic writer: what was found, or why nothing was, fitted and checked."""

from __future__ import annotations

from assistant.briefing.told import Told, ToldPart
from assistant.graph.answer import Kind, Wording
from assistant.graph.state import Desk, State, Update, reader
from assistant.graph.understanding.outcome import AskBack, Decline, NotUnderstood, Style
from assistant.graph.writing import reply_of
from assistant.values import Statement

_NO_ANSWER = Statement(text="I can't answer that: I found no way to look it up.")


def write(state: State, desk: Desk) -> Update:
    """Return the reply that rules write; they also write where a model's words were refused."""
    desk.progress.step("Writing", 0, None)
    kind, told = _told(state)
    fell_back = state.refusal is not None
    return Update(
        kind=kind,
        reply=reply_of(told, desk.assessment, reader(state, desk)),
        choices=_choices(state),
        wording=Wording.FELL_BACK if fell_back else Wording.RULES,
        trace=(*state.trace, "written by rules"),
    )


def said(state: State) -> tuple[Told, ...]:
    """Return what was found, fitted to how it was asked for, then what was not found."""
    found = tuple(_fitted(told, state.style) for told in state.found)
    missed = missed_in_words(state)
    title = "what I could not find out"
    return (*found, Told(title=title, lead=missed)) if missed else found


def missed_in_words(state: State) -> tuple[Statement, ...]:
    """Return why calls found nothing, each reason once."""
    why = (each.why for each in state.made if each.why is not None)
    return tuple({each.model_dump_json(): each for each in why}.values())


def _told(state: State) -> tuple[Kind, tuple[Told, ...]]:
    """Return what there is to say, and what that makes the answer."""
    if state.kind is not None:
        return state.kind, said(state)
    if state.made:
        return Kind.DECLINED, said(state)
    understood = state.understood
    if isinstance(understood, AskBack):
        return Kind.ASKED_BACK, (Told(title="a question back", lead=(understood.said,)),)
    if isinstance(understood, Decline):
        return Kind.DECLINED, (Told(title="what I can't do", lead=(understood.said,)),)
    lead = understood.said if isinstance(understood, NotUnderstood) else _NO_ANSWER
    return Kind.NOT_UNDERSTOOD, (Told(title="what I did not understand", lead=(lead,)),)


def _choices(state: State) -> tuple[str, ...]:
    match state.understood:
        case AskBack(choices=choices):
            return choices
        case Decline(instead=instead):
            return instead
        case NotUnderstood(nearest=nearest) if not state.found:
            return nearest
    return state.choices


def _fitted(told: Told, style: Style) -> Told:
    """Return so many sentences of what was found as were asked for; the answer is always said."""
    if style.sentences is None:
        return told
    room = max(style.sentences - len(told.lead), 0)
    parts = []
    for part in told.parts:
        points = tuple(part.points[:room])
        room -= len(points)
        if points:
            parts.append(ToldPart(heading=part.heading, points=tuple(p[:1] for p in points)))
    return told.model_copy(update={"parts": tuple(parts), "tables": (), "limits": ()})
