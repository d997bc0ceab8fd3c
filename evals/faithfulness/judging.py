"""Holds every figure of a report against the box score: right, wrong, or of nothing known.

The figures are read by the product's own reader; what a game's words mean is the table below. A
figure belongs to the player or team named last; a sentence that names none goes on about the last.
"""

from __future__ import annotations

from collections.abc import Sequence

from evals.faithfulness.game_words import (
    DAYS,
    FREE,
    LONG_RANGE,
    NOUNS,
    PARTIAL,
    PLACES,
    QUARTERS,
    RANGES,
    REACH,
    THROWS,
    UNTOLD,
)
from evals.faithfulness.judged import Judged, a_number
from evals.faithfulness.report import Report

_SUMS = frozenset({"combined", "averaged", "averaging"})
"""Words before figures of several games or players, which a box score does not hold."""


class JudgedReport(Report):
    """A report whose claims are held against the game's figures."""

    def _claim(self, at: int) -> tuple[list[Judged], int]:
        for way in (
            self._led,
            self._record,
            self._shooting,
            self._score,
            self._double,
            self._weekday,
        ):
            found = way(at)
            if found is not None:
                return found
        return self._counted(at)

    def _led(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “led the team” and “led the bench”: nobody of those had more points."""
        if self._word(at) != "led" or self._word(at + 1) != "the":
            return None
        player = self._about if self._about not in {"home", "vis"} else None
        mine = self._of(player, "points")
        if mine is None:
            return None
        bench = bool({"bench", "unit", "reserves"} & set(self._low[at + 2 : at + 4]))
        rivals = (
            figures.get("points", 0)
            for other, figures in self._game.figures.items()
            if self._game.team_of.get(other) == self._team
            and not (bench and figures.get("starts"))
        )
        return [Judged(at + 1, at + 1, "WORD", mine >= max(rivals, default=0))], at + 2

    def _record(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “( 32 - 18 )” after a team."""
        if self._word(at) != "(" or self._word(at + 2) != "-" or self._word(at + 4) != ")":
            return None
        judged = []
        for place, measure in ((at + 1, "wins"), (at + 3, "losses")):
            figure, known = self._figure(place), self._of(self._team, measure)
            if figure is not None and known is not None:
                judged.append(a_number(place, place, right=figure[0] == known))
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
        if near & LONG_RANGE:
            kind = ("threes", "threes tried")
        elif near & FREE:
            kind = ("free throws", "free throws tried")
        judged = [
            self._of_player(place, place, thrower, measure, figure[0])
            for place, figure, measure in ((at, made, kind[0]), (at + 4, tried, kind[1]))
            if thrower is not None
        ]
        return judged, at + 5

    def _score(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “113 - 107”: of rebounds or a quarter where the sentence says so, else final."""
        first, second = self._figure(at), self._figure(at + 2)
        in_digits = all(self._word(place)[:1].isdigit() for place in (at, at + 2))
        if first is None or second is None or not in_digits or self._word(at + 1) != "-":
            return None
        kind = THROWS.get(self._word(at + 3))
        if kind is not None:
            return self._thrown(at, (first[0], second[0]), kind), at + 4
        measure = self._compared(at)
        if measure == "points" and self._word(at + 3) in PARTIAL:
            return [], at + 4
        return self._both_sides(at, (first[0], second[0]), measure), at + 3

    def _both_sides(self, at: int, told: tuple[int, int], measure: str) -> list[Judged]:
        """Judge a score by the better and the worse side's figure."""
        sides = [self._of(side, measure) for side in ("home", "vis")]
        known = sorted((side for side in sides if side is not None), reverse=True)
        if len(known) < len(sides):
            return []
        places = (at, at + 2) if told[0] >= told[1] else (at + 2, at)
        return [
            a_number(place, place, right=figure == side)
            for place, figure, side in zip(places, sorted(told, reverse=True), known, strict=True)
        ]

    def _thrown(self, at: int, told: tuple[int, int], kind: tuple[str, str]) -> list[Judged]:
        """Judge “4 - 7 FG”: made and tried."""
        thrower = self._thrower(at)
        if thrower is None:
            return []
        return [
            self._of_player(place, place, thrower, measure, figure)
            for place, figure, measure in zip((at, at + 2), told, kind, strict=True)
        ]

    def _compared(self, at: int) -> str:
        said = self._low[self._ends : at + REACH + 3]
        if self._low[at + 5 : at + 8] == ["final", "12", "minutes"]:
            return "quarter 4"
        quarter = self._stretch(said)
        if quarter is not None:
            return quarter
        return (
            "rebounds" if {"rebounding", "boards", "glass", "rebounds"} & set(said) else "points"
        )

    def _stretch(self, said: Sequence[str]) -> str | None:
        for place, low in enumerate(said[1:], start=1):
            if low in {"quarter", "period"} and said[place - 1] in QUARTERS:
                return f"quarter {QUARTERS[said[place - 1]]}"
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
        """Judge the day of the game, which the first sentence tells; no other day is in the data."""
        if self._word(at) not in DAYS:
            return None
        right = "." not in self._low[:at] and DAYS[self._game.day.weekday()] == self._word(at)
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
        if self._is_untold(end, place):
            return [a_number(at, at, right=False)], end
        if noun in NOUNS:
            return self._noun(at, value, place), place + 1
        return [], end

    def _is_untold(self, end: int, place: int) -> bool:
        """Say whether a figure counts what no box score does: “four of their last five games”."""
        noun, following = self._word(place), self._word(place + 1)
        in_row = [self._word(end + step) for step in (0, 1, 2)] == ["in", "a", "row"]
        of_last = self._word(end) == "of" and following in {"last", "past"}
        return noun in UNTOLD or in_row or of_last

    def _percent(self, at: int, value: int, place: int) -> tuple[list[Judged], int]:
        near = set(self._near(place + 1))
        if not near & PLACES:
            near |= set(self._low[max(self._ends, at - REACH - 1) : at])
        measure = "percent"
        if near & LONG_RANGE:
            measure = "three percent"
        elif near & FREE:
            measure = "free throw percent"
        known = self._of(self._team, measure)
        if known is None:
            return [], place + 1
        return [a_number(at, place - 1, right=abs(value - known) <= 1)], place + 1

    def _noun(self, at: int, value: int, place: int) -> list[Judged]:
        measure, near = NOUNS[self._word(place)], self._near(place + 1)
        last = at + max(0, place - at - 1 - (self._word(place - 1) in {"-", "of"}))
        following = near[0] if near else ""
        stretch = self._stretch([self._word(place), *near])
        if following in {"win", "victory", "lead", "loss", "game", "defeat"}:
            return self._margin(at, last, value, following)
        if stretch is not None or (measure == "points" and "first" in near[:2]):
            known = self._of(self._team, stretch or "")
            told = self._about in {"home", "vis"} and known is not None
            return [a_number(at, last, right=value == known)] if told else []
        if following == "over" or _SUMS & set(self._low[at - 3 : at]):
            return [a_number(at, last, right=False)]
        return [] if following in RANGES else self._stated(at, last, measure, value)

    def _stated(self, at: int, last: int, measure: str, value: int) -> list[Judged]:
        """Judge a figure of the game, of him or of the team that was named."""
        about = self._thrower(at) or self._about
        known = self._of(about, measure)
        if about is None or (known is None and about in {"home", "vis"}):
            return []
        return [self._of_player(at, last, about, measure, value)]

    def _margin(self, at: int, last: int, value: int, noun: str) -> list[Judged]:
        home, away = self._of("home", "points"), self._of("vis", "points")
        if home is None or away is None or noun in {"lead", "game"}:
            return []
        return [a_number(at, last, right=value == abs(home - away))]

    def _unbacked(self, at: int) -> tuple[list[Judged], int]:
        """Judge a place in the team's row of scorers: “second on the team”."""
        ranks = {"second": 2, "third": 3, "fourth": 4}
        rank, player = ranks.get(self._word(at)), self._thrower(at)
        on_team = self._low[at + 1 : at + 4] == ["on", "the", "team"]
        if rank is None or not on_team or player is None:
            again = rank is not None and self._low[at + 1 : at + 4] == ["double", "-", "double"]
            return [a_number(at, at, right=False)] if again else [], at + 1
        mine = self._of(player, "points") or 0
        better = sum(
            figures.get("points", 0) > mine
            for player, figures in self._game.figures.items()
            if self._game.team_of.get(player) == self._team
        )
        return [a_number(at, at, right=better + 1 == rank)], at + 1
