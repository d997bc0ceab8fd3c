"""Fills the arguments of a tool from what a question holds.

Each way of filling is a short text in `intents.yaml`: `name project item` is the first thing of
these kinds that is named, `start` the first day, `word red=red` a value for a concept that is met.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from assistant.graph.understanding.asked_days import (
    away_until,
    by_day,
    day_slipped_to,
    first_day,
    last_day,
    named_day,
    since_day,
    working_days,
)
from assistant.graph.understanding.asked_moves import deferred_until, how_moved, place_moved
from assistant.graph.understanding.asked_words import audience_in, count_or_date, query_in
from assistant.graph.understanding.changes import changes_in
from assistant.graph.understanding.mentions import Mention
from assistant.graph.understanding.outcome import Subject
from assistant.graph.understanding.reading import Reading, claim_in
from assistant.graph.understanding.times import Times
from assistant.portfolio.people import Person, Team
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.name_index import Named, NameKind
from assistant.usecases.names import choose, promise_of


@dataclass(slots=True)
class Filling:
    """Fills slots from one reading, and remembers what was named in them."""

    reading: Reading
    seen: Snapshot
    asker: str | None
    subjects: list[Subject] = field(default_factory=list)
    used: list[Mention] = field(default_factory=list)

    def fill(self, way: str) -> JsonValue:
        """Return a slot's value, or None where the question holds none.

        Raises Ambiguous where a name fits several things.
        """
        name, *more = way.split()
        return _WAYS[name](self, more)

    def name(self, kinds: Sequence[str]) -> JsonValue:
        """Return the key of the first thing of some kinds; a whole name before a part of one.

        A kind before another is preferred where one name fits both.
        """
        wanted = tuple(map(NameKind, kinds))
        if self.reading.has("how_many") and NameKind.TEAM in wanted:
            wanted = (NameKind.TEAM, *(kind for kind in wanted if kind is not NameKind.TEAM))
        free = [each for each in self.reading.named(*wanted) if each not in self.used]
        if not free:
            return None
        best = min(free, key=lambda each: _rank(each, wanted))
        return self._promised(best, wanted) or self._take(best, wanted)

    def _promised(self, mention: Mention, kinds: Sequence[NameKind]) -> str | None:
        """Return the day of a project where the question is about it: “the Mosaic date”."""
        projects = mention.of((NameKind.PROJECT,))
        is_asked = self.reading.has("cheapest") or self.reading.has("go_live")
        is_date = (mention.head is NameKind.MILESTONE and not self.reading.has("when")) or is_asked
        if NameKind.MILESTONE not in kinds or not is_date or mention.has(NameKind.MILESTONE):
            return None
        if len(projects) != 1:
            return None
        found = promise_of(self.seen, projects[0])
        if found is None:
            return None
        self.used.append(mention)
        self._remember(found)
        return found.key

    def needed(self, kinds: Sequence[str]) -> JsonValue:
        """Return what is asked about; in “does A need B” that is B."""
        verb = _NEEDS.search(self.reading.text)
        wanted = tuple(map(NameKind, kinds))
        named = self.reading.named(*wanted)
        if verb is not None and len(named) > 1:
            place = self.reading.question.at(verb.start(), verb.end())[0]
            behind = [each for each in named if each.start > place]
            if behind:
                return self._take(behind[0], wanted)
        return self.name(kinds)

    def every(self, kinds: Sequence[str]) -> JsonValue:
        """Return the keys of all things of some kinds that are named."""
        wanted = tuple(map(NameKind, kinds))
        found = [self._take(each, wanted) for each in self.reading.named(*wanted)]
        return list(dict.fromkeys(found)) or None

    def keys(self, _more: Sequence[str]) -> JsonValue:
        """Return the items that are named, in the order of the question."""
        items = self.reading.named(NameKind.ITEM)
        found = [self._take(each, (NameKind.ITEM,)) for each in items]
        return "\n".join(map(str, dict.fromkeys(found))) or None

    def needed_for(self, _more: Sequence[str]) -> JsonValue:
        """Return what something may be needed for; None where the question does not ask that."""
        if not (self.reading.has("need") or self.reading.has("before_word")):
            return None
        return self.name(("milestone", "project", "item"))

    def skill(self, _more: Sequence[str]) -> JsonValue:
        """Return a named skill, else the first skill of a named person."""
        named = self.name(("skill",))
        if named is not None:
            self.used += self.reading.named(NameKind.PERSON)  # whoever has it already
            return named
        person = self.seen.get(Person, str(self.name(("person",))))
        return person.skills[0].casefold() if person is not None and person.skills else None

    def own_team(self, kinds: Sequence[str]) -> JsonValue:
        """Return a named team; the asker's own where they say “my people”."""
        if self.reading.has("mine"):
            return self._own_team() or self.name(kinds)
        return self._whole(kinds)

    def teams(self, _more: Sequence[str]) -> JsonValue:
        """Return the teams that are named."""
        return self.every(("team",))

    def word(self, pairs: Sequence[str]) -> JsonValue:
        """Return the value of the first concept that is met."""
        for pair in pairs:
            concept, value = pair.split("=")
            if self.reading.has(concept):
                return value
        return None

    def flag(self, concepts: Sequence[str]) -> JsonValue:
        """Return True where a concept is met."""
        return True if any(map(self.reading.has, concepts)) else None

    def start(self, unless: Sequence[str]) -> JsonValue:
        """Return the first day asked about, unless the day is that of something else."""
        return None if any(map(self.reading.has, unless)) else first_day(self.reading.times)

    def end(self, unless: Sequence[str]) -> JsonValue:
        """Return the last day asked about; “span” where a single day is only where it begins."""
        if any(map(self.reading.has, unless)):
            return None
        return last_day(self.reading.times, of_span="span" in unless)

    def percent(self, _more: Sequence[str]) -> JsonValue:
        """Return a percentage, such as 10%."""
        return self.reading.figures.percent

    def money(self, _more: Sequence[str]) -> JsonValue:
        """Return an amount, such as 3000000EUR."""
        return self.reading.figures.money

    def brief(self, _more: Sequence[str]) -> JsonValue:
        """Return True where a few sentences are wanted."""
        return True if self.reading.figures.sentences else None

    def away_until(self, _more: Sequence[str]) -> JsonValue:
        """Return the last day of an absence."""
        return away_until(self.reading.times, self.seen.as_of)

    def which_first(self, _more: Sequence[str]) -> JsonValue:
        """Return the first of two that are compared: a place or an item."""
        return self._which(0)

    def which_second(self, _more: Sequence[str]) -> JsonValue:
        """Return the second of two that are compared: a place or an item."""
        return self._which(1)

    def _which(self, number: int) -> JsonValue:
        places = self.reading.figures.two_places
        if places is not None and not self.reading.has("@two_items"):
            return str(places[number])
        return self.name(("item",))

    def audience(self, _more: Sequence[str]) -> JsonValue:
        """Return whom something is written for."""
        return _BRIEF_FOR.get(audience_in(self.reading) or "")

    def changes(self, _more: Sequence[str]) -> JsonValue:
        """Return the alternatives that are supposed, each as one scenario."""
        alternatives = changes_in(self.reading, self.seen)
        for mention in self.reading.mentions:
            self.used.append(mention)
            if mention.of((NameKind.PROJECT, NameKind.ITEM, NameKind.MILESTONE)):
                self._remember(choose(self.seen, mention.text, mention.things))
        return ["; ".join(each) for each in alternatives] or None

    def claim(self, _more: Sequence[str]) -> JsonValue:
        """Return the statement that is to be checked, in the asker's own words."""
        asked = " ".join(self.reading.question.asked.split())
        return claim_in(asked) or claim_in(self.reading.text) or asked

    def query(self, _more: Sequence[str]) -> JsonValue:
        """Return what is searched for."""
        return query_in(self.reading)

    def overlooked(self) -> int:
        """Return how many whole names of the question went into no argument."""
        used = {place for each in self.used for place in range(each.start, each.end)}
        return sum(
            1
            for each in self.reading.mentions
            if not each.is_part and each.of(_NOT_OVERLOOKED) and each.start not in used
        )

    def _own_team(self) -> str | None:
        asker = self.seen.get(Person, self.asker)
        led = [team.key for team in self.seen.all(Team) if asker and team.lead == asker.key]
        own = led or ([asker.team] if asker is not None and asker.team else [])
        return own[0] if len(own) == 1 else None

    def _whole(self, kinds: Sequence[str]) -> JsonValue:
        """Return a named thing unless a word of another kind is meant: “data people” is a skill."""
        wanted = tuple(map(NameKind, kinds))
        for each in self.reading.named(*wanted):
            if each.head is None or each.head in wanted:
                return self._take(each, wanted)
        return None

    def _take(self, mention: Mention, kinds: Sequence[NameKind]) -> str:
        self.used.append(mention)
        if mention.head in kinds and mention.head is not None and mention.has(mention.head):
            kinds = (mention.head,)
        found = choose(self.seen, mention.text, mention.of(kinds), kinds)
        self._remember(found)
        return found.key

    def _remember(self, found: Named) -> None:
        subject = Subject(kind=found.kind, key=found.key, name=found.name)
        if subject not in self.subjects:
            self.subjects.append(subject)


