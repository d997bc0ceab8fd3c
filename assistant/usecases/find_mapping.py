"""Which mapping an export is read with: the given one, the one kept beside it, or none yet."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import BadSource
from assistant.usecases.app import App


def find_mapping(app: App, path: Path, given: Path | None) -> Path | None:
    """Return the mapping file of an export; None where a portfolio folder needs none.

    Raises MappingNeeded where a person has to confirm one first, BadSource where there is nothing.
    """
    app.sources.check(path)
    if given is not None or app.sources.is_portfolio(path):
        return given
    kept = app.sources.kept_mapping(path)
    if kept is None:
        raise MappingNeeded(path)
    return kept


class MappingNeeded(BadSource):
    """What an export's columns mean has not been confirmed yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "what its columns mean has not been confirmed yet.",
            file=str(path),
            remedy="Import it once on a terminal, accept what is proposed with --yes, "
            "or give a mapping file with --mapping.",
        )
