"""Which way to embed texts is used."""

from __future__ import annotations

from assistant.adapters.embedding.embedder import Embedder
from assistant.adapters.embedding.hashing import HashingEmbedder
from assistant.adapters.embedding.minilm import MiniLmEmbedder


def best_embedder() -> Embedder:
    """Return the model where it is installed, else the comparison of words."""
    return MiniLmEmbedder() if MiniLmEmbedder.is_installed() else HashingEmbedder()


def embedder_named(name: str) -> Embedder | None:
    """Return the way that made some vectors; None where it is not at hand."""
    if name == HashingEmbedder.name:
        return HashingEmbedder()
    if name == MiniLmEmbedder.name and MiniLmEmbedder.is_installed():
        return MiniLmEmbedder()
    return None
