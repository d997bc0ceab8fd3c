"""Measures how strangers' wordings are understood: rightly, honestly not, or wrongly, per style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.graph.understanding.outcome import AskBack, Plan
from tests.graph.understanding.asking import ask, outcome, written

BATCHES = ("one", "two", "three")
_HONEST = {"asked_back", "not_understood"}


@dataclass(frozen=True, slots=True)
class Stranger:
    """A question of somebody who knows the portfolio and not the words that are expected."""

    style: str
    initial: str
    question: str
    tools: tuple[frozenset[str], ...]
    arguments: tuple[tuple[str, str], ...]

    def verdict(self) -> str:
        """Return right, honest (it asks back or says it cannot), or wrong."""
        found = ask(self.question, self.initial)
        got = outcome(found)
        if got in _HONEST:
            return self._asked_about(found) if isinstance(found, AskBack) else "honest"
        if frozenset(got.split("+")) not in self.tools:
            return "part" if any(set(got.split("+")) & each for each in self.tools) else "wrong"
        return self._argued(found) if isinstance(found, Plan) else "right"

    def _asked_about(self, found: AskBack) -> str:
        """Return asked where one of the choices would be the right answer."""
        chosen = (outcome(ask(choice, self.initial)) for choice in found.choices)
        return "asked" if any(frozenset({tool}) in self.tools for tool in chosen) else "honest"

    def _argued(self, found: Plan) -> str:
        return "right" if all(self._is_told(found, *each) for each in self.arguments) else "wrong"

    @staticmethod
    def _is_told(found: Plan, name: str, value: str) -> bool:
        return any(written(call.arguments.get(name)) == value for call in found.calls)


def strangers(batch: str) -> Iterator[Stranger]:
    """Yield the questions of one batch."""
    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    for style, initial, question, tools, told in yaml.safe_load(text)[batch]:
        pairs = [pair.split("=", 1) for pair in told.split("; ") if pair]
        ways = tuple(frozenset(way.split("+")) for way in tools.split("|"))
        yield Stranger(style, initial, question, ways, tuple((name, of) for name, of in pairs))


def verdicts(batch: str) -> Counter[str]:
    """Return how many questions of a batch are understood in which way."""
    return Counter(each.verdict() for each in strangers(batch))
