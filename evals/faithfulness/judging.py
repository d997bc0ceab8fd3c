"""Holds every figure of a report against the box score: right, wrong, or of nothing known.

The figures are read by the product's own reader; what a game's words mean is the table below. A
figure belongs to the player or team named last; a sentence that names none goes on about the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.briefing.claims.number_words import digits, number_word
from assistant.briefing.claims.tokens import Token
from evals.faithfulness.games import Game

_NOUNS = {
    "point": "points", "points": "points", "rebound": "rebounds", "rebounds": "rebounds",
    "board": "rebounds", "boards": "rebounds", "assist": "assists", "assists": "assists",
    "dime": "assists", "dimes": "assists", "steal": "steals", "steals": "steals",
    "block": "blocks", "blocks": "blocks", "blocked": "blocks", "swats": "blocks",
    "turnover": "turnovers", "turnovers": "turnovers", "minute": "minutes", "minutes": "minutes",
    "three": "threes", "threes": "threes", "triples": "threes", "fouls": "fouls",
}  # fmt: skip
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "opening": 1}
_LONG_RANGE = frozenset(
    ["three", "long", "deep", "beyond", "downtown", "arc", "distance", "range", "threes"]
)
_FREE = frozenset(["line", "stripe", "free", "charity", "foul"])
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_REACH = 7
_THROWS = {
    "fg": ("made", "tried"), "3pt": ("threes", "threes tried"),
    "ft": ("free throws", "free throws tried"),
}  # fmt: skip
_RANGES = frozenset({"range", "line", "arc", "land", "shooting", "territory", "attempts"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A stretch of tokens, counted from 1, with whether the figures bear it out."""

    first: int
    last: int
    kind: str
    right: bool


def judge(game: Game) -> list[Judged]:
    """Return every claim of a report that the figures could speak to."""
    return list(_Report(game).judged())


