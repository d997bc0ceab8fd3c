"""Binds every claim of a free text to a fact, or refuses it with its place, kind and reason.

Understands English only. A sentence is bound where one true sentence about the same thing bears out
all it claims; a list of names is taken one name at a time, a sentence of several clauses clause by
clause. A sentence that is nearly a true one is compared with that one alone, so that a changed
figure cannot be excused by an equal figure elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from pydantic import Field

from assistant.briefing.claims.claim import VALUES, ClaimKind, Mark
from assistant.briefing.claims.common_words import COMMON_STEMS, OPENERS
from assistant.briefing.claims.grounds import Ground, Grounds, bag
from assistant.briefing.claims.matching import Alignment, align, alike, is_denied_by
from assistant.briefing.claims.reading import UNKNOWN, ReadSentence, read_text
from assistant.values import Fact, Value

CLOSE = 0.72
"""From here on two sentences are one sentence with something changed (Dice, 1945)."""

_RELEVANT = 0.5
_PEOPLE = "people:"
_MOST_VARIANTS = 16
_LONG = 5
"""Marks from which on likeness tells one sentence from others of the same build."""


class BoundSpan(Value):
    """A stretch that claims something, and the facts it rests on."""

    start: int
    end: int
    text: str
    kind: ClaimKind
    facts: tuple[str, ...] = Field(description="ids of facts")


class RefusedSpan(Value):
    """A stretch that claims something no fact says."""

    start: int
    end: int
    text: str
    kind: ClaimKind
    why: str
    instead: str | None = Field(default=None, description="the sentence that says otherwise")
    facts: tuple[str, ...] = Field(default=(), description="ids of the facts of that sentence")


class Binding(Value):
    """A text's claims: bound, refused, and the facts in it."""

    bound: tuple[BoundSpan, ...] = ()
    refused: tuple[RefusedSpan, ...] = ()
    unsaid: tuple[str, ...] = Field(default=(), description="ids of facts that must be said")
    unread: tuple[str, ...] = Field(default=(), description="words that no fact is about")
    facts: dict[str, Fact] = Field(default_factory=dict, description="by id")

    @property
    def holds(self) -> bool:
        """Whether every claim is borne out and nothing is missing that must be said."""
        return not self.refused and not self.unsaid


@dataclass(frozen=True, slots=True)
class _Found:
    """How a sentence came out: the grounds it rests on, or what speaks against it."""

    alignments: tuple[Alignment, ...] = ()
    against: Alignment | None = None
    close: bool = False
    """Whether what speaks against it is the same sentence with something changed."""


def bind(text: str, grounds: Grounds, must_say: Iterable[Fact] = ()) -> Binding:
    """Return what stands behind each claim of a text, and which claims nothing stands behind."""
    binder = _Binder(text, grounds)
    focus: frozenset[str] = frozenset()
    end = 0
    for sentence in read_text(text, grounds.names, grounds.today):
        if "\n" in text[end : sentence.start]:
            focus = frozenset()
        focus = binder.bind(sentence, focus)
        end = sentence.end
    return binder.binding(must_say)


