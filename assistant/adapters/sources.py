"""The files and folders of this machine, and live sources that are set up, by path."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.adapters.jira_cloud.wanted import is_jira
from assistant.adapters.portfolio_folder import PortfolioFolder, is_portfolio, write_template
from assistant.adapters.slack.addresses import SCHEME as SLACK
from assistant.adapters.slack.opening import slack_groups
from assistant.adapters.tabular.file_content import check_name, unreadable
from assistant.errors import BadSetting, BadSource
from assistant.ports.chat import ChatAccess
from assistant.ports.group_source import GroupSource
from assistant.ports.mapping import SAVED_SUFFIX, MappingProposal
from assistant.ports.source import NumberedRow, PortfolioSource
from assistant.values import Value

if TYPE_CHECKING:
    from assistant.adapters.jira_cloud.access import JiraAccess
    from assistant.adapters.jira_cloud.source import JiraSource

_SEPARATORS = frozenset(b",;\t|{\0")
"""Bytes that a plain list of names does not hold, and any table or workbook does."""


class FileSources:
    """The `Sources` port, by path."""

    def __init__(self, jira: JiraAccess | None = None, chat: ChatAccess | None = None) -> None:
        self._jira = jira
        self._chat = chat

    def open(self, path: Path, mapping: Path | None) -> PortfolioSource:
        """Return the reader that a path and a mapping call for."""
        if is_jira(path):
            return self._jira_source(path, mapping)
        if mapping is None:
            return PortfolioFolder(path)
        from assistant.adapters.mapping import MappedSource, read_mapping

        return MappedSource(path, read_mapping(mapping))

    def is_portfolio(self, path: Path) -> bool:
        """Say whether a path needs no mapping: Jira has one of its own."""
        return is_jira(path) or is_portfolio(path)

    def is_live(self, path: Path) -> bool:
        """Say whether a path means a service that is asked."""
        return is_jira(path)

    def live(self) -> tuple[Path, ...]:
        """Return the live sources that are set up."""
        return (Path("jira:"),) if self._jira is not None else ()

    def try_live(self, path: Path) -> str:
        """Return as whom a live source is read."""
        return self._jira_source(path, None).who()

    def place(self, path: Path) -> str:
        """Return how a source is named so that it is found again."""
        return str(path) if is_jira(path) else str(path.resolve())

    def _jira_source(self, path: Path, mapping: Path | None) -> JiraSource:
        if self._jira is None:
            raise BadSetting(
                "no Jira is set up.",
                name="PMO_JIRA_URL",
                remedy="Set PMO_JIRA_URL, PMO_JIRA_EMAIL and PMO_JIRA_TOKEN; docs/jira.md shows how.",
            )
        from assistant.adapters.jira_cloud.source import JiraSource

        return JiraSource(path, self._jira, mapping)

    def grids(
        self, path: Path, data: bytes | None = None
    ) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """Return the cells of every table of one file as text."""
        from assistant.adapters.tabular.encodings import to_utf8
        from assistant.adapters.tabular.file_content import file_content
        from assistant.adapters.tabular.reading import read_file

        content = file_content(path) if data is None else data
        if _SEPARATORS.isdisjoint(content):
            text, _ = to_utf8(content, path.name)
            return (tuple((line,) for line in text.decode().splitlines()),)
        return tuple(
            (table.headers, *table.cells.fill_null("").iter_rows())
            for table in read_file(content, path.name).tables
        )

    def numbered_rows(self, path: Path) -> tuple[NumberedRow, ...]:
        """Return the rows of the tables of one file, with their cells by header."""
        from assistant.adapters.tabular.file_content import file_content
        from assistant.adapters.tabular.reading import read_file

        reading = read_file(file_content(path), path.name)
        for refused in reading.refused:
            raise BadSource(refused.why, file=path.name, row=refused.row, column=refused.column)
        return tuple(
            NumberedRow(number=number, cells=cells)
            for table in reading.tables
            for number, cells in zip(
                table.rows, table.cells.fill_null("").iter_rows(named=True), strict=True
            )
        )

    def groups(self, path: Path) -> GroupSource:
        """Return who is in which group: by a file with the columns group and email, or Slack's."""
        if str(path).casefold() == SLACK:
            return slack_groups(self._chat)
        from assistant.adapters.group_lists import ListedGroups

        return ListedGroups.read(path.name, self.numbered_rows(path))

    def text(self, path: Path) -> str:
        """Return the text of one file."""
        from assistant.adapters.tabular.encodings import to_utf8
        from assistant.adapters.tabular.file_content import file_content

        data, _ = to_utf8(file_content(path), path.name)
        return data.decode()

    def policy_files(self, path: Path) -> Mapping[str, str]:
        """Return the text of each policy file at a path."""
        from assistant.adapters.policy_workbook import read_policy_files

        return read_policy_files(path)

    def policy_workbook(self, files: Mapping[str, Value]) -> bytes:
        """Return a workbook that holds these files of a policy."""
        from assistant.adapters.policy_workbook import policy_workbook

        return policy_workbook(files)

    def check(self, path: Path) -> None:
        """Refuse a path that leads nowhere, or whose name cannot be told to anyone."""
        if is_jira(path):
            self._jira_source(path, None)
            return
        check_name(path)
        try:
            path.stat()
        except OSError as error:
            raise unreadable(path, error) from error

    def propose(self, path: Path) -> MappingProposal:
        """Propose what an export means."""
        from assistant.adapters.kept_mappings import own_source, placed
        from assistant.adapters.mapping import day_in_name, propose_mapping
        from assistant.adapters.tabular.reading import read_tables

        day = day_in_name(placed(path).name, self.last_changed(path).date())
        return propose_mapping(read_tables(path), own_source(path), day=day)

    def kept_mapping(self, path: Path) -> Path | None:
        """Return the mapping that is kept beside an export."""
        from assistant.adapters.kept_mappings import kept_mapping

        return kept_mapping(path)

    def mapping_before(self, path: Path) -> Path | None:
        """Return the mapping of an earlier export of the same source that fits this one."""
        from assistant.adapters.kept_mappings import mapping_before

        return mapping_before(path)

    def keep_mapping(self, path: Path, text: str) -> Path:
        """Keep a mapping beside its export."""
        from assistant.adapters.kept_mappings import keep_mapping

        return keep_mapping(path, text)

    def last_changed(self, path: Path) -> datetime:
        """Return when a file, or the newest file of a folder, was last changed."""
        try:
            files = [*filter(_counts, path.rglob("*"))] if path.is_dir() else [path]
            newest = max(file.stat().st_mtime for file in files)
        except (OSError, ValueError) as error:
            remedy = "Check the path."
            raise BadSource("there is nothing to read.", file=str(path), remedy=remedy) from error
        return datetime.fromtimestamp(newest, tz=UTC)

    def write_template(self, folder: Path) -> tuple[Path, ...]:
        """Write an empty, explained portfolio folder."""
        return write_template(folder)


def _counts(file: Path) -> bool:
    """Say whether a file of a folder may be an export: what programs leave beside it is none."""
    return file.is_file() and not (
        file.name.startswith((".", "~$")) or file.name.endswith(SAVED_SUFFIX)
    )
