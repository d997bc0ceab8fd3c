"""The policy page names every table, kind and operator, and its tables can be read."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

from assistant.policy import default_tables, parse_policy
from assistant.policy.cells import OPERATORS
from assistant.policy.kinds import InputKind

PAGE = (Path(__file__).parents[2] / "docs" / "policy.md").read_text(encoding="utf-8")
BLOCKS = [
    dedent(block)
    for block in re.findall(r"(?:^(?: {4}.*)?\n)+", PAGE, re.MULTILINE)
    if block.strip()
]


def test_every_table_kind_and_operator_is_named() -> None:
    words = set(re.findall(r"`([^`]+)`", PAGE))
    assert set(default_tables()) <= words
    assert {kind.value for kind in InputKind} <= words
    for operator in OPERATORS:
        assert any(word.startswith(operator) for word in words), operator


def test_the_table_on_the_page_can_be_read() -> None:
    policy = parse_policy({"rag_schedule": BLOCKS[0]})
    assert policy.decide("rag_schedule", {"slip": 15, "allowed": 14})["rag"] == "red"
    assert policy.decide("rag_schedule", {"allowed": 14})["rag"] == "grey"


def test_the_row_on_the_page_fits_where_the_page_says() -> None:
    row = "".join(f"  {line}\n" for line in BLOCKS[1].splitlines())
    before = "  - id: overall-warning\n"
    table = default_tables()["rag_overall"].replace(before, row + before)
    policy = parse_policy({"rag_overall": table})
    assert policy.table("rag_overall").declared.rows[-3].id == "overall-risk-red"
