"""Reads the set: a box score as facts, a report as tokens, and the errors people marked in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.briefing.claims.names import Names
from assistant.errors import BadSource
from evals.faithfulness.league import add_team, in_letters

_PLAYER = {
    "points": "PTS", "rebounds": "REB", "assists": "AST", "steals": "STL", "blocks": "BLK",
    "turnovers": "TO", "minutes": "MIN", "fouls": "PF", "made": "FGM", "tried": "FGA",
    "threes": "FG3M", "threes tried": "FG3A", "free throws": "FTM", "free throws tried": "FTA",
    "offensive rebounds": "OREB", "defensive rebounds": "DREB", "percent": "FG_PCT",
    "three percent": "FG3_PCT", "free throw percent": "FT_PCT",
}  # fmt: skip
_TEAM = {
    "points": "TEAM-PTS", "rebounds": "TEAM-REB", "assists": "TEAM-AST",
    "turnovers": "TEAM-TOV", "percent": "TEAM-FG_PCT", "three percent": "TEAM-FG3_PCT",
    "free throw percent": "TEAM-FT_PCT", "wins": "TEAM-WINS", "losses": "TEAM-LOSSES",
    "quarter 1": "TEAM-PTS_QTR1", "quarter 2": "TEAM-PTS_QTR2", "quarter 3": "TEAM-PTS_QTR3",
    "quarter 4": "TEAM-PTS_QTR4",
}  # fmt: skip
_SUMMED = (
    "steals", "blocks", "made", "tried", "threes", "threes tried", "free throws",
    "free throws tried", "offensive rebounds",
)  # fmt: skip
_BENCHED = ("points", "rebounds", "assists")
SIDES = ("home", "vis")


@dataclass(frozen=True, slots=True)
class Error:
    """A stretch of tokens, counted from 1, that somebody marked as wrong."""

    first: int
    last: int
    kind: str


@dataclass(frozen=True, slots=True)
class Game:
    """A game's figures by subject, what its subjects are called, and a report about it."""

    id: str
    day: date
    words: tuple[str, ...]
    figures: Mapping[str, Mapping[str, int]]
    team_of: Mapping[str, str]
    names: Names
    errors: tuple[Error, ...]


def games(file: Path) -> Iterator[Game]:
    """Give every game of a file; BadSource names the line that cannot be read."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            yield _game(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise BadSource(f"It is no game: {fault!r}.", file=file.name, row=number) from fault


def _game(row: Mapping[str, Any]) -> Game:
    data = row["data"]
    tokens = row["generated_tokens"]
    month, day, year = map(int, data["day"].split("_"))
    teams = {side: _team(data[f"{side}_line"]) for side in SIDES}
    players = dict(_players(data["box_score"]))
    team_of = dict(_sides(data))
    for side in SIDES:
        mates = [players[player] for player, team in team_of.items() if team == side]
        teams[side] = _sums(mates) | teams[side]
    return Game(
        id=row["id"],
        day=date(2000 + year, month, day),
        words=tuple(tokens.split() if isinstance(tokens, str) else tokens),
        figures=teams | players,
        team_of=team_of,
        names=_names(data),
        errors=tuple(
            Error(each["doc_token_start"], each["doc_token_end"], each["type"])
            for each in row["gold_errors"]
        ),
    )


def _team(line: Mapping[str, str]) -> dict[str, int]:
    figures = {name: int(line[field]) for name, field in _TEAM.items() if _is_figure(line[field])}
    quarters = [figures.get(f"quarter {number}", 0) for number in (1, 2, 3, 4)]
    halves = {"first half": sum(quarters[:2]), "second half": sum(quarters[2:])}
    after = {f"after {played}": sum(quarters[:played]) for played in (1, 2, 3, 4)}
    return figures | halves | after


def _players(box: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, dict[str, int]]]:
    for at, name in box["PLAYER_NAME"].items():
        figures = {
            measure: int(box[field][at])
            for measure, field in _PLAYER.items()
            if _is_figure(box[field][at])
        }
        figures["starts"] = int(box["START_POSITION"][at] != "N/A")
        yield f"people:{name}", figures


def _sums(players: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Return a team's figures that add up from its players', and those of its bench."""
    bench = [figures for figures in players if not figures["starts"]]
    sums = {name: sum(figures.get(name, 0) for figures in players) for name in _SUMMED}
    return sums | {f"bench {name}": sum(each.get(name, 0) for each in bench) for name in _BENCHED}


def _sides(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give each player's team; two teams of a city are told apart by nothing."""
    box = data["box_score"]
    for at, name in box["PLAYER_NAME"].items():
        yield f"people:{name}", "home" if box["TEAM_CITY"][at] == data["home_city"] else "vis"


def _names(data: Mapping[str, Any]) -> Names:
    names = Names()
    for side in SIDES:
        add_team(names, data[f"{side}_city"], data[f"{side}_name"], side)
    box = data["box_score"]
    for at, name in box["PLAYER_NAME"].items():
        names.add_person(_in_letters(name), f"people:{name}")
        names.add(_in_letters(box["SECOND_NAME"][at]), f"people:{name}")
    return names


def _in_letters(name: str) -> str:
    return " ".join(map(in_letters, name.split()))


def _is_figure(text: str) -> bool:
    return text.lstrip("-").isdigit()
