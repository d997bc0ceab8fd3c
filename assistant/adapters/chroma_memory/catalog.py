"""The file of passages and their words: what is remembered, whatever Chroma holds besides.

It is written anew at each rebuild and takes the old one's place in one step, so that a search sees
all of the old or all of the new. Words are found by SQLite's full-text index, ranked by BM25
(Robertson and Walker, 1994); Chroma's own text filter knows neither ranks nor endings.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.adapters.chroma_memory.shelves import Opened, Shelf
from assistant.adapters.embedding import asked_terms, terms
from assistant.errors import MemoryFault
from assistant.ports.memory import Passage, Wanted

REBUILD = "Rebuild it: pmo memory rebuild."
_VERSION = "1"
_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE shelves (number INTEGER PRIMARY KEY, needs TEXT NOT NULL, confidential INTEGER NOT NULL);
CREATE TABLE rooms (number INTEGER PRIMARY KEY, size INTEGER NOT NULL);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY, digest TEXT NOT NULL, shelf INTEGER NOT NULL, kind TEXT NOT NULL,
    day TEXT, body TEXT NOT NULL
);
"""
_INDEX = "CREATE INDEX by_digest ON passages (digest)"
_WORDS = "CREATE VIRTUAL TABLE words_{room} USING fts5(about, text, content='', tokenize='unicode61 tokenchars _')"
_COUNTS = "CREATE VIRTUAL TABLE counts_{room} USING fts5vocab(words_{room}, row)"
_MOST_TERMS = 8
_COMMON = 0.2
"""The share of a room's passages from which a word tells little, where a rarer one is asked too."""

_WEAK = 0.35
"""What a passage must reach of the best one's rank by words to be called like it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A passage in the catalog."""

    number: int
    digest: str
    shelf: int
    passage: Passage


class Catalog:
    """Reads a catalog; open it with `reading`."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file
        self.about: Mapping[str, str] = dict(file.execute("SELECT name, value FROM about"))
        self._room_sizes: Mapping[int, int] = dict(file.execute("SELECT number, size FROM rooms"))

    def shelves(self) -> tuple[Shelf, ...]:
        """Return every shelf."""
        rows = self._file.execute("SELECT number, needs, confidential FROM shelves")
        return tuple(
            Shelf(number, frozenset(json.loads(needs)), bool(confidential))
            for number, needs, confidential in rows
        )

    def by_words(self, wanted: Wanted, where: Opened, most: int) -> list[int]:
        """Return the numbers of the passages whose words fit best, the best first."""
        asked = asked_terms(wanted.text)
        found: list[tuple[float, int]] = []
        for room, shelves in where.rooms if asked else ():
            telling = self._telling(asked, room)
            found += self._matches(telling, room, shelves, wanted, most) if telling else []
        found.sort()
        enough = _WEAK * found[0][0] if found else 0.0
        return [number for rank, number in found[:most] if rank <= enough]

    def by_digest(self, digests: Sequence[str], where: Opened, wanted: Wanted) -> list[int]:
        """Return the numbers of passages that may be shown and are wanted, in the given order."""
        marks = ",".join("?" * len(digests))
        condition, values = _narrowed(wanted)
        rows = self._file.execute(
            f"SELECT p.digest, p.number, p.shelf FROM passages p "  # noqa: S608 - only marks are put in
            f"WHERE p.digest IN ({marks}) {condition}",
            (*digests, *values),
        )
        numbers = {digest: number for digest, number, shelf in rows if shelf in where.shelves}
        return [numbers[digest] for digest in digests if digest in numbers]

    def passages(self, numbers: Iterable[int]) -> tuple[Passage, ...]:
        """Return passages by their number, in the given order."""
        query = "SELECT body FROM passages WHERE number = ?"
        rows = (self._file.execute(query, (number,)).fetchone() for number in numbers)
        return tuple(Passage.model_validate_json(row[0]) for row in rows)

    def newest_first(self, numbers: Iterable[int]) -> list[int]:
        """Return passages' numbers by their day; those without one last."""
        query = "SELECT day FROM passages WHERE number = ?"
        days = {each: self._file.execute(query, (each,)).fetchone()[0] or "" for each in numbers}
        return sorted(sorted(days), key=lambda each: days[each], reverse=True)

    def digests(self) -> tuple[str, ...]:
        """Return what every passage's content and shelf are known by, in the passages' order."""
        rows = self._file.execute("SELECT digest FROM passages ORDER BY number")
        return tuple(row[0] for row in rows)

    def _telling(self, asked: Sequence[str], room: int) -> list[str]:
        """Return the words asked for that this room has and that tell most, the rarest first."""
        size = self._room_sizes[room]
        query = f"SELECT doc FROM counts_{room} WHERE term = ?"  # noqa: S608 - a number is put in
        counts = {
            term: row[0]
            for term in asked
            if (row := self._file.execute(query, (term,)).fetchone())
        }
        rare = [term for term in counts if counts[term] <= max(_COMMON * size, 1)]
        return sorted(rare or counts, key=lambda term: (counts[term], term))[:_MOST_TERMS]

    def _matches(
        self,
        asked: Sequence[str],
        room: int,
        shelves: tuple[int, ...] | None,
        wanted: Wanted,
        most: int,
    ) -> list[tuple[float, int]]:
        condition, values = _narrowed(wanted)
        if shelves is not None:
            condition += f" AND p.shelf IN ({','.join('?' * len(shelves))})"
            values += shelves
        query = " OR ".join(f'"{term}"' for term in asked)
        rows = self._file.execute(
            f"SELECT bm25(words_{room}, 1.5, 1.0) AS rank, p.number FROM words_{room} w "  # noqa: S608 - a number and marks are put in
            f"JOIN passages p ON p.number = w.rowid WHERE words_{room} MATCH ? {condition} "
            "ORDER BY rank, p.number LIMIT ?",
            (query, *values, most),
        )
        return [(rank, number) for rank, number in rows]


