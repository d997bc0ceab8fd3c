"""Rules that no linter knows: every module, class and public function says what it is for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path
    for room in ("assistant", "evals")
    for path in (ROOT / room).rglob("*.py")
    if "migrations/versions" not in path.as_posix()
)
LONGEST_MODULE = 300
VAGUE = re.compile(r"^(utils?|helpers?|common|misc|managers?)$")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _public(tree: ast.Module) -> Iterator[ast.ClassDef | ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_module_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "no module docstring"
    silent = [node.name for node in _public(tree) if not ast.get_docstring(node)]
    assert not silent, f"no docstring: {silent}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_module_is_short_and_named_for_what_it_holds(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    assert not VAGUE.match(path.stem)


def test_nothing_names_a_package_host_or_a_machines_path() -> None:
    listed = [*(ROOT / "requirements").glob("*.txt"), *MODULES, ROOT / "Makefile"]
    for path in listed:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"--(extra-)?index-url|--find-links|files\.pythonhosted", text), path
        assert not re.search(r"(^|[\s\"'=(])/(home|root|Users)/", text), path


def test_the_lock_is_hashed_and_host_free() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        pins = re.findall(r"^[A-Za-z0-9_.-]+(?:\[[^\]]*\])?==", text, re.MULTILINE)
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text
