"""An export without a mapping file, read by what it seems to mean: for machines, and second looks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.adapters.mapping.as_of import stated_day
from assistant.adapters.mapping.proposal.proposal import Proposal, propose_mapping
from assistant.adapters.mapping.source import mapped_batch
from assistant.adapters.tabular.reading import read_tables
from assistant.portfolio.batch import Batch
from assistant.ports.progress import Progress


class ProposedSource:
    """A file or folder whose mapping is proposed from itself."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def propose(self) -> Proposal:
        """Propose what it means; raises BadSource."""
        return propose_mapping(read_tables(self._path), self._path.stem)

    def read(self, as_of: date | None, progress: Progress) -> Batch:
        """Read by the proposal; raises BadMapping, listing them, while questions are open."""
        progress.step("Reading", 0, None)
        proposal = self.propose()
        mapping = proposal.settled()
        day = as_of or stated_day(mapping.as_of, self._path, proposal.reading.tables)
        return mapped_batch(mapping, proposal.reading, day, str(self._path), progress)
