"""The dated, entitled, immutable view that everything is computed from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Self, TypeVar

import polars as pl
from pydantic import Field

from assistant.portfolio.batch import Shortfall
from assistant.portfolio.frames import empty_frame, sorted_hashes, to_frame, to_object
from assistant.portfolio.linked_rows import PLACE, Place
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.scoping import visible_frames
from assistant.values import Scope, Source, Value

N = TypeVar("N", bound=Noun)


class ImportState(Value):
    """One import that a snapshot rests on: what was read, when, and how much of it was good."""

    number: int
    source: str = Field(description="name of the registered source")
    location: str = Field(description="path it was read from, as a person gave it")
    as_of: date = Field(description="the day the source speaks of")
    imported_at: datetime = Field(description="UTC")
    unchanged_since: date = Field(description="earliest as-of with the same content")
    complete: bool = Field(description="a row that is absent no longer exists")
    rows: int = Field(description="good rows")
    refused: int = Field(default=0, description="rows in quarantine")
    shortfall: Shortfall | None = Field(
        default=None, description="why a live source was not read to its end"
    )
    headers: Mapping[str, tuple[Mapping[str, str], ...]] = Field(
        default_factory=dict,
        description="table → the sets of field → header that rows were read by",
    )

    def header(self, table: str, rule: int, field: str) -> str:
        """Return the source's header of a field, in the set a row was read by."""
        sets = self.headers.get(table, ())
        return sets[rule].get(field, field) if rule < len(sets) else field


