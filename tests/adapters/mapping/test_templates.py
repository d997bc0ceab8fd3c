"""Texts with headers in braces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.mapping.templates import pieces, slot, slots


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        ("plain", ()),
        ("{Period}/{File name}", ("Period", "File name")),
        ("a{{b", ()),
        ("{{{x}}}/{y}", ("{x}", "y")),
        ("{}", ()),
    ],
)
def test_headers_in_braces_are_found(text: str, headers: tuple[str, ...]) -> None:
    assert slots(text) == headers


@given(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=3))
def test_any_header_can_be_put_into_a_text(headers: list[str]) -> None:
    text = "/".join(slot(header) for header in headers)
    assert slots(text) == tuple(headers)
    assert "".join(piece for piece, is_header in pieces(text) if not is_header) == "/" * (
        len(headers) - 1
    )