class _Binder:
    def __init__(self, text: str, grounds: Grounds) -> None:
        self._text = text
        self._grounds = grounds
        self._bound: list[BoundSpan] = []
        self._refused: list[RefusedSpan] = []
        self._unread: list[str] = []
        self._facts: dict[str, Fact] = {}

    def binding(self, must_say: Iterable[Fact]) -> Binding:
        cited = {fact for span in self._bound for fact in span.facts}
        return Binding(
            bound=tuple(self._bound),
            refused=tuple(sorted(self._refused, key=lambda span: span.start)),
            unsaid=tuple(fact.id for fact in must_say if fact.id not in cited),
            unread=tuple(dict.fromkeys(self._unread)),
            facts=self._facts,
        )

    def bind(self, sentence: ReadSentence, focus: frozenset[str]) -> frozenset[str]:
        """Bind a sentence; return what the next one is about unless it says so."""
        impossible = {mark: why for mark in sentence.marks if (why := _impossible(mark))}
        impossible |= dict.fromkeys(_misnamed(sentence.marks), "it is called otherwise")
        if impossible:
            self._refused += [self._span(mark, why) for mark, why in impossible.items()]
        elif any(mark.claims for mark in sentence.marks):
            self._take(sentence, find(sentence.marks, focus, self._grounds))
        things = _things(sentence.names)
        return things or focus

    def _take(self, sentence: ReadSentence, found: _Found) -> None:
        if not found.alignments:
            self._refuse(sentence, found.against)
            return
        words = frozenset().union(*(each.ground.cues for each in found.alignments))
        self._unread += [
            self._text[mark.start : mark.end]
            for mark in sentence.marks
            if mark.kind is ClaimKind.WORD and mark.meaning not in words and not _common(mark)
        ]
        self._bound += [
            self._status_span(mark, each)
            for mark in sentence.marks
            for each in found.alignments
            if not mark.claims and mark.meaning in each.ground.statuses
        ]
        for alignment in found.alignments:
            self._facts |= {fact.id: fact for fact in alignment.ground.facts}
            self._bound += [self._bound_span(pair, alignment) for pair in alignment.pairs]

    def _bound_span(self, pair: tuple[Mark, int], alignment: Alignment) -> BoundSpan:
        mark, place = pair
        fact = alignment.ground.marks[place].fact
        ids = (fact.id,) if fact else tuple(each.id for each in alignment.ground.facts)
        text = self._text[mark.start : mark.end]
        return BoundSpan(start=mark.start, end=mark.end, text=text, kind=mark.kind, facts=ids)

    def _status_span(self, mark: Mark, alignment: Alignment) -> BoundSpan:
        """Return a plain word that is a status here, such as “build”."""
        fact = alignment.ground.statuses[mark.meaning]
        text = self._text[mark.start : mark.end]
        return BoundSpan(
            start=mark.start, end=mark.end, text=text, kind=ClaimKind.STATUS, facts=(fact.id,)
        )

    def _refuse(self, sentence: ReadSentence, against: Alignment | None) -> None:
        if against is None or not against.unmatched:
            claims = [mark for mark in sentence.marks if mark.claims]
            odd = [mark for mark in claims if mark.kind is not ClaimKind.NAME] or claims
            self._refused += [self._span(mark, "no fact says so") for mark in odd]
            return
        self._facts |= {fact.id: fact for fact in against.ground.facts}
        for mark in against.unmatched:
            why = "the facts say otherwise" if _answers(mark, against) else "no fact says so"
            self._refused.append(self._span(mark, why, against.ground))

    def _span(self, mark: Mark, why: str, ground: Ground | None = None) -> RefusedSpan:
        return RefusedSpan(
            start=mark.start,
            end=mark.end,
            text=self._text[mark.start : mark.end],
            kind=ClaimKind.NEGATION if mark.kind is ClaimKind.WORD else mark.kind,
            why=why,
            instead=ground.text if ground else None,
            facts=tuple(fact.id for fact in ground.facts) if ground else (),
        )


def find(marks: Sequence[Mark], focus: frozenset[str], grounds: Grounds) -> _Found:
    """Return the grounds that bear out a sentence, else the one that speaks against it most."""
    whole = _single(marks, focus, grounds)
    if whole.alignments or whole.close:
        return whole
    told_apart = [part for part in _clauses(marks, lists=False) if _says_something(part)]
    for parts in (list(_one_name_each(marks)), list(_clauses(marks)), told_apart):
        whole_told = sum(map(len, parts)) >= len(marks)
        found = _each(parts, focus, grounds) if len(parts) > 1 and whole_told else None
        if found is not None:
            return found
    return whole


def _each(
    parts: Sequence[Sequence[Mark]], focus: frozenset[str], grounds: Grounds
) -> _Found | None:
    """Bind every part by itself; None where one of them is not borne out."""
    alignments: list[Alignment] = []
    for part in parts:
        if not any(mark.claims for mark in part):
            continue
        found = _single(part, focus, grounds)
        if not found.alignments:
            variants = list(_one_name_each(part))
            found = (_each(variants, focus, grounds) if len(variants) > 1 else None) or found
        if not found.alignments:
            return None
        alignments += found.alignments
        focus = _things(_names(part)) or focus
    if not alignments or _denies(alignments, parts):
        return None
    return _Found(tuple(alignments))


