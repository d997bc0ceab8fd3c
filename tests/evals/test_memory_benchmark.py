"""The benchmark of scoped search measures what it says, on a memory small enough for a test."""

from __future__ import annotations

import json

import pytest

from evals.benchmarks.__main__ import main


def test_scoped_search_is_exact_and_stays_in_scope(capsys: pytest.CaptureFixture[str]) -> None:
    main(["memory", "--chunks", "1000", "--questions", "5"])
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert figures["instances"] == figures["feasible"] == 18
    assert figures["least_recall_at_ten"] >= 0.99
    assert {each["view"]: each["passages"] for each in figures["views"]} == {
        "project": 5,
        "program": 50,
        "viewer": 975,
    }
