"""A report on the way through it: whom it speaks of, which figures stand where."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.briefing.claims.number_words import digits, number_word
from assistant.briefing.claims.tokens import Token
from evals.faithfulness.game_words import NOUNS, REACH
from evals.faithfulness.games import SIDES, Game
from evals.faithfulness.judged import Judged, Mention
from evals.faithfulness.league import in_letters


class Report:
    """The tokens of a report, read from the first to the last.

    A figure belongs to the player or team named last; a sentence that names none goes on about the
    last.
    """

    def __init__(self, game: Game) -> None:
        self._game = game
        self._found = [
            Token(word, word.casefold(), at, at + 1)
            for at, word in enumerate(map(in_letters, game.words))
        ]
        self._low = [token.low for token in self._found]
        self._about: str | None = None
        self._player: str | None = None
        self._mention: Mention | None = None
        self._team: str | None = None
        self._named: list[tuple[int, str]] = []
        self._seen: list[str] = []
        self._ends = 0

    def judged(self) -> Iterator[Judged]:
        at = 0
        while at < len(self._found):
            if self._low[at] == ".":
                self._ends = at + 1
                self._named = []
            named = self._subjects(at)
            if named is not None:
                subjects, end = named
                self._name(subjects, at, end)
                yield from self._naming(at, end)
                at = end
                continue
            judged, after = self._claim(at)
            yield from judged
            at = max(after, at + 1)

    def _subjects(self, at: int) -> tuple[frozenset[str], int] | None:
        """Return who is named at a place, and the token after the name."""
        if at >= len(self._found):
            return None
        token = self._found[at]
        named = self._game.names.find(self._found, at)
        if named is None or not token.is_capitalised:
            return None
        return named.subjects, named.end

    def _name(self, subjects: frozenset[str], at: int, end: int) -> None:
        sure = min(subjects) if len(subjects) == 1 else None
        if sure is None and self._player in subjects:
            sure = self._player
        self._named.append((at, sure or ""))
        if sure is not None:
            self._mention = Mention(sure, at + 1, end)
        if sure in SIDES:
            self._team = sure
        else:
            self._player = sure
            self._team = self._game.team_of.get(sure or "")
            self._seen.append(sure or "")
        self._about = self._who(sure)

    def _who(self, last: str | None) -> str | None:
        """Return whose figures follow: the player of the sentence, though a team is named later."""
        players = [name for _, name in self._named if name.startswith("people:")]
        return players[-1] if players else last

    def _thrower(self, at: int) -> str | None:
        """Return the player whose figures stand at a place: he, where no player is named."""
        if self._about not in SIDES:
            return self._about
        return self._player if {"he", "his"} & set(self._low[self._ends : at]) else None

    def _named_last(self) -> str | None:
        """Return who was named last in the sentence; a player named before goes on as “he”."""
        return self._named[-1][1] if self._named else self._about

    def _actor(self) -> str | None:
        """Return the team a sentence is about: the first it names."""
        named = (name for _, name in self._named if name in SIDES)
        return next(named, self._team)

    def _figure(self, at: int) -> tuple[int, int] | None:
        if self._word(at) in {"a", "an"}:
            counted = self._word(at + 1) in NOUNS and self._word(at + 1) != "three"
            return (1, at + 1) if counted else None
        read = digits(self._found, at) or number_word(self._found, at)
        if read is None or read.ordinal:
            return None
        value = (read.low + read.high) / 2
        return (int(value), read.end) if value == int(value) else None

    def _word(self, at: int) -> str:
        return self._low[at] if 0 <= at < len(self._low) else ""

    def _says(self, at: int, words: str) -> bool:
        """Say whether words, parted by blanks, stand at a place."""
        told = words.split()
        return self._low[at : at + len(told)] == told

    def _before(self, at: int) -> list[str]:
        """Return the words of the sentence before a place."""
        return self._low[self._ends : at]

    def _sentence(self) -> list[str]:
        """Return the words of the sentence that is being read."""
        rest = self._low[self._ends :]
        return rest[: rest.index(".")] if "." in rest else rest

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

    def _of_subject(self, at: int, last: int, about: str, measure: str, value: int) -> Judged:
        """Judge a figure of a player or team, and keep whose it was said to be."""
        mention = self._mention if self._mention and about == self._mention.subject else None
        right = self._of(about, measure) == value
        return Judged(at + 1, last + 1, "NUMBER", right, mention, measure, value)

    def _claim(self, at: int) -> tuple[list[Judged], int]:
        """Judge what is claimed at a token, and return the token after it."""
        raise NotImplementedError

    def _naming(self, at: int, end: int) -> Iterator[Judged]:
        """Judge what is claimed by naming somebody."""
        raise NotImplementedError


def other_side(side: str | None) -> str | None:
    """Return the team that a team played against."""
    return {"home": "vis", "vis": "home"}.get(side or "")