class Snapshot:
    """One frame per noun, as of a day, in a scope; objects are made when asked for.

    `revision` names the content of the whole store on that day, whatever the scope: two snapshots
    with the same revision and scope hold the same rows. Frames are sorted by key. `borrowed` tells
    where a cell (table, key, field) was read when another source filled it.
    """

    def __init__(
        self,
        *,
        as_of: date,
        frames: Mapping[type[Noun], pl.DataFrame],
        imports: Iterable[ImportState] = (),
        scope: Scope | None = None,
        revision: str | None = None,
        borrowed: Mapping[tuple[str, str, str], Place] | None = None,
    ) -> None:
        self.as_of = as_of
        self.scope = scope or Scope.of_record()
        self.imports = tuple(imports)
        self._frames = {
            noun: frames.get(noun, empty_frame(noun)).sort("key", maintain_order=True)
            for noun in NOUNS
        }
        self.revision = revision or _revision(self._frames)
        self._borrowed = borrowed or {}
        self._objects: dict[type[Noun], dict[str, Any]] = {}
        self._places: dict[type[Noun], dict[str, int]] = {}
        self._origins: dict[type[Noun], dict[str, list[Any]]] = {}
        self._sources: dict[tuple[type[Noun], str, str | None], Source] = {}
        self._states = {state.number: state for state in self.imports}

    @classmethod
    def of(cls, as_of: date, things: Iterable[Noun]) -> Self:
        """Make a snapshot of nouns made in code: for what-ifs and tests."""
        by_noun: dict[type[Noun], list[Noun]] = {}
        for thing in things:
            by_noun.setdefault(type(thing), []).append(thing)
        frames = {
            noun: to_frame(noun, rows, file=f"{noun.table}.csv", as_of=as_of)
            for noun, rows in by_noun.items()
        }
        return cls(as_of=as_of, frames=frames)

    def frame(self, noun: type[Noun]) -> pl.DataFrame:
        """Return the frame of a noun, sorted by key; see `frames` for its columns."""
        return self._frames[noun]

    def all(self, noun: type[N]) -> tuple[N, ...]:
        """Return every visible thing of a kind, sorted by key."""
        return tuple(self._by_key(noun).values())

    def get(self, noun: type[N], key: str | None) -> N | None:
        """Return the thing of that key, or None where none is visible."""
        return None if key is None else self._by_key(noun).get(key)

    def source(self, noun: type[Noun], key: str, field: str | None = None) -> Source:
        """Return where a thing's row, or one field of it, was read.

        Raises KeyError when no such thing is visible.
        """
        cell = (noun, key, field)
        if cell not in self._sources:
            self._sources[cell] = self._read_source(noun, key, field)
        return self._sources[cell]

    def _read_source(self, noun: type[Noun], key: str, field: str | None) -> Source:
        place = self._place(noun)[key]
        row: Place = {name: cells[place] for name, cells in self._origin(noun).items()}
        row = self._borrowed.get((noun.table, key, field or ""), row)
        state = self._states.get(row["_import"])
        header = field
        if state is not None and field is not None:
            header = state.header(noun.table, row["_rule"] or 0, field)
        return Source(
            source=state.source if state else "code",
            file=row["_file"],
            row=row["_row"],
            column=header,
            as_of=row["_effective"],
        )

    @property
    def organisation(self) -> Organisation:
        """Whose portfolio it is; a nameless one where the sources do not say."""
        found = self.all(Organisation)
        return found[0] if found else Organisation(key="organisation", name="Your portfolio")

    def scoped(self, scope: Scope) -> Snapshot:
        """Return the view of one viewer: what they may not see is not in it."""
        return Snapshot(
            as_of=self.as_of,
            frames=visible_frames(self._frames, scope),
            imports=self.imports,
            scope=scope,
            revision=self.revision,
            borrowed=self._borrowed,
        )

    def seen_on(self, day: date) -> Snapshot:
        """Return the same rows seen from a later day, up to which no source said anything new."""
        if day == self.as_of:
            return self
        return Snapshot(
            as_of=day,
            frames=self._frames,
            imports=self.imports,
            scope=self.scope,
            revision=self.revision,
            borrowed=self._borrowed,
        )

    def supposing(
        self, put: Sequence[Noun], without: Iterable[tuple[type[Noun], str]] = ()
    ) -> Snapshot:
        """Return this with some rows put in or replaced and others left out: for what-ifs.

        A row that was put in says it was read in “what-if”. The revision is that of the content.
        """
        rows: dict[type[Noun], dict[str, Noun]] = {}
        gone: dict[type[Noun], set[str]] = {}
        for thing in put:
            rows.setdefault(type(thing), {})[thing.key] = thing
        for noun, key in (*without, *((type(each), each.key) for each in put)):
            gone.setdefault(noun, set()).add(key)
        frames = dict(self._frames)
        for noun, keys in gone.items():
            new = to_frame(noun, rows.get(noun, {}).values(), file="what-if", as_of=self.as_of)
            kept = frames[noun].filter(~pl.col("key").is_in(sorted(keys)))
            frames[noun] = pl.concat([kept, new])
        changed = {(noun.table, key) for noun, keys in gone.items() for key in keys}
        supposed = Snapshot(
            as_of=self.as_of,
            frames=frames,
            imports=self.imports,
            scope=self.scope,
            borrowed={at: place for at, place in self._borrowed.items() if at[:2] not in changed},
        )
        supposed._objects = {
            noun: same for noun, same in self._objects.items() if noun not in gone
        }
        return supposed

    def _by_key(self, noun: type[N]) -> dict[str, N]:
        if noun not in self._objects:
            rows = self._frames[noun].iter_rows(named=True)
            self._objects[noun] = {row["key"]: to_object(noun, row) for row in rows}
        return self._objects[noun]

    def _origin(self, noun: type[Noun]) -> dict[str, list[Any]]:
        """Return where each row was read, by column: lists, whose cells are quick to take out."""
        if noun not in self._origins:
            self._origins[noun] = self._frames[noun].select(PLACE).to_dict(as_series=False)
        return self._origins[noun]

    def _place(self, noun: type[Noun]) -> dict[str, int]:
        if noun not in self._places:
            keys = self._frames[noun]["key"].to_list()
            self._places[noun] = {key: place for place, key in enumerate(keys)}
        return self._places[noun]


def _revision(frames: Mapping[type[Noun], pl.DataFrame]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for noun in NOUNS:
        digest.update(noun.table.encode())
        digest.update(sorted_hashes(frames[noun]))
    return digest.hexdigest()
