"""How soon what a viewer may see is searched, beside one filtered collection of Chroma.

Passages are generated: 200 projects, each with words of its own, one in twenty confidential. Every
vector is in the memory (a shelf a project, and the open room) and in one collection with the
project as metadata, which is asked with a filter for exactly what the viewer may see. No folder is
needed.

    project      questions about one project
    program      about ten projects
    viewer       about everything that the viewer may see: all that is open, and half of the rest

Times are medians of one question in milliseconds, by the clock, both ways turn by turn in the same
process; `search_ms` is the whole search, with words, meaning, newness and the passages themselves.
Recall is the share of the ten nearest of an exact scan of the viewer's passages, by NumPy alone.
`feasible` counts questions of which everything found lies in what the viewer may see.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from assistant.adapters.chroma_memory import ChromaMemory, MemoryPlace
from assistant.adapters.chroma_memory.catalog import reading
from assistant.adapters.chroma_memory.room import OpenRoom, read_room
from assistant.adapters.chroma_memory.shelves import OPEN, Shelf, opened
from assistant.adapters.chroma_memory.vectors import VectorShelves
from assistant.adapters.embedding import HashingEmbedder, Vectors
from assistant.errors import MemoryFault
from assistant.ports.memory import MemoryKind, Passage, Wanted
from assistant.ports.progress import Silent
from assistant.values import Source

T = TypeVar("T")

_PREFIX = len("projects:P")
_SEED = 20261122
_PROJECTS, _PROGRAM = 200, 10
_CONFIDENTIAL_EACH = 20
_NEAREST = 10
_BATCH = 5_000
_CLOSE = 1e-5
"""Distances nearer than this to each other are the same one: sums differ in their order."""

_TODAY = date(2026, 11, 22)
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()  # noqa: SIM905 - easier to read so


@dataclass(frozen=True, slots=True)
class View:
    """What a viewer asks about: the projects' numbers, what is hidden, and what it is narrowed to."""

    name: str
    projects: frozenset[int]
    hidden: frozenset[str]
    within: frozenset[str] | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be chosen."""
    parser.add_argument("folder", nargs="?", type=Path, help="not needed")
    parser.add_argument("--chunks", type=int, default=20_000, help="passages in the memory")
    parser.add_argument("--questions", type=int, default=60, help="questions of each kind")
    parser.add_argument("--seconds", type=float, help="ask nothing more after so long")
    parser.add_argument("--limit", type=int, help="so many kinds of questions")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Build the memory and the collection, ask both, and return the figures."""
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        bench = _Bench(Path(folder), arguments.chunks)
        views: list[dict[str, Any]] = []
        for view in list(_views())[: arguments.limit]:
            if arguments.seconds is None or time.perf_counter() - begin < arguments.seconds:
                views.append(bench.measure(view, arguments.questions))
                sys.stderr.write(f"{views[-1]}\n")
    return {
        "benchmark": "memory",
        "chunks": arguments.chunks,
        "instances": sum(each["questions"] for each in views),
        "feasible": sum(each["feasible"] for each in views),
        "mean_gap_percent": round(100 * (1 - min(each["recall_at_ten"] for each in views)), 3),
        "proved": sum(each["exact"] for each in views),
        "seconds": round(time.perf_counter() - begin, 1),
        "build_seconds": bench.build_seconds,
        "rebuild_unchanged_seconds": bench.rebuild_seconds,
        "least_speedup": min(each["speedup"] for each in views),
        "least_recall_at_ten": min(each["recall_at_ten"] for each in views),
        "views": views,
    }


