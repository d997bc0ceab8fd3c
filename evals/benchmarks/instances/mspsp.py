"""Reads multi-skill instances as MiniZinc data: `mspsp/*.dzn` of the MiniZinc benchmarks.

    n_skills, n_workers, n_tasks     whole numbers
    has_skills                       a set of skills for each worker
    d                                a duration for each task
    rr                               skills × tasks: how many workers give that skill
    suc                              a set of tasks for each task: what waits for it

Skills and tasks count from one. Anything else in the file is an error that names its line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from assistant.errors import BadInput, BadSource
from assistant.planning.solvers.multiskill.problem import MultiSkillProblem

T = TypeVar("T")

_NAMES = ("n_skills", "n_workers", "n_tasks", "has_skills", "d", "rr", "suc")
_STATEMENT = re.compile(r"\s*(?P<name>[A-Za-z]\w*)\s*=\s*(?P<value>[^;]*);")
_SET = re.compile(r"\{([^{}]*)\}|(\d+)\s*\.\.\s*(\d+)")


@dataclass(frozen=True)
class _Value:
    file: str
    line: int
    text: str

    def refuse(self, why: str) -> BadSource:
        return BadSource(why, file=self.file, row=self.line)

    def number(self) -> int:
        return _whole(self, self.text)

    def numbers(self, length: int) -> list[int]:
        inside = self._inside("[", "]")
        found = [_whole(self, each) for each in inside.split(",") if each.strip()]
        return _counted(self, found, length)

    def table(self, rows: int, columns: int) -> list[list[int]]:
        inside = self._inside("[|", "|]")
        lines = [row for row in inside.split("|") if row.strip()] if columns else []
        if columns and len(lines) != rows:
            raise self.refuse(f"There are {len(lines)} rows, {rows} were announced.")
        cells = [[_whole(self, each) for each in row.split(",") if each.strip()] for row in lines]
        return [_counted(self, row, columns) for row in cells]

    def sets(self, length: int, highest: int) -> list[list[int]]:
        inside = self._inside("[", "]")
        if _SET.sub("", inside).replace(",", "").strip():
            raise self.refuse("This is not a list of sets, like [{1, 2}, {}].")
        found = [self._members(match) for match in _SET.finditer(inside)]
        for members in found:
            if any(not 1 <= each <= highest for each in members):
                raise self.refuse(f"A set holds a number that is not from 1 to {highest}.")
        return [[each - 1 for each in members] for members in _counted(self, found, length)]

    def _members(self, match: re.Match[str]) -> list[int]:
        listed, first, last = match.groups()
        if listed is None:
            return list(range(int(first), int(last) + 1))
        return [_whole(self, each) for each in listed.split(",") if each.strip()]

    def _inside(self, opening: str, closing: str) -> str:
        text = self.text.strip()
        if not (text.startswith(opening) and text.endswith(closing)):
            raise self.refuse(f"This does not stand between {opening} and {closing}.")
        return text[len(opening) : -len(closing)]


def read_mspsp(path: Path) -> MultiSkillProblem:
    """Return the problem of a file; BadSource names the line that cannot be used."""
    values = _values(path)
    skills, workers, tasks = (values[name].number() for name in _NAMES[:3])
    after = values["suc"].sets(tasks, tasks)
    needs = values["rr"].table(skills, tasks)
    before: list[list[int]] = [[] for _ in after]
    for task, waiting in enumerate(after):
        for each in dict.fromkeys(waiting):
            before[each].append(task)
    try:
        return MultiSkillProblem(
            durations=tuple(values["d"].numbers(tasks)),
            needs=tuple(tuple(row[task] for row in needs) for task in range(tasks)),
            skills=tuple(map(frozenset, values["has_skills"].sets(workers, skills))),
            predecessors=tuple(map(tuple, before)),
        )
    except BadSource:
        raise
    except BadInput as refused:
        raise BadSource(refused.message, file=path.name) from refused


def read_references(path: Path) -> dict[str, tuple[int, bool]]:
    """Return the best makespan known by instance, and whether it is proved; none without a file."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["instance"]: (int(row["best_known"]), row["status"] == "OPTIMAL")
            for row in csv.DictReader(file)
        }


def _values(path: Path) -> dict[str, _Value]:
    text = re.sub(r"%[^\n]*", "", path.read_text(encoding="utf-8", errors="replace"))
    found: dict[str, _Value] = {}
    end = 0
    while text[end:].strip():
        match = _STATEMENT.match(text, end)
        line = text.count("\n", 0, end + len(text[end:]) - len(text[end:].lstrip())) + 1
        if match is None or match["name"] not in _NAMES:
            known = ", ".join(_NAMES)
            raise BadSource(f"Here one of {known} = …; is expected.", file=path.name, row=line)
        found[match["name"]] = _Value(path.name, line, match["value"].strip())
        end = match.end()
    if missing := [name for name in _NAMES if name not in found]:
        raise BadSource(f"There is no {missing[0]} in it.", file=path.name)
    return found


def _whole(value: _Value, text: str) -> int:
    if not re.fullmatch(r"\s*\d+\s*", text):
        raise value.refuse(f"“{text.strip()[:20]}” is not a whole number from zero up.")
    return int(text)


def _counted(value: _Value, found: Sequence[T], length: int) -> list[T]:
    if len(found) != length:
        raise value.refuse(f"There are {len(found)} values, {length} were announced.")
    return list(found)