class _Report:
    def __init__(self, game: Game) -> None:
        self._game = game
        self._found = [
            Token(word, word.casefold(), at, at + 1) for at, word in enumerate(game.words)
        ]
        self._low = [token.low for token in self._found]
        self._about: str | None = None
        self._player: str | None = None
        self._team: str | None = None
        self._named: list[str] = []
        self._ends = 0

    def judged(self) -> Iterator[Judged]:
        at = 0
        while at < len(self._found):
            if self._low[at] == ".":
                self._ends = at + 1
                self._named = []
            named = self._game.names.find(self._found, at)
            if named is not None and self._found[at].is_capitalised:
                self._name(named.subjects)
                at = named.end
                continue
            judged, after = self._claim(at)
            yield from judged
            at = max(after, at + 1)

    def _name(self, subjects: frozenset[str]) -> None:
        sure = min(subjects) if len(subjects) == 1 else None
        if sure is None and self._player in subjects:
            sure = self._player
        self._named.append(sure or "")
        if sure in {"home", "vis"}:
            self._team = sure
        else:
            self._player = sure
            self._team = self._game.team_of.get(sure or "")
        self._about = self._who(sure)

    def _who(self, last: str | None) -> str | None:
        """Return whose figures follow: the player of the sentence, though a team is named later."""
        players = [name for name in self._named if name.startswith("people:")]
        return players[-1] if players else last

    def _thrower(self, at: int) -> str | None:
        """Return the player whose figures stand at a place: he, where no player is named."""
        if self._about not in {"home", "vis"}:
            return self._about
        return self._player if {"he", "his"} & set(self._low[self._ends : at]) else None

    def _claim(self, at: int) -> tuple[list[Judged], int]:
        for way in (self._record, self._shooting, self._score, self._double, self._weekday):
            found = way(at)
            if found is not None:
                return found
        return self._counted(at)

    def _figure(self, at: int) -> tuple[int, int] | None:
        if at < len(self._low) and self._low[at] in {"a", "an"}:
            return (1, at + 1) if self._word(at + 1) in _NOUNS else None
        read = digits(self._found, at) or number_word(self._found, at)
        if read is None or read.ordinal or read.low < 0:
            return None
        value = (read.low + read.high) / 2
        return (int(value), read.end) if value == int(value) else None

    def _word(self, at: int) -> str:
        return self._low[at] if 0 <= at < len(self._low) else ""

    def _near(self, at: int) -> list[str]:
        """Return the words after a place, up to the end of its clause."""
        near: list[str] = []
        for low in self._low[at : at + _REACH]:
            if low in {".", ",", "and", "while"} and near:
                break
            near.append(low)
        return near

    def _of(self, subject: str | None, measure: str) -> int | None:
        return self._game.figures.get(subject or "", {}).get(measure)

    def _record(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “( 32 - 18 )” after a team."""
        if self._word(at) != "(" or self._word(at + 2) != "-" or self._word(at + 4) != ")":
            return None
        judged = []
        for place, measure in ((at + 1, "wins"), (at + 3, "losses")):
            figure, known = self._figure(place), self._of(self._team, measure)
            if figure is not None and known is not None:
                judged.append(_number(place, place, right=figure[0] == known))
        return judged, at + 5

    def _shooting(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “7 - of - 14 shooting”, by where it says the throws were from."""
        joined = [self._word(at + step) for step in (1, 2, 3)]
        if joined != ["-", "of", "-"]:
            return None
        made, tried = self._figure(at), self._figure(at + 4)
        if made is None or tried is None:
            return None
        near, thrower = set(self._near(at + 5)), self._thrower(at)
        kind = ("made", "tried")
        if near & _LONG_RANGE:
            kind = ("threes", "threes tried")
        elif near & _FREE:
            kind = ("free throws", "free throws tried")
        judged = [
            _number(place, place, right=figure[0] == self._of(thrower, measure))
            for place, figure, measure in ((at, made, kind[0]), (at + 4, tried, kind[1]))
            if thrower is not None
        ]
        return judged, at + 5

    def _score(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “113 - 107”: of rebounds or a quarter where the sentence says so, else final."""
        first, second = self._figure(at), self._figure(at + 2)
        if first is None or second is None or self._word(at + 1) not in {"-", "to"}:
            return None
        if not self._found[at].is_figure or not self._found[at + 2].is_figure:
            return None
        kind = _THROWS.get(self._word(at + 3))
        if kind is not None:
            return self._thrown(at, (first[0], second[0]), kind), at + 4
        measure = self._compared(at)
        sides = [self._of(side, measure) for side in ("home", "vis")]
        known = sorted((side for side in sides if side is not None), reverse=True)
        told = sorted((first[0], second[0]), reverse=True)
        if len(known) < len(sides):
            return [], at + 3
        places = (at, at + 2) if first[0] >= second[0] else (at + 2, at)
        judged = [
            _number(place, place, right=figure == side)
            for place, figure, side in zip(places, told, known, strict=True)
        ]
        return judged, at + 3

    def _thrown(self, at: int, told: tuple[int, int], kind: tuple[str, str]) -> list[Judged]:
        """Judge “4 - 7 FG”: made and tried."""
        thrower = self._thrower(at)
        if thrower is None:
            return []
        return [
            _number(place, place, right=figure == self._of(thrower, measure))
            for place, figure, measure in zip((at, at + 2), told, kind, strict=True)
        ]

    def _compared(self, at: int) -> str:
        said = self._low[self._ends : at + _REACH + 3]
        quarter = self._stretch(said)
        if quarter is not None:
            return quarter
        return (
            "rebounds" if {"rebounding", "boards", "glass", "rebounds"} & set(said) else "points"
        )

    def _stretch(self, said: Sequence[str]) -> str | None:
        for place, low in enumerate(said[1:], start=1):
            if low in {"quarter", "period"} and said[place - 1] in _QUARTERS:
                return f"quarter {_QUARTERS[said[place - 1]]}"
            if low == "half" and said[place - 1] in {"first", "second"}:
                return f"{said[place - 1]} half"
        return None

    def _double(self, at: int) -> tuple[list[Judged], int] | None:
        wanted = {"double": 2, "triple": 3}.get(self._word(at))
        if wanted is None or [self._word(at + 1), self._word(at + 2)] != ["-", "double"]:
            return None
        known = self._game.figures.get(self._thrower(at) or "", {})
        tens = sum(
            known.get(each, 0) >= 10  # noqa: PLR2004 - what the word means
            for each in ("points", "rebounds", "assists", "steals", "blocks")
        )
        told = "starts" in known
        return ([Judged(at + 1, at + 3, "WORD", tens >= wanted)] if told else []), at + 3

    def _weekday(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge the day of the game, which the first sentence tells."""
        if self._word(at) not in _DAYS or "." in self._low[:at]:
            return None
        right = _DAYS[self._game.day.weekday()] == self._word(at)
        return [Judged(at + 1, at + 1, "NAME", right)], at + 1

    def _counted(self, at: int) -> tuple[list[Judged], int]:
        """Judge a figure by the noun after it: “38 points”, “a steal”, “39 percent”."""
        figure = self._figure(at)
        if figure is None:
            return self._unbacked(at)
        value, end = figure
        place = end + (self._word(end) == "-") + (self._word(end) == "of")
        noun = self._word(place)
        if noun == "percent":
            return self._percent(at, value, place)
        if noun in _NOUNS:
            return self._noun(at, value, place), place + 1
        return [], end

    def _percent(self, at: int, value: int, place: int) -> tuple[list[Judged], int]:
        near = set(self._near(place + 1))
        measure = "percent"
        if near & _LONG_RANGE:
            measure = "three percent"
        elif near & _FREE:
            measure = "free throw percent"
        known = self._of(self._team, measure)
        if known is None:
            return [], place + 1
        return [_number(at, place - 1, right=value == known)], place + 1

    def _noun(self, at: int, value: int, place: int) -> list[Judged]:
        measure, near = _NOUNS[self._word(place)], self._near(place + 1)
        last = at + max(0, place - at - 1 - (self._word(place - 1) in {"-", "of"}))
        stretch = self._stretch([self._word(place), *near])
        if near[:1] and near[0] in {"win", "victory", "lead", "loss", "game", "defeat"}:
            return self._margin(at, last, value, near[0])
        if stretch is not None or (measure == "points" and "first" in near[:2]):
            known = self._of(self._team, stretch or "")
            told = self._about in {"home", "vis"} and known is not None
            return [_number(at, last, right=value == known)] if told else []
        if near[:1] and near[0] in _RANGES:
            return []
        about = self._thrower(at) or self._about
        known = self._of(about, measure)
        if about is None or (known is None and about in {"home", "vis"}):
            return []
        return [_number(at, last, right=value == known)]

    def _margin(self, at: int, last: int, value: int, noun: str) -> list[Judged]:
        home, away = self._of("home", "points"), self._of("vis", "points")
        if home is None or away is None or noun in {"lead", "game"}:
            return []
        return [_number(at, last, right=value == abs(home - away))]

    def _unbacked(self, at: int) -> tuple[list[Judged], int]:
        """Judge a place in the team's row of scorers: “second on the team”."""
        ranks = {"second": 2, "third": 3, "fourth": 4}
        rank, player = ranks.get(self._word(at)), self._thrower(at)
        on_team = self._low[at + 1 : at + 4] == ["on", "the", "team"]
        if rank is None or not on_team or player is None:
            return [], at + 1
        mine = self._of(player, "points") or 0
        better = sum(
            figures.get("points", 0) > mine
            for player, figures in self._game.figures.items()
            if self._game.team_of.get(player) == self._team
        )
        return [_number(at, at, right=better + 1 == rank)], at + 1


def _number(first: int, last: int, *, right: bool) -> Judged:
    return Judged(first + 1, last + 1, "NUMBER", right)
