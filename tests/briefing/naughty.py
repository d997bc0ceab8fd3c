"""Strings known to break programs that trust them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

LIST = Path(__file__).parents[2] / "../shared/data/security-evals/fuzz/blns.json"


@cache
def _strings() -> tuple[str, ...]:
    return tuple(json.loads(LIST.read_text(encoding="utf-8")))


def naughty_strings() -> tuple[str, ...]:
    """Return the big list of naughty strings; the test is skipped where it is not at hand."""
    if not LIST.exists():
        pytest.skip("the list of naughty strings is not beside this checkout")
    return _strings()
