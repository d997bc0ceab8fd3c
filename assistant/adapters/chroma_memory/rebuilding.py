"""Rebuilds a memory: vectors first, then the catalog in one step, then what is left over goes.

Vectors are known by the hash of what they were made from, so only what is new or changed is
embedded. Until the new catalog is in place the old one is used, and everything it names is still
there; whatever a crash leaves behind is found and removed by the next rebuild.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence

from assistant.adapters.chroma_memory.catalog import Kept, reading, write_catalog
from assistant.adapters.chroma_memory.place import MemoryPlace
from assistant.adapters.chroma_memory.room import remove_other_rooms, write_room
from assistant.adapters.chroma_memory.shelves import OPEN, Shelf
from assistant.adapters.chroma_memory.vectors import VectorShelves
from assistant.adapters.embedding import Embedder
from assistant.errors import MemoryFault
from assistant.ports.memory import Passage, Rebuilt
from assistant.ports.progress import Progress

_BATCH = 1_000


def rebuild(
    place: MemoryPlace,
    vectors: VectorShelves,
    embedder: Embedder,
    passages: Sequence[Passage],
    revision: str,
    progress: Progress,
) -> Rebuilt:
    """Make a memory hold exactly these passages. Raises MemoryFault where it cannot be written."""
    kept, shelves = _catalogued(passages)
    before = _known_before(place)
    now = frozenset(each.digest for each in kept)
    stale = _put_vectors(vectors, embedder, kept, shelves, progress)
    confidential = [shelf.name for shelf in shelves if shelf.is_confidential]
    said = (embedder.name, revision, *confidential, *sorted(now))
    digest = hashlib.sha256("\n".join(said).encode())
    built = digest.hexdigest()
    about = {"embedding": embedder.name, "revision": revision, "built": built}
    apart = {shelf.number for shelf in shelves if shelf.is_confidential}
    write_room(place, built, vectors, [each.digest for each in kept if each.shelf not in apart])
    write_catalog(place.catalog, kept, shelves, about)
    _clear(vectors, stale)
    remove_other_rooms(place, built)
    return Rebuilt(
        passages=len(kept),
        added=len(now - before),
        removed=len(before - now),
        embedding=embedder.name,
    )


def _catalogued(passages: Sequence[Passage]) -> tuple[list[Kept], list[Shelf]]:
    """Return passages and shelves numbered in an order that does not depend on how they came."""
    every = sorted({each.key: each for each in passages}.values(), key=lambda each: each.key)
    confidential: dict[tuple[str, ...], bool] = {}
    for each in every:
        confidential[each.shelf] = confidential.get(each.shelf, False) or each.is_confidential
    names = sorted(confidential)
    shelves = [
        Shelf(number, frozenset(name), confidential[name])
        for number, name in enumerate(names, start=1)
    ]
    numbers = {name: shelf.number for name, shelf in zip(names, shelves, strict=True)}
    kept = [
        Kept(number, _digest(each), numbers[each.shelf], each)
        for number, each in enumerate(every, start=1)
    ]
    return kept, shelves


def _digest(passage: Passage) -> str:
    said = json.dumps([passage.key, passage.about, passage.text, passage.shelf])
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _known_before(place: MemoryPlace) -> frozenset[str]:
    """Return what was remembered so far; nothing where that cannot be read."""
    try:
        with reading(place.catalog) as catalog:
            return frozenset(catalog.digests())
    except MemoryFault:
        return frozenset()


Stale = dict[str, frozenset[str]]
"""By collection: what is in it and belongs there no longer."""


def _put_vectors(
    vectors: VectorShelves,
    embedder: Embedder,
    kept: Sequence[Kept],
    shelves: Sequence[Shelf],
    progress: Progress,
) -> Stale:
    """Embed what is new, put it on its shelf and in the open room; return what is to go."""
    by_shelf: dict[int, list[Kept]] = defaultdict(list)
    for each in kept:
        by_shelf[each.shelf].append(each)
    in_open = vectors.known(OPEN)
    stale, open_now, done = Stale(), set[str](), 0
    for shelf in shelves:
        own = by_shelf[shelf.number]
        known = vectors.known(shelf.name)
        digests = {each.digest for each in own}
        stale[shelf.name] = known - digests
        if not shelf.is_confidential:
            open_now |= digests
        for at in range(0, len(own), _BATCH):
            batch = own[at : at + _BATCH]
            missing = known if shelf.is_confidential else known & in_open
            new = [each for each in batch if each.digest not in missing]
            _put(vectors, embedder, new, [shelf.name, *([] if shelf.is_confidential else [OPEN])])
            done += len(batch)
            progress.step("Remembering", done, len(kept))
    stale[OPEN] = in_open - open_now
    return stale


def _put(
    vectors: VectorShelves, embedder: Embedder, new: Sequence[Kept], names: Sequence[str]
) -> None:
    if not new:
        return
    made = embedder.embed([f"{each.passage.about}. {each.passage.text}" for each in new])
    for name in names:
        vectors.put(name, [each.digest for each in new], made)


def _clear(vectors: VectorShelves, stale: Stale) -> None:
    for name, digests in stale.items():
        vectors.drop(name, sorted(digests))
    vectors.keep_only(sorted(stale))
