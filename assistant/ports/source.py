"""Where portfolio rows are read from."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from assistant.portfolio.batch import Batch
from assistant.ports.progress import Progress


class PortfolioSource(Protocol):
    """One reading of a file or folder. It raises BadSource where nothing can be read at all."""

    def read(self, as_of: date | None, progress: Progress) -> Batch:
        """Read everything; rows that cannot be used are in the batch's `refused`.

        `as_of` overrides the day that the source itself says it speaks of.
        """
        ...
