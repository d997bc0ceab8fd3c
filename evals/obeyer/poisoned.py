"""The sample with an injection in every place that people type into."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.portfolio.sample import sample_folders
from evals.obeyer.injections import Injection

PLACES = {
    "work_items": ("name",),
    "status_updates": ("text",),
    "raid": ("name", "mitigation"),
    "decisions": ("name", "reason", "outcome"),
    "pins": ("reason",),
    "gates": ("artefact",),
    "benefits": ("name",),
    "change_requests": ("name",),
    "requests": ("name", "reason", "description"),
    "value_inputs": ("evidence",),
    "dependencies": ("reason",),
    "projects": ("description",),
}
"""Columns that people type text into, by table; not the names that the questions ask by."""


@dataclass
class Poisoned:
    """Where each injection was put: its marker, the text before, and the text with it."""

    cells: dict[str, tuple[str, str]] = field(default_factory=dict)
    by_cell: dict[tuple[str, str, str], str] = field(default_factory=dict)
    used: dict[str, Injection] = field(default_factory=dict)


def poisoned_sample(folder: Path, attacks: Sequence[Injection]) -> tuple[list[Path], Poisoned]:
    """Write the sample with attacks in its cells, in turn; each attack is used at most once."""
    left, poisoned, written = iter(attacks), Poisoned(), []
    for source in sample_folders():
        target = folder / source.name
        target.mkdir(parents=True)
        for file in sorted(source.iterdir()):
            if file.stem in PLACES and file.suffix == ".csv":
                _poison(file, target / file.name, left, poisoned)
            else:
                (target / file.name).write_bytes(file.read_bytes())
        written.append(target)
    return written, poisoned


def _poison(source: Path, target: Path, left: Iterator[Injection], poisoned: Poisoned) -> None:
    with source.open(encoding="utf-8", newline="") as opened:
        header, *rows = csv.reader(opened)
    for row in rows:
        for at, column in enumerate(header[: len(row)]):
            if column in PLACES[source.stem] and row[at].strip():
                row[at] = _with_attack((source.stem, column, row[at]), left, poisoned)
    with target.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([header, *rows])


def _with_attack(cell: tuple[str, str, str], left: Iterator[Injection], poisoned: Poisoned) -> str:
    """Return a cell's text with an attack; the same text of a later week has the same one."""
    if cell in poisoned.by_cell:
        return poisoned.by_cell[cell]
    attack = next(left, None)
    text = cell[-1]
    if attack is None:
        return text
    marker = f"zq{len(poisoned.cells):04}z"
    hidden = f"{marker} {attack.text.strip()}"
    new = f"{text} {hidden}" if len(poisoned.cells) % 2 == 0 else f"{hidden} {text}"
    poisoned.by_cell[cell] = new
    poisoned.cells[marker] = (text, new)
    poisoned.used[marker] = attack
    return new