_NOT_OVERLOOKED = (NameKind.PROJECT, NameKind.ITEM, NameKind.MILESTONE, NameKind.PERSON,
                   NameKind.VENDOR)  # fmt: skip
_BRIEF_FOR = {
    "board": "exec",
    "exec": "exec",
    "steering": "exec",
    "program": "program",
    "team": "team",
}
"""The audiences that briefs are written for, by whom somebody names."""
_NEEDS = re.compile(r"\b(?:needs?|requires?|depends? on|relies on|rely on)\b", re.IGNORECASE)


def _rank(mention: Mention, kinds: Sequence[NameKind]) -> tuple[bool, bool, int, int]:
    """Say how well a mention fits: its head, a whole name, the first kind, then its place."""
    is_other = mention.head is not None and mention.head not in kinds
    kind = min(kinds.index(each.kind) for each in mention.of(kinds))
    return is_other, mention.is_part, mention.start if not mention.is_part else kind, kind


def _in(told: Callable[[Reading], JsonValue]) -> Callable[[Filling, Sequence[str]], JsonValue]:
    """Return a way of filling a slot from what is read, where nothing named goes into it."""
    return lambda filling, _more: told(filling.reading)


def _of(days: Callable[[Times], JsonValue]) -> Callable[[Filling, Sequence[str]], JsonValue]:
    """Return a way of filling a slot from the days of a question alone."""
    return lambda filling, _more: days(filling.reading.times)


_WAYS: Mapping[str, Callable[[Filling, Sequence[str]], JsonValue]] = {
    "name": Filling.name, "second": Filling.name, "all": Filling.every, "keys": Filling.keys,
    "needed": Filling.needed, "needed_for": Filling.needed_for, "skill": Filling.skill, "own_team": Filling.own_team, "teams": Filling.teams,
    "word": Filling.word, "flag": Filling.flag, "start": Filling.start,
    "end": Filling.end, "by": _of(by_day), "since": _of(since_day), "day": _of(named_day),
    "away_until": Filling.away_until, "working_days": _of(working_days),
    "percent": Filling.percent, "money": Filling.money, "brief": Filling.brief, "slipped_to": _of(day_slipped_to),
    "how_moved": _in(how_moved), "place_moved": _in(place_moved),
    "deferred": _in(deferred_until), "which_first": Filling.which_first,
    "which_second": Filling.which_second, "count_or_date": _in(count_or_date),
    "audience": Filling.audience, "changes": Filling.changes, "claim": Filling.claim,
    "query": Filling.query,
}  # fmt: skip
"""Every way of filling a slot that `intents.yaml` may name."""
