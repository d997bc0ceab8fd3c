"""What every way to embed texts has in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

SIZE = 384
"""Dimensions of a vector, the same for all, as all-MiniLM-L6-v2 has them."""

Vectors = NDArray[np.float32]
"""One row a text, of length one: the product of two rows is their likeness, −1 to 1."""


class Embedder(Protocol):
    """Turns texts into vectors; equal texts always into equal ones."""

    @property
    def name(self) -> str:
        """What vectors can be compared with: those of the same name."""
        ...

    @property
    def least(self) -> float:
        """The likeness below which two texts have nothing to do with each other."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text."""
        ...
