"""Judges standings among players: who led, who was next, a game high, the only other, a starter."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from evals.faithfulness.game_words import NOUNS, REACH
from evals.faithfulness.games import SIDES
from evals.faithfulness.judged import Judged, a_number, a_word
from evals.faithfulness.report import Report

_TEN = 10
"""What double figures begin at."""

_TENS = {"double": 2, "triple": 3}
_COUNTED = ("points", "rebounds", "assists", "steals", "blocks")
_RANKS = {"second": 2, "third": 3, "fourth": 4}
_COUNTING = {"scoring": "points", "rebounding": "rebounds", "glass": "rebounds"}
_MISSED = frozenset({"shy", "short", "near", "nearly", "almost", "missed", "away", "flirted"})
_RESERVES = ("off the bench", "reserve role")


class RankedReport(Report):
    """A report whose standings are held against all players' figures."""

    def _led(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “led the team”, “paced the bench”: nobody of those had more points."""
        if self._word(at) not in {"led", "paced"} or self._word(at + 1) != "the":
            return None
        player = self._about if self._about not in SIDES else None
        measure = self._counted_after(at)
        mine = self._of(player, measure)
        if player is None or mine is None or "to" in self._low[at + 3 : at + 5]:
            return None
        bench = bool({"bench", "unit", "reserves"} & set(self._low[at + 2 : at + 4]))
        right = mine >= self._most(self._mates(player, bench=bench), measure)
        last = at + 2 + (self._word(at + 3) == "unit")
        if bench and self._of(player, "starts"):
            return [a_word(at, last, right=False)], at + 2
        return [a_word(at, at, right=right)], at + 2

    def _led_by(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “were led by him”."""
        named = self._subjects(at + 2) if self._says(at, "led by") else None
        if named is None or len(named[0]) > 1:
            return None
        player = min(named[0])
        mine = self._of(player, "points")
        if mine is None or player in SIDES or self._is_joined(named[1]):
            return None
        return [a_word(at, at, right=mine >= self._most(self._mates(player)))], at + 2

    def _is_joined(self, at: int) -> bool:
        """Say whether another player stands beside the one named before a place."""
        return self._word(at) == "and" and self._subjects(at + 1) is not None

    def _high(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “a game - high 31 points”, “team - high of 13 rebounds”, “high - point man”."""
        player = self._thrower(at)
        group = self._group(at, player)
        if player is None or group is None:
            return None
        measure = self._counted_after(at)
        mine = self._of(player, measure)
        if mine is None:
            return None
        starter = self._word(at) == "bench" and bool(self._of(player, "starts"))
        return [
            a_word(at, at + 2, right=mine >= self._most(group, measure) and not starter)
        ], at + 3

    def _group(self, at: int, player: str | None) -> list[str] | None:
        """Return among whom a high is claimed to be the highest."""
        if self._says(at, "game - high"):
            return list(self._game.team_of)
        if self._says(at, "team - high") or self._says(at, "high - point man"):
            return self._mates(player)
        if self._says(at, "bench - leading") or self._says(at, "bench - high"):
            return self._mates(player, bench=True)
        return None

    def _counted_after(self, at: int) -> str:
        """Return what is counted first after a place: points, where nothing is."""
        after = self._low[at + 3 : at + 3 + REACH]
        counted = (_COUNTING.get(low) or NOUNS.get(low) for low in after)
        return next((measure for measure in counted if measure is not None), "points")

    def _only_other(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “the only other starter in double figures”: all others were named before."""
        if not self._says(at, "only other"):
            return None
        player = self._doer(at)
        if player is None or not self._scores_double(at):
            return None
        group = [each for each in self._mates(player) if self._in_double_figures(each)]
        said = self._low[at + 2 : at + 5]
        starting = "starter" in said
        rest = [
            each
            for each in group
            if each not in {*self._seen, player} and (not starting or self._of(each, "starts"))
        ]
        right = not rest and len(group) > 1
        right = right and (not starting or bool(self._of(player, "starts")))
        last = self._low.index("double", at) + 1
        return [a_word(at, last, right=right and self._in_double_figures(player))], at + 2

    def _scores_double(self, at: int) -> bool:
        said = self._low[at : at + 2 * REACH]
        said = said[: said.index(".")] if "." in said else said
        return any(
            word == "double" and following in {"figures", "digits"}
            for word, following in pairwise(said)
        )

    def _doer(self, at: int) -> str | None:
        """Return who a claim is about: he who was named, or who is named after “was”."""
        named = self._thrower(at)
        if named is not None and self._named:
            return named
        return self._coming(at)

    def _coming(self, at: int) -> str | None:
        """Return the next player that the sentence names."""
        for place in range(at, len(self._low)):
            if self._low[place] == ".":
                return None
            found = self._subjects(place)
            if found is not None and len(found[0]) == 1 and min(found[0]) not in SIDES:
                return min(found[0])
        return None

    def _double(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge a double-double; of him who is named later, where the sentence opens with it."""
        wanted = _TENS.get(self._word(at))
        missed = _MISSED & set(self._before(at)[-REACH:])
        if wanted is None or missed or not self._says(at + 1, "- double"):
            return None
        player = self._thrower(at) if self._named or "it" in self._before(at) else None
        known = self._game.figures.get(player or self._coming(at) or self._thrower(at) or "", {})
        tens = sum(known.get(each, 0) >= _TEN for each in _COUNTED)
        told = "points" in known
        return ([a_word(at, at + 2, right=tens >= wanted)] if told else []), at + 3

    def _reserve(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “off the bench”, “in a reserve role”: he did not start."""
        words = next((each for each in _RESERVES if self._says(at, each)), None)
        player = self._thrower(at)
        starts = self._of(player, "starts")
        if words is None or starts is None or "points" not in self._game.figures[player or ""]:
            return None
        last = at + len(words.split()) - 1
        return [a_word(at, last, right=not starts)], last + 1

    def _rank(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge a place in the team's row of scorers: “second on the team”."""
        rank, player = _RANKS.get(self._word(at)), self._thrower(at)
        if rank is None or player is None or not self._says(at + 1, "on the team"):
            return None
        mine = self._of(player, "points") or 0
        better = sum((self._of(each, "points") or 0) > mine for each in self._mates(player))
        return [a_number(at, at, right=better + 1 == rank)], at + 1

    def _how_many(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “six players reach double figures”."""
        figure = self._figure(at)
        if figure is None or self._word(figure[1]) not in {"players", "starters"}:
            return None
        if not self._scores_double(at) or self._team is None:
            return None
        started = self._word(figure[1]) == "starters"
        many = sum(
            self._in_double_figures(each) and (not started or bool(self._of(each, "starts")))
            for each, side in self._game.team_of.items()
            if side == self._team
        )
        return [a_number(at, at, right=figure[0] == many)], figure[1] + 1

    def _mates(self, player: str | None, *, bench: bool = False) -> list[str]:
        """Return all players of a player's team, or those who did not start."""
        side = self._game.team_of.get(player or "")
        return [
            each
            for each, team in self._game.team_of.items()
            if team == side and not (bench and self._of(each, "starts"))
        ]

    def _most(self, players: Iterable[str], measure: str = "points") -> int:
        return max((self._of(each, measure) or 0 for each in players), default=0)

    def _in_double_figures(self, player: str) -> bool:
        return (self._of(player, "points") or 0) >= _TEN
