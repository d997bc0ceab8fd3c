"""Portfolios to write about: the sample, and seeded relatives with other names, days and amounts."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from pathlib import Path
from random import Random

from assistant.portfolio.sample import sample_folders

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOVED = {"milestones": ("forecast", "committed"), "work_items": ("due",), "decisions": ("due",)}
_SCALED = {
    "budgets": ("baseline", "forecast", "planned_value", "earned_value", "actual_cost"),
    "decisions": ("cost_of_waiting",),
    "milestones": ("penalty",),
    "projects": ("running_cost", "scope_current"),
}
_FIRST = [
    "Ana",
    "Bo",
    "Chidi",
    "Dara",
    "Emre",
    "Freya",
    "Gita",
    "Hugo",
    "Ines",
    "Jun",
    "Kofi",
    "Lena",
    "Mateo",
    "Nour",
    "Otis",
    "Pia",
]
_LAST = [
    "Abel",
    "Brandt",
    "Cho",
    "Duarte",
    "Eze",
    "Fox",
    "Grau",
    "Holm",
    "Ito",
    "Jung",
    "Kane",
    "Lopes",
    "Moss",
    "Nash",
    "Orr",
    "Paz",
]
_PROJECTS = [
    "Aurora",
    "Bastion",
    "Comet",
    "Delta",
    "Ember",
    "Fjord",
    "Gable",
    "Hazel",
    "Indigo",
    "Juniper",
    "Kestrel",
    "Lotus",
]


def relative_of_sample(seed: int, folder: Path) -> list[Path]:
    """Write the sample with other names, days and amounts; return its folders, oldest first."""
    random = Random(seed)  # noqa: S311 - seeded on purpose, nothing secret
    renamed = _renamed(random)
    factor, days = random.choice((3, 7, 9, 13)), 7 * random.randint(-2, 3)
    written = []
    for source in sample_folders():
        target = folder / source.name
        target.mkdir(parents=True)
        for file in sorted(source.iterdir()):
            text = file.read_text(encoding="utf-8")
            if file.suffix == ".csv":
                text = _changed(text, file.stem, renamed, factor, days)
            (target / file.name).write_text(text, encoding="utf-8")
        written.append(target)
    return written


def _renamed(random: Random) -> dict[str, str]:
    first = sample_folders()[0]
    people = [row["name"] for row in _rows(first / "people.csv")]
    projects = [row["name"] for row in _rows(first / "projects.csv")]
    names = [f"{first} {last}" for first in _FIRST for last in _LAST]
    calls = [f"{name}{end}" for name in _PROJECTS for end in ("", " II")]
    random.shuffle(names)
    random.shuffle(calls)
    return dict(zip(people, names, strict=False)) | dict(zip(projects, calls, strict=False))


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _changed(text: str, table: str, renamed: dict[str, str], factor: int, days: int) -> str:
    lines = list(csv.reader(text.splitlines()))
    header = lines[0]
    for row in lines[1:]:
        for at, name in enumerate(header[: len(row)]):
            row[at] = _cell(row[at], name, table, factor, days)
            if name == "name":
                row[at] = _called(row[at], renamed)
    return "\n".join(",".join(map(_quoted, row)) for row in lines) + "\n"


def _cell(cell: str, name: str, table: str, factor: int, days: int) -> str:
    if name in _MOVED.get(table, ()) and _DAY.fullmatch(cell):
        return (date.fromisoformat(cell) + timedelta(days=days)).isoformat()
    if name in _SCALED.get(table, ()):
        return re.sub(r"\d[\d.]*", lambda found: f"{float(found[0]) * factor / 8:.0f}", cell)
    return cell


def _called(cell: str, renamed: dict[str, str]) -> str:
    for old, new in renamed.items():
        cell = re.sub(rf"\b{re.escape(old)}\b", new, cell)
    return cell


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if re.search(r'[,"\n]', cell) else cell
