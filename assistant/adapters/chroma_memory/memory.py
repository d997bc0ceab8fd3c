"""The memory: passages are found by their words, their meaning and their day together."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import closing, suppress
from threading import Lock

from assistant.adapters.chroma_memory.catalog import Catalog, reading
from assistant.adapters.chroma_memory.fusion import fused
from assistant.adapters.chroma_memory.place import MemoryPlace
from assistant.adapters.chroma_memory.rebuilding import rebuild
from assistant.adapters.chroma_memory.room import OpenRoom, read_room
from assistant.adapters.chroma_memory.shelves import OPEN, Opened, opened
from assistant.adapters.chroma_memory.vectors import VectorShelves
from assistant.adapters.embedding import Embedder, embedder_named
from assistant.errors import MemoryFault
from assistant.ports.memory import Passage, Rebuilt, Recall, Wanted
from assistant.ports.progress import Progress

_LOOKED_AT = 50
_LOOKED_AT_WHEN_NARROWED = 400
"""How many of the nearest are looked at; more where kind or time leaves many out."""

_NEWNESS = 0.25
"""What newness counts beside likeness: enough to decide between equals."""


class ChromaMemory:
    """A memory in a folder, its vectors in Chroma there or on a server.

    Where the vectors cannot be used, words alone are compared, and the answer says so.
    """

    def __init__(self, place: MemoryPlace, embedder: Embedder) -> None:
        self._place = place
        self._embedder = embedder
        self._used: tuple[str, Embedder, VectorShelves, OpenRoom | None] | None = None
        self._lock = Lock()

    def rebuild(self, passages: Sequence[Passage], revision: str, progress: Progress) -> Rebuilt:
        """Remember exactly these passages; see the port."""
        with self._place.alone():
            self.close()
            with closing(self._fresh_vectors()) as vectors:
                return rebuild(self._place, vectors, self._embedder, passages, revision, progress)

    def search(self, wanted: Wanted) -> Recall:
        """Return passages that are like what is wanted; see the port."""
        with reading(self._place.catalog) as catalog:
            where = opened(catalog.shelves(), wanted.hidden, wanted.within)
            by_words = catalog.by_words(wanted, where, _LOOKED_AT)
            by_meaning = self._by_meaning(catalog, wanted, where)
            ways = (by_words, by_meaning or [])
            newest = catalog.newest_first({number for way in ways for number in way})
            order = fused([*((1.0, way) for way in ways), (_NEWNESS, newest)])
            return Recall(
                found=catalog.passages(order[: wanted.most]),
                by_meaning=by_meaning is not None,
                revision=catalog.about["revision"],
            )

    def close(self) -> None:
        """Let go of the vectors; a search opens them again."""
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        if self._used is not None:
            with suppress(MemoryFault):
                self._used[2].close()
            self._used = None

    def _by_meaning(self, catalog: Catalog, wanted: Wanted, where: Opened) -> list[int] | None:
        """Return what is near in meaning, the nearest first; None where vectors cannot be used."""
        try:
            embedder, shelves, room = self._ready(
                catalog.about["embedding"], catalog.about["built"]
            )
            vector = embedder.embed([wanted.text])[0]
            narrowed = wanted.kinds or wanted.since
            most = _LOOKED_AT_WHEN_NARROWED if narrowed else _LOOKED_AT
            near = [
                hit
                for name in where.collections
                for hit in (
                    room.nearest(vector, most)
                    if room is not None and name == OPEN
                    else shelves.nearest(name, vector, most)
                )
            ]
        except MemoryFault:
            self.close()
            return None
        near = sorted(hit for hit in near if 1 - hit[0] >= embedder.least)[:most]
        return catalog.by_digest([digest for _, digest in near], where, wanted)[:_LOOKED_AT]

    def _ready(
        self, embedding: str, built: str
    ) -> tuple[Embedder, VectorShelves, OpenRoom | None]:
        """Return what a catalog's vectors are compared with, opened anew after each rebuild."""
        with self._lock:
            if self._used is None or self._used[0] != built:
                own = self._embedder
                embedder = own if own.name == embedding else embedder_named(embedding)
                if embedder is None:
                    raise MemoryFault("The memory was built with a model that is not installed.")
                self._let_go()
                shelves = VectorShelves(self._place, embedding)
                self._used = built, embedder, shelves, read_room(self._place, built)
            return self._used[1:]

    def _fresh_vectors(self) -> VectorShelves:
        """Open the vectors to write them; damaged ones are thrown away, as all can be made anew."""
        name = self._embedder.name
        try:
            with closing(VectorShelves(self._place, name)) as vectors:
                vectors.known(OPEN)
        except MemoryFault as fault:
            if self._place.url is not None:
                raise MemoryFault(
                    "The server of the memory cannot be used.",
                    remedy="Check PMO_MEMORY_URL, and that Chroma runs there.",
                ) from fault
            shutil.rmtree(self._place.vectors, ignore_errors=True)
        return VectorShelves(self._place, name)
