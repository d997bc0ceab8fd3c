"""Says whether two sentences say the same: their figures, names, words, denials and their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.briefing.claims.claim import VALUES, Amount, ClaimKind, Mark
from assistant.briefing.claims.grounds import Ground, GroundMark
from assistant.briefing.claims.lexicon import EXCLUDES, OPPOSITE
from assistant.values import Effort, EffortUnit

Pair = tuple[Mark, int]
"""A claim, and the place of the ground's mark that bears it out."""

_LARGE = 1000
_DAYS_A_WEEK = 7
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Alignment:
    """A sentence laid beside a ground: what is borne out, and what is not."""

    ground: Ground
    pairs: tuple[Pair, ...]
    unmatched: tuple[Mark, ...]

    @property
    def holds(self) -> bool:
        """Whether the ground bears out every claim."""
        return not self.unmatched


def align(
    marks: Sequence[Mark], ground: Ground, wholes: Mapping[str, frozenset[str]]
) -> Alignment:
    """Lay a sentence beside a ground, each of the ground's marks taken by one claim at most.

    `wholes` tells what things are parts of: “Lantern's firewall cut-over” names a project and its
    part, and a ground about the part bears out both.
    """
    taken: set[int] = set()
    pairs: list[Pair] = []
    unmatched: list[Mark] = []
    last = -1
    for mark in marks:
        if not mark.claims:
            if not _take_word(mark, ground.marks, taken):
                unmatched.append(mark)
            continue
        place = _place_of(mark, ground.marks, taken, last)
        if place is None:
            unmatched.append(mark)
            continue
        taken.add(place)
        last = place
        pairs.append((mark, place))
    unmatched = [mark for mark in unmatched if not _is_whole_of(mark, pairs, wholes)]
    unmatched += _turned_round(pairs, ground.marks)
    return Alignment(ground, tuple(pairs), tuple(unmatched))


def same(mark: Mark, ground: GroundMark) -> bool:
    """Say whether a ground's mark bears out a claim."""
    if mark.kind is ClaimKind.NAME:
        return bool(mark.names & ground.mark.names)
    if mark.kind in VALUES:
        return mark.denied == ground.mark.denied and _same_value(mark, ground)
    if ground.mark.kind in VALUES or ground.mark.kind is ClaimKind.NAME:
        return False
    return _same_word(mark, ground.mark)


def _same_value(mark: Mark, ground: GroundMark) -> bool:
    if mark.kind is ClaimKind.DATE:
        return mark.days is not None and ground.day is not None and mark.days.holds(ground.day)
    return _same_amount(mark, ground)


def alike(mark: Mark, ground: GroundMark) -> bool:
    """Say whether a ground's mark answers the same question as a claim, however it answers."""
    if mark.kind in VALUES or mark.kind is ClaimKind.NAME:
        return mark.kind is ground.mark.kind
    group = mark.meaning.partition(":")[0]
    return group == ground.mark.meaning.partition(":")[0]


def _place_of(mark: Mark, marks: Sequence[GroundMark], taken: set[int], last: int) -> int | None:
    """Return the first mark after the last one taken that bears a claim out, else any other."""
    fitting = [place for place, each in enumerate(marks) if same(mark, each)]
    free = [place for place in fitting if place not in taken]
    if not free:
        again = mark.kind is ClaimKind.NAME and not _other_names(marks, taken)
        return fitting[0] if fitting and again else None
    return next((place for place in free if place > last), free[0])


def _other_names(marks: Sequence[GroundMark], taken: set[int]) -> bool:
    """Say whether a ground names more than what was taken, so that a name said again is odd."""
    return any(
        each.mark.kind is ClaimKind.NAME and place not in taken for place, each in enumerate(marks)
    )


def _same_amount(mark: Mark, ground: GroundMark) -> bool:
    ours, theirs, exact = mark.amount, ground.mark.amount, ground.exact
    if ours is None or theirs is None or exact is None:
        return False
    if mark.kind is not ground.mark.kind:
        return _same_otherwise_written(mark, ours, ground.mark.kind, exact)
    if mark.kind is ClaimKind.DURATION:
        return _same_length(ours, ground)
    return _same_unit(mark.kind, ours.unit, theirs.unit) and _rounds_to(ours, theirs, exact)


