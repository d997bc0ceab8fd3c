"""Knows what things are called, and finds names in text; a name nobody knows is a claim too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.briefing.claims.tokens import Token, tokens

_FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in a text: what may be called so, and the token after it."""

    subjects: frozenset[str]
    end: int


@dataclass
class _Step:
    following: dict[str, _Step] = field(default_factory=dict)
    subjects: set[str] = field(default_factory=set)
    lower: bool = False
    """Whether it is a name though it is written small."""


class Names:
    """Names by their words; finding the longest one at a place takes a step a word."""

    def __init__(self, called: Iterable[tuple[str, str]] = ()) -> None:
        self._first = _Step()
        self._known: set[str] = set()
        self._plain: set[str] = set()
        for name, subject in called:
            self.add(name, subject)

    def add(self, name: str, subject: str) -> None:
        """Let a subject be called by a name; several may share one."""
        words = tokens(name)
        if not any(any(char.isalnum() for char in word.text) for word in words):
            return
        step = self._first
        for word in words:
            step = step.following.setdefault(word.low, _Step())
        step.subjects.add(subject)
        step.lower = step.lower or name == name.lower()
        self._known.update(word.low for word in words)

    def add_person(self, name: str, subject: str) -> None:
        """Let a person be called by the full name, the first and the last name."""
        self.add(name, subject)
        parts = name.split()
        for part in {parts[0], parts[-1]} if len(parts) > 1 else ():
            if len(part) > _FEWEST_LETTERS:
                self.add(part, subject)

    def find(self, found: Sequence[Token], at: int) -> FoundName | None:
        """Return the longest name that begins at a token, or None."""
        step, best = self._first, None
        for place in range(at, len(found)):
            following = step.following.get(found[place].low)
            if following is None:
                break
            step = following
            if step.subjects and (step.lower or _is_written_as_name(found[at : place + 1])):
                best = FoundName(frozenset(step.subjects), place + 1)
        return best

    def called(self, name: str) -> frozenset[str]:
        """Return everything that is called exactly so."""
        words = tokens(name)
        found = self.find(words, 0) if words else None
        return found.subjects if found is not None and found.end == len(words) else frozenset()

    def learn_words(self, text: str) -> None:
        """Take the words of a text of ours for words: none of them is somebody's name."""
        self._plain.update(word.low for word in tokens(text))

    def is_plain(self, low: str) -> bool:
        """Say whether a word was learned as a word."""
        return low in self._plain

    def knows_word(self, low: str) -> bool:
        """Say whether a word is part of any name."""
        return low in self._known


def _is_written_as_name(words: Sequence[Token]) -> bool:
    """Say whether a stretch is written large somewhere, or is too long to be there by chance."""
    return len(words) > 1 or words[0].is_capitalised or words[0].is_figure
