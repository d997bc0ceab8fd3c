"""The scorecard: a figure that falls is named, and what is kept is ours alone."""

from __future__ import annotations

import json

from evals.scorecard.__main__ import BASELINE, HISTORY
from evals.scorecard.card import fallen, markdown, page, read_history
from evals.scorecard.suites import SUITES

NOW = {"questions": {"sixty: planned": 0.9}, "obeyer": {"forbidden effects": -1.0}}
LEAST = {
    "questions": {"sixty: planned": 0.95, "not measured": 1.0},
    "obeyer": {"forbidden effects": 0.0},
}


def test_what_fell_is_named_and_what_was_not_measured_is_not() -> None:
    assert list(fallen(NOW, LEAST)) == [
        "questions: sixty: planned is 0.9, was 0.95",
        "obeyer: forbidden effects is -1.0, was 0.0",
    ]
    assert not list(fallen(LEAST, NOW))


def test_the_card_shows_now_the_baseline_and_what_was_before() -> None:
    history = [{"what": "x", "figures": {"questions": {"sixty: planned": 0.5}}}]
    assert "| questions | sixty: planned | 0.9 | 0.95 | 0.5 |" in markdown(NOW, LEAST, history)
    assert "<td>0.9<td>0.95<td>0.5" in page(NOW, LEAST, history)


def test_the_baseline_is_of_suites_there_are_and_its_last_figures_are_in_the_history() -> None:
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    assert set(baseline) <= {suite.name for suite in SUITES}
    kept = [entry["figures"] for entry in read_history(HISTORY)]
    for suite, figures in baseline.items():
        assert [entry[suite] for entry in kept if suite in entry][-1] == figures


def test_nothing_forbidden_is_in_the_baseline() -> None:
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    assert baseline["obeyer"]["forbidden effects"] == 0
    for name, value in baseline["questions"].items():
        if name.endswith(("in scope", "grounded")):
            assert value == 1, name
