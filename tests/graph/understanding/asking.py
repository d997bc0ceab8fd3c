"""Asks questions of the sample's people, and says what became of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.graph.understanding.outcome import (
    AskBack,
    Decline,
    Plan,
    ThreadFocus,
    Understood,
    Why,
)
from assistant.graph.understanding.understand import understand
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Scope
from tests.portfolio.larkfield import today

PEOPLE = {
    "I": "ingrid.solheim", "T": "tunde.bakare", "M": "maren.okafor", "H": "hana.petrov",
    "A": "aisha.rahimi", "E": "elif.kaya", "F": "farid.noor", "C": "claire.duvoisin",
    "B": "ben.castellan", "V": "sofia.marques",
}  # fmt: skip
_INITIATED = {"I", "T", "M"}
_LINE = re.compile(r"(?:\[(\w)\]\s*)?(.*?)(?:\s*\|\s*(.*))?")


@cache
def seen_by(initial: str) -> Snapshot:
    """Return the sample as one of its people sees it."""
    hidden = frozenset({"FALCON"}) if initial in _INITIATED else frozenset()
    return today().scoped(Scope(viewer=PEOPLE[initial], confidential=hidden))


def ask(question: str, initial: str = "M", thread: ThreadFocus | None = None) -> Understood:
    return understand(question, seen_by(initial), PEOPLE[initial], thread)


def planned(question: str, initial: str = "M", thread: ThreadFocus | None = None) -> Plan:
    found = ask(question, initial, thread)
    assert isinstance(found, Plan), (question, found)
    return found


def outcome(found: Understood) -> str:
    """Return the tool that was planned, or in a word what came instead."""
    if isinstance(found, Plan):
        return "+".join(dict.fromkeys(call.tool for call in found.calls))
    if isinstance(found, Decline):
        return "unknown_name" if found.why is Why.UNKNOWN_NAME else "refused"
    return "asked_back" if isinstance(found, AskBack) else "not_understood"


@dataclass(frozen=True, slots=True)
class Wording:
    """A question with what it should be understood as."""

    wanted: str
    question: str
    initial: str
    arguments: dict[str, str]

    def verdict(self) -> str:
        """Return right, honest (it asks back or says it cannot), or wrong."""
        found = ask(self.question, self.initial)
        got = outcome(found)
        if got != self.wanted:
            return "honest" if got in {"asked_back", "not_understood"} else "wrong"
        if not isinstance(found, Plan):
            return "right"
        arguments = found.calls[0].arguments
        told = {name: written(arguments.get(name)) for name in self.arguments}
        return "right" if told == self.arguments else "wrong"


def wordings(name: str) -> Iterator[Wording]:
    """Yield the questions of a data file beside this module."""
    tree = yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))
    for wanted, lines in tree.items():
        for line in lines:
            yield _wording(wanted, line)


def shares(name: str) -> dict[str, float]:
    """Return which share of a file's questions is understood rightly, honestly not, or wrongly."""
    verdicts = Counter(each.verdict() for each in wordings(name))
    return {word: verdicts[word] / verdicts.total() for word in ("right", "honest", "wrong")}


def _wording(wanted: str, line: str) -> Wording:
    match = _LINE.fullmatch(line)
    assert match is not None, line
    told = match[3] or ""
    pairs = [told] if wanted == "what_if" else told.split("; ")
    arguments = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    return Wording(wanted, match[2], match[1] or "M", arguments)


def written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        parts = [str(each) for each in value]
        return (" / " if any(" " in part for part in parts) else ", ").join(parts)
    return str(value)
