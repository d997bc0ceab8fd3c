"""A report on the way through it: whom it speaks of, which figures stand where."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.briefing.claims.number_words import digits, number_word
from assistant.briefing.claims.tokens import Token
from evals.faithfulness.game_words import NOUNS, REACH
from evals.faithfulness.games import Game
from evals.faithfulness.judged import Judged, Mention


class Report:
    """The tokens of a report, read from the first to the last.

    A figure belongs to the player or team named last; a sentence that names none goes on about the
    last.
    """

    def __init__(self, game: Game) -> None:
        self._game = game
        self._found = [
            Token(word, word.casefold(), at, at + 1) for at, word in enumerate(game.words)
        ]
        self._low = [token.low for token in self._found]
        self._about: str | None = None
        self._player: str | None = None
        self._mention: Mention | None = None
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
                self._name(named.subjects, at, named.end)
                at = named.end
                continue
            judged, after = self._claim(at)
            yield from judged
            at = max(after, at + 1)

    def _name(self, subjects: frozenset[str], at: int, end: int) -> None:
        sure = min(subjects) if len(subjects) == 1 else None
        if sure is None and self._player in subjects:
            sure = self._player
        self._named.append(sure or "")
        if sure in {"home", "vis"}:
            self._team = sure
        else:
            self._player = sure
            self._mention = Mention(sure, at + 1, end) if sure is not None else None
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

    def _figure(self, at: int) -> tuple[int, int] | None:
        if at < len(self._low) and self._low[at] in {"a", "an"}:
            return (1, at + 1) if self._word(at + 1) in NOUNS else None
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
        for low in self._low[at : at + REACH]:
            if low in {".", ",", "and", "while"} and near:
                break
            near.append(low)
        return near

    def _of(self, subject: str | None, measure: str) -> int | None:
        return self._game.figures.get(subject or "", {}).get(measure)

    def _of_player(self, at: int, last: int, about: str, measure: str, value: int) -> Judged:
        """Judge a figure of a player, and keep whose it was said to be."""
        mention = self._mention if about == self._player else None
        right = self._of(about, measure) == value
        return Judged(at + 1, last + 1, "NUMBER", right, mention, measure, value)

    def _claim(self, at: int) -> tuple[list[Judged], int]:
        """Judge what is claimed at a token, and return the token after it."""
        raise NotImplementedError
