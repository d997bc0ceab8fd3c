"""The page on mapping files says everything that a mapping can say, and what it shows works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.adapters.mapping.mapping_file import parse_mapping
from assistant.adapters.mapping.source_mapping import (
    AsOfRule,
    Condition,
    Counted,
    FieldRule,
    NounRule,
    SourceMapping,
)

PAGE = (Path(__file__).parents[3] / "docs/mapping.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
RULE = "nouns: [{noun: vendors, fields: {key: Key, name: Name}}]\n"


@pytest.mark.parametrize(
    "part", [SourceMapping, NounRule, FieldRule, Condition, Counted, AsOfRule]
)
def test_every_key_is_on_the_page(part: type) -> None:
    keys = [field.alias or name for name, field in part.model_fields.items()]
    missing = [
        key
        for key in keys
        if f"`{key}`" not in PAGE and not re.search(rf"[{{ ]{key}: ", PAGE) and key != "day"
    ]
    assert not missing


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.splitlines()[0][:30])
def test_every_example_is_a_mapping(block: str) -> None:
    whole = block if "nouns:" in block else f"source: s\n{RULE}{block}"
    assert parse_mapping(whole, "docs/mapping.md").nouns


def test_the_page_has_examples() -> None:
    assert len(BLOCKS) >= 6
