"""Follow-ups: “and Beacon?”, “why?”, “what if it slips two weeks?” keep what was asked before.

Each keeps the earlier calls or their subject and changes one thing.
"""

from __future__ import annotations

import re

from pydantic import JsonValue

from assistant.graph.understanding.answers_back import unknown_name
from assistant.graph.understanding.asked_words import audience_in
from assistant.graph.understanding.intents import ENOUGH, Intent, fits, intents
from assistant.graph.understanding.outcome import Call, Decline, Plan, Style, Subject, ThreadFocus
from assistant.graph.understanding.reading import Reading
from assistant.graph.understanding.slots import Filling
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.name_index import NameKind

_IT = re.compile(
    r"\b(?:it|its|they|them|their|he|she|him|her|that one|this one|that project|this project|that item)\b|"
    r"\b(?:that|this)(?=\W*$)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:and|or|what about|how about|same for|the same for|also|ok(?:ay)?,? and|now|then)\b",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"^(?:but |and |ok(?:ay)? )?(?:why|how come|how so|why (?:is )?(?:that|so|not|is it))\W*$",
    re.IGNORECASE,
)
_SOURCES = re.compile(
    r"\b(?:sources?|arithmetic|calculation|evidence|where (?:does|do) (?:that|this|these|the)|how (?:do|did) you "
    r"(?:know|get|come|compute|calculate)|the numbers|the figures|proof|prove it|based on what|the rows?)\b",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\b(?:shorter|in short|briefly|too long|(?:one|two|three|\d) (?:sentence|line)s?|for (?:the )?(?:board|exec\w*))\b",
    re.IGNORECASE,
)
_LONGEST_ELLIPSIS = 7
"""Words a follow-up that only names another subject may have."""
_SUBJECTS = (
    "subject",
    "name",
    "item",
    "project",
    "person",
    "team",
    "teams",
    "skill",
    "vendor",
    "request",
)
_DAYS = {"start": "start", "end": "end", "since": "start", "by": "end", "until": "end"}


def followed_up(
    reading: Reading, seen: Snapshot, asker: str | None, thread: ThreadFocus
) -> Plan | Decline | None:
    """Return the plan of a follow-up; None where the question stands for itself.

    Raises Ambiguous where a name in it stands for several things.
    """
    text = reading.question.asked.strip()
    if _WHY.match(text):
        return _again(thread, Style(reasons=True))
    if _SOURCES.search(text) and not reading.mentions:
        return _again(thread, Style(sources=True))
    if _SHORT.search(text) and not reading.mentions and _is_short(reading):
        style = Style(sentences=reading.figures.sentences, audience=audience_in(reading))
        return _again(thread, style)
    is_elliptic = bool(_OPENING.match(text)) or _is_bare(reading)
    if is_elliptic and _is_short(reading) and not _is_question_of_its_own(reading):
        return _changed(reading, seen, asker, thread)
    return None


def spoken_out(question: str, reading: Reading, thread: ThreadFocus) -> str | None:
    """Return a question with “it” replaced by what the conversation is about; None without one."""
    if not thread.subjects or any(not each.is_part for each in reading.mentions):
        return None
    subject = thread.subjects[0]
    has_title = subject.kind in {NameKind.ITEM, NameKind.REQUEST}
    spoken, count = _IT.subn(subject.key if has_title else subject.name, question, count=1)
    return spoken if count else None


def _again(thread: ThreadFocus, style: Style) -> Plan:
    return Plan(calls=thread.calls, subjects=thread.subjects, style=style)


def _is_short(reading: Reading) -> bool:
    return len(reading.question.words) <= _LONGEST_ELLIPSIS


def _is_bare(reading: Reading) -> bool:
    """Say whether a question is nothing but a name or a time."""
    return reading.has("@bare")


def _is_question_of_its_own(reading: Reading) -> bool:
    """Say whether it asks for something else than what was asked before."""
    best = next(iter(fits(reading)), None)
    return (
        best is not None
        and best.is_met
        and best.score >= ENOUGH
        and not (best.needs_name or _is_bare(reading))
    )


def _changed(
    reading: Reading, seen: Snapshot, asker: str | None, thread: ThreadFocus
) -> Plan | Decline | None:
    """Return the earlier calls with the subject or the days replaced by what is named now."""
    by_tool = {intent.tool: intent for intent in intents()}
    subjects: list[Subject] = []
    calls: list[Call] = []
    for call in thread.calls:
        filling = Filling(reading, seen, asker)
        new = _replaced(call, by_tool[call.tool], filling)
        if new is None and reading.unknown:
            return unknown_name(reading, by_tool[call.tool], seen)
        if new is None:
            return None
        calls.append(new)
        subjects += [each for each in filling.subjects if each not in subjects]
    return Plan(
        calls=tuple(calls),
        subjects=tuple(subjects) or thread.subjects,
        start=reading.times.start,
        end=reading.times.end,
    )


def _replaced(call: Call, intent: Intent, filling: Filling) -> Call | None:
    arguments: dict[str, JsonValue] = dict(call.arguments)
    is_changed = False
    for slot, way in intent.slots.items():
        is_subject, is_day = slot in _SUBJECTS, slot in _DAYS
        if not (is_subject or is_day):
            continue
        value = filling.fill(way.replace("!", ""))
        if value is not None:
            arguments[slot] = value
            is_changed = True
    return Call(tool=call.tool, arguments=arguments) if is_changed else None
