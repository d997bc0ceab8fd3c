"""What else holds work back than people's time: gates, change freezes, limits on work at once.

A gate into approval, design or build that a project has not passed yet keeps what is not started
from starting before the day the gate is planned for. A gate without a day holds nothing up that
could be computed, and is named. What a project has passed without its gate is under way: that is
governance's matter, not the plan's.

Work goes on in a freeze; what goes live when it is finished does so on the first day of work after
a freeze of its systems. That is the item a release needs or, where it names none, what goes out
with it last: nothing else of the release waits for it.

A team with a limit starts nothing new while it has that many items under way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from assistant.planning.capacity.working_days import WorkingDays
from assistant.planning.inputs.backlog import Backlog, Candidate
from assistant.planning.inputs.freezes import Freezes
from assistant.portfolio.people import Team
from assistant.portfolio.project import Gate, GateDecision, Milestone, Project, Stage
from assistant.portfolio.snapshot import Snapshot

_STAGES = (
    Stage.IDEA, Stage.APPROVAL, Stage.DESIGN, Stage.BUILD, Stage.TEST, Stage.RELEASE,
)  # fmt: skip
_BEFORE_WORK = (Stage.APPROVAL, Stage.DESIGN, Stage.BUILD)
_PASSED = frozenset({GateDecision.APPROVED, GateDecision.CONDITIONAL, GateDecision.WAIVED})


@dataclass(frozen=True, slots=True, order=True)
class Frozen:
    """What is finished later than `after`, and before `thaw`, goes live at `thaw`.

    Both are times on the line of working days; `thaw` is the end of the first day of work that is
    free. `freeze` is the key of the freeze.
    """

    after: float
    thaw: float
    freeze: str


@dataclass(frozen=True, slots=True)
class Restrictions:
    """What holds candidates back, by their number.

    `not_before` is the time before which one may not start, `gates` the keys of the gates that it
    waits for, with or without a day. `frozen` are the days it may not go live, sorted. `limits`
    are the most items a team has under way, by team.
    """

    not_before: Mapping[int, float] = field(default_factory=dict)
    gates: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    frozen: Mapping[int, tuple[Frozen, ...]] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)

    def freeze_of(self, item: int, finish: float) -> str | None:
        """Return the key of the freeze that an item's finish was put off by, if any."""
        thawed = (each for each in self.frozen.get(item, ()) if each.thaw == finish)
        return next((each.freeze for each in thawed), None)


def read_restrictions(snapshot: Snapshot, backlog: Backlog, line: WorkingDays) -> Restrictions:
    """Return what holds the candidates of a backlog back, on a line of working days."""
    gates = _Gates(snapshot)
    waiting = {
        number: open_gates
        for number, candidate in enumerate(backlog.candidates)
        if not candidate.is_started
        and (open_gates := gates.before_work(candidate.item.project or ""))
    }
    opening = {
        number: float(max(line.place(day), 0))
        for number, found in waiting.items()
        if (day := _opening(found)) is not None
    }
    return Restrictions(
        not_before={number: time for number, time in opening.items() if time > 0},
        gates={number: tuple(gate.key for gate in found) for number, found in waiting.items()},
        frozen=_frozen(snapshot, backlog, line),
        limits={team.key: team.wip_limit for team in snapshot.all(Team) if team.wip_limit},
    )


class _Gates:
    """The gates that projects have still to pass before work on them may start."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._today = snapshot.as_of
        self._stages = {project.key: project.stage for project in snapshot.all(Project)}
        self._gates: dict[str, list[Gate]] = {}
        for gate in snapshot.all(Gate):
            if gate.stage in _BEFORE_WORK:
                self._gates.setdefault(gate.project, []).append(gate)

    def before_work(self, project: str) -> tuple[Gate, ...]:
        """Return the gates ahead of a project, by key."""
        return tuple(
            gate for gate in self._gates.get(project, ()) if self._is_ahead(gate, project)
        )

    def _is_ahead(self, gate: Gate, project: str) -> bool:
        stage = self._stages.get(project)
        if stage in _STAGES and _STAGES.index(stage) >= _STAGES.index(gate.stage):
            return False
        if stage is not None and stage not in _STAGES:
            return False
        decided = gate.decided_on is None or gate.decided_on <= self._today
        return not (gate.decision in _PASSED and decided)


def _opening(gates: Sequence[Gate]) -> date | None:
    """Return the latest day a gate is planned for; None where none has a day."""
    return max((gate.decided_on for gate in gates if gate.decided_on is not None), default=None)


def _frozen(
    snapshot: Snapshot, backlog: Backlog, line: WorkingDays
) -> dict[int, tuple[Frozen, ...]]:
    """Return the frozen days of each candidate that goes live when it is finished."""
    freezes = Freezes(snapshot)
    releases = [
        each for each in snapshot.all(Milestone) if each.is_release and each.actual is None
    ]
    unnamed = {each.key for each in releases if each.needs_item is None}
    needed = {each.needs_item for each in releases}
    found: dict[int, tuple[Frozen, ...]] = {}
    for number, candidate in enumerate(backlog.candidates):
        is_last = candidate.item.release in unnamed and _is_last(candidate, backlog)
        if is_last or candidate.key in needed:
            systems = _systems(candidate, snapshot)
            found[number] = tuple(_spans(freezes, systems, line))
    return {number: spans for number, spans in found.items() if spans}


def _is_last(candidate: Candidate, backlog: Backlog) -> bool:
    """Say whether nothing that goes out with the same release waits for an item."""
    after = backlog.numbers(backlog.graph.successors(candidate.key))
    releases = {backlog.candidates[number].item.release for number in after}
    return candidate.item.release not in releases


def _systems(candidate: Candidate, snapshot: Snapshot) -> tuple[str, ...]:
    """Return the systems an item changes: its own, else those of its project."""
    project = snapshot.get(Project, candidate.item.project or "")
    return candidate.item.systems or (project.systems if project else ())


def _spans(freezes: Freezes, systems: tuple[str, ...], line: WorkingDays) -> Iterable[Frozen]:
    for freeze in freezes.concerning(systems):
        free = freezes.first_free(freeze.end + timedelta(days=1), systems)
        place = max(line.place(free), 0)
        while not line.is_worked(place) or freezes.over(line.day(place), systems):
            place += 1
        after = float(max(line.place(freeze.start), 0))
        if freeze.end >= line.start and place > after:
            yield Frozen(after, float(place + 1), freeze.key)
