"""Only files are read, and what cannot be read is said in words; nobody waits for a pipe."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.adapters.tabular.file_content import MAX_BYTES, file_content
from assistant.errors import BadSource


def test_a_file_gives_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"key\n\xff")
    assert file_content(tmp_path / "a.csv") == b"key\n\xff"


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    (tmp_path / "folder.csv").mkdir()
    for name, why in {
        "pipe.csv": "no file that can be read",
        "/dev/zero": "no file that can be read",
        "folder.csv": "no file that can be read",
        "loop.csv": "too many levels",
        "nowhere.csv": "no such file",
    }.items():
        with pytest.raises(BadSource, match=why):
            file_content(tmp_path / name)


def test_a_file_larger_than_memory_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "huge.csv").touch()
    os.truncate(tmp_path / "huge.csv", MAX_BYTES + 1)
    with pytest.raises(BadSource, match="larger than 1 GB"):
        file_content(tmp_path / "huge.csv")


def test_a_name_that_is_no_text_is_shown_as_far_as_it_can_be(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"bad\xff.csv")
    path.touch()
    with pytest.raises(BadSource, match=r"bad\\udcff\.csv: its name is not valid UTF-8"):
        file_content(path)
