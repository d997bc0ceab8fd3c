"""Writes chains and blockers for one viewer, who reads nothing of what they may not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from assistant.planning.capacity.assumptions import about_mode
from assistant.planning.consequences.chains import Chain, DatedChains, Step
from assistant.planning.consequences.dependency_report import (
    Blocker,
    ChainStep,
    DatedReport,
    DependencyReport,
    ReportedChain,
)
from assistant.planning.consequences.planned import Planned
from assistant.planning.figures import rounded
from assistant.planning.item_names import ItemNames
from assistant.planning.order.cycle_statements import cut_edge
from assistant.portfolio.facts import Cell, Facts
from assistant.portfolio.people import Person
from assistant.portfolio.project import Milestone
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, Statement, Unit, say

_OUTSIDE_NAMED = 4
_STEPS_NAMED = 8
_ENDS = 3
ON_PLAN, BY_LINKS = "plan", "links alone"
_BASIS = {
    ON_PLAN: "On the plan, where people take turns,",
    BY_LINKS: "By links alone, as if all had time at once,",
}


class DependencyWords:
    """Writes for the viewer of a snapshot."""

    def __init__(self, seen: Snapshot, planned: Planned) -> None:
        self._seen = seen
        self._planned = planned
        self._facts = Facts(seen)
        self._names = ItemNames(self._facts)

    def report(
        self, dated: Sequence[DatedChains], about: Statement | None, keys: Sequence[str], left: int
    ) -> DependencyReport:
        """Return the report: of the days given, and of what the items of `keys` wait for."""
        blockers = tuple(self._blockers(keys)) if about is not None else ()
        cuts = self._planned.backlog.graph.cuts
        return DependencyReport(
            as_of=self._seen.as_of,
            revision=self._seen.revision,
            policy_hash=self._planned.policy.hash,
            mode=self._planned.staff.mode,
            about=about,
            blockers=blockers,
            statements=tuple(self._on_blockers(about, keys, blockers)) if about else (),
            dates=tuple(self._dated(each) for each in dated),
            left_out=left,
            circles=tuple(
                cut_edge(cut, self._facts).statement
                for cut in cuts
                if all(self._item(key) for key in cut.items)
            ),
            assumptions=tuple(self._assumptions()),
        )

    def _assumptions(self) -> Iterator[Statement]:
        yield about_mode(self._planned.staff.mode)
        yield Statement(
            text="Float is counted in working days until the day is missed, each item alone. By "
            "links alone is the most room there can be; the plan keeps today's order."
        )

    def _blockers(self, keys: Sequence[str]) -> Iterator[Blocker]:
        """Yield the visible open work before some items, what they wait for directly first."""
        network = self._planned.network
        directly = {link.predecessor for key in keys for link in network.into(key)}
        on_way = {*keys, *network.before(keys)}
        for before in network.before(keys):
            item = self._item(before)
            if item is None:
                continue
            direct = before in directly
            after = [key for key in network.next(before) if key in on_way and self._item(key)]
            yield Blocker(
                key=before,
                project=item.project,
                owner=self._owner(item),
                planned=self._day(before),
                due=item.due,
                direct=direct,
                through=None if direct and len(keys) == 1 else next(iter(after), None),
            )

    def _on_blockers(
        self, about: Statement, keys: Sequence[str], blockers: Sequence[Blocker]
    ) -> Iterator[Statement]:
        if not blockers:
            yield say("{what} waits for no open work.", what=about)
            return
        rows: list[Cell] = [(WorkItem, blocker.key) for blocker in blockers]
        count = self._facts.of(
            f"work_items:{'+'.join(keys[:1])}",
            "open before",
            len(blockers),
            Unit.COUNT,
            cells=rows,
        )
        yield say("{what} waits for {count} open [item|items].", what=about, count=count)
        projects = {item.project for key in keys if (item := self._item(key))}
        outside = [each for each in blockers if each.project not in projects]
        for blocker in outside[:_OUTSIDE_NAMED]:
            yield self._on_blocker(blocker)

    def _on_blocker(self, blocker: Blocker) -> Statement:
        item = self._names.one(blocker.key)
        what = say("{item}", item=item)
        if blocker.through is not None:
            what = say(
                "{item}, through {on_way},", item=item, on_way=self._names.one(blocker.through)
            )
        owner = blocker.owner or self._facts.of(
            f"work_items:{blocker.key}", "nobody", "nobody", Unit.NAME
        )
        if blocker.planned is None:
            return say("From another project: {what} is with {owner}.", what=what, owner=owner)
        day = self._facts.of(
            f"work_items:{blocker.key}",
            "planned finish",
            blocker.planned,
            Unit.DATE,
            cells=[(WorkItem, blocker.key)],
        )
        text = "From another project: {what} is with {owner} and planned for {day}."
        return say(text, what=what, owner=owner, day=day)

    def _dated(self, found: DatedChains) -> DatedReport:
        dated = found.dated
        if dated.is_milestone:
            name = self._facts.name(Milestone, dated.key)
            row: Cell = (Milestone, dated.key)
        else:
            name, row = self._names.one(dated.key), (WorkItem, dated.key)
        day = self._facts.of(
            f"{row[0].table}:{dated.key}", "must hold", dated.day, Unit.DATE, cells=[row]
        )
        planned = self._chain(ON_PLAN, row, found.planned)
        by_links = self._chain(BY_LINKS, row, found.by_links)
        chain, basis = (
            (found.planned, ON_PLAN) if found.planned is not None else (found.by_links, BY_LINKS)
        )
        if chain is None:
            headline = say("When {name} can be reached by {day} is not known.", name=name, day=day)
        else:
            room = self._room(basis, row, chain.slack)
            headline = say("{name} by {day}: {room}.", name=name, day=day, room=room)
        return DatedReport(
            key=dated.key,
            name=name,
            day=day,
            headline=headline,
            planned=planned,
            by_links=by_links,
        )

    def _room(self, basis: str, row: Cell, slack: float) -> Statement:
        """Say how many working days are left, or are missing."""
        what = "room" if slack >= 0 else "missing"
        days = self._days(f"{row[0].table}:{row[1]}", f"{what} on {basis}", abs(slack), row)
        return (
            say("{days} of room", days=days) if slack >= 0 else say("missed by {days}", days=days)
        )

    def _chain(self, basis: str, row: Cell, chain: Chain | None) -> ReportedChain | None:
        if chain is None:
            return None
        subject = f"{row[0].table}:{row[1]}"
        named = [step.key for step in chain.steps if self._item(step.key)]
        text = _BASIS[basis] + " {room}: {names}."
        return ReportedChain(
            basis=basis,
            float_days=self._days(subject, f"float on {basis}", chain.slack, row),
            steps=tuple(self._steps(basis, subject, chain.steps)),
            near=tuple(self._steps(basis, subject, [e for e in chain.near if self._item(e.key)])),
            statement=say(
                text,
                room=self._room(basis, row, chain.slack),
                names=self._path(named, f"{subject} on {basis}"),
            ),
        )

    def _path(self, keys: Sequence[str], what: str) -> Statement:
        """Return keys as they follow each other; a long chain by its two ends."""
        if not keys:
            return say("{other}", other=self._names.another())
        shown = keys if len(keys) <= _STEPS_NAMED else [*keys[:_ENDS], *keys[-_ENDS:]]
        path = say("{item}", item=self._names.one(shown[0]))
        for place, key in enumerate(shown[1:], start=1):
            if place == _ENDS and len(shown) < len(keys):
                more = self._facts.of(
                    "portfolio", f"steps of {what}", len(keys) - len(shown), Unit.COUNT
                )
                path = say("{path} → {count} more", path=path, count=more)
            path = say("{path} → {item}", path=path, item=self._names.one(key))
        return path

    def _steps(self, basis: str, subject: str, steps: Iterable[Step]) -> Iterator[ChainStep]:
        """Yield steps; several in a row that are not visible are one."""
        was_hidden = False
        for step in steps:
            item = self._item(step.key)
            if item is not None:
                yield self._step(basis, subject, step, item)
            elif not was_hidden:
                yield ChainStep(
                    key=None,
                    project=None,
                    owner=None,
                    finish=None,
                    float_days=None,
                    waits_for_people=False,
                    busy_with=None,
                )
            was_hidden = item is None

    def _step(self, basis: str, subject: str, step: Step, item: WorkItem) -> ChainStep:
        row: Cell = (WorkItem, step.key)
        measure = f"float to {subject} on {basis}"
        return ChainStep(
            key=step.key,
            project=item.project,
            owner=self._owner(item),
            finish=self._planned.day(step.finish),
            float_days=self._days(f"work_items:{step.key}", measure, step.slack, row),
            waits_for_people=step.busy_with is not None,
            busy_with=step.busy_with if self._item(step.busy_with) else None,
        )

    def _days(self, subject: str, measure: str, days: float, row: Cell) -> Fact:
        return self._facts.of(subject, measure, rounded(days), Unit.DAYS, cells=[row])

    def _owner(self, item: WorkItem) -> Fact | None:
        return self._facts.name(Person, item.owner) if item.owner else None

    def _day(self, key: str) -> date | None:
        number = self._planned.backlog.number[key]
        if not self._planned.is_planned(number):
            return None
        return self._planned.day(self._planned.finish(key))

    def _item(self, key: str | None) -> WorkItem | None:
        return self._seen.get(WorkItem, key)
