"""The files and folders of this machine, as sources of the portfolio."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from assistant.adapters.portfolio_folder import PortfolioFolder, is_portfolio, write_template
from assistant.errors import BadSource
from assistant.ports.mapping import MappingProposal
from assistant.ports.source import PortfolioSource


class FileSources:
    """The `Sources` port, by path."""

    def open(self, path: Path, mapping: Path | None) -> PortfolioSource:
        """Return the reader that a path and a mapping call for."""
        if mapping is None:
            return PortfolioFolder(path)
        from assistant.adapters.mapping import MappedSource, read_mapping

        return MappedSource(path, read_mapping(mapping))

    def is_portfolio(self, path: Path) -> bool:
        """Say whether a path needs no mapping."""
        return is_portfolio(path)

    def propose(self, path: Path) -> MappingProposal:
        """Propose what an export means."""
        from assistant.adapters.mapping import day_in_name, propose_mapping, source_name
        from assistant.adapters.tabular.reading import read_tables

        place = Path(os.path.abspath(path))  # noqa: PTH100 - unlike resolve, it follows no link
        own = source_name(place.name if path.is_dir() else place.stem)
        day = day_in_name(place.name, self.last_changed(path).date())
        return propose_mapping(read_tables(path), own, day=day)

    def last_changed(self, path: Path) -> datetime:
        """Return when a file, or the newest file of a folder, was last changed."""
        try:
            files = (
                [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
            )
            newest = max(file.stat().st_mtime for file in files)
        except (OSError, ValueError) as error:
            raise BadSource(
                "there is nothing to read.", file=str(path), remedy="Check the path."
            ) from error
        return datetime.fromtimestamp(newest, tz=UTC)

    def write_template(self, folder: Path) -> tuple[Path, ...]:
        """Write an empty, explained portfolio folder."""
        return write_template(folder)
