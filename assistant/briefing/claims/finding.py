"""Finds the true sentence that bears out all that a sentence claims, or speaks against it most.

A list of names is taken one name at a time, a sentence of several clauses clause by clause. A
sentence that is nearly a true one is compared with that one alone, so that a changed figure cannot
be excused by an equal figure elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from assistant.briefing.claims.claim import VALUES, ClaimKind, Mark
from assistant.briefing.claims.common_words import COMMON_STEMS, OPENERS
from assistant.briefing.claims.grounds import Ground, Grounds, bag
from assistant.briefing.claims.matching import Alignment, align, alike, is_denied_by

CLOSE = 0.72
"""From here on two sentences are one sentence with something changed (Dice, 1945)."""

_RELEVANT = 0.5
_PEOPLE = "people:"
_MOST_VARIANTS = 16
_LONG = 5
"""Marks from which on likeness tells one sentence from others of the same build."""


@dataclass(frozen=True, slots=True)
class Found:
    """How a sentence came out: the grounds it rests on, or what speaks against it."""

    alignments: tuple[Alignment, ...] = ()
    against: Alignment | None = None
    close: bool = False
    """Whether what speaks against it is the same sentence with something changed."""


def find(marks: Sequence[Mark], focus: frozenset[str], grounds: Grounds) -> Found:
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
) -> Found | None:
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
        focus = things(_names(part)) or focus
    if not alignments or _denies(alignments, parts):
        return None
    return Found(tuple(alignments))


def _denies(alignments: Sequence[Alignment], parts: Sequence[Sequence[Mark]]) -> bool:
    """Say whether what bears out one clause denies a plain word of another."""
    plain = [mark for part in parts for mark in part if not mark.claims]
    return any(is_denied_by(mark, each.ground) for mark in plain for each in alignments)


def _single(marks: Sequence[Mark], focus: frozenset[str], grounds: Grounds) -> Found:
    """Return the ground that bears out all, the most alike first."""
    ours = bag(marks)
    against: Alignment | None = None
    fitting: Found | None = None
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
            fitting, level = Found((alignment,)), likeness
        elif _is_contrary(alignment, likeness) or (
            rank == 0 and _is_close(likeness, ours, ground)
        ):
            return Found(against=alignment, close=True)
        elif against is None or _odds(alignment) < _odds(against):
            against = alignment
    return fitting or Found(against=against)


def _odds(alignment: Alignment) -> tuple[int, int]:
    """Return how much a ground leaves open, and of that how much it does not answer otherwise."""
    open_ = [mark for mark in alignment.unmatched if not answers(mark, alignment)]
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
    work = things(names)
    for ground in grounds.about(names):
        theirs = ground.names or ground.around
        if work and not work & theirs:
            continue
        if work or not things(ground.around) or focus <= ground.around:
            yield ground


def _is_relevant(words: frozenset[str], ground: Ground) -> bool:
    """Say whether a sentence is about what a ground is about."""
    if ground.unless & words:
        return False
    return len(ground.cues & words) >= _RELEVANT * len(ground.cues)


def _tells(marks: Sequence[Mark], alignment: Alignment, likeness: float) -> bool:
    """Say whether a ground is about what a sentence says, not only about who or what it names."""
    words = {mark.meaning for mark in marks if mark.kind is ClaimKind.WORD} - OPENERS
    if _is_left_behind(alignment):
        return False
    if any(mark.kind is not ClaimKind.NAME for mark, _ in alignment.pairs):
        words -= COMMON_STEMS
    elif likeness < _RELEVANT or not _all_named(alignment):
        return False
    return len(words & alignment.ground.words) >= _RELEVANT * len(words)


def _is_left_behind(alignment: Alignment) -> bool:
    """Say whether all that is told of a thing is where it moved away from: “from 2 to 10 May”."""
    told = [pair for pair in alignment.pairs if pair[0].kind is not ClaimKind.NAME]
    theirs = ((mark, alignment.ground.marks[place].mark) for mark, place in told)
    return bool(told) and all(each.before == "from" != mark.before for mark, each in theirs)


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


def answers(mark: Mark, against: Alignment) -> bool:
    """Say whether a ground answers the same question otherwise."""
    taken = {place for _, place in against.pairs}
    free = (each for place, each in enumerate(against.ground.marks) if place not in taken)
    if mark.kind is ClaimKind.WORD:
        return mark.meaning in against.ground.words
    return any(alike(mark, each) for each in free)


def _names(marks: Iterable[Mark]) -> frozenset[str]:
    return frozenset().union(*(mark.names for mark in marks))


def things(names: Iterable[str]) -> frozenset[str]:
    """Leave out people: what a sentence is about is work."""
    return frozenset(name for name in names if not name.startswith(_PEOPLE))


def _words(marks: Iterable[Mark]) -> frozenset[str]:
    return frozenset(mark.meaning for mark in marks if mark.kind not in VALUES)
