"""Texts as files of this machine: whole or not there, never in place of something else.

Beside a file `NAME` stands `.NAME.KEY.sent.json` with the message's key and the text's hash: that is
how a message is looked up. The note is written first, the file appears by one link after it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from assistant.errors import BadInput
from assistant.governance.delivery import (
    Accepted,
    Answer,
    Habits,
    LookUp,
    Message,
    NoAnswer,
    TurnedDown,
)

SCHEME = "file:"


def file_place(named: str, title: str) -> str:
    """Return the exact address of a file that a person named, or of one in a folder."""
    path = Path(named.removeprefix(SCHEME)).expanduser().absolute()
    if not named.strip() or any(char < " " for char in named):
        raise BadInput(f"“{named}” is no place.", remedy="Name a file or a folder.")
    if path.is_dir():
        path /= title
    if not path.parent.is_dir():
        raise BadInput(
            f"The folder {path.parent} does not exist.", remedy="Create it, or name another."
        )
    if path.exists():
        raise BadInput(
            f"{path} exists, and nothing is published over it.", remedy="Name a new file."
        )
    return f"{SCHEME}{path}"


def beside(place: str, title: str) -> str:
    """Return the exact address of another file in the folder of one, of the same kind."""
    path = Path(place.removeprefix(SCHEME))
    return file_place(str(path.with_name(f"{title}{path.suffix}")), title)


class FilePublisher:
    """The `Publisher` port for files."""

    @property
    def habits(self) -> Habits:
        """A file is there, or it is not, and anybody can look."""
        return Habits()

    def publish(self, message: Message) -> Answer:
        """Write the file, unless something else has its name."""
        path = _path(message)
        try:
            if path.exists():
                return Accepted() if self.look_up(message) is LookUp.FOUND else _taken(path)
            with _written(path.parent, _note(message).encode()) as note:
                note.replace(_note_of(message))
            with _written(path.parent, message.text.encode()) as text:
                os.link(text, path)
                _flush(path.parent)
        except FileExistsError:
            _note_of(message).unlink(missing_ok=True)
            return _taken(path)
        except (FileNotFoundError, NotADirectoryError, PermissionError, IsADirectoryError):
            return TurnedDown(why=f"{path} cannot be written: see that its folder is there")
        except OSError:
            return NoAnswer()
        return Accepted()

    def look_up(self, message: Message) -> LookUp:
        """Say whether the file is there, with this message's key and bytes."""
        path = _path(message)
        try:
            same_note = _note_of(message).read_text(encoding="utf-8") == _note(message)
            same_text = path.read_bytes() == message.text.encode()
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            return LookUp.ABSENT
        except OSError:
            return LookUp.NO_ANSWER
        return LookUp.FOUND if same_note and same_text else LookUp.ABSENT


def _path(message: Message) -> Path:
    return Path(message.to.removeprefix(SCHEME))


def _note_of(message: Message) -> Path:
    path = _path(message)
    return path.with_name(f".{path.name}.{message.id}.sent.json")


def _note(message: Message) -> str:
    return json.dumps({"message": message.id, "sha256": message.text_hash}) + "\n"


def _taken(path: Path) -> TurnedDown:
    return TurnedDown(why=f"{path} exists already, and nothing is published over it")


@contextmanager
def _written(folder: Path, content: bytes) -> Iterator[Path]:
    """Write a file under a name of its own, safely on the disk; it goes when the block ends."""
    with NamedTemporaryFile(dir=folder, prefix=".pmo-", delete=False) as file:
        path = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            path.chmod(0o644)
            yield path
        finally:
            path.unlink(missing_ok=True)


def _flush(folder: Path) -> None:
    """Put a folder's names safely on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
