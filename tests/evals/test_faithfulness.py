"""Reports of games: a small one written here, and the public set where it is there."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import BadSource
from evals.faithfulness.__main__ import absent, measured, refused
from evals.faithfulness.games import games
from evals.faithfulness.tables import Pair, absent_figures, pairs, unbacked_figures

SHARED = Path(__file__).parents[3] / "shared/data/security-evals/faithfulness"
FILE = SHARED / "rotowire-generated-with-gold-errors.train60.jsonl"


def _line(points: int, wins: int, losses: int) -> dict[str, str]:
    quarters = {f"TEAM-PTS_QTR{number}": str(points // 4) for number in (1, 2, 3, 4)}
    return quarters | {
        "TEAM-PTS": str(points), "TEAM-REB": "40", "TEAM-AST": "20", "TEAM-TOV": "10",
        "TEAM-FG_PCT": "45", "TEAM-FG3_PCT": "33", "TEAM-FT_PCT": "80", "TEAM-WINS": str(wins),
        "TEAM-LOSSES": str(losses),
    }  # fmt: skip


def _row(text: str, errors: list[tuple[int, int, str]]) -> dict[str, Any]:
    players = {"0": ("Ann Abel", "Oslo", "30"), "1": ("Bea Blom", "Bergen", "12")}
    fields = [
        "PTS",
        "REB",
        "AST",
        "STL",
        "BLK",
        "TO",
        "MIN",
        "PF",
        "FGM",
        "FGA",
        "FG3M",
        "FG3A",
        "FTM",
        "FTA",
        "OREB",
        "DREB",
        "FG_PCT",
        "FG3_PCT",
        "FT_PCT",
    ]
    box: dict[str, dict[str, str]] = {field: dict.fromkeys(players, "3") for field in fields}
    box["PLAYER_NAME"] = {at: name for at, (name, _, _) in players.items()}
    box["SECOND_NAME"] = {at: name.split()[-1] for at, (name, _, _) in players.items()}
    box["TEAM_CITY"] = {at: city for at, (_, city, _) in players.items()}
    box["PTS"] = {at: points for at, (_, _, points) in players.items()}
    box["START_POSITION"] = dict.fromkeys(players, "G")
    marks = [
        {"doc_token_start": first, "doc_token_end": last, "type": kind}
        for first, last, kind in errors
    ]
    data = {
        "home_name": "Elks", "home_city": "Oslo", "vis_name": "Seals", "vis_city": "Bergen",
        "home_line": _line(100, 5, 2), "vis_line": _line(88, 3, 4), "day": "02_03_17",
        "box_score": box,
    }  # fmt: skip
    return {"id": "T1", "data": data, "generated_tokens": text.split(), "gold_errors": marks}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    text = (
        "The Elks ( 5 - 2 ) defeated the Seals ( 3 - 5 ) , 100 - 88 . Ann Abel led the team with "
        "31 points , three rebounds and two steals . Bea Blom had 12 points and an assist ."
    )
    file = tmp_path / "games.jsonl"
    row = _row(
        text, [(13, 13, "NUMBER"), (25, 25, "NUMBER"), (31, 31, "NUMBER"), (39, 39, "NUMBER")]
    )
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return file


def test_wrong_figures_are_found_and_right_ones_left(written: Path) -> None:
    (game,) = games(written)
    wrong = [game.words[each.first - 1] for each in refused(game)]
    assert wrong == ["5", "31", "two", "an"]


def test_a_figure_that_stands_anywhere_passes_the_naive_check(written: Path) -> None:
    (game,) = games(written)
    assert [game.words[each.first - 1] for each in absent(game)] == ["31"]


def test_a_line_that_is_no_game_is_named(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(BadSource, match="row 1"):
        list(games(file))


TOLD = [
    ("The Elks beat them . The Seals ( 3 - 4 ) shot 45 percent .", []),
    ("The Elks outscored the Seals 25 - 22 in the third quarter .", []),
    ("The Elks outscored the Seals 25 - 23 in the third quarter .", ["23"]),
    ("The Seals outscored the Elks 22 - 25 in the third quarter .", ["outscored"]),
    ("The Elks took a 50 - 44 lead into halftime .", []),
    ("The Elks took a 12 - point win .", []),
    ("The Elks took a 13 - point win .", ["13"]),
    ("The Elks held the Seals to 45 percent and forced them to commit 11 turnovers .", ["11"]),
    ("Ann Abel and Bea Blom combined for 42 points .", []),
    ("Ann Abel and Bea Blom combined for 40 points .", ["40"]),
    ("Ann Abel shot 0 - of - 3 from the line .", ["0"]),
    ("Ann Abel has combined for 42 points over her last two games .", ["42"]),
    ("Ann Abel won the second straight game .", ["second"]),
    ("Bea Blom led the team with 12 points .", []),
    ("Ann Abel led the way for the Seals .", ["Seals"]),
    ("The Seals were led by Ann Abel .", ["Seals"]),
    ("Bea Blom had a game - high 12 points .", ["game"]),
    ("Ann Abel had a game - high 30 points .", []),
    ("Ann Abel came off the bench .", ["off"]),
    ("The Elks won a road victory .", ["road"]),
    ("The host Seals lost .", ["host"]),
    ("The Elks will meet the Bulls next .", ["Bulls"]),
    ("The Elks had two players in double figures .", ["two"]),
    ("The Elks had one players in double figures .", []),
    ("Ann Abel was shy of a double - double .", []),
    ("Ann Abel had a double - double .", ["double"]),
    ("The Elks pulled away . Ann Abel was there .", []),
    ("The Elks battled back .", ["battled"]),
    ("Carl Cox had 77 points .", ["Carl"]),
    ("Ann Abel had 30 points , while Bea Blom added 12 points .", ["Bea"]),
]


@pytest.mark.parametrize(("text", "wrong"), TOLD, ids=[text for text, _ in TOLD])
def test_what_a_report_says_is_held_against_the_game(
    tmp_path: Path, text: str, wrong: list[str]
) -> None:
    file = tmp_path / "games.jsonl"
    file.write_text(json.dumps(_row(text, [])) + "\n", encoding="utf-8")
    (game,) = games(file)
    assert [game.words[each.first - 1] for each in refused(game)] == wrong


def test_a_team_given_the_others_figures_is_a_wrong_name(tmp_path: Path) -> None:
    text = "The Elks ( 5 - 2 ) shot 41 percent from the field and 25 percent from deep ."
    row = _row(text, [])
    row["data"]["vis_line"] |= {"TEAM-FG_PCT": "41", "TEAM-FG3_PCT": "25"}
    file = tmp_path / "games.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (game,) = games(file)
    assert [(game.words[each.first - 1], each.kind) for each in refused(game)] == [
        ("Elks", "NAME")
    ]


def test_marked_errors_of_the_public_set_are_found() -> None:
    if not FILE.exists():
        pytest.skip("the public set is not beside the repository")
    figures: Any = measured(list(games(FILE)))
    assert figures["all"]["number"]["recall"] >= 0.90
    assert figures["all"]["number"]["precision"] >= 0.86
    assert figures["held_out"]["number"]["recall"] >= 0.84
    assert figures["held_out"]["number"]["precision"] >= 0.81
    assert figures["held_out"]["all_kinds"]["recall"] >= 0.69
    assert figures["held_out"]["all_kinds"]["precision"] >= 0.84
    assert figures["all"]["presence_check_numbers"]["recall"] <= 0.1


def _pairs(tmp_path: Path, true: str, false: str) -> Pair:
    table = [["player", "country", "score\r"], ["Ann", "Norway", "134"], ["Bea", "Norway", "136"]]
    file = tmp_path / "tables.jsonl"
    row = {"table": table, "true_statement": true, "false_statement": false}
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (pair,) = pairs(file)
    return pair


def test_a_figure_of_another_row_is_refused(tmp_path: Path) -> None:
    pair = _pairs(tmp_path, "ann had a score of 134", "ann had a score of 136")
    assert not unbacked_figures(pair, pair.true)
    assert unbacked_figures(pair, pair.false) == [136.0]
    assert not absent_figures(pair, pair.false)


def test_rows_are_counted(tmp_path: Path) -> None:
    pair = _pairs(tmp_path, "two players came from norway", "three players came from norway")
    assert not unbacked_figures(pair, pair.true)
    assert unbacked_figures(pair, pair.false) == [3.0]


def test_a_line_that_is_no_table_is_named(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"table": 1}\n', encoding="utf-8")
    with pytest.raises(BadSource, match="row 1"):
        list(pairs(file))
