"""Personal data gets a stand-in before a text leaves, and comes back in what is answered.

    hide("Ask Priya Nair (priya@x.org)")  →  "Ask [Person C] ([Mail A])"

A stand-in is the same for the same spelling throughout, people are numbered as the portfolio lists
them, and `restore(hide(text)) == text` but for secrets: those are masked for good.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from string import ascii_lowercase, ascii_uppercase

from assistant.prompting.name_finding import NameFinder
from assistant.prompting.personal import MAIL, PHONE, secrets

MASKED = "[masked]"
_STAND_IN = re.compile(r"\[(?:Person|Name|Mail|Phone|Text) [A-Z]{1,6}(?: [a-z]{1,5})?\]")
_LONGEST = 32
"""No stand-in has more characters."""

_Spans = Iterable[tuple[int, int, str]]


class Redaction:
    """The stand-ins of one conversation."""

    def __init__(self, people: Sequence[Sequence[str]]) -> None:
        """Take each person's names and keys, the full name first."""
        self._finder = NameFinder(people)
        self._stand_ins: dict[tuple[str, str], str] = {}
        self._originals: dict[str, str] = {}
        self._spellings: dict[str, int] = {}
        for number, names in enumerate(people):
            self._stand_in_for(f"Person {_letters(number, ascii_uppercase)}", names[0])

    def hide(self, text: str) -> str:
        """Return a text that names nobody and holds no address, number or key."""
        masked = "".join(self._masked(text))
        pieces: list[tuple[str, bool]] = [(masked, False)]
        for look in (self._written_so, self._mails, self._phones, self._names):
            pieces = [each for piece in pieces for each in _replaced(piece, look)]
        return "".join(text for text, _ in pieces)

    def restore(self, text: str) -> str:
        """Return a text with everything back in it; what is no stand-in of ours stays."""
        return _STAND_IN.sub(lambda found: self._originals.get(found[0], found[0]), text)

    def restoring(self, on_piece: Callable[[str], None]) -> Restoring:
        """Return what takes a text in pieces, and hands it on restored."""
        return Restoring(self, on_piece)

    def _masked(self, text: str) -> Iterator[str]:
        end = 0
        for start, stop in sorted(secrets(text)):
            if stop > end:
                yield text[end:start] if start >= end else ""
                yield MASKED if start >= end else ""
                end = stop
        yield text[end:]

    def _written_so(self, text: str) -> _Spans:
        """Find what looks like a stand-in but was written by somebody."""
        for found in _STAND_IN.finditer(text):
            yield (*found.span(), self._counted("Text", found[0]))

    def _mails(self, text: str) -> _Spans:
        for found in MAIL.finditer(text):
            yield (*found.span(), self._counted("Mail", found[0]))

    def _phones(self, text: str) -> _Spans:
        for found in PHONE.finditer(text):
            yield (*found.span(), self._counted("Phone", found[0]))

    def _names(self, text: str) -> _Spans:
        for found in self._finder.find(text):
            written = text[found.start : found.end]
            if len(found.people) == 1:
                whose = f"Person {_letters(found.people[0], ascii_uppercase)}"
                yield (found.start, found.end, self._stand_in_for(whose, written))
            else:
                yield (found.start, found.end, self._counted("Name", written))

    def _counted(self, kind: str, original: str) -> str:
        """Return the stand-in of something that is told apart by counting only."""
        known = self._stand_ins.get((kind, original))
        if known is not None:
            return known
        number = self._spellings.get(kind, 0)
        self._spellings[kind] = number + 1
        return self._keep(kind, original, f"[{kind} {_letters(number, ascii_uppercase)}]")

    def _stand_in_for(self, whose: str, written: str) -> str:
        """Return the stand-in of a person, in this spelling: the first has no letter of its own."""
        known = self._stand_ins.get((whose, written))
        if known is not None:
            return known
        number = self._spellings.get(whose, 0)
        self._spellings[whose] = number + 1
        spelling = f" {_letters(number, ascii_lowercase)}" if number else ""
        return self._keep(whose, written, f"[{whose}{spelling}]")

    def _keep(self, kind: str, original: str, stand_in: str) -> str:
        self._stand_ins[kind, original] = stand_in
        self._originals[stand_in] = original
        return stand_in


class Restoring:
    """Restores a text that arrives in pieces; a stand-in may arrive in several."""

    def __init__(self, redaction: Redaction, on_piece: Callable[[str], None]) -> None:
        self._redaction = redaction
        self._on_piece = on_piece
        self._held = ""

    def take(self, piece: str) -> None:
        """Hand on what is complete; hold back what may be the beginning of a stand-in."""
        text = self._held + piece
        opened = text.rfind("[")
        waits = opened >= 0 and "]" not in text[opened:] and len(text) - opened < _LONGEST
        cut = opened if waits else len(text)
        self._held = text[cut:]
        self._hand_on(text[:cut])

    def end(self) -> None:
        """Hand on what was held back."""
        self._hand_on(self._held)
        self._held = ""

    def _hand_on(self, text: str) -> None:
        if text:
            self._on_piece(self._redaction.restore(text))


def _replaced(
    piece: tuple[str, bool], look: Callable[[str], _Spans]
) -> Iterator[tuple[str, bool]]:
    """Split a piece at what is found in it; a stand-in is not looked into again."""
    text, done = piece
    end = 0
    for start, stop, stand_in in () if done else look(text):
        yield (text[end:start], False)
        yield (stand_in, True)
        end = stop
    yield (text[end:], done)


def _letters(number: int, alphabet: str) -> str:
    """Return 0, 1, … as A, B, …, Z, AA, AB, …"""
    name = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, len(alphabet))
        name = alphabet[digit] + name
    return name
