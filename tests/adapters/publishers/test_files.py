"""Files are written whole, found again by their key, and never written over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.adapters.publishers import FilePublisher, KnownPublishers
from assistant.errors import BadInput
from assistant.governance.delivery import Accepted, LookUp, Message, NoAnswer, TurnedDown

FILES = FilePublisher()


def message(path: Path, key: str = "k1", text: str = "Grüße\n") -> Message:
    return Message(id=key, to=f"file:{path}", text=text)


def test_a_text_is_written_once_and_found_by_its_key(tmp_path: Path) -> None:
    sent = message(tmp_path / "brief.md")
    assert FILES.look_up(sent) is LookUp.ABSENT
    assert FILES.publish(sent) == Accepted()
    assert (tmp_path / "brief.md").read_bytes() == sent.text.encode()
    assert FILES.look_up(sent) is LookUp.FOUND
    assert FILES.publish(sent) == Accepted()
    assert not list(tmp_path.glob(".pmo-*"))


@pytest.mark.parametrize("text", ["Grüße\n", "else"])
def test_what_is_there_already_stays(tmp_path: Path, text: str) -> None:
    path = tmp_path / "brief.md"
    path.write_text(text)
    assert isinstance(FILES.publish(message(path)), TurnedDown)
    assert path.read_text() == text
    assert FILES.look_up(message(path)) is LookUp.ABSENT


def test_another_message_does_not_hide_the_first(tmp_path: Path) -> None:
    first, second = message(tmp_path / "b.md"), message(tmp_path / "b.md", "k2", "else")
    FILES.publish(first)
    assert isinstance(FILES.publish(second), TurnedDown)
    assert (FILES.look_up(first), FILES.look_up(second)) == (LookUp.FOUND, LookUp.ABSENT)


def test_after_a_crash_between_note_and_file_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = message(tmp_path / "brief.md")
    with monkeypatch.context() as broken:

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        broken.setattr(os, "link", full)
        assert FILES.publish(sent) == NoAnswer()
    assert FILES.look_up(sent) is LookUp.ABSENT
    assert FILES.publish(sent) == Accepted()


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    answer = FILES.publish(message(tmp_path / "gone" / "brief.md"))
    assert isinstance(answer, TurnedDown)
    assert "folder" in answer.why


def test_places_are_exact_files_that_do_not_exist(tmp_path: Path) -> None:
    known = KnownPublishers()
    assert known.place(str(tmp_path), "brief.md") == f"file:{tmp_path}/brief.md"
    assert known.place(f"{tmp_path}/b.json", "x") == f"file:{tmp_path}/b.json"
    (tmp_path / "there").write_text("x")
    for wrong in ("", "a\nb", f"{tmp_path}/there", f"{tmp_path}/no/where"):
        with pytest.raises(BadInput):
            known.place(wrong, "brief.md")
    with pytest.raises(BadInput):
        known.at("slack:#exec")
