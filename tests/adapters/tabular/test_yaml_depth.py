"""A hostile YAML file is refused in words; the program lives on."""

from __future__ import annotations

import pytest

from assistant.adapters.tabular.yaml_file import NotYaml, yaml_records


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 50_000, "- " * 50_000])
def test_nested_deeper_than_people_write(text: str) -> None:
    with pytest.raises(NotYaml):
        yaml_records(text)
