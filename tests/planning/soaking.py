"""How many seeded portfolios a test tries: a sample in `make test`, very many in `make soak`."""

from __future__ import annotations

import sys

import pytest
from hypothesis import settings

_SOAK = 1_000

LONG = pytest.mark.timeout(1_800)
"""A test whose soak takes minutes, more so on a machine that is shared."""


def is_soak() -> bool:
    """Say whether this run is `make soak`, by the examples its profile asks for."""
    return settings.default is not None and settings.default.max_examples >= _SOAK


def seeds(usually: int, soak: int) -> range:
    """Return the seeds of this run; the same ones every time, so that a failure can be replayed."""
    return range(soak if is_soak() else usually)


def portion(tried: range, number: int, of: int) -> range:
    """Return one of so many parts of the seeds, for tests that workers share."""
    return tried[len(tried) * number // of : len(tried) * (number + 1) // of]


def tell(capsys: pytest.CaptureFixture[str], line: str) -> None:
    """Say in a soak run what was tried; on standard error, which reaches people from any worker."""
    if is_soak():
        with capsys.disabled():
            sys.stderr.write(f"\n{line}\n")
