"""The wire that the model's client speaks on, mocked: whatever is not mocked fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import respx


@pytest.fixture
def wire() -> Iterator[respx.MockRouter]:
    """Mock the transport of `openai`; a route may stay unused, as where nothing may be asked."""
    with respx.mock(using="httpcore2", assert_all_called=False) as router:
        yield router