def _denies(alignments: Sequence[Alignment], parts: Sequence[Sequence[Mark]]) -> bool:
    """Say whether what bears out one clause denies a plain word of another."""
    plain = [mark for part in parts for mark in part if not mark.claims]
    return any(is_denied_by(mark, each.ground) for mark in plain for each in alignments)


def _single(marks: Sequence[Mark], focus: frozenset[str], grounds: Grounds) -> _Found:
    """Return the ground that bears out all, the most alike first."""
    ours = bag(marks)
    against: Alignment | None = None
    fitting: _Found | None = None
    level = 0.0
    for rank, (likeness, ground) in enumerate(_ranked(marks, ours, focus, grounds)):
        if fitting is not None and likeness < level:
            break
        alignment = align(marks, ground, grounds.wholes)
        lacking = _lacks_denial(alignment, likeness)
        if (
            fitting is None
            and alignment.holds
            and not lacking
            and _tells(marks, alignment, likeness)
        ):
            fitting, level = _Found((alignment,)), likeness
        elif _is_contrary(alignment, likeness) or (
            rank == 0 and _is_close(likeness, ours, ground)
        ):
            return _Found(against=alignment, close=True)
        elif against is None or _odds(alignment) < _odds(against):
            against = alignment
    return fitting or _Found(against=against)


def _odds(alignment: Alignment) -> tuple[int, int]:
    """Return how much a ground leaves open, and of that how much it does not answer otherwise."""
    open_ = [mark for mark in alignment.unmatched if not _answers(mark, alignment)]
    return len(alignment.unmatched), len(open_)


def _ranked(
    marks: Sequence[Mark], ours: Counter[str], focus: frozenset[str], grounds: Grounds
) -> list[tuple[float, Ground]]:
    """Return the grounds a sentence may be about, the most alike first."""
    words = _words(marks)
    ranked = []
    for ground in _candidates(marks, focus, grounds):
        shared = 2 * (ours & ground.bag).total()
        likeness = shared / (ours.total() + ground.bag.total())
        if _is_relevant(words, ground) or _is_close(likeness, ours, ground):
            ranked.append((likeness, ground))
    return sorted(ranked, key=lambda each: (-each[0], each[1].place))


def _candidates(
    marks: Sequence[Mark], focus: frozenset[str], grounds: Grounds
) -> Iterator[Ground]:
    """Give the grounds about what a sentence names, or what the one before it was about."""
    names = _names(marks)
    if not names:
        yield from (each for each in grounds.about(focus) if focus <= each.around)
        yield from (each for each in grounds.nameless if not (each.around and focus))
        return
    things = _things(names)
    for ground in grounds.about(names):
        theirs = ground.names or ground.around
        if things and not things & theirs:
            continue
        if things or not _things(ground.around) or focus <= ground.around:
            yield ground


def _is_relevant(words: frozenset[str], ground: Ground) -> bool:
    """Say whether a sentence is about what a ground is about."""
    if ground.unless & words:
        return False
    return len(ground.cues & words) >= _RELEVANT * len(ground.cues)


def _tells(marks: Sequence[Mark], alignment: Alignment, likeness: float) -> bool:
    """Say whether a ground is about what a sentence says, not only about who or what it names."""
    words = {mark.meaning for mark in marks if mark.kind is ClaimKind.WORD} - OPENERS
    if any(mark.kind is not ClaimKind.NAME for mark, _ in alignment.pairs):
        words -= COMMON_STEMS
    elif likeness < _RELEVANT or not _all_named(alignment):
        return False
    return len(words & alignment.ground.words) >= _RELEVANT * len(words)


