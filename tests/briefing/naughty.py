"""Strings known to break programs that trust them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path

import pytest

from assistant.portfolio.noun import Noun
from tests.briefing.things import NOUNS

LIST = Path(__file__).parents[2] / "../shared/data/security-evals/fuzz/blns.json"


@cache
def _strings() -> tuple[str, ...]:
    return tuple(json.loads(LIST.read_text(encoding="utf-8")))


def naughty_strings() -> tuple[str, ...]:
    """Return the big list of naughty strings; the test is skipped where it is not at hand."""
    if not LIST.exists():
        pytest.skip("the list of naughty strings is not beside this checkout")
    return _strings()


def hostile_portfolios() -> Iterator[tuple[Noun, ...]]:
    """Give portfolios in which everything that has a name is called by a naughty string."""
    strings = [text for text in naughty_strings() if text]
    named = [thing for thing in NOUNS if "name" in type(thing).model_fields]
    rest = tuple(thing for thing in NOUNS if thing not in named)
    for start in range(0, len(strings), len(named)):
        names = cycle(strings[start : start + len(named)])
        yield (*(thing.model_copy(update={"name": next(names)}) for thing in named), *rest)
