"""Every text that code or policy writes could stand in a brief: its claims are in slots.

The check withholds a sentence that claims something outside a slot. This finds such a sentence
where it is written, before any portfolio happens to need it.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from assistant.briefing.grounding import BOUND_AS_A_WHOLE
from assistant.briefing.vocabulary import claims
from assistant.values.statement import SLOT

ROOT = Path(__file__).parents[2] / "assistant"
WRITING = sorted(
    path for room in ("health", "planning", "briefing") for path in (ROOT / room).rglob("*.py")
)
TABLES = sorted((ROOT / "policy/defaults").glob("rag_*.yaml"))
WRITTEN_BY_POLICY = frozenset({"because", "remedy"})


def texts(node: ast.expr) -> Iterator[str]:
    """Give the literal pieces of a text, the choices in brackets and f-strings included."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def templates(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id == "say" and node.args:
            yield from texts(node.args[0])
        if node.func.id == "Statement":
            for given in node.keywords:
                yield from texts(given.value) if given.arg == "text" else ()


def sentences(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key in WRITTEN_BY_POLICY and isinstance(value, str):
                yield value
            else:
                yield from sentences(value)
    elif isinstance(data, list):
        for value in data:
            yield from sentences(value)


def stray(text: str) -> list[str]:
    found = claims(SLOT.sub("…", text))
    return [each.span for each in found if each.claim not in BOUND_AS_A_WHOLE]


@pytest.mark.parametrize("path", WRITING, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_code_writes_its_claims_into_slots(path: Path) -> None:
    assert {text: found for text in templates(path) if (found := stray(text))} == {}


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_policy_writes_its_claims_into_slots(path: Path) -> None:
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {text: found for text in sentences(table) if (found := stray(text))} == {}


def test_the_search_finds_templates() -> None:
    assert sum(1 for path in WRITING for _ in templates(path)) > 50
    assert TABLES
