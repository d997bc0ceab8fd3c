"""Which red entries of the RAID log still need someone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.health.open_risks import is_red_and_open
from assistant.portfolio.control import RaidEntry

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"rating": "red"}, True),
        ({"rating": "amber"}, False),
        ({}, False),
        ({"rating": "red", "state": "closed"}, False),
        ({"rating": "red", "state": "accepted"}, False),
        ({"rating": "red", "state": "accepted", "accepted_until": TODAY}, False),
        ({"rating": "red", "state": "accepted", "accepted_until": date(2026, 11, 15)}, True),
        ({"rating": "red", "accepted_until": date(2026, 12, 31)}, False),
        ({"rating": "red", "kind": "issue", "mitigation": "in hand"}, True),
    ],
)
def test_red_and_open(fields: dict[str, Any], expected: bool) -> None:  # noqa: FBT001 - a parameter of the test
    entry = RaidEntry.model_validate({"key": "R", "kind": "risk", "name": "R", **fields})
    assert is_red_and_open(entry, TODAY) is expected
