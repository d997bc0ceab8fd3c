"""The vectors in Chroma: one collection a shelf, and one for the open room.

Chroma is only ever given vectors and the hashes they are known by: no text, no name, no embedder of
its own (which would download a model), and nothing of what it does is reported anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from assistant.adapters.chroma_memory.place import MemoryPlace
from assistant.adapters.embedding import SIZE, Vectors
from assistant.errors import MemoryFault

_PAGE = 5_000
_ANEW = "Remove the memory's folder, then run: pmo memory rebuild."
_INDEX = {"hnsw": {"space": "cosine"}}


class VectorShelves:
    """The collections of one memory, made with one way to embed."""

    def __init__(self, place: MemoryPlace, embedding: str) -> None:
        self._place = place
        self._prefix = f"{place.prefix}-{embedding.lower()}-"
        self._opened: dict[str, Any] = {}
        self._lock = Lock()
        with _understood():
            self._client: Any = _client(place)

    def nearest(self, name: str, vector: Vectors, most: int) -> list[tuple[float, str]]:
        """Return the hashes nearest to a vector in a collection, with their distance."""
        with _understood():
            found = self._collection(name).query(
                query_embeddings=[vector], n_results=most, include=["distances"]
            )
        return list(zip(found["distances"][0], found["ids"][0], strict=True))

    def known(self, name: str) -> frozenset[str]:
        """Return the hashes in a collection, which is made where there is none."""
        with _understood():
            collection = self._client.get_or_create_collection(
                self._prefix + name,
                embedding_function=None,
                configuration=_INDEX,
            )
            self._opened[name] = collection
            return frozenset(collection.get(include=[])["ids"])

    def fetch(self, name: str, digests: Sequence[str]) -> tuple[list[str], Vectors]:
        """Return vectors of a collection and the hashes they are known by, in the order given."""
        found: dict[str, Vectors] = {}
        with _understood():
            for at in range(0, len(digests), _PAGE):
                page = self._collection(name).get(
                    ids=list(digests[at : at + _PAGE]), include=["embeddings"]
                )
                found |= dict(zip(page["ids"], page["embeddings"], strict=True))
        known = [each for each in digests if each in found]
        rows = np.zeros((len(known), SIZE), dtype=np.float32)
        for row, digest in zip(rows, known, strict=True):
            row[:] = found[digest]
        return known, rows

    def put(self, name: str, digests: Sequence[str], vectors: Vectors) -> None:
        """Add vectors to a collection; those that are there already stay."""
        with _understood():
            step = self._client.get_max_batch_size()
            for at in range(0, len(digests), step):
                self._collection(name).upsert(
                    ids=list(digests[at : at + step]), embeddings=vectors[at : at + step]
                )

    def drop(self, name: str, digests: Sequence[str]) -> None:
        """Take vectors out of a collection."""
        with _understood():
            step = self._client.get_max_batch_size()
            for at in range(0, len(digests), step):
                self._collection(name).delete(ids=list(digests[at : at + step]))

    def keep_only(self, names: Sequence[str]) -> None:
        """Remove this memory's collections beside these, also those of another embedding."""
        kept = {self._prefix + name for name in names}
        with _understood():
            for each in _every_name(self._client):
                if each.startswith(self._place.prefix) and each not in kept:
                    self._client.delete_collection(each)

    def close(self) -> None:
        """Let go of the vectors; whoever opens them next sees what is there then."""
        with _understood():
            self._client.close()

    def _collection(self, name: str) -> Any:
        with self._lock:
            if name not in self._opened:
                self._opened[name] = self._client.get_collection(
                    self._prefix + name, embedding_function=None
                )
            return self._opened[name]


def _every_name(client: Any) -> list[str]:
    names: list[str] = []
    while page := client.list_collections(limit=500, offset=len(names)):
        names += [each.name for each in page]
    return names


def _client(place: MemoryPlace) -> Any:
    import chromadb
    from chromadb.config import Settings

    quiet = Settings(anonymized_telemetry=False)
    if place.url is None:
        return chromadb.PersistentClient(str(place.vectors), settings=quiet)
    at = urlsplit(place.url)
    secure = at.scheme == "https"
    port = at.port or (443 if secure else 8000)
    return chromadb.HttpClient(at.hostname or "", port, ssl=secure, settings=quiet)


@contextmanager
def _understood() -> Iterator[None]:
    """Turn whatever Chroma raises into one error; its core is Rust and panics in a way of its own."""
    try:
        yield
    except Exception as error:  # Chroma lets exceptions of its engine and of HTTP through
        raise MemoryFault(
            f"The memory's vectors cannot be used ({type(error).__name__}).", remedy=_ANEW
        ) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise MemoryFault("The memory's vectors are damaged.", remedy=_ANEW) from error