def _rounds_to(ours: Amount, theirs: Amount, exact: Decimal) -> bool:
    """Say whether a value is rounded correctly; half way, only as it is written in the ground."""
    if ours.low < ours.high and exact in {ours.low, ours.high}:
        return ours.low < (theirs.low + theirs.high) / 2 < ours.high
    return ours.holds(exact)


def _same_otherwise_written(mark: Mark, ours: Amount, kind: ClaimKind, exact: Decimal) -> bool:
    """Say whether a bare number is an amount without its currency, or a share of a hundred."""
    if mark.kind is not ClaimKind.NUMBER:
        return False
    if kind is ClaimKind.MONEY:
        return ours.unit is None and ours.low >= _LARGE and ours.holds(exact)
    return kind is ClaimKind.PERCENT and ours.high < 1 and ours.holds(exact / _PERCENT)


def _same_unit(kind: ClaimKind, ours: str | None, theirs: str | None) -> bool:
    """Compare currencies, which have to be said, and what is counted, where both say it."""
    if kind is ClaimKind.NUMBER and (ours is None or theirs is None):
        return True
    return ours == theirs


def _same_length(ours: Amount, ground: GroundMark) -> bool:
    """Compare lengths of time; a week of effort has five days, one of the calendar seven."""
    exact = ground.exact or Decimal(0)
    value = ground.fact.value if ground.fact is not None else None
    if isinstance(value, Effort) and ours.unit == "week":
        exact = value.days / Decimal(EffortUnit.WEEK.minutes) * EffortUnit.DAY.minutes
        exact *= _DAYS_A_WEEK
    elif isinstance(value, Effort):
        exact = value.days
    room = Decimal("0.5") if ours.unit in {"hour", "day"} else Decimal(0)
    low, high = (
        (ours.low, ours.high) if ours.low != ours.high else (ours.low - room, ours.high + room)
    )
    return low <= exact <= high


def _same_word(mark: Mark, theirs: Mark) -> bool:
    if mark.meaning == theirs.meaning or mark.meaning == OPPOSITE.get(theirs.meaning):
        return mark.denied == theirs.denied
    group, _, member = mark.meaning.partition(":")
    other = theirs.meaning.partition(":")[0]
    rules_out = bool(member) and group == other and group in EXCLUDES
    return rules_out and mark.denied and not theirs.denied


def _is_whole_of(mark: Mark, pairs: Sequence[Pair], wholes: Mapping[str, frozenset[str]]) -> bool:
    """Say whether a name is that of what something borne out is a part of."""
    parts = (name for other, _ in pairs for name in other.names)
    return any(mark.names & wholes.get(part, frozenset()) for part in parts)


def _take_word(mark: Mark, marks: Sequence[GroundMark], taken: set[int]) -> bool:
    """Take a plain word where the ground says it too; False where it says only the contrary."""
    there = [at for at, each in enumerate(marks) if each.mark.meaning == mark.meaning]
    free = [at for at in there if at not in taken]
    said = next((at for at in free if not marks[at].mark.denied), None)
    if said is not None:
        taken.add(said)
    return said is not None or not free


def is_denied_by(mark: Mark, ground: Ground) -> bool:
    """Say whether a ground says only the contrary of a plain word."""
    said = {each.mark.denied for each in ground.marks if each.mark.meaning == mark.meaning}
    return said == {True}


def _turned_round(pairs: Sequence[Pair], marks: Sequence[GroundMark]) -> list[Mark]:
    """Return claims that stand in another order than in the ground and play another part there."""
    turned = []
    for at, (mark, place) in enumerate(pairs):
        kind = mark.kind
        earlier = [there for other, there in pairs[:at] if other.kind is kind]
        if earlier and place < max(earlier) and not _plays_same_part(mark, place, marks):
            turned.append(mark)
    return turned


def _plays_same_part(mark: Mark, place: int, marks: Sequence[GroundMark]) -> bool:
    """Say whether what stands before a claim tells the same of it: from, to; promised for."""
    theirs = marks[place].mark
    same_kind = [each.mark for each in marks if each.mark.kind is mark.kind]
    alone = sum(each.before == theirs.before for each in same_kind) == 1
    return mark.before == theirs.before and (alone or mark.follows == theirs.follows)
