"""How like two texts are: by a model where one is installed, else by their words."""

from assistant.adapters.embedding.choosing import best_embedder, embedder_named
from assistant.adapters.embedding.embedder import SIZE, Embedder, Vectors
from assistant.adapters.embedding.hashing import HashingEmbedder
from assistant.adapters.embedding.minilm import MiniLmEmbedder
from assistant.adapters.embedding.terms import asked_terms, terms

__all__ = [
    "SIZE",
    "Embedder",
    "HashingEmbedder",
    "MiniLmEmbedder",
    "Vectors",
    "asked_terms",
    "best_embedder",
    "embedder_named",
    "terms",
]