class _Bench:
    def __init__(self, folder: Path, chunks: int) -> None:
        self._passages = list(_passages(chunks))
        self._place = MemoryPlace(folder / "memory")
        self._embedder = HashingEmbedder()
        self._memory = ChromaMemory(self._place, self._embedder)
        self._projects = np.array([int(each.shelf[0][_PREFIX:]) for each in self._passages])
        self._vectors = self._embedder.embed([f"{e.about}. {e.text}" for e in self._passages])
        self.build_seconds = _seconds(self._rebuild)
        self.rebuild_seconds = _seconds(self._rebuild)
        self._shelves = VectorShelves(self._place, self._embedder.name)
        with reading(self._place.catalog) as catalog:
            self._room = _kept_room(self._place, catalog.about["built"])
            self._listed: tuple[Shelf, ...] = catalog.shelves()
            self._number = {digest: at for at, digest in enumerate(catalog.digests())}
        self._filtered = self._collection(folder)

    def measure(self, view: View, questions: int) -> dict[str, Any]:
        """Ask both ways turn by turn; the first question of each is not counted."""
        asked = list(_questions(view, questions + 1))
        allowed = np.flatnonzero(np.isin(self._projects, sorted(view.projects)))
        scoped, filtered, whole = list[float](), list[float](), list[float]()
        recalls: list[float] = []
        feasible = 0
        for text, vector in zip(asked, self._embedder.embed(asked), strict=True):
            found, took = _timed(partial(self._scoped, view, vector))
            _, filter_took = _timed(partial(self._by_filter, view, vector))
            recall, search_took = _timed(partial(self._memory.search, _wanted(view, text)))
            scoped.append(took)
            filtered.append(filter_took)
            whole.append(search_took)
            recalls.append(self._recall(found, vector, allowed))
            feasible += all(
                int(each.shelf[0][_PREFIX:]) in view.projects for each in recall.found
            ) and set(found) <= set(allowed.tolist())
        return {
            "view": view.name,
            "passages": len(allowed),
            "questions": questions + 1,
            "feasible": feasible,
            "exact": sum(each == 1 for each in recalls),
            "recall_at_ten": round(statistics.fmean(recalls), 4),
            "scoped_ms": _median(scoped),
            "filtered_ms": _median(filtered),
            "search_ms": _median(whole),
            "speedup": round(_median(filtered) / _median(scoped), 1),
            "search_speedup": round(_median(filtered) / _median(whole), 1),
        }

    def _rebuild(self) -> None:
        self._memory.rebuild(self._passages, "benchmark", Silent())

    def _collection(self, folder: Path) -> Any:
        """Return everything in one collection, with the project to filter by."""
        import chromadb
        from chromadb.config import Settings

        client = chromadb.PersistentClient(
            str(folder / "one"), settings=Settings(anonymized_telemetry=False)
        )
        one = client.create_collection(
            "one", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        for at in range(0, len(self._passages), _BATCH):
            one.add(
                ids=[str(number) for number in range(at, min(at + _BATCH, len(self._passages)))],
                embeddings=self._vectors[at : at + _BATCH],
                metadatas=[{"project": int(each)} for each in self._projects[at : at + _BATCH]],
            )
        return one

    def _scoped(self, view: View, vector: Vectors) -> list[int]:
        where = opened(self._listed, view.hidden, view.within)
        found = sorted(
            hit
            for name in where.collections
            for hit in (
                self._room.nearest(vector, _NEAREST)
                if name == OPEN
                else self._shelves.nearest(name, vector, _NEAREST)
            )
        )
        return [self._number[digest] for _, digest in found[:_NEAREST]]

    def _by_filter(self, view: View, vector: Vectors) -> Any:
        return self._filtered.query(
            query_embeddings=[vector],
            n_results=_NEAREST,
            where={"project": {"$in": sorted(view.projects)}},
            include=["distances"],
        )

    def _recall(self, found: Sequence[int], vector: Vectors, allowed: Any) -> float:
        """Return the share of the nearest that was found; what is equally near counts alike."""
        likeness = self._vectors[allowed] @ vector
        enough = float(np.sort(likeness)[-_NEAREST:][0]) - _CLOSE
        hits = sum(float(self._vectors[each] @ vector) >= enough for each in found)
        return hits / min(_NEAREST, len(allowed))


def _views() -> Iterator[View]:
    closed = {each for each in range(_PROJECTS) if each % _CONFIDENTIAL_EACH == 0}
    shut = {each for each in closed if each % (2 * _CONFIDENTIAL_EACH) == 0}
    hidden = frozenset(f"projects:P{each:03}" for each in shut)
    for name, first, count in (("project", 7, 1), ("program", 41, _PROGRAM)):
        projects = frozenset(range(first, first + count))
        yield View(name, projects, hidden, frozenset(f"projects:P{each:03}" for each in projects))
    yield View("viewer", frozenset(range(_PROJECTS)) - shut, hidden, None)


def _passages(count: int) -> Iterator[Passage]:
    """Give passages whose words are partly their project's own, partly everybody's."""
    dice = random.Random(_SEED)  # noqa: S311 - seeded to be repeatable, not to be secret
    common = [_word(dice) for _ in range(3_000)]
    own = [[_word(dice) for _ in range(150)] for _ in range(_PROJECTS)]
    for number in range(count):
        project = number % _PROJECTS
        words = [dice.choice(own[project] if dice.random() < 0.4 else common) for _ in range(30)]  # noqa: PLR2004 - how much is the project's own
        key = f"status_updates:{number:07}"
        yield Passage(
            key=key,
            subject=key,
            field="text",
            kind=MemoryKind.UPDATE,
            about=f"P{project:03}",
            text=" ".join(words),
            day=_TODAY - timedelta(days=dice.randrange(1000)),
            shelf=(f"projects:P{project:03}",),
            is_confidential=project % _CONFIDENTIAL_EACH == 0,
            source=Source(source="generated", file="updates.csv", row=number + 2, as_of=_TODAY),
        )


def _questions(view: View, count: int) -> Iterator[str]:
    """Give a few words each, as they stand in some passage that the viewer may see."""
    dice = random.Random(f"{_SEED} {view.name}")  # noqa: S311 - seeded to be repeatable, not to be secret
    passages = [each for each in _passages(4_000) if int(each.shelf[0][_PREFIX:]) in view.projects]
    for _ in range(count):
        yield " ".join(dice.sample(dice.choice(passages).text.split(), 5))


def _word(dice: random.Random) -> str:
    return "".join(dice.choice(_SYLLABLES) for _ in range(dice.randint(2, 4)))


def _wanted(view: View, text: str) -> Wanted:
    return Wanted(text=text, hidden=view.hidden, within=view.within)


def _kept_room(place: MemoryPlace, built: str) -> OpenRoom:
    room = read_room(place, built)
    if room is None:
        raise MemoryFault("The open room was not kept.")
    return room


def _timed(action: Callable[[], T]) -> tuple[T, float]:
    begin = time.perf_counter()
    result = action()
    return result, 1000 * (time.perf_counter() - begin)


def _seconds(action: Callable[[], object]) -> float:
    return round(_timed(action)[1] / 1000, 1)


def _median(times: Sequence[float]) -> float:
    return round(statistics.median(times[1:]), 2)
