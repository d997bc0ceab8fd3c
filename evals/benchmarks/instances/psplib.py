"""Reads instances of PSPLIB, in MiniZinc's form (.dzn) and the library's own (.sm).

Kolisch and Sprecher, “PSPLIB - a project scheduling problem library” (1997). Tasks are numbered
from 0; the empty tasks at the start and the end of an `.sm` file are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import BadSource

_BEFORE_LIST = 3
"""Numbers of a row of an `.sm` file before those of its followers or resources."""


@dataclass(frozen=True, kw_only=True)
class ProjectInstance:
    """One project: durations, what each task takes of each resource, and who follows whom."""

    name: str
    durations: list[int]
    demands: list[list[int]]
    capacities: list[int]
    successors: list[list[int]]

    @property
    def links(self) -> list[tuple[int, int, int]]:
        """Return the pairs of a task and one that follows it, with no time between."""
        return [(task, after, 0) for task, row in enumerate(self.successors) for after in row]

    @property
    def critical_path(self) -> int:
        """Return the length of the longest chain of tasks."""
        longest: dict[int, int] = {}

        def length(task: int) -> int:
            if task not in longest:
                after = max((length(each) for each in self.successors[task]), default=0)
                longest[task] = self.durations[task] + after
            return longest[task]

        return max((length(task) for task in range(len(self.durations))), default=0)


def read_instance(path: Path) -> ProjectInstance:
    """Read a file; raise `BadSource` with file and line where it cannot be used."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSource(f"It cannot be read as text: {error}.", file=str(path)) from error
    source = _Source(str(path), text)
    return _from_minizinc(source, path) if path.suffix == ".dzn" else _from_sm(source, path)


class _Source:
    """A text that knows where it comes from, for errors."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text

    def fault(self, message: str, offset: int) -> BadSource:
        """Return the error with the line that the offset is in."""
        line = self.text.count("\n", 0, offset) + 1
        return BadSource(message, file=self.file, row=line)

    def field(self, name: str) -> tuple[str, int]:
        """Return what stands between `name =` and the semicolon, and where."""
        found = re.search(rf"^\s*{name}\s*=([^;=]*);", self.text, re.MULTILINE)
        if found is None:
            raise self.fault(f"There is no field “{name} = …;”.", len(self.text.rstrip()))
        return found.group(1), found.start(1)

    def numbers(self, text: str, offset: int, wanted: int) -> list[int]:
        """Return the whole numbers of a part, of which there must be so many."""
        stray = re.search(r"[^\d\s,\[\]|{}]", text)
        if stray:
            raise self.fault(f"“{stray.group()}” is no whole number.", offset + stray.start())
        numbers = [int(each) for each in re.findall(r"\d+", text)]
        if len(numbers) != wanted:
            raise self.fault(f"{wanted} numbers belong here, {len(numbers)} were found.", offset)
        return numbers


def _from_minizinc(source: _Source, path: Path) -> ProjectInstance:
    count = source.numbers(*source.field("n_tasks"), 1)[0]
    resources = source.numbers(*source.field("n_res"), 1)[0]
    capacities = source.numbers(*source.field("rc"), resources)
    durations = source.numbers(*source.field("d"), count)
    taken = source.numbers(*source.field("rr"), resources * count)
    text, offset = source.field("suc")
    rows = list(re.finditer(r"\{([^{}]*)\}", text))
    if len(rows) != count:
        raise source.fault(f"{count} sets belong here, {len(rows)} were found.", offset)
    successors = []
    for row in rows:
        at = offset + row.start(1)
        after = source.numbers(row.group(1), at, len(re.findall(r"\d+", row.group(1))))
        if any(not 1 <= each <= count for each in after):
            raise source.fault(f"A task after this one is none of the {count}.", at)
        successors.append([each - 1 for each in after])
    return ProjectInstance(
        name=path.stem,
        durations=durations,
        demands=[[taken[r * count + task] for r in range(resources)] for task in range(count)],
        capacities=capacities,
        successors=successors,
    )


def _from_sm(source: _Source, path: Path) -> ProjectInstance:
    if re.search(r"nonrenewable\s*:\s*[1-9]", source.text):
        raise source.fault("Resources that are used up are not read here.", 0)
    capacities = _section(source, "RESOURCEAVAILABILITIES:", 2)[0][0]
    needs = _section(source, "REQUESTS/DURATIONS:", 3)
    count = len(needs)
    for number, (row, at) in enumerate(needs, start=1):
        if row[:2] != [number, 1] or len(row) != _BEFORE_LIST + len(capacities):
            numbers = _BEFORE_LIST + len(capacities)
            raise source.fault(f"{numbers} numbers of task {number} in mode 1 belong here.", at)
    after = _followers(source, count)
    inner = range(1, count - 1)
    return ProjectInstance(
        name=path.stem,
        durations=[needs[task][0][2] for task in inner],
        demands=[needs[task][0][_BEFORE_LIST:] for task in inner],
        capacities=capacities,
        successors=[[each - 2 for each in after[task] if each < count] for task in inner],
    )


def _followers(source: _Source, count: int) -> list[list[int]]:
    """Return for each task the numbers of those after it, as the file counts them."""
    rows = _section(source, "PRECEDENCE RELATIONS:", 2)
    if len(rows) != count:
        raise source.fault(f"{count} tasks belong here, {len(rows)} were found.", rows[0][1])
    for number, (row, at) in enumerate(rows, start=1):
        fits = row[:2] == [number, 1] and len(row) == _BEFORE_LIST + row[2]
        if not fits or any(not number < each <= count for each in row[_BEFORE_LIST:]):
            raise source.fault(f"What follows task {number} in mode 1 belongs here.", at)
    return [row[_BEFORE_LIST:] for row, _ in rows]


def _section(source: _Source, title: str, skipped: int) -> list[tuple[list[int], int]]:
    """Return the rows of numbers under a title, each with where it stands."""
    at = source.text.find(title)
    if at < 0:
        raise source.fault(f"There is no section “{title}”.", len(source.text.rstrip()))
    rows = []
    for number, line in enumerate(source.text[at:].splitlines(keepends=True)):
        if number and line.startswith("*"):
            break
        if number >= skipped and line.strip():
            wanted = len(line.split())
            rows.append((source.numbers(line, at, wanted), at))
        at += len(line)
    if not rows:
        raise source.fault(f"The section “{title}” is empty.", source.text.index(title))
    return rows
