"""Holds every claim of a report against the box score: right, wrong, or of nothing known.

The figures are read by the product's own reader; what a game's words mean is in `game_words`. A
figure belongs to the player or team named last; a sentence that names none goes on about the last.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.briefing.claims.number_words import digits, number_word
from evals.faithfulness.game_words import (
    BENCH,
    FREE,
    LONG_RANGE,
    NOUNS,
    PARTS,
    PLACES,
    RANGES,
    REACH,
    SPECIAL,
    UNTOLD,
)
from evals.faithfulness.games import SIDES
from evals.faithfulness.judged import Judged, a_number
from evals.faithfulness.placed import PlacedReport
from evals.faithfulness.ranked import RankedReport
from evals.faithfulness.report import other_side
from evals.faithfulness.scored import ScoredReport, stretches

_SUMS = frozenset({"combined", "averaged", "averaging"})
"""Words before figures of several games or players, which a box score does not hold."""

_BOUNDS = frozenset({"over", "under", "above", "below", "than", "least", "nearly", "surpassed"})
"""Words that make a figure a bound, not what was counted."""

_EARLIER = frozenset({"last", "past", "previous"})
_OUTCOMES = frozenset({"win", "victory", "lead", "loss", "game", "defeat"})
_ROUNDING = 1
"""Points of a percentage that two ways of rounding differ by."""


class JudgedReport(ScoredReport, RankedReport, PlacedReport):
    """A report whose claims are held against the game's figures."""

    def _claim(self, at: int) -> tuple[list[Judged], int]:
        for way in (
            self._led, self._led_by, self._high, self._only_other, self._reserve,
            self._rank, self._how_many, self._double,
            self._weekday, self._stranger, self._nobody, self._hosting, self._at_home,
            self._beaten, self._turned, self._record, self._shooting, self._score, self._last_minutes,
        ):  # fmt: skip
            found = way(at)
            if found is not None:
                return found
        return self._counted(at)

    def _record(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “( 32 - 18 )” after a team."""
        if self._word(at) != "(" or self._word(at + 2) != "-" or self._word(at + 4) != ")":
            return None
        judged: list[Judged] = []
        if self._mention is None or self._mention.last != at or self._mention.subject not in SIDES:
            return judged, at + 5
        for place, measure in ((at + 1, "wins"), (at + 3, "losses")):
            figure, known = self._figure(place), self._of(self._team, measure)
            if figure is not None and known is not None:
                judged.append(a_number(place, place, right=figure[0] == known))
        return judged, at + 5

    def _shooting(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “7 - of - 14 shooting”, by where it says the throws were from."""
        if self._word(at + 1) != "-" or self._word(at + 2) not in {"of", "for"}:
            return None
        made, tried = self._figure(at), self._figure(at + 4)
        if made is None or tried is None or self._word(at + 3) != "-":
            return None
        near = set() if self._word(at + 5) == "," else set(self._near(at + 5))
        thrower = self._thrower(at) or self._about
        kind = ("made", "tried")
        if near & LONG_RANGE:
            kind = ("threes", "threes tried")
        elif near & FREE:
            kind = ("free throws", "free throws tried")
        judged = [
            self._of_subject(place, place, thrower, measure, figure[0])
            for place, figure, measure in ((at, made, kind[0]), (at + 4, tried, kind[1]))
            if thrower is not None
        ]
        return judged, at + 5

    def _counted(self, at: int) -> tuple[list[Judged], int]:
        """Judge a figure by what stands after it: “38 points”, “a steal”, “39 percent”."""
        figure = self._figure(at)
        if figure is None:
            return self._in_row(at), at + 1
        value, end = figure
        place = end + (self._word(end) == "-") + (self._word(end) == "of")
        if self._is_bound(at, place):
            return [], end
        if self._word(place) == "percent":
            return self._percent(at, value, place)
        return self._count_of(at, value, place), place + 1 if self._word(place) in NOUNS else end

    def _count_of(self, at: int, value: int, place: int) -> list[Judged]:
        end = place - (self._word(place - 1) in {"-", "of"})
        special = next((name for words, name in SPECIAL if self._says(end, words)), None)
        if special is not None:
            return self._stated(at, at, special, value)
        if self._says(end, "of their own"):
            return self._their_own(at, value)
        if self._is_untold(end, place):
            return [a_number(at, at, right=False)]
        return self._noun(at, value, place) if self._word(place) in NOUNS else []

    def _in_row(self, at: int) -> list[Judged]:
        """Judge “his third straight game”: of games before, a box score tells nothing."""
        read = digits(self._found, at) or number_word(self._found, at)
        if read is None or not read.ordinal:
            return []
        straight = self._word(read.end) in {"straight", "consecutive"}
        doubles = self._says(read.end, "double - double in a row") and read.low > 2  # noqa: PLR2004 - the second in a row is told of most of those who have one
        games = self._says(read.end, "game in a row")
        return [a_number(at, at, right=False)] if straight or doubles or games else []

    def _is_bound(self, at: int, place: int) -> bool:
        """Say whether a figure bounds what was counted: “over 50 percent”, “the 20-point mark”."""
        sub = self._says(at - 2, "sub -")
        return sub or self._word(at - 1) in _BOUNDS or self._word(place + 1) == "mark"

    def _is_untold(self, end: int, place: int) -> bool:
        """Say whether a figure counts what no box score does: “four of their last five games”."""
        noun, following = self._word(place), self._word(place + 1)
        of_last = self._word(end) == "of" and following in {"last", "past"}
        games = noun == "games" and self._word(end - 2) == "in"
        at_times = self._says(end, "at times") or self._says(end - 4, "as many as")
        in_a_row = self._says(end, "in a row")
        return noun in UNTOLD or in_a_row or of_last or games or at_times

    def _percent(self, at: int, value: int, place: int) -> tuple[list[Judged], int]:
        near = set(self._near(place + 1))
        if not near & PLACES:
            near |= set(self._low[max(self._ends, at - REACH - 1) : at])
        measure = "percent"
        if near & LONG_RANGE:
            measure = "three percent"
        elif near & FREE:
            measure = "free throw percent"
        about = self._side(at) if self._named_last() in SIDES else self._thrower(at)
        known = self._of(about or self._side(at), measure)
        if about is None or known is None:
            return [], place + 1
        judged = self._of_subject(at, place - 1, about, measure, value)
        return [replace(judged, right=abs(value - known) <= _ROUNDING)], place + 1

    def _side(self, at: int) -> str | None:
        """Return the team that a figure is of: “them” is who the sentence's team played against."""
        if "them" in self._low[max(self._ends, at - REACH) : at]:
            return other_side(self._actor())
        return self._team

    def _their_own(self, at: int, value: int) -> list[Judged]:
        """Judge “12 of their own”: turnovers, of the team that the sentence is about."""
        actor = self._actor()
        known = self._of(actor, "turnovers")
        if actor is None or known is None or "turnovers" not in self._before(at):
            return []
        return [a_number(at, at, right=value == known)]

    def _noun(self, at: int, value: int, place: int) -> list[Judged]:
        measure, near = NOUNS[self._word(place)], self._near(place + 1)
        last = at + max(0, place - at - 1 - (self._word(place - 1) in {"-", "of"}))
        if near[:1] and near[0] in _OUTCOMES:
            return self._margin(at, last, value, near)
        stretch = next(stretches([self._word(place), *near]), None)
        if stretch is not None or (measure == "points" and "first" in near[:2]):
            known = self._of(self._team, stretch or "")
            told = self._about in SIDES and known is not None
            return [a_number(at, last, right=value == known)] if told else []
        if self._is_partial(place + 1):
            return []
        return self._summed(at, last, value, place) or self._stated(at, last, measure, value)

    def _summed(self, at: int, last: int, value: int, place: int) -> list[Judged]:
        """Judge a figure of several players, or of several games, of which no other is known."""
        together = self._together(at, NOUNS[self._word(place)])
        if together is not None:
            return [a_number(at, last, right=value == together)]
        earlier = _EARLIER & set(self._low[place + 1 : place + 4])
        if earlier or _SUMS & set(self._low[at - 3 : at]):
            return [a_number(at, last, right=False)]
        return []

    def _is_partial(self, after: int) -> bool:
        """Say whether a figure is of a part of the game, of a range, or of a lead."""
        parts = any(self._says(after, words) for words in PARTS)
        over = self._word(after) == "over" and not _EARLIER & set(self._low[after : after + 4])
        return parts or over or self._word(after) in RANGES

    def _together(self, at: int, measure: str) -> int | None:
        """Return what the players of a sentence combined for, where it is of this game alone."""
        if "combined" not in self._low[at - 3 : at]:
            return None
        players = {name for _, name in self._named if name in self._game.team_of}
        if len(players) == 1 or _EARLIER & set(self._sentence()):
            return None
        return sum(self._of(player, measure) or 0 for player in players) or None

    def _stated(self, at: int, last: int, measure: str, value: int) -> list[Judged]:
        """Judge a figure of the game, of him or of the team that was named."""
        about = self._thrower(at) or self._about
        if about in SIDES:
            about = self._side(at)
            if BENCH & set(self._low[max(self._ends, at - REACH) : at]):
                measure = f"bench {measure}"
        known = self._of(about, measure)
        if about is None or (known is None and about in SIDES):
            return []
        return [self._of_subject(at, last, about, measure, value)]
