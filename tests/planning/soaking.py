"""How many seeded portfolios a test tries: a sample in `make test`, very many in `make soak`."""

from __future__ import annotations

import sys

import pytest
from hypothesis import settings

_SOAK = 1_000


def is_soak() -> bool:
    """Say whether this run is `make soak`, by the examples its profile asks for."""
    return settings.default is not None and settings.default.max_examples >= _SOAK


def seeds(usually: int, soak: int) -> range:
    """Return the seeds of this run; the same ones every time, so that a failure can be replayed."""
    return range(soak if is_soak() else usually)


def tell(capsys: pytest.CaptureFixture[str], line: str) -> None:
    """Say in a soak run what was tried; on standard error, which reaches people from any worker."""
    if is_soak():
        with capsys.disabled():
            sys.stderr.write(f"\n{line}\n")
