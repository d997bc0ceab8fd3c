"""Briefs beside published reports: reading, writing and scoring in small."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from evals.human_briefs.__main__ import briefs_beside_reports
from evals.human_briefs.reports import Month, Update, months, references
from evals.human_briefs.scoring import Tally, score
from evals.human_briefs.writing import WORDS, lead_words, plain, quotes

DATA = Path(__file__).parents[2] / "../shared/data"
TEXT = "We met. Then PR #12345 landed, see [the RFC](https://x.test/rust-lang/rfcs/pull/3716).\n- Rest"


def test_references_are_found_however_they_are_written() -> None:
    text = "#123 [x](https://x.test/pull/456) RFC 789 https://x.test/rust-project-goals/issues/105"
    assert references(text) == {"123", "456", "789"}


def test_a_link_becomes_the_number_it_names() -> None:
    assert plain("[the RFC](https://x.test/rfcs/pull/3716) and <https://x.test/y>") == (
        "the RFC (#3716) and"
    )


def test_quotes_are_sentences_of_the_updates_with_what_they_name_first() -> None:
    found = quotes([TEXT, "word " * 500])
    assert any("12345" in each and "3716" in each for each in found)
    assert sum(len(each.split()) for each in found) <= WORDS
    assert len(lead_words([TEXT, "word " * 500]).split()) == WORDS


def test_a_report_is_read_goal_by_goal_without_its_raw_comments(tmp_path: Path) -> None:
    row = {"report": "2025-02", "issue": "7", "author": "a", "date": "2025-02-03", "text": TEXT}
    (tmp_path / "status_updates.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (tmp_path / "monthly_reports").mkdir()
    (tmp_path / "monthly_reports/2025-02.md").write_text(
        "<a href='https://x.test/rust-project-goals/issues/7'>A</a> #3716 landed."
        "<details>#99999</details>"
        "<a href='https://x.test/rust-project-goals/issues/8'>B</a>"
        "<details>No detailed updates available.</details>",
        encoding="utf-8",
    )
    (month,) = months(tmp_path)
    assert month.named == {"7": {"3716"}, "8": frozenset()}
    assert month.silent == {"8"}
    assert month.last == date(2025, 2, 3)


def test_what_no_input_holds_is_counted() -> None:
    day = date(2025, 2, 3)
    told = Month(
        "2025-02",
        date.min,
        day,
        (Update("7", day, TEXT),),
        {"7": frozenset({"3716"})},
        frozenset({"8"}),
    )
    tally = Tally()
    said = {"7": "#3716 of Mon 3 Feb, Tue 4 Feb, 77 %", "8": "Nothing."}
    score(tally, told, said, said["7"], "", "Nothing.")
    assert tally.figures() == {
        "reference_recall": 1.0,
        "of_attainable": 1.0,
        "references": 1,
        "claims": 4,
        "unsupported": 2,
        "silent_flagged": 1.0,
        "words": 10,
    }


@pytest.mark.skipif(not DATA.is_dir(), reason="the public data sets are not here")
def test_nothing_is_unsupported_and_more_is_recalled_than_by_the_first_words() -> None:
    told = briefs_beside_reports(DATA, lambda _: None, most=1)
    assert told["ours"]["unsupported"] == 0
    assert told["ours"]["reference_recall"] >= told["baseline"]["reference_recall"]


def test_without_the_data_there_is_nothing_to_measure(tmp_path: Path) -> None:
    assert briefs_beside_reports(tmp_path, lambda _: None) == {"months": 0}
