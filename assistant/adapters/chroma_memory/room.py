"""The open room's vectors as one array in a file, for looking at every one of them.

Whoever searches all that is open has nothing left out, so nothing has to be filtered: one product of
an array and a vector finds exactly the nearest, sooner than a graph of neighbours that is walked
thoroughly enough to find nearly all of them. Made from Chroma at each rebuild; where the file is
missing, Chroma is asked.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.chroma_memory.place import MemoryPlace
from assistant.adapters.chroma_memory.shelves import OPEN
from assistant.adapters.chroma_memory.vectors import VectorShelves
from assistant.adapters.embedding import Vectors
from assistant.errors import MemoryFault


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """One row a passage, in the order of the hashes they are known by."""

    digests: NDArray[np.str_]
    rows: Vectors

    def nearest(self, vector: Vectors, most: int) -> list[tuple[float, str]]:
        """Return the hashes nearest to a vector, with their distance; all of them are looked at."""
        distances = 1 - self.rows @ vector
        if most < len(distances):
            near = np.argpartition(distances, most)[:most]
        else:
            near = np.arange(len(distances))
        return sorted((float(distances[at]), str(self.digests[at])) for at in near)


def read_room(place: MemoryPlace, built: str) -> OpenRoom | None:
    """Return the open room of one rebuild; None where its files are missing or damaged."""
    digests, rows = _files(place, built)
    try:
        room = OpenRoom(np.load(digests), np.load(rows, mmap_mode="r"))
    except (OSError, ValueError, EOFError):
        return None
    return room if len(room.digests) == len(room.rows) else None


def write_room(
    place: MemoryPlace, built: str, vectors: VectorShelves, digests: Collection[str]
) -> None:
    """Keep the open room of a rebuild. Raises MemoryFault where it cannot be written."""
    names, rows = _files(place, built)
    if read_room(place, built) is not None:
        return
    known, found = vectors.fetch(OPEN, sorted(digests))
    try:
        np.save(rows, found)
        np.save(names, np.array(known, dtype=np.str_))
    except OSError as error:
        raise MemoryFault(f"The memory could not be written: {error}.") from error


def remove_other_rooms(place: MemoryPlace, built: str) -> None:
    """Remove what earlier rebuilds kept; a file that is still read somewhere stays for now."""
    for file in place.folder.glob("room-*.npy"):
        if file not in _files(place, built):
            with suppress(OSError):
                file.unlink()


def _files(place: MemoryPlace, built: str) -> tuple[Path, Path]:
    name = f"room-{built[:16]}"
    return place.folder / f"{name}-names.npy", place.folder / f"{name}-rows.npy"
