"""Tokens are counted here, as the model's own vocabulary would, and nobody is asked."""

from __future__ import annotations

import hashlib
import inspect
import socket

import pytest
import tiktoken_ext.openai_public as published

from assistant.adapters.token_counting import PATTERNS, TokenCounting, vocabulary


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", opened)


@pytest.mark.parametrize("name", PATTERNS)
def test_the_vocabulary_is_the_published_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(
        published, "load_tiktoken_bpe", lambda _url, expected_hash: seen.append(expected_hash)
    )
    declared = getattr(published, name)()
    assert hashlib.sha256(vocabulary(name)).hexdigest() == seen[0]
    assert declared["pat_str"] == PATTERNS[name]
    assert "https://" in inspect.getsource(getattr(published, name)), "it would be downloaded"


COUNTS = [
    ("gpt-4o", "tiktoken is great!", 6),
    ("gpt-4", "tiktoken is great!", 6),
    ("gpt-4o", "antidisestablishmentarianism", 6),
    ("gpt-4", "お誕生日おめでとう", 9),
    ("gpt-4o", "お誕生日おめでとう", 8),
    ("gpt-4o", "", 0),
]
"""From OpenAI's own guide to counting tokens."""


@pytest.mark.parametrize(("model", "text", "tokens"), COUNTS)
def test_counts_are_those_of_the_guide(model: str, text: str, tokens: int) -> None:
    assert TokenCounting(model).count(text) == tokens


@pytest.mark.parametrize(
    ("model", "encoding", "own"),
    [
        ("gpt-4o-2024-05-13", "o200k_base", True),
        ("openai/gpt-4-turbo", "cl100k_base", True),
        ("gpt-oss-20b", "o200k_base", True),
        ("qwen2.5:1.5b", "o200k_base", False),
        ("text-davinci-003", "o200k_base", False),
    ],
)
def test_a_model_nobody_knows_is_counted_by_another_and_that_is_said(
    model: str,
    encoding: str,
    own: bool,  # noqa: FBT001 - a parameter of a test
) -> None:
    counting = TokenCounting(model)
    assert counting.encoding == encoding
    assert ("estimated" not in counting.said) is own
    assert counting.count("Start KEY-3 first.") > 3


def test_control_tokens_and_broken_text_are_text() -> None:
    assert TokenCounting("gpt-4o").count("<|endoftext|> \ud800") > 4
