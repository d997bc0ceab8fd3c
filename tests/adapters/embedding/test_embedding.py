"""Texts are compared the same way everywhere: by words, or by a model whose files are pinned."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.embedding import (
    HashingEmbedder,
    MiniLmEmbedder,
    asked_terms,
    embedder_named,
    minilm,
    terms,
)
from assistant.errors import MemoryFault

WORDS = HashingEmbedder()


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("migrating", "migrated"),
        ("policies", "policy"),
        ("stopped", "stops"),
        ("addresses", "address"),
        ("Müllers", "muller"),
        ("Jonas’s", "jonas"),
        ("rules", "rule"),
    ],
)
def test_endings_case_and_accents_do_not_matter(said: str, same: str) -> None:
    assert terms(said) == terms(same)


def test_a_key_is_found_whole_and_by_its_pieces() -> None:
    assert terms("MOS-9") == ["mos_9", "mos", "9"]


def test_words_that_only_ask_are_left_out_unless_there_is_nothing_else() -> None:
    assert asked_terms("What did Ben write about the firewall?") == ["ben", "firewall"]
    assert asked_terms("find everything") == terms("find everything")


@given(st.lists(st.text(max_size=60), max_size=5))
def test_equal_texts_have_equal_vectors_of_length_one_or_none(texts: list[str]) -> None:
    together = WORDS.embed(texts)
    alone = [WORDS.embed([text])[0] for text in texts]
    assert all(np.array_equal(one, other) for one, other in zip(together, alone, strict=True))
    lengths = np.linalg.norm(together, axis=1)
    assert all(abs(each - 1) < 1e-4 or each == 0 for each in lengths)


def test_a_mistyped_word_is_more_alike_than_another_one() -> None:
    firewall, typo, other = WORDS.embed(["firewall", "firewal", "breakfast"])
    assert float(firewall @ typo) > 0.35 > abs(float(firewall @ other))


@pytest.mark.skipif(not MiniLmEmbedder.is_installed(), reason="needs the extra “embeddings”")
def test_the_model_compares_meaning_and_a_text_does_not_depend_on_its_company() -> None:
    model = MiniLmEmbedder()
    texts = ["the portal waits for the network", "a web site is blocked by IT", "soup for lunch"]
    together = model.embed(texts)
    assert np.array_equal(together[0], model.embed(texts[:1])[0])
    assert together[0] @ together[1] > together[0] @ together[2] + 0.15


@pytest.mark.skipif(not MiniLmEmbedder.is_installed(), reason="needs the extra “embeddings”")
def test_a_model_that_is_not_the_pinned_one_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(minilm.SHA256, minilm.TOKENIZER, "0" * 64)
    with pytest.raises(MemoryFault, match="not the file"):
        MiniLmEmbedder().embed(["x"])


def test_vectors_know_what_made_them() -> None:
    assert embedder_named(WORDS.name) is not None
    assert embedder_named("another model") is None
