"""Judges scores: of the game, of a quarter or a half, of rebounds; margins and who won."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from evals.faithfulness.game_words import PARTIAL, QUARTERS, REACH, THROWS
from evals.faithfulness.games import SIDES
from evals.faithfulness.judged import Judged, a_number, a_word
from evals.faithfulness.report import Report, other_side

_LAST_QUARTER = 4
_BASKET = 3
"""Points that one throw makes up for."""

_AT_HALF = ["at", "the", "half"]
_REBOUNDS = ("rebound", "boards", "glass")
_QUARTER_MINUTES = 12


class ScoredReport(Report):
    """A report whose scores are held against what each side had."""

    def _beaten(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “defeated”: the team before it has more points."""
        winner = self._about
        if self._word(at) != "defeated" or winner not in SIDES:
            return None
        mine, theirs = self._of(winner, "points"), self._of(other_side(winner), "points")
        right = mine is None or theirs is None or mine > theirs
        return [a_word(at, at, right=right)], at + 1

    def _turned(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “pull away”, by whose lead grew, and “battled back”, by who was behind."""
        side = self._actor()
        if side is None or self._word(at + 1) not in {"away", "back"}:
            return None
        leads = [self._ahead(side, played) for played in (1, 2, 3, 4)]
        if self._word(at) in {"pull", "pulled", "pulling"}:
            start = 2 if self._says(at + 2, "in the fourth") else 1
            return [a_word(at, at + 1, right=leads[3] > max(leads[start], 0) + _BASKET)], at + 2
        if self._word(at) in {"battled", "fought", "rallied"}:
            return [a_word(at, at + 1, right=min(leads[:3]) < 0)], at + 2
        return None

    def _ahead(self, side: str, played: int) -> int:
        """Return by how many points a side is ahead after some quarters."""
        measure = f"after {played}"
        return (self._of(side, measure) or 0) - (self._of(other_side(side), measure) or 0)

    def _score(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “113 - 107”: of rebounds or a quarter where the sentence says so, else final."""
        first, second = self._figure(at), self._figure(at + 2)
        in_digits = all(self._word(place)[:1].isdigit() for place in (at, at + 2))
        if first is None or second is None or not in_digits or self._word(at + 1) != "-":
            return None
        told = (first[0], second[0])
        kind = THROWS.get(self._word(at + 3))
        if kind is not None:
            return self._thrown(at, told, kind), at + 4
        measure = self._compared(at)
        if measure == "points" and self._word(at + 3) in PARTIAL:
            return [], at + 4
        return self._both_sides(at, told, measure), at + 3

    def _thrown(self, at: int, told: tuple[int, int], kind: tuple[str, str]) -> list[Judged]:
        """Judge “4 - 7 FG”: made and tried."""
        thrower = self._thrower(at)
        if thrower is None:
            return []
        return [
            self._of_subject(place, place, thrower, measure, figure)
            for place, figure, measure in zip((at, at + 2), told, kind, strict=True)
        ]

    def _both_sides(self, at: int, told: tuple[int, int], measure: str) -> list[Judged]:
        """Judge a score by what both sides had, the larger by the larger.

        Where one side is said to have outscored the other, its figure comes first, unless the other
        way round fits better.
        """
        verb, ahead = self._outscorer(at)
        known = [self._of(side, measure) for side in (ahead or "home", other_side(ahead) or "vis")]
        if known[0] is None or known[1] is None:
            return []
        sides = (known[0], known[1])
        judged = []
        if ahead is not None:
            judged.append(a_word(verb, verb, right=sides[0] > sides[1]))
        elif (told[0] < told[1]) is not (sides[0] < sides[1]):
            sides = (sides[1], sides[0])
        turned = (sides[1], sides[0])
        fitting = max((sides, turned) if ahead else (sides,), key=lambda way: _hits(told, way))
        places = zip((at, at + 2), told, fitting, strict=True)
        return judged + [a_number(place, place, right=a == b) for place, a, b in places]

    def _outscorer(self, at: int) -> tuple[int, str | None]:
        """Return where it says that one side outscored the other, and which."""
        for place in range(at - 1, self._ends, -1):
            if self._word(place).startswith("outscor") or self._says(place, "out -"):
                after = [side for spot, side in self._named if spot > place and side in SIDES]
                before = [side for spot, side in self._named if spot < place and side in SIDES]
                if before:
                    return place, before[-1]
                return place, other_side(after[0]) if after else None
        return at, None

    def _compared(self, at: int) -> str:
        """Return what a score is of: what stands after it says so first, else what is nearest."""
        after = self._low[at + 3 : at + REACH + 5]
        after = after[: after.index(".")] if "." in after else after
        played = quarters_played(after)
        if played is not None:
            return f"after {played}"
        if "final" in after and "minutes" in after:
            return self._final_minutes(at)
        found = [*stretches(after), *reversed(list(stretches(self._before(at))))]
        if found:
            return found[0]
        said = " ".join([*self._before(at), *after])
        return "rebounds" if any(word in said for word in _REBOUNDS) else "points"

    def _final_minutes(self, at: int) -> str:
        """Return the quarter whose end “the final minutes” are: the one that was named, or last."""
        named = [each for each in stretches(self._before(at)) if each.startswith("quarter")]
        return named[-1] if named else f"quarter {_LAST_QUARTER}"

    def _last_minutes(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “the final nine minutes” after a quarter's score: a quarter has twelve."""
        figure = self._figure(at)
        if figure is None or self._word(at - 1) != "final" or self._word(figure[1]) != "minutes":
            return None
        return [a_number(at, at, right=figure[0] == _QUARTER_MINUTES)], figure[1] + 1

    def _margin(self, at: int, last: int, value: int, near: Sequence[str]) -> list[Judged]:
        """Judge “a 20-point win”, “a one-point game at the end of the third quarter”."""
        quarters = quarters_played(self._low[last : last + 2 * REACH])
        of_player = near[0] == "game" and self._thrower(at) is not None
        if of_player or (quarters is None and near[0] == "lead"):
            return []
        return [a_number(at, last, right=value == self._gap(quarters))]

    def _gap(self, quarters: int | None) -> int:
        """Return by how many points the sides differed, at the end or after some quarters."""
        measure = "points" if quarters is None else f"after {quarters}"
        home, away = (self._of(side, measure) or 0 for side in SIDES)
        return abs(home - away)


def quarters_played(said: Sequence[str]) -> int | None:
    """Return after how many quarters words say that it was so: “at halftime”, “after three”."""
    for place, low in enumerate(said):
        if low in {"halftime", "intermission", "break"} or said[place : place + 3] == _AT_HALF:
            return 2
        near = said[place + 1 : place + 4]
        quarter = next((QUARTERS[word] for word in near if word in QUARTERS), None)
        if quarter is not None and {"quarter", "quarters", "period"} & set(said[place:][:6]):
            if low in {"after", "end", "through"}:
                return quarter
            if low in {"into", "entering"} and quarter > 1:
                return quarter - 1
    return None


def stretches(said: Sequence[str]) -> Iterator[str]:
    """Give the quarters and halves that are said."""
    for before, low in pairwise(said):
        if low in {"quarter", "period"} and before in QUARTERS:
            yield f"quarter {QUARTERS[before]}"
        if low == "half" and before in {"first", "second"}:
            yield f"{before} half"


def _hits(told: tuple[int, int], known: tuple[int, int]) -> int:
    return sum(a == b for a, b in zip(told, known, strict=True))
