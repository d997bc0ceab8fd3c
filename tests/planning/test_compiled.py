"""Compiled twins do the same as the Python they are made of, and are never out of date."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LOOP = """
from __future__ import annotations
from assistant.planning.zz_step import step

def total(count: int) -> int:
    result = 0
    for number in range(count):
        result += step(number)
    return result
"""
STEP = """
from __future__ import annotations
FACTOR = {factor}

def step(number: int) -> int:
    return FACTOR * number
"""
RUN = """
import sys, types
sys.modules["assistant.planning.zz_step"] = step = types.ModuleType("assistant.planning.zz_step")
sys.modules["assistant.planning.zz_loop"] = loop = types.ModuleType("assistant.planning.zz_loop")
for module in (step, loop):
    file = module.__name__.rsplit(".", 1)[1] + ".py"
    exec(compile(open(file).read(), file, "exec"), module.__dict__)
from assistant.planning.compiled import compiled
print(compiled(loop.total)(10), loop.total(10))
"""


def test_a_twin_follows_what_its_loop_calls_and_the_constants_there(tmp_path: Path) -> None:
    (tmp_path / "zz_loop.py").write_text(LOOP)
    for factor in (1, 2):
        (tmp_path / "zz_step.py").write_text(STEP.format(factor=factor))
        said = subprocess.run(
            [sys.executable, "-c", RUN],
            cwd=tmp_path,
            env={"NUMBA_CACHE_DIR": str(tmp_path / "cache"), "PYTHONPATH": str(Path.cwd())},
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.stdout.split() == [str(45 * factor)] * 2, said.stderr


def test_what_is_no_plain_function_is_refused() -> None:
    from assistant.planning.compiled import compiled

    with pytest.raises(TypeError, match="not a plain function"):
        compiled(len)
