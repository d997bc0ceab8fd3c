"""What people call things: found by key, name, another name, single words or nearly right.

Nothing is guessed: where two things fit equally, it is asked back which one is meant; where none
fits, what cannot be seen and what does not exist are told in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.errors import Ambiguous, NotFound
from assistant.portfolio.project import Milestone
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.name_index import Entry, Named, NameIndex, NameKind, name_index
from assistant.usecases.name_words import plain, words

__all__ = ["ANY", "NameKind", "Named", "choose", "promise_of", "resolve"]

ANY = (NameKind.PROJECT, NameKind.PERSON, NameKind.TEAM, NameKind.MILESTONE, NameKind.ITEM,
       NameKind.VENDOR, NameKind.PROGRAM, NameKind.SKILL, NameKind.CONTRACTOR, NameKind.THEME,
       NameKind.REQUEST, NameKind.DECISION, NameKind.RISK)  # fmt: skip
"""Every kind, in the order in which a name that fits several is understood."""

HEADS = {
    NameKind.PROJECT: "project thing initiative effort work undertaking",
    NameKind.ITEM: "item story task ticket issue",
    NameKind.TEAM: "team squad crew group",
    NameKind.PERSON: "person colleague",
    NameKind.PROGRAM: "program programme",
    NameKind.VENDOR: "vendor supplier provider",
    NameKind.MILESTONE: "milestone deadline date contract commitment promise",
    NameKind.SKILL: "skill people engineer specialist developer",
}
"""Words that say what kind of thing is meant: “the data project”, “the Birchway contract”."""

_HEADS = {word for each in HEADS.values() for word in each.split()}
_MOST_CHOICES = 6
_NEAR = 3
_ALIKE = 60
"""Likeness in percent from which a name is offered."""


def resolve(seen: Snapshot, text: str, kinds: Iterable[NameKind | str] = ANY) -> Named:
    """Return the thing somebody means, of the first of some kinds that it fits.

    Raises Ambiguous where several of one kind fit equally, NotFound (with what is nearly called so)
    where nothing does that the asker may see.
    """
    wanted = tuple(map(NameKind, kinds))
    index = name_index(seen)
    found = _called(index, text, wanted)
    if not found:
        what = " or ".join(", ".join(wanted).rsplit(", ", 1)) if len(wanted) <= _NEAR else "thing"
        raise NotFound(what, text, near=_near(index, text, wanted))
    return choose(seen, text, found, wanted)


def choose(
    seen: Snapshot, text: str, found: Iterable[Named], kinds: Sequence[NameKind] = ANY
) -> Named:
    """Return the one of the first kind among what was found; Ambiguous where there are several.

    Of several milestones the one that is promised outside and still ahead is meant.
    """
    for kind in kinds:
        among = list(dict.fromkeys(each for each in found if each.kind is kind))
        if len(among) > 1 and kind is NameKind.MILESTONE:
            among = _promised(seen, among) or among
        if len(among) > 1:
            raise Ambiguous(kind, text, choices=tuple(map(shown, among[:_MOST_CHOICES])))
        if among:
            return among[0]
    raise NotFound("thing", text)


def promise_of(seen: Snapshot, project: Named) -> Named | None:
    """Return the milestone that is meant by a project's date; None where it has none ahead.

    Raises Ambiguous where several are promised, or several are ahead and none is promised.
    """
    own = [
        Named(NameKind.MILESTONE, each.key, each.name)
        for each in seen.all(Milestone)
        if each.project == project.key and each.actual is None
    ]
    return choose(seen, project.name, own, (NameKind.MILESTONE,)) if own else None


def shown(named: Named) -> str:
    """Return how a thing is offered as a choice: a name, with the key where it is a key's title."""
    has_title = named.kind in {NameKind.ITEM, NameKind.REQUEST, NameKind.RISK, NameKind.DECISION}
    return f"{named.key} ({named.name})" if has_title else named.name


def _promised(seen: Snapshot, among: Sequence[Named]) -> list[Named]:
    found = [(each, seen.get(Milestone, each.key)) for each in among]
    ahead = [(each, stone) for each, stone in found if stone is not None and stone.actual is None]
    outside = [each for each, stone in ahead if stone.committed or stone.mandatory]
    return outside or [each for each, _ in ahead]


def _called(index: NameIndex, text: str, kinds: Sequence[NameKind]) -> list[Named]:
    """Return what is called so, from the surest way of calling it to the least sure."""
    for found in _ways(index, text, kinds):
        fitting = [each for each in found if each.kind in kinds]
        if fitting:
            return fitting
    return []


def _ways(index: NameIndex, text: str, kinds: Sequence[NameKind]) -> Iterator[Iterable[Named]]:
    yield index.of_key(text.strip())
    whole = words(text)
    yield index.of_name(whole)
    bare = tuple(word for word in whole if word not in _HEADS) or whole
    yield index.of_name(bare)
    yield _with(index, bare, own_only=True)
    yield _with(index, bare, own_only=False)
    mended = tuple(_mended(index, bare, kinds))
    yield [each for bettered in mended for each in index.of_name(bettered)]
    yield [each for bettered in mended for each in _with(index, bettered, own_only=False)]


def _with(index: NameIndex, wanted: tuple[str, ...], *, own_only: bool) -> Iterator[Named]:
    needed = frozenset(wanted)
    for entry in index.with_words(needed):
        if not own_only or needed <= entry.own:
            yield entry.named


def _mended(
    index: NameIndex, wanted: tuple[str, ...], kinds: Sequence[NameKind]
) -> Iterator[tuple[str, ...]]:
    """Yield the words with each unknown one replaced by what it may be a slip of."""
    for place, word in enumerate(wanted):
        if any(word in index.spelling.get(kind, ()) for kind in kinds):
            continue
        for better in nearly(index, word, kinds):
            yield (*wanted[:place], better, *wanted[place + 1 :])


def nearly(index: NameIndex, word: str, kinds: Iterable[NameKind]) -> tuple[str, ...]:
    """Return the words of names that differ from a word by a slip: one, in a long word two."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    most = slips(word)
    if not most:
        return ()
    among = [each for kind in kinds for each in index.spelling.get(kind, ())]
    found = extract(word, among, scorer=OSA.distance, score_cutoff=most, limit=_MOST_CHOICES)
    best = min((distance for _, distance, _ in found), default=0)
    return tuple(sorted({each for each, distance, _ in found if distance == best}))


def slips(word: str) -> int:
    """Return how many slips a word may hold: letters missing, added, changed or swapped."""
    if len(word) < 4 or any(map(str.isdigit, word)):  # noqa: PLR2004 - short words are too alike
        return 0
    return 1 if len(word) < 8 else 2  # noqa: PLR2004 - longer words


def _near(index: NameIndex, text: str, kinds: Sequence[NameKind]) -> tuple[str, ...]:
    from rapidfuzz import fuzz
    from rapidfuzz.process import extract

    names = {_label(entry): None for entry in index.entries if entry.named.kind in kinds}
    found = extract(
        plain(text), {name: plain(name) for name in names},
        scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_NEAR,
    )  # fmt: skip
    return tuple(sorted((name for _, _, name in found), key=str.casefold))


def _label(entry: Entry) -> str:
    return entry.named.key if entry.named.kind is NameKind.ITEM else entry.named.name
