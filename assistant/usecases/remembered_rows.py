"""The rows of a portfolio that are remembered: updates, decisions, their outcomes, and risks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from assistant.portfolio.control import Decision, RaidEntry, RaidState
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project, StatusUpdate
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.ports.memory import MemoryKind, Passage
from assistant.usecases.passage_parts import parts_of
from assistant.values import Scope

REMEMBERED: dict[str, type[Noun]] = {
    noun.table: noun for noun in (StatusUpdate, Decision, RaidEntry)
}


def remembered_rows(full: Snapshot) -> Iterator[Passage]:
    """Give every passage of the portfolio, with what has to be visible for it to be visible."""
    rows = _Rows(full)
    for update in full.all(StatusUpdate):
        yield from rows.update(update)
    for decision in full.all(Decision):
        yield from rows.decision(decision)
    for entry in full.all(RaidEntry):
        yield from rows.risk(entry)


class _Rows:
    def __init__(self, full: Snapshot) -> None:
        self._full = full
        self._confidential = keys_hidden(full, full.scoped(Scope.public()))

    def update(self, row: StatusUpdate) -> Iterator[Passage]:
        kind, projects = MemoryKind.UPDATE, [row.project]
        yield from self._of(row, "text", kind, row.day, row.author, projects)

    def decision(self, row: Decision) -> Iterator[Passage]:
        who = self._person(row.decider)
        day = row.decided_on or row.asked_on
        for field in ("name", "reason", "facts"):
            yield from self._of(row, field, MemoryKind.DECISION, day, who, row.projects, row.items)
        told = row.outcome_on or day
        yield from self._of(row, "outcome", MemoryKind.LESSON, told, who, row.projects, row.items)

    def risk(self, row: RaidEntry) -> Iterator[Passage]:
        who = self._person(row.owner)
        projects = [row.project] if row.project else []
        yield from self._of(row, "name", MemoryKind.RISK, row.raised_on, who, projects)
        kind = MemoryKind.LESSON if row.state is RaidState.CLOSED else MemoryKind.RISK
        yield from self._of(row, "mitigation", kind, row.raised_on, who, projects)

    def _of(  # noqa: PLR0913, PLR0917 - what a passage is of
        self,
        row: Noun,
        field: str,
        kind: MemoryKind,
        day: date | None,
        author: str | None,
        projects: Iterable[str],
        items: Iterable[str] = (),
    ) -> Iterator[Passage]:
        text = getattr(row, field) or ""
        shelf = self._shelf(projects, items)
        title = getattr(row, "name", "") if field != "name" else ""
        names = [*self._names(shelf), title, author or "", kind.value, row.key]
        for part, piece in enumerate(parts_of(text), start=1):
            name = field if part == 1 else f"{field}, part {part}"
            yield Passage(
                key=f"{row.table}:{row.key}#{name}",
                subject=f"{row.table}:{row.key}",
                field=name,
                kind=kind,
                about=" · ".join(each for each in names if each),
                text=piece,
                day=day,
                author=author if kind is MemoryKind.UPDATE else None,
                shelf=shelf,
                is_confidential=not self._confidential.isdisjoint(shelf),
                source=self._full.source(type(row), row.key, field),
            )

    def _shelf(self, projects: Iterable[str], items: Iterable[str]) -> tuple[str, ...]:
        """Return what hides a row: its projects, and its items, which go with theirs."""
        return tuple(sorted({
            *(f"{Project.table}:{key}" for key in projects),
            *(f"{WorkItem.table}:{key}" for key in items),
        }))  # fmt: skip

    def _names(self, shelf: Iterable[str]) -> Iterator[str]:
        for need in shelf:
            table, _, key = need.partition(":")
            project = self._full.get(Project, key) if table == Project.table else None
            yield key
            if project is not None:
                yield from (project.name, *project.aliases)

    def _person(self, key: str | None) -> str | None:
        person = self._full.get(Person, key)
        return person.name if person is not None else None


def keys_hidden(full: Snapshot, seen: Snapshot) -> frozenset[str]:
    """Return what a viewer may not see, as shelves name it."""
    return frozenset(
        f"{noun.table}:{key}"
        for noun in (Project, WorkItem)
        for key in set(full.frame(noun)["key"]) - set(seen.frame(noun)["key"])
    )