def _narrowed(wanted: Wanted) -> tuple[str, tuple[str | int, ...]]:
    """Return the conditions of kind and time, and what they are filled with."""
    conditions, values = "", list[str | int]()
    if wanted.kinds:
        conditions += f" AND p.kind IN ({','.join('?' * len(wanted.kinds))})"
        values += [kind.value for kind in wanted.kinds]
    if wanted.since is not None:
        conditions += " AND p.day >= ?"
        values.append(wanted.since.isoformat())
    if wanted.until is not None:
        undated = "" if wanted.since else "p.day IS NULL OR "
        conditions += f" AND ({undated}p.day <= ?)"
        values.append(wanted.until.isoformat())
    return conditions, tuple(values)


@contextmanager
def reading(path: Path) -> Iterator[Catalog]:
    """Open a catalog. Raises MemoryFault where there is none, or none that can be used."""
    if not path.exists():
        raise MemoryFault("Nothing has been remembered yet.", remedy="Run: pmo memory rebuild.")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
            catalog = Catalog(file)
            if catalog.about.get("version") != _VERSION:
                raise MemoryFault("The memory is of another version.", remedy=REBUILD)
            yield catalog
    except sqlite3.Error as error:
        raise MemoryFault("The memory cannot be read.", remedy=REBUILD) from error


def write_catalog(
    path: Path, kept: Iterable[Kept], shelves: Sequence[Shelf], about: Mapping[str, str]
) -> None:
    """Put a new catalog in the old one's place. Raises MemoryFault where it cannot be written."""
    unfinished = path.with_suffix(".new")
    try:
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished)) as file:
            file.execute("PRAGMA synchronous = FULL")
            file.executescript(_TABLES)
            _fill(file, kept, shelves, about)
            file.commit()
        os.replace(unfinished, path)  # noqa: PTH105 - replaces also where a file stands already
    except (OSError, sqlite3.Error) as error:
        raise MemoryFault(
            f"The memory could not be written: {error}.",
            remedy="What was remembered is still used.",
        ) from error


def _fill(
    file: sqlite3.Connection,
    kept: Iterable[Kept],
    shelves: Sequence[Shelf],
    about: Mapping[str, str],
) -> None:
    rooms = {shelf.number: shelf.room for shelf in shelves}
    sizes = dict.fromkeys(sorted({0, *rooms.values()}), 0)
    for room in sizes:
        file.execute(_WORDS.format(room=room))
        file.execute(_COUNTS.format(room=room))
    file.executemany(
        "INSERT INTO shelves VALUES (?, ?, ?)",
        [(each.number, json.dumps(sorted(each.needs)), each.is_confidential) for each in shelves],
    )
    for each in kept:
        passage, room = each.passage, rooms[each.shelf]
        sizes[room] += 1
        day = passage.day.isoformat() if passage.day else None
        row = (each.number, each.digest, each.shelf, passage.kind, day, passage.model_dump_json())
        file.execute("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)", row)
        file.execute(
            f"INSERT INTO words_{room} (rowid, about, text) VALUES (?, ?, ?)",  # noqa: S608 - a number is put in
            (each.number, " ".join(terms(passage.about)), " ".join(terms(passage.text))),
        )
    file.execute(_INDEX)
    file.executemany("INSERT INTO rooms VALUES (?, ?)", sizes.items())
    said = {**about, "version": _VERSION}
    file.executemany("INSERT INTO about VALUES (?, ?)", sorted(said.items()))
