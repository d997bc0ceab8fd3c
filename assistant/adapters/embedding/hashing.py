"""Likeness by words alone: no model, no download, the same on every machine.

Words and the letter triples of words are hashed into a fixed number of places with a sign each
(Weinberger et al., Feature hashing for large scale multitask learning, 2009). Triples make a
mistyped or compound word alike; how often a word is said counts by its square root.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.embedding.embedder import SIZE, Vectors
from assistant.adapters.embedding.terms import asked_terms, terms

_TRIPLE = 3
_TRIPLES_WEIGH = 1.2

Spread = tuple[NDArray[np.intp], NDArray[np.float32]]


class HashingEmbedder:
    """Compares words and parts of words."""

    name = f"words-{SIZE}-1"
    least = 0.26

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text."""
        vectors = np.zeros((len(texts), SIZE), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for term, times in Counter(terms(text) or asked_terms(text)).items():
                places, weights = _spread(term)
                np.add.at(row, places, weights * np.float32(times**0.5))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors


@lru_cache(maxsize=200_000)
def _spread(term: str) -> Spread:
    """Return where a word counts, and how much: itself once, its triples together a little more."""
    fenced = f"<{term}>"
    triples = sorted({fenced[at : at + _TRIPLE] for at in range(len(fenced) - _TRIPLE + 1)})
    each = _TRIPLES_WEIGH / max(len(triples), 1) ** 0.5
    features = [(f"w{term}", 1.0), *((f"t{triple}", each) for triple in triples)]
    places = np.empty(len(features), dtype=np.intp)
    weights = np.empty(len(features), dtype=np.float32)
    for at, (feature, weight) in enumerate(features):
        number = int.from_bytes(hashlib.blake2b(feature.encode(), digest_size=8).digest())
        places[at] = (number >> 1) % SIZE
        weights[at] = weight if number & 1 else -weight
    return places, weights
