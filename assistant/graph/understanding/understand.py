"""Understands a question: plans calls, asks back, declines, or says that it does not understand.

No model and no chance: the same question on the same portfolio is always understood alike. What a
question says can only choose among the intents; nothing in it adds a call that they do not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from assistant.errors import Ambiguous
from assistant.graph.understanding.answers_back import (
    asked_which,
    not_understood,
    one_more,
    one_of,
    unknown_name,
)
from assistant.graph.understanding.asked_words import audience_in
from assistant.graph.understanding.declines import declined
from assistant.graph.understanding.follow_ups import followed_up, spoken_out
from assistant.graph.understanding.framing import Framed, unframed
from assistant.graph.understanding.intents import ENOUGH, MARGIN, Fit, Intent, fits, is_off_topic
from assistant.graph.understanding.outcome import (
    MOST_CALLS,
    AskBack,
    Call,
    Decline,
    NotUnderstood,
    Plan,
    Style,
    ThreadFocus,
    Understood,
)
from assistant.graph.understanding.reading import Reading, read
from assistant.graph.understanding.slots import Filling
from assistant.graph.understanding.supposing import SUPPOSED, supposed
from assistant.portfolio.snapshot import Snapshot

_NEXT_QUESTION = re.compile(
    r"\?\s+(?:and )?|,? and (?=(?:what|who|which|where|when|how|why|is|are|do|does|did|will|can)\b)",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"^(?:what|who|which|where|when|how|why|is|are|do|does|did|will|can|any)\b", re.IGNORECASE
)
_OVERLOOKED = 0.45
_FIGURES = frozenset({"cut_percent", "budget", "slip_days", "away"})
"""Arguments that a sentence of background may hold, without which a question asks less."""
_POINTS_BACK = re.compile(
    r"\b(?:they|them|that|waiting|how (?:sure|confident|certain) are you|(?:does|did|do) it (?:work|matter|happen|help|hold))\b",
    re.IGNORECASE,
)
"""A second question that is only a part of the first one."""


def understand(
    question: str, seen: Snapshot, asker: str | None = None, thread: ThreadFocus | None = None
) -> Understood:
    """Return what somebody asks for: `seen` is what they may see, `asker` their key if known.

    `thread` is what the conversation was last about; a follow-up keeps it and changes one thing.
    """
    framed = unframed(question)
    found = _whole(framed.whole, seen, asker, thread)
    if framed.point is None or isinstance(found, Decline):
        return found
    to_the_point = _whole(framed.point, seen, asker, thread)
    return to_the_point if _is_enough(to_the_point, found, framed) else found


def _is_enough(point: Understood, whole: Understood, framed: Framed) -> bool:
    """Say whether the asking sentence alone says it all: the rest was background."""
    if not isinstance(point, Plan):
        return False
    if not isinstance(whole, Plan):
        return bool(point.subjects) or not framed.points_back
    if _told(whole) & _FIGURES - _told(point):
        return False
    if [call.tool for call in point.calls] == [call.tool for call in whole.calls]:
        return bool(point.subjects) and _told(whole) <= _told(point)
    return bool(point.subjects) or not (framed.points_back or whole.subjects)


def _told(plan: Plan) -> frozenset[str]:
    return frozenset(name for call in plan.calls for name in call.arguments)


def _whole(
    question: str, seen: Snapshot, asker: str | None, thread: ThreadFocus | None
) -> Understood:
    """Return what a text asks for that holds one question or several."""
    plans: list[Plan] = []
    parts = _questions(question)
    for part in parts if len(parts) > 1 else ():
        found = _one(part, seen, asker, ThreadFocus.of(plans[0]) if plans else None)
        if not isinstance(found, Plan):
            break
        plans.append(found)
    return _together(plans) if len(plans) == len(parts) else _one(question, seen, asker, thread)


def _questions(text: str) -> list[str]:
    """Return the questions of a text that hold more than one; a supposition is never parted."""
    if SUPPOSED.match(text.strip()):
        return [text]
    parts = [part.strip() for part in _NEXT_QUESTION.split(text) if part.strip(" ?")]
    is_all = 1 < len(parts) <= MOST_CALLS and all(map(_QUESTION.match, parts))
    if any(map(_POINTS_BACK.search, parts[1:])):
        return [text]
    return parts if is_all else [text]


def _together(plans: Sequence[Plan]) -> Plan:
    calls = tuple(dict.fromkeys(_frozen(call) for plan in plans for call in plan.calls))
    by_text = {_frozen(call): call for plan in plans for call in plan.calls}
    first = plans[0]
    subjects = tuple(dict.fromkeys(each for plan in plans for each in plan.subjects))
    return first.model_copy(
        update={"calls": tuple(by_text[each] for each in calls)[:MOST_CALLS], "subjects": subjects}
    )


def _frozen(call: Call) -> str:
    return call.model_dump_json()


def _one(
    question: str, seen: Snapshot, asker: str | None, thread: ThreadFocus | None
) -> Understood:
    reading = supposed(read(question, seen), seen)
    if not reading.question.words:
        return not_understood(reading, seen, ())
    refused = declined(reading)
    return refused or _answered(question, reading, seen, (asker, thread))


def _answered(
    question: str, reading: Reading, seen: Snapshot, talk: tuple[str | None, ThreadFocus | None]
) -> Understood:
    """Return what a question that may be answered asks for, alone or as part of a talk."""
    asker, thread = talk
    try:
        if thread is not None and thread.calls:
            following = followed_up(reading, seen, asker, thread)
            if following is not None:
                return following
        found = _chosen(reading, seen, asker)
    except Ambiguous as several:
        return asked_which(reading, several, seen)
    if thread is None or not thread.subjects or (isinstance(found, Plan) and found.subjects):
        return found
    return _about_the_same(question, reading, seen, asker, thread) or found


def _about_the_same(
    question: str, reading: Reading, seen: Snapshot, asker: str | None, thread: ThreadFocus
) -> Plan | None:
    """Return the plan of a question that says “it”, or leaves out what the talk is about."""
    spoken = spoken_out(question, reading, thread)
    found = None if spoken is None else _one(spoken, seen, asker, None)
    return found if isinstance(found, Plan) else None


def _chosen(reading: Reading, seen: Snapshot, asker: str | None) -> Understood:
    """Return the plan of the intent that fits best, unless the question is off the topic."""
    ranked = fits(reading)
    found = _likeliest(ranked, reading, seen, asker)
    is_name = isinstance(found, Decline) and not all(map(str.islower, reading.unknown))
    if is_off_topic(reading, ranked) and not is_name:
        return not_understood(reading, seen, ())
    return found


def _likeliest(
    ranked: Sequence[Fit], reading: Reading, seen: Snapshot, asker: str | None
) -> Understood:
    """Return the plan of the intent that fits best, where it leads the others clearly."""
    able = [
        each for fit in ranked if fit.score >= ENOUGH for each in _able(fit, reading, seen, asker)
    ]
    able.sort(key=lambda each: (-each.score, each.intent.tool))
    if not able or able[0].score < ENOUGH:
        if ranked and ranked[0].score >= ENOUGH and not able:
            return one_more(reading, ranked[0].intent, seen)
        return not_understood(reading, seen, [fit.intent for fit in ranked])
    best = able[0]
    if best.several is not None:
        raise best.several
    near = [each for each in able[1:] if best.score - each.score < MARGIN and each.score >= ENOUGH]
    if near and isinstance(best.outcome, Plan):
        return one_of(reading, (best.intent, near[0].intent), seen)
    return best.outcome if best.outcome is not None else unknown_name(reading, best.intent, seen)


@dataclass(frozen=True, slots=True)
class _Able:
    """An intent that can be planned, or would be with a name that is known or not ambiguous."""

    intent: Intent
    score: float
    outcome: Plan | Decline | None = None
    several: Ambiguous | None = None


def _able(fit: Fit, reading: Reading, seen: Snapshot, asker: str | None) -> Iterator[_Able]:
    """Yield what an intent comes to; nothing where an argument it needs is not in the question.

    A plan that would overlook a name that is in the question counts less.
    """
    if fit.needs_name:
        yield _Able(fit.intent, fit.score)
        return
    filling = Filling(reading, seen, asker)
    try:
        plan = planned(filling, fit.intent)
    except Ambiguous as several:
        yield _Able(fit.intent, fit.score, several=several)
        return
    if plan is not None:
        missed = 0 if fit.intent.takes_text else filling.overlooked()
        yield _Able(fit.intent, fit.score - _OVERLOOKED * min(missed, 2), plan)


def planned(filling: Filling, intent: Intent) -> Plan | Decline | None:
    """Return the plan of an intent; None where an argument it needs is not in the question.

    Raises Ambiguous where a name stands for several things.
    """
    reading, seen = filling.reading, filling.seen
    arguments: dict[str, JsonValue] = {}
    for name, way in intent.slots.items():
        value = filling.fill(way.replace("!", ""))
        if value is None and "!" in way:
            return None
        if value is not None:
            arguments[name] = value
    calls = _calls(intent.tool, arguments)
    if reading.unknown and not filling.subjects and _takes_name(intent):
        return unknown_name(reading, intent, seen)
    return Plan(
        calls=calls,
        subjects=tuple(filling.subjects),
        start=reading.times.start,
        end=reading.times.end,
        style=style_of(reading),
        unread=reading.unknown,
    )


def _calls(tool: str, filled: Mapping[str, JsonValue]) -> tuple[Call, ...]:
    """Return the call of what was filled: “_” is only read, “+” makes a second call of the tool."""
    own = {name: value for name, value in filled.items() if name[0] not in "_+"}
    more = {name[1:]: value for name, value in filled.items() if name[0] == "+"}
    calls = [Call(tool=tool, arguments=own)]
    if more:
        calls.append(Call(tool=tool, arguments=more))
    return tuple(calls)


def _takes_name(intent: Intent) -> bool:
    """Say whether an intent may be about something named, which an unknown word then stands for."""
    ways = {way.replace("!", "").split()[0] for way in intent.slots.values()}
    return bool(ways & {"name", "all", "own_team", "teams"})


def style_of(reading: Reading) -> Style:
    """Return how somebody wants to be answered."""
    return Style(
        sentences=reading.figures.sentences,
        audience=audience_in(reading),
        sources=reading.has("sources"),
        reasons=reading.has("why"),
    )


__all__ = ["AskBack", "NotUnderstood", "understand"]
