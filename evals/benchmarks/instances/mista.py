"""Reads multi-project instances of the MISTA 2013 challenge and the .mm projects they name.

    number of projects
    for each: release date, length of the critical path, .mm file      each on its own line
    number of resources
    capacities of what the projects share; -1 where each has its own

The .mm files are PSPLIB multi-mode projects (Kolisch and Sprecher, 1996).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import BadInput, BadSource
from assistant.planning.solvers.multimode.problem import Job, Mode, MultiModeProblem, Project

_OWN = -1

CHALLENGE_BEST = {
    "A-1": (1, 23),
    "A-2": (2, 41),
    "A-3": (0, 50),
    "A-4": (65, 42),
    "A-5": (153, 105),
    "A-6": (147, 96),
    "A-7": (596, 196),
    "A-8": (302, 155),
    "A-9": (223, 119),
    "A-10": (969, 314),
}
"""Best total delay and total makespan of the challenge, as passed on; later work found better."""


@dataclass(frozen=True)
class _Line:
    file: str
    number: int
    text: str

    def refuse(self, why: str) -> BadSource:
        return BadSource(why, file=self.file, row=self.number)

    def numbers(self, least: int = 1) -> list[int]:
        words = self.text.split()
        if len(words) < least or not all(re.fullmatch(r"-?\d+", word) for word in words):
            raise self.refuse(f"At least {least} whole numbers are expected here.")
        return [int(word) for word in words]


class _Lines:
    """The lines of a file that hold something, one after the other."""

    def __init__(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8", errors="replace").splitlines()
        self._file = path.name
        self._left = [
            _Line(path.name, number, line)
            for number, line in reversed(list(enumerate(text, start=1)))
            if line.strip()
        ]

    def next(self) -> _Line:
        if not self._left:
            raise BadSource("The file ends too early.", file=self._file)
        return self._left.pop()

    def after(self, heading: str) -> _Line:
        """Return the line after one that begins with a heading."""
        line = self.next()
        while not line.text.strip().startswith(heading):
            line = self.next()
        return self.next()


@dataclass(frozen=True)
class _File:
    """A .mm file: jobs, and the capacities of its renewable and non-renewable resources."""

    jobs: tuple[Job, ...]
    renewable: tuple[int, ...]
    nonrenewable: tuple[int, ...]


def read_mista(path: Path) -> MultiModeProblem:
    """Return the problem of a file; BadSource names file and line that cannot be used."""
    lines = _Lines(path)
    listed = []
    for _ in range(lines.next().numbers()[0]):
        release, critical_path = lines.next().numbers()[0], lines.next().numbers()[0]
        listed.append((release, critical_path, lines.next()))
    places = lines.next()
    line = lines.next()
    capacities = line.numbers(places.numbers()[0])
    projects = [_project(path, *each, capacities, line) for each in listed]
    shared = tuple(None if each == _OWN else each for each in capacities)
    renewable = len(projects[0].renewable) if projects else 0
    if any(each is not None for each in shared[renewable:]):
        raise line.refuse("Only renewable resources can be shared.")
    try:
        return MultiModeProblem(tuple(projects), shared[:renewable])
    except BadSource:
        raise
    except BadInput as refused:
        raise BadSource(refused.message, file=path.name) from refused


def _project(
    path: Path, release: int, critical_path: int, named: _Line, capacities: list[int], at: _Line
) -> Project:
    source = path.parent / named.text.strip()
    if not source.is_file():
        raise named.refuse(f"There is no file {named.text.strip()}.")
    read = _read_mm(source)
    if len(read.renewable) + len(read.nonrenewable) != len(capacities):
        raise at.refuse(f"{source.name} does not have {len(capacities)} resources.")
    return Project(
        name=source.stem,
        release=release,
        critical_path=critical_path,
        jobs=read.jobs,
        renewable=tuple(
            own if capacities[place] == _OWN else None for place, own in enumerate(read.renewable)
        ),
        nonrenewable=read.nonrenewable,
    )


def _read_mm(path: Path) -> _File:
    lines = _Lines(path)
    count = _counted(lines, "jobs")
    lines.after("RESOURCES")
    lines = _Lines(path)
    renewable, nonrenewable = _counted(lines, "- renewable"), _counted(lines, "- nonrenewable")
    modes_of, before = _links(lines, count)
    line = lines.after("jobnr. mode")
    jobs = []
    for job in range(count):
        line = line if job == 0 else lines.next()
        if set(line.text.strip()) == {"-"}:
            line = lines.next()
        modes = []
        for mode in range(modes_of[job]):
            line = line if mode == 0 else lines.next()
            modes.append(_mode(line, 1 if mode else 2, renewable, nonrenewable))
        jobs.append(Job(tuple(modes), tuple(before[job])))
    lines.after("RESOURCEAVAILABILITIES")
    line = lines.next()
    stock = line.numbers(renewable + nonrenewable)
    return _File(tuple(jobs), tuple(stock[:renewable]), tuple(stock[renewable:]))


def _counted(lines: _Lines, name: str) -> int:
    while True:
        line = lines.next()
        match = re.match(rf"\s*{name}[^:]*:\s*(\d+)", line.text)
        if match:
            return int(match[1])


def _links(lines: _Lines, count: int) -> tuple[list[int], list[list[int]]]:
    """Return how many modes each job has and what is before it."""
    modes: list[int] = []
    before: list[list[int]] = [[] for _ in range(count)]
    line = lines.after("jobnr.")
    for job in range(count):
        line = line if job == 0 else lines.next()
        numbers = line.numbers(3)
        if numbers[0] != job + 1 or len(numbers) != 3 + numbers[2]:
            raise line.refuse(f"Job {job + 1}, its modes and its successors are expected here.")
        modes.append(numbers[1])
        for after in numbers[3:]:
            if not 1 <= after <= count:
                raise line.refuse(f"There is no job {after}.")
            before[after - 1].append(job)
    return modes, before


def _mode(line: _Line, ahead: int, renewable: int, nonrenewable: int) -> Mode:
    """Return the mode of a line, in which its number, or its job's and its, stand ahead."""
    numbers = line.numbers()
    if len(numbers) != ahead + 1 + renewable + nonrenewable:
        raise line.refuse(
            "A mode, its duration and an amount for each resource are expected here."
        )
    duration, *amounts = numbers[ahead:]
    if duration < 0 or min(amounts, default=0) < 0:
        raise line.refuse("A duration or an amount is negative.")
    return Mode(duration, tuple(amounts[:renewable]), tuple(amounts[renewable:]))
