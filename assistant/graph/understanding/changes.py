"""What somebody supposes, as changes in the grammar of scenarios: “pause WILLOW until 2027-01-04”.

Each verb takes what is named and dated around it; “or” begins another alternative.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.graph.understanding.days import Length, When
from assistant.graph.understanding.figures import Figures, find_figures
from assistant.graph.understanding.mentions import Mention
from assistant.graph.understanding.reading import Reading
from assistant.graph.understanding.times import Times
from assistant.planning.scenarios.change_making import VERBS
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.name_index import Named, NameKind
from assistant.usecases.names import choose, promise_of

VERBS_OF_CHANGE = (
    "unpin", "pin", "hire", "lend", "pause", "drop", "defer_word", "move", "share_to", "fund",
    "resize", "revalue", "crisis", "away",
)  # fmt: skip
"""Concepts that may be verbs of a change; of two at the same word the first is tried first."""

_OR = frozenset({"or", "versus", "vs", "alternatively"})
_COMPARED = frozenset({"with", "to", "against", "and"})
_WORK = (NameKind.PROJECT, NameKind.ITEM)
_FIELDS = frozenset().union(*VERBS.values()) | {"for"}


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands around one verb: names, days, stretches and figures, and the snapshot."""

    seen: Snapshot
    mentions: Sequence[Mention]
    whens: Sequence[When]
    lengths: Sequence[Length]
    figures: Figures

    def one(self, *kinds: NameKind) -> Named | None:
        """Return the first thing of some kinds; Ambiguous where a name fits several."""
        for mention in self.mentions:
            found = mention.of(kinds)
            if found:
                return choose(self.seen, mention.text, found, kinds)
        return None

    @property
    def until(self) -> date | None:
        """The day until which, or to which, something is supposed."""
        for when in self.whens:
            if when.role in {"until", "till", "til", "through"} and when.opening != when.end:
                return when.opening
            day = when.end or when.start
            if day is not None and when.role not in {"from", "since", "after"}:
                return day
            if when.role == "from" and when.end is not None:
                return when.end
        return None

    @property
    def since(self) -> date | None:
        """The day from which something is supposed."""
        roles = {"from", "since", "after", "on", "starting"}
        return next((each.start for each in self.whens if each.role in roles and each.start), None)


def changes_in(reading: Reading, seen: Snapshot) -> tuple[tuple[str, ...], ...]:
    """Return the alternatives that are supposed, each as its changes; empty where none is.

    Raises Ambiguous where a name in it fits several things.
    """
    words = reading.question.words
    found: list[list[str]] = [[]]
    verbs = _verbs(reading)
    free = 0  # from here on names may belong to a verb that follows them
    for number, (place, verb) in enumerate(verbs):
        after = verbs[number + 1][0] if number + 1 < len(verbs) else len(words)
        before = verbs[number - 1][0] if number else 0
        either = _OR | _COMPARED if reading.question.words[0].stem == "compar" else _OR
        if found[-1] and any(word.plain in either for word in words[before:place]):
            found.append([])
        phrase = _phrase(reading, seen, verb, (free, place, after))
        if phrase is None:
            continue
        free = after
        if phrase not in found[-1]:
            found[-1].append(phrase)
    return tuple(tuple(each) for each in found if each)


def _verbs(reading: Reading) -> list[tuple[int, str]]:
    """Return where each verb of a change stands; of several at one word the first that may be."""
    at: dict[int, str] = {}
    for verb in reversed(VERBS_OF_CHANGE):
        for place in _starts(reading.signals.get(verb, frozenset())):
            at[place] = verb
    covered: set[int] = set()
    found: list[tuple[int, str]] = []
    for place in sorted(at):
        if place in covered or place in reading.explained:
            continue
        found.append((place, at[place]))
        covered |= _run(reading.signals[at[place]], place)
    return found


def _starts(places: frozenset[int]) -> list[int]:
    return sorted(place for place in places if place >= 0 and place - 1 not in places)


def _run(places: frozenset[int], start: int) -> set[int]:
    run = set()
    while start in places:
        run.add(start)
        start += 1
    return run


def _phrase(
    reading: Reading, seen: Snapshot, verb: str, around: tuple[int, int, int]
) -> str | None:
    """Return a verb's change: of what follows it up to the next verb, else of what precedes it."""
    before, place, after = around
    for start in (place, before):
        phrase = _MAKERS[verb](_part(reading, seen, start, after))
        if phrase is not None:
            return phrase
    return None


