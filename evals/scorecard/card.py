"""The scorecard as a page, its history, and the comparison with the baseline."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

Figures = Mapping[str, Mapping[str, float]]
"""By suite, then by figure; more is better."""

_SLACK = 1e-9


def read_history(file: Path) -> list[dict[str, Figures]]:
    """Return what was measured before, the oldest first."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]


def fallen(figures: Figures, baseline: Figures) -> Iterator[str]:
    """Name every figure that is worse than its baseline; what was not measured is left out."""
    for suite, least in baseline.items():
        measured = figures.get(suite, {})
        for name, value in least.items():
            if name in measured and measured[name] < value - _SLACK:
                yield f"{suite}: {name} is {measured[name]}, was {value}"


def markdown(figures: Figures, baseline: Figures, history: Sequence[Mapping[str, Figures]]) -> str:
    """Return the scorecard as Markdown."""
    lines = [
        "# Scorecard",
        "",
        "More is better; what should be nothing is counted below zero.",
        "",
    ]
    lines += ["| suite | figure | now | baseline | before |", "|---|---|---|---|---|"]
    for suite, name, value in _rows(figures):
        before = ", ".join(_past(history, suite, name)) or "–"
        least = baseline.get(suite, {}).get(name)
        lines.append(f"| {suite} | {name} | {value:g} | {_told(least)} | {before} |")
    return "\n".join(lines) + "\n"


def page(figures: Figures, baseline: Figures, history: Sequence[Mapping[str, Figures]]) -> str:
    """Return the scorecard as a page without scripts."""
    rows = "".join(
        f"<tr><td>{html.escape(suite)}<td>{html.escape(name)}<td>{value:g}"
        f"<td>{_told(baseline.get(suite, {}).get(name))}"
        f"<td>{', '.join(_past(history, suite, name)) or '–'}"
        for suite, name, value in _rows(figures)
    )
    return (
        "<!doctype html><meta charset=utf-8><title>Scorecard</title><h1>Scorecard</h1>"
        "<table border=1><tr><th>suite<th>figure<th>now<th>baseline<th>before"
        f"{rows}</table>\n"
    )


def _rows(figures: Figures) -> Iterator[tuple[str, str, float]]:
    for suite, measured in figures.items():
        for name, value in measured.items():
            yield suite, name, value


def _past(history: Sequence[Mapping[str, Figures]], suite: str, name: str) -> list[str]:
    """Return the last few values of a figure, the oldest first."""
    values = (entry["figures"].get(suite, {}).get(name) for entry in history)
    return [f"{value:g}" for value in values if value is not None][-5:]


def _told(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"
