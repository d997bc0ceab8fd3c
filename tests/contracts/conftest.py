"""Every contract test runs on the fake and on both engines."""

from __future__ import annotations

import pytest

from assistant.ports.store import Store
from tests.contracts.stores import new_store


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    return new_store(request.param)