def _part(reading: Reading, seen: Snapshot, start: int, end: int) -> _Part:
    words = reading.question.words
    first = words[start].start
    last = words[end].start if end < len(words) else len(reading.text)
    times: Times = reading.times
    return _Part(
        seen,
        [each for each in reading.mentions if start <= each.start < end],
        [each for each in times.whens if first <= each.begin < last],
        [each for each in times.lengths if first <= each.begin < last],
        find_figures(reading.text[first:last]),
    )


def _drop(part: _Part) -> str | None:
    work = part.one(*_WORK)
    return None if work is None else f"drop {_quoted(work.key)}"


def _pause(part: _Part) -> str | None:
    work = part.one(*_WORK)
    return None if work is None else f"pause {_quoted(work.key)}{_field('until', part.until)}"


def _defer(part: _Part) -> str | None:
    work = part.one(NameKind.ITEM, NameKind.PROJECT)
    if work is None or part.until is None:
        return None
    return f"defer {_quoted(work.key)} until {part.until}"


def _hire(part: _Part) -> str | None:
    who = part.one(NameKind.CONTRACTOR)
    team = part.one(NameKind.TEAM)
    skill = part.one(NameKind.SKILL)
    if who is None and skill is None:
        return None
    if who is not None:
        hired = _quoted(who.key)
    else:
        hired = (
            f'"another {skill.key if skill else ""}" skills {_quoted(skill.key if skill else "")}'
        )
    into = f" for {_quoted(team.key)}" if team is not None else ""
    until = part.until if part.until != part.since else None
    return f"hire {hired}{into}{_field('from', part.since)}{_field('until', until)}"


def _lend(part: _Part) -> str | None:
    person, team = part.one(NameKind.PERSON), part.one(NameKind.TEAM)
    if person is None or team is None:
        return None
    days = f"{_field('from', part.since)}{_field('until', part.until)}"
    return f"lend {_quoted(person.key)} to {_quoted(team.key)}{days}"


def _move(part: _Part) -> str | None:
    day = part.until or part.since
    what = part.one(NameKind.MILESTONE) or _promise_of(part) or part.one(NameKind.ITEM)
    return None if day is None or what is None else f"move {_quoted(what.key)} to {day}"


def _promise_of(part: _Part) -> Named | None:
    """Return the day a named project has promised; None where it has promised none."""
    project = part.one(NameKind.PROJECT)
    return None if project is None else promise_of(part.seen, project)


def _pin(part: _Part) -> str | None:
    item = part.one(NameKind.ITEM)
    if item is None:
        return None
    places = part.figures.places
    if places:
        return f"pin {_quoted(item.key)} place {places[0]}"
    return None if part.until is None else f"pin {_quoted(item.key)} by {part.until}"


def _unpin(part: _Part) -> str | None:
    item = part.one(NameKind.ITEM)
    return None if item is None else f"unpin {_quoted(item.key)}"


def _share(part: _Part) -> str | None:
    team = part.one(NameKind.TEAM)
    if team is None or part.figures.percent is None:
        return None
    return f"share {_quoted(team.key)} to {part.figures.percent}"


def _fund(part: _Part) -> str | None:
    project = part.one(NameKind.PROJECT)
    if project is None or part.figures.money is None:
        return None
    return f"fund {_quoted(project.key)} to {part.figures.money}"


def _resize(part: _Part) -> str | None:
    item = part.one(NameKind.ITEM)
    if item is None or not part.lengths:
        return None
    return f"resize {_quoted(item.key)} effort {part.lengths[0].working_days}d"


def _revalue(part: _Part) -> str | None:
    item = part.one(NameKind.ITEM)
    if item is None or part.figures.money is None:
        return None
    return f"revalue {_quoted(item.key)} worth {part.figures.money}"


def _away(part: _Part) -> str | None:
    person = part.one(NameKind.PERSON)
    if person is None:
        return None
    span = f"{part.lengths[0].days}d" if part.lengths else None
    until = part.until or span
    return f"away {_quoted(person.key)}{_field('from', part.since)}{_field('until', until)}"


_MAKERS: Mapping[str, Callable[[_Part], str | None]] = {
    "drop": _drop, "pause": _pause, "defer_word": _defer, "hire": _hire, "lend": _lend,
    "move": _move, "pin": _pin, "unpin": _unpin, "share_to": _share, "fund": _fund,
    "resize": _resize, "revalue": _revalue, "away": _away, "crisis": _away,
}  # fmt: skip


def _field(name: str, value: date | str | None) -> str:
    return "" if value is None else f" {name} {value}"


def _quoted(key: str) -> str:
    """Return a key as one word of a phrase; a semicolon or quote in it would begin another."""
    bare = re.sub(r'[;"]', " ", key).strip()
    is_plain = not re.search(r"\s", bare) and bare.casefold() not in _FIELDS
    return bare if is_plain else f'"{bare}"'
