"""Where portfolio rows are read from: files, folders, and services that are asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from assistant.portfolio.batch import Batch
from assistant.ports.group_source import GroupSource
from assistant.ports.mapping import MappingProposal
from assistant.ports.progress import Progress
from assistant.values import Value


class PortfolioSource(Protocol):
    """One reading of a file or folder. It raises BadSource where nothing can be read at all."""

    def read(self, as_of: date | None, progress: Progress) -> Batch:
        """Read everything; rows that cannot be used are in the batch's `refused`.

        `as_of` overrides the day that the source itself says it speaks of.
        """
        ...


class NumberedRow(Value):
    """A row of a file: its number as a person finds it there, and its cells, empty ones as ""."""

    number: int
    cells: Mapping[str, str]


class Sources(Protocol):
    """The files and folders of this machine, as sources of the portfolio."""

    def open(self, path: Path, mapping: Path | None) -> PortfolioSource:
        """Return the reader of a portfolio folder, or of any export with its mapping file.

        Raises BadSource, BadMapping.
        """
        ...

    def grids(
        self, path: Path, data: bytes | None = None
    ) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """Return the cells of every table of one file as text, each with its headers first.

        `data` stands for the file's content where it was piped in. Raises BadSource.
        """
        ...

    def numbered_rows(self, path: Path) -> tuple[NumberedRow, ...]:
        """Return the rows of the tables of one file, with their cells by header. Raises BadSource."""
        ...

    def groups(self, path: Path) -> GroupSource:
        """Return who is in which group, by a file with the columns group and email.

        Raises BadSource.
        """
        ...

    def text(self, path: Path) -> str:
        """Return the text of one file, whatever its encoding. Raises BadSource."""
        ...

    def policy_files(self, path: Path) -> Mapping[str, str]:
        """Return the text of each policy file in a folder, a YAML file or a workbook, by name.

        Raises BadSource.
        """
        ...

    def policy_workbook(self, files: Mapping[str, Value]) -> bytes:
        """Return a workbook that holds these files of a policy. Raises BadInput."""
        ...

    def check(self, path: Path) -> None:
        """Refuse a path that leads nowhere; raises BadSource, or BadSetting for a live source."""
        ...

    def is_live(self, path: Path) -> bool:
        """Say whether a path means a service that is asked, such as “jira:”, not a file."""
        ...

    def live(self) -> tuple[Path, ...]:
        """Return the live sources that are set up, as paths."""
        ...

    def try_live(self, path: Path) -> str:
        """Return as whom a live source is read. Raises BadSource, BadSetting."""
        ...

    def place(self, path: Path) -> str:
        """Return how a source is named so that it is found again, whatever the current folder."""
        ...

    def is_portfolio(self, path: Path) -> bool:
        """Say whether a path is a portfolio folder or workbook, which needs no mapping."""
        ...

    def propose(self, path: Path) -> MappingProposal:
        """Propose what any other export means. Raises BadSource where nothing can be told."""
        ...

    def kept_mapping(self, path: Path) -> Path | None:
        """Return the mapping that is kept beside an export; None where there is none."""
        ...

    def mapping_before(self, path: Path) -> Path | None:
        """Return the mapping of an earlier export of the same source that fits this one too."""
        ...

    def keep_mapping(self, path: Path, text: str) -> Path:
        """Keep a mapping beside its export, and return where; raises BadMapping."""
        ...

    def last_changed(self, path: Path) -> datetime:
        """Return when a file, or the newest file of a folder, was last changed, in UTC.

        Raises BadSource where there is nothing.
        """
        ...

    def write_template(self, folder: Path) -> tuple[Path, ...]:
        """Write an empty, explained portfolio folder, and return its files."""
        ...
