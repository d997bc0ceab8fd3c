"""Reports of games: a small one written here, and the public set where it is there."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import BadSource
from evals.faithfulness.__main__ import absent, scores
from evals.faithfulness.games import games
from evals.faithfulness.meant import judge

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
    ]
    box: dict[str, dict[str, str]] = {field: dict.fromkeys(players, "3") for field in fields}
    box["PLAYER_NAME"] = {at: name for at, (name, _, _) in players.items()}
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
    wrong = [game.words[each.first - 1] for each in judge(game) if not each.right]
    assert wrong == ["5", "31", "two", "an"]


def test_a_figure_that_stands_anywhere_passes_the_naive_check(written: Path) -> None:
    (game,) = games(written)
    assert [game.words[each.first - 1] for each in absent(game)] == ["31"]


def test_a_line_that_is_no_game_is_named(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(BadSource, match="row 1"):
        list(games(file))


def test_marked_errors_of_the_public_set_are_found() -> None:
    if not FILE.exists():
        pytest.skip("the public set is not beside the repository")
    read = list(games(FILE))
    wrong = [[each for each in judge(game) if not each.right] for game in read]
    numbers = scores(read, wrong, "NUMBER")
    naive = scores(read, [list(absent(game)) for game in read], "NUMBER")
    assert numbers["recall"] >= 0.83
    assert numbers["precision"] >= 0.80
    assert naive["recall"] <= 0.1
