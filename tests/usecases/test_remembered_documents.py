"""Documents become passages that know their headings, line and day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.chroma_memory import MarkdownFolder
from assistant.errors import BadInput
from assistant.ports.memory import Document
from assistant.usecases.passage_parts import LONGEST, parts_of
from assistant.usecases.remembered_documents import (
    Shelved,
    day_of,
    paragraphs,
    remembered_document,
)

TEXT = """---
title: Retro
date: 2026-10-14
---
# Cutover
First thing
went well.

## What we learnt ##
- Test the firewall early.
```
# no heading

code
```
# Next
"""
WHERE = Shelved(
    folder="/home/x/notes", shelf=("projects:ATLAS",), is_confidential=True,
    names=("ATLAS", "Atlas"), added_on=date(2026, 11, 1),
)  # fmt: skip


def test_paragraphs_keep_headings_and_lines() -> None:
    found = [(each.headings, each.line, each.text) for each in paragraphs(TEXT)]
    assert found == [
        (("Cutover",), 6, "First thing\nwent well."),
        (
            ("Cutover", "What we learnt"),
            10,
            "- Test the firewall early.\n```\n# no heading\n\ncode\n```".replace("\n\n", "\n"),
        ),
    ]


def test_a_passage_says_where_it_stands_and_who_may_see_it() -> None:
    first, second = remembered_document(Document(path="a/retro.md", text=TEXT), WHERE)
    assert str(second.source) == "notes/a/retro.md row 10 “What we learnt”"
    assert (second.day, second.is_confidential) == (date(2026, 10, 14), True)
    assert second.shelf == ("projects:ATLAS",)
    assert "What we learnt" in second.about
    assert first.key != second.key


@pytest.mark.parametrize(
    ("path", "text", "day"),
    [
        ("2026-09-01-retro.md", "x", date(2026, 9, 1)),
        ("2026-13-41.md", "x", None),
        ("x.md", "---\ndate: soon\n---\n2026-01-01", None),
        ("x.md", "---\ndate: 2026-01-02", None),
    ],
)
def test_the_day_of_a_document(path: str, text: str, day: date | None) -> None:
    assert day_of(Document(path=path, text=text)) == day


@given(st.text(max_size=300))
def test_every_word_of_a_document_is_remembered(text: str) -> None:
    document = Document(path="x.md", text=text)
    kept = " ".join(each.text for each in remembered_document(document, WHERE))
    said = " ".join(each.text for each in paragraphs(text))
    assert kept.split() == said.split()


@given(st.text(alphabet="ab. ", max_size=3 * LONGEST))
def test_parts_are_short_and_lose_nothing(text: str) -> None:
    parts = list(parts_of(text))
    assert all(0 < len(part) <= LONGEST for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_folder_is_read_by_path_and_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    (notes / "sub").mkdir(parents=True)
    (notes / ".hidden").mkdir()
    (notes / "b.md").write_text("\ufeffb", encoding="utf-8")
    (notes / "sub" / "a.markdown").write_text("a", encoding="utf-8")
    (notes / ".hidden" / "c.md").write_text("c", encoding="utf-8")
    (notes / "d.txt").write_text("d", encoding="utf-8")
    (notes / "latin.md").write_bytes("é".encode("latin-1"))
    (tmp_path / "outside.md").write_text("secret", encoding="utf-8")
    (notes / "link.md").symlink_to(tmp_path / "outside.md")
    read = MarkdownFolder().read(str(notes))
    assert [(each.path, each.text) for each in read.documents] == [
        ("b.md", "b"),
        ("sub/a.markdown", "a"),
    ]
    assert read.refused == ("latin.md is not in UTF-8.", "link.md leads out of the folder.")
    with pytest.raises(BadInput, match="no folder"):
        MarkdownFolder().read(str(tmp_path / "none"))