def _all_named(alignment: Alignment) -> bool:
    """Say whether a ground claims nothing that a sentence of mere names leaves out."""
    taken = {place for _, place in alignment.pairs}
    marks = enumerate(alignment.ground.marks)
    return all(place in taken for place, each in marks if each.mark.claims)


def _is_contrary(alignment: Alignment, likeness: float) -> bool:
    """Say whether a ground says the same but denies a word, or does not."""
    contrary = [
        mark
        for mark in alignment.unmatched
        if mark.kind is ClaimKind.WORD and mark.meaning in alignment.ground.words
    ]
    return (bool(contrary) and likeness >= _RELEVANT) or _lacks_denial(alignment, likeness)


def _lacks_denial(alignment: Alignment, likeness: float) -> bool:
    """Say whether a ground ends on a denial that the same sentence here does not have."""
    taken = {place for _, place in alignment.pairs}
    marks = enumerate(alignment.ground.marks)
    denials = [at for at, each in marks if each.mark.kind is ClaimKind.NEGATION]
    return likeness >= CLOSE and any(at not in taken for at in denials)


def _is_close(likeness: float, ours: Counter[str], ground: Ground) -> bool:
    """Say whether a sentence is another with something changed; short ones are all alike."""
    return likeness >= CLOSE and min(ours.total(), ground.bag.total()) >= _LONG


def _one_name_each(marks: Sequence[Mark]) -> Iterator[tuple[Mark, ...]]:
    """Give a sentence with lists of names once for each name, as if it said so of each."""
    runs: list[list[Mark]] = []
    for mark in marks:
        listed = runs and runs[-1][-1].kind is ClaimKind.NAME is mark.kind
        if listed and mark.before in {",", "and", "or", "&"}:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    count = 1
    for run in runs:
        count *= len(run)
    if count <= _MOST_VARIANTS:
        yield from product(*runs)


def _says_something(marks: Sequence[Mark]) -> bool:
    return any(mark.kind is not ClaimKind.NAME for mark in marks)


def _clauses(marks: Sequence[Mark], *, lists: bool = True) -> Iterator[tuple[Mark, ...]]:
    """Give the stretches between commas and conjunctions; where there are lists, names go on."""
    current: list[Mark] = []
    for mark in marks:
        listed = lists and bool(current) and current[-1].kind is ClaimKind.NAME is mark.kind
        if mark.joined and not listed and any(each.claims for each in current):
            yield tuple(current)
            current = []
        current.append(mark)
    if current:
        yield tuple(current)


def _impossible(mark: Mark) -> str | None:
    """Return why no fact could ever stand behind a stretch."""
    if mark.kind is ClaimKind.UNSEEN:
        return "it is not what it looks like"
    if mark.kind is ClaimKind.NAME and mark.meaning == UNKNOWN:
        return "there is nothing of that name"
    if mark.kind is ClaimKind.DATE and mark.days is None:
        return "there is no such day"
    return None


def _misnamed(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Give a name in brackets that is not another name of what stands before it."""
    for name, again in pairwise(marks):
        if name.kind is again.kind is ClaimKind.NAME and again.before == "(":
            tables = {each.partition(":")[0] for each in name.names | again.names}
            if len(tables) == 1 and not name.names & again.names:
                yield again


def _answers(mark: Mark, against: Alignment) -> bool:
    """Say whether a ground answers the same question otherwise."""
    taken = {place for _, place in against.pairs}
    free = (each for place, each in enumerate(against.ground.marks) if place not in taken)
    if mark.kind is ClaimKind.WORD:
        return mark.meaning in against.ground.words
    return any(alike(mark, each) for each in free)


def _names(marks: Iterable[Mark]) -> frozenset[str]:
    return frozenset().union(*(mark.names for mark in marks))


def _things(names: Iterable[str]) -> frozenset[str]:
    """Leave out people: what a sentence is about is work."""
    return frozenset(name for name in names if not name.startswith(_PEOPLE))


def _words(marks: Iterable[Mark]) -> frozenset[str]:
    return frozenset(mark.meaning for mark in marks if mark.kind not in VALUES)


def _common(mark: Mark) -> bool:
    return mark.meaning in COMMON_STEMS
