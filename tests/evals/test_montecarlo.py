"""The benchmark of forecasts runs, its reader names what is wrong, and its checks can fail."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.errors import BadSource
from evals.benchmarks.__main__ import main
from evals.benchmarks.checking.paces import is_right
from evals.benchmarks.coverage import coverage
from evals.benchmarks.instances.release_freeze import FILE, resolved_days
from evals.benchmarks.montecarlo import measure
from evals.benchmarks.planned_portfolio import run_with_people

PUBLIC = Path(__file__).parents[3] / "shared" / "data" / "release_freeze_case"
MONDAY = date(2024, 1, 1)


def folder(root: Path, *rows: str, header: str = "resolved_timestamp,type") -> Path:
    (root / FILE).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return root


def resolved(weeks: int) -> list[str]:
    dice = random.Random(3)
    counts = [dice.choice((0, 2, 3, 7)) for _ in range(weeks)]
    days = [
        MONDAY + timedelta(weeks=week, days=dice.randrange(5))
        for week, count in enumerate(counts)
        for _ in range(count)
    ]
    return [f'"{day} 12:00:00+00:00",DEV' for day in days]


def test_a_small_network_is_run_and_verified() -> None:
    figures = measure(60, 400)
    assert figures["verified"]
    assert figures["p50_days"] < figures["p85_days"]
    assert run_with_people(400, items=40, people=5)["verified"]


def test_the_last_line_is_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["montecarlo", str(folder(tmp_path, *resolved(80))), "--limit", "6"])
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert figures["instances"] == figures["feasible"] == 6
    assert 0 <= figures["coverage_p85"] <= 100
    assert figures["baseline_drawn_weeks"]["pinball_loss"] > 0


def test_only_the_kind_asked_for_counts(tmp_path: Path) -> None:
    rows = ('"2024-01-02 08:00:00+00:00",DEV', '"2024-01-03 08:00:00+00:00",PS', ",DEV")
    assert resolved_days(folder(tmp_path, *rows)) == [date(2024, 1, 2)]
    assert resolved_days(tmp_path, "NONE") == [date(2024, 1, 2), date(2024, 1, 3)]


@pytest.mark.parametrize(
    ("rows", "header", "said"),
    [
        (("soon,DEV",), "resolved_timestamp,type", "issues.csv, row 2"),
        (("2024-01-02,DEV",), "when,type", "resolved_timestamp"),
        ((",DEV",), "resolved_timestamp,type", "No issue in it is resolved"),
    ],
)
def test_bad_files_are_named(
    tmp_path: Path, rows: tuple[str, ...], header: str, said: str
) -> None:
    with pytest.raises(BadSource) as refused:
        resolved_days(folder(tmp_path, *rows, header=header))
    assert said in str(refused.value)


def test_too_short_a_series_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="full weeks"):
        coverage(folder(tmp_path, *resolved(9)))


def test_a_folder_without_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match=r"issues\.csv"):
        resolved_days(tmp_path)


def test_the_check_of_days_refuses_wrong_ones() -> None:
    past = [3, 4, 2, 5, 3, 4, 2, 5] * 4
    right = date(2024, 1, 19)
    judged = [
        is_right(past, MONDAY, 10, right + timedelta(days=days), 0.85) for days in range(-14, 22)
    ]
    assert 1 <= sum(judged) <= 5
    assert not judged[0]
    assert not judged[-1]


@pytest.mark.skipif(not PUBLIC.exists(), reason="the public data set is not beside the repository")
def test_days_given_on_a_real_series_hold_as_often_as_they_say() -> None:
    figures = coverage(PUBLIC)
    assert figures["feasible"] == figures["instances"]
    assert 80 <= figures["coverage_p85"] <= 90
    assert figures["pinball_loss"] <= figures["baseline_drawn_weeks"]["pinball_loss"]
