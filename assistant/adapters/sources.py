"""Which reader a path and a mapping call for."""

from __future__ import annotations

from pathlib import Path

from assistant.adapters.portfolio_folder import PortfolioFolder, is_portfolio
from assistant.ports.source import PortfolioSource


def open_source(path: Path, mapping: Path | None) -> PortfolioSource:
    """Return the reader of a file or folder. Raises BadSource, BadMapping."""
    if mapping is not None:
        from assistant.adapters.mapping import MappedSource, read_mapping

        return MappedSource(path, read_mapping(mapping))
    if path.exists() and not is_portfolio(path):
        from assistant.adapters.mapping import ProposedSource

        return ProposedSource(path)
    return PortfolioFolder(path)
