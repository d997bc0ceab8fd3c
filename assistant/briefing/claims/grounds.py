"""What a text may rest on: sentences known to be true, read once, found by name and by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count

from assistant.briefing import wording
from assistant.briefing.claims.claim import ClaimKind, Mark
from assistant.briefing.claims.licences import Said, licensed
from assistant.briefing.claims.names import Names
from assistant.briefing.claims.reading import read_text
from assistant.values import Effort, Fact, Money, Statement, Unit
from assistant.values.statement import SLOT

_CALLED = frozenset({"name", "key"})
_WHOLES = frozenset({"of", "project"})
"""Measures that tell what a thing is a part of."""

_NOT_CALLED = frozenset({"schedule_date", "penalty_per"})
"""Names that are plain words: “the end”, “month”."""

_DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class GroundMark:
    """A mark of a true sentence: the fact behind it, and exactly what it amounts to."""

    mark: Mark
    fact: Fact | None = None
    exact: Decimal | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """One true sentence; `around` is everything named by the sentences it belongs with."""

    place: int
    text: str
    marks: tuple[GroundMark, ...]
    facts: tuple[Fact, ...]
    names: frozenset[str]
    around: frozenset[str]
    cues: frozenset[str]
    words: frozenset[str]
    bag: Counter[str]
    unless: frozenset[str] = frozenset()

    @property
    def statuses(self) -> Mapping[str, Fact]:
        """Plain words that are a status here, such as “build”, with their fact."""
        return {
            each.mark.meaning: each.fact
            for each in self.marks
            if each.fact is not None and each.fact.unit is Unit.STATUS and not each.mark.claims
        }


class Grounds:
    """Everything a text may rest on, as seen from a day.

    `said` are groups of statements that belong together, such as a risk with its remedy; what
    `facts` let one say besides is added by the table of licences.
    """

    def __init__(
        self,
        said: Iterable[Sequence[Statement]],
        facts: Iterable[Fact] = (),
        *,
        today: date,
        names: Names | None = None,
    ) -> None:
        self.today = today
        self.names = names or Names()
        groups = [[Said(statement) for statement in group] for group in said]
        facts = tuple(facts)
        groups += [[each] for each in licensed(facts)]
        self._learn_names(
            {fact.id: fact for group in groups for each in group for fact in each.facts}
        )
        for statement in {each.statement.text for group in groups for each in group}:
            self.names.learn_words(SLOT.sub(" ", statement))
        self.all: list[Ground] = []
        self._places = count()
        for group in groups:
            self.all += self._read(group)
        self._by_name: dict[str, list[Ground]] = {}
        self._nameless: list[Ground] = []
        for ground in self.all:
            self._file(ground)
        self.wholes = {
            fact.subject: self.names.called(str(fact.value))
            for fact in facts
            if fact.measure in _WHOLES and fact.unit is Unit.NAME
        }

    def about(self, names: frozenset[str]) -> list[Ground]:
        """Return the sentences about any of some things, in the order they were given."""
        found = {each.place: each for name in names for each in self._by_name.get(name, ())}
        return [found[place] for place in sorted(found)]

    def parts_of(self, names: frozenset[str]) -> frozenset[str]:
        """Return what belongs to any of some things, such as a project's milestones."""
        return frozenset(part for part, wholes in self.wholes.items() if wholes & names)

    @property
    def nameless(self) -> Sequence[Ground]:
        """The sentences that are about the whole."""
        return self._nameless

    def _file(self, ground: Ground) -> None:
        for name in ground.names or ground.around:
            self._by_name.setdefault(name, []).append(ground)
        if not ground.names:
            self._nameless.append(ground)

    def _learn_names(self, facts: Mapping[str, Fact]) -> None:
        """Learn what things are called; a name that stands for nothing known stands for itself."""
        named = [fact for fact in facts.values() if fact.unit in {Unit.NAME, Unit.TEXT}]
        for fact in named:
            if fact.measure in _CALLED:
                self.names.add(wording.words(fact, today=self.today), fact.subject)
        for fact in named:
            shown = wording.words(fact, today=self.today)
            if fact.measure not in _NOT_CALLED and not self.names.called(shown):
                self.names.add(shown, f"called:{shown.casefold()}")

    def _read(self, group: Sequence[Said]) -> Iterator[Ground]:
        read = [(said, *self._written(said.statement)) for said in group]
        sentences = [
            (said, text, places, sentence)
            for said, text, places in read
            for sentence in read_text(text, self.names, self.today)
        ]
        around = frozenset().union(*(sentence.names for *_, sentence in sentences))
        for said, text, places, sentence in sentences:
            marks = tuple(_with_fact(mark, places) for mark in sentence.marks)
            yield Ground(
                place=next(self._places),
                text=text[sentence.start : sentence.end],
                marks=marks,
                facts=_facts_of(marks, said.behind),
                names=sentence.names,
                around=around,
                cues=cues(sentence.marks),
                words=frozenset(mark.meaning for mark in sentence.marks),
                bag=bag(sentence.marks),
                unless=said.unless,
            )

    def _written(self, statement: Statement) -> tuple[str, list[tuple[int, int, Fact]]]:
        """Return a statement as text, and where in it each fact stands."""
        by_id = {fact.id: fact for fact in statement.facts.values()}
        written = wording.sentence(statement, today=self.today)
        places, end = [], 0
        for span in written.spans:
            if span.fact is not None:
                places.append((end, end + len(span.text), by_id[span.fact]))
            end += len(span.text)
        return written.text, places


def cues(marks: Iterable[Mark]) -> frozenset[str]:
    """Return the words of a sentence that tell what it is about, whatever their direction."""
    return frozenset(
        mark.meaning for mark in marks if mark.kind in {ClaimKind.WORD, ClaimKind.DIRECTION}
    )


def bag(marks: Iterable[Mark]) -> Counter[str]:
    """Return everything a sentence says, in no order, so that two can be compared."""
    return Counter(_essence(mark) for mark in marks)


def _essence(mark: Mark) -> str:
    if mark.amount is not None:
        return f"{mark.kind}:{mark.amount.low.normalize()}"
    if mark.days is not None:
        return f"{mark.days.first}"
    return f"{'not ' if mark.denied else ''}{mark.meaning}"


def _with_fact(mark: Mark, places: Sequence[tuple[int, int, Fact]]) -> GroundMark:
    for start, end, fact in places:
        if start < mark.end and mark.start < end:
            return GroundMark(mark, fact, _exact(mark, fact), _day(mark, fact))
    return GroundMark(mark, None, _exact(mark, None), _day(mark, None))


def _exact(mark: Mark, fact: Fact | None) -> Decimal | None:
    """Return what a figure amounts to: the fact's own value, else the middle of what is written."""
    if mark.amount is None:
        return None
    value = fact.value if fact is not None else None
    if isinstance(value, Money):
        return value.amount
    if isinstance(value, Effort) and mark.kind is ClaimKind.DURATION:
        return (mark.amount.low + mark.amount.high) / 2
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and fact is not None:
        return Decimal(value) * (_DAYS_A_WEEK if fact.unit is Unit.WEEKS else 1)
    return (mark.amount.low + mark.amount.high) / 2


def _day(mark: Mark, fact: Fact | None) -> date | None:
    if fact is not None and isinstance(fact.value, date):
        return fact.value
    return mark.days.first if mark.days is not None else None


def _facts_of(marks: Iterable[GroundMark], behind: Iterable[Fact]) -> tuple[Fact, ...]:
    held = {mark.fact.id: mark.fact for mark in marks if mark.fact is not None}
    return tuple((held | {fact.id: fact for fact in behind}).values())
