"""Judges where, when and against whom: weekdays, home and road, teams, players of the other team."""

from __future__ import annotations

from collections.abc import Iterator

from evals.faithfulness.game_words import DAYS
from evals.faithfulness.games import SIDES
from evals.faithfulness.judged import Judged, a_name, a_word
from evals.faithfulness.league import league
from evals.faithfulness.report import Report, other_side

_AHEAD = frozenset({"will", "head", "heads", "await", "awaits", "tangle", "deck", "upcoming"})
"""Words of sentences about the next game, of which a box score says nothing."""

_RESTED = frozenset({2, 3})
"""Days after a game at which the next one may well be; the box score does not tell."""

_MEETING = frozenset({"against", "with", "await", "awaits", "play", "on", "to", "facing"})
_WON = frozenset({"win", "victory"})
_LOST = frozenset({"loss", "defeat"})
_OWN = frozenset({"crowd", "fans"})
_DONE_TO_WORDS = """
    force forced forcing held hold holding limited limiting outscored outscoring outscore
    defeated beat
"""
_DONE_TO = frozenset(_DONE_TO_WORDS.split())
_PLACE_ENDS_WORDS = """
    center centre arena garden conference division coliseum fieldhouse palace hills dome
"""
_PLACE_ENDS = frozenset(_PLACE_ENDS_WORDS.split())
_TOGETHER = frozenset({"combined", "both", "each"})
_FULL_NAME = 2
_GOING_ON = ("followed", "was next", "was right", "was the only")


class PlacedReport(Report):
    """A report whose places, days and sides are held against the game's."""

    def _weekday(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge the day of the game, or of the next one: most teams rest one or two days."""
        if self._word(at) not in DAYS:
            return None
        later = (DAYS.index(self._word(at)) - self._game.day.weekday()) % len(DAYS)
        right = later in _RESTED if self._is_ahead() else later == 0
        return [a_name(at, at, right=right)], at + 1

    def _stranger(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge a team that did not play: nothing is known of it."""
        token = self._found[at]
        found = league().find(self._found, at)
        if found is None or not token.is_capitalised:
            return None
        return [a_name(at, found.end - 1, right=False)], found.end

    def _nobody(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge a full name that nobody bears: no figures are known of him."""
        end = at
        while end < len(self._found) and self._is_unknown(end):
            end += 1
        if end - at < _FULL_NAME or self._word(end - 1) in _PLACE_ENDS:
            return None
        self._about = self._player = self._mention = None
        return [a_name(at, end - 1, right=False)], end

    def _is_unknown(self, at: int) -> bool:
        """Say whether a word is written as a name and is none that is known."""
        return self._found[at].is_capitalised and self._subjects(at) is None

    def _hosting(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “the host Raptors”, “the visiting Magic”."""
        side = {"host": "home", "visiting": "vis"}.get(self._word(at))
        named = self._subjects(at + 1)
        if side is None or named is None or not named[0] <= set(SIDES):
            return None
        return [a_word(at, at, right=side in named[0])], at + 1

    def _at_home(self, at: int) -> tuple[list[Judged], int] | None:
        """Judge “a road win”, “a home loss”, “their home crowd”."""
        side = {"home": "home", "road": "vis"}.get(self._word(at))
        whose = self._whose(self._word(at + 1))
        if side is None or whose is None or self._is_ahead() or self._counts(at - 1):
            return None
        return [a_word(at, at, right=side == whose)], at + 1

    def _counts(self, at: int) -> bool:
        token = self._word(at)
        return token.isdigit() or token.endswith("th")

    def _whose(self, noun: str) -> str | None:
        if noun in _OWN:
            return self._actor()
        if noun not in _WON | _LOST:
            return None
        home, away = self._of("home", "points") or 0, self._of("vis", "points") or 0
        return "home" if (home > away) is (noun in _WON) else "vis"

    def _naming(self, at: int, end: int) -> Iterator[Judged]:
        """Judge a name by where it stands."""
        name = self._named[-1][1]
        if name in SIDES:
            itself = self._is_itself(at, name)
            if itself:
                self._team = other_side(name)
            if itself or self._is_met(at) or self._is_led_wrongly(at, end, name):
                yield a_name(at, end - 1, right=False)
        elif name and self._is_out_of_place(end, name):
            yield Judged(at + 1, end, "CONTEXT", right=False)

    def _is_itself(self, at: int, side: str) -> bool:
        """Say whether a side is told to have done something to itself: “held the Lakers”."""
        start = at - (self._word(at - 1) == "the")
        said = self._low[max(self._ends, start - 3) : start]
        earlier = [name for place, name in self._named if place < at and name in SIDES]
        done = _DONE_TO & set(said[-1:]) or "out - scor" in " ".join(said)
        return bool(done) and bool(earlier) and earlier[-1] == side

    def _is_met(self, at: int) -> bool:
        """Say whether a side is told to be met next: they have just met."""
        back = at - 1 - (self._word(at - 1) == "the")
        return self._is_ahead() and self._word(back) in _MEETING

    def _is_led_wrongly(self, at: int, end: int, side: str) -> bool:
        """Say whether a side's leader plays for the other: “he led the way for Orlando”."""
        start = at - (self._word(at - 1) == "the")
        led = self._says(start - 4, "led the way for") or self._word(start - 1) == "led"
        if led and self._player is not None:
            return self._game.team_of.get(self._player) == other_side(side)
        if not self._says(end, "were led by") and not self._says(end, "was led by"):
            return False
        return self._coming_sides(end) == {other_side(side)}

    def _coming_sides(self, at: int) -> set[str]:
        """Return the teams of the players that the rest of a sentence names."""
        named = [min(found) for found in self._coming_names(at) if len(found) == 1]
        return {self._game.team_of[name] for name in named if name in self._game.team_of}

    def _coming_names(self, at: int) -> Iterator[frozenset[str]]:
        for place in range(at, self._ends + len(self._sentence())):
            found = self._subjects(place)
            if found is not None:
                yield found[0]

    def _is_out_of_place(self, end: int, player: str) -> bool:
        """Say whether a player is told of among the other team's, and his team is not named."""
        mine = self._game.team_of.get(player)
        together = bool(_TOGETHER & set(self._sentence()))
        if together or any(name == mine for _, name in self._named):
            return False
        if any(mine in names for names in self._coming_names(end)):
            return False
        goes_on = any(self._says(end, words) for words in _GOING_ON)
        players = [name for _, name in self._named[:-1] if name not in SIDES]
        before = players or (self._seen[:-1] if goes_on else [])
        return bool(before) and self._game.team_of.get(before[-1]) == other_side(mine)

    def _is_ahead(self) -> bool:
        words = self._sentence()
        told = " ".join(words)
        return bool(_AHEAD & set(words)) or "home again" in told or "next game" in told
