"""The content of one file: what is no file, too large or not to be opened is refused in words."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import BadSource

MAX_BYTES = 1 << 30
"""A table is read into memory at once; a million rows of twenty columns are a quarter of this."""


def file_content(path: Path) -> bytes:
    """Return a file's bytes; BadSource where it cannot be read."""
    check_readable(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def check_readable(path: Path) -> None:
    """Refuse what is no file, such as a pipe that never ends, or too large; raises BadSource."""
    check_name(path)
    try:
        is_file, size = path.is_file(), path.stat().st_size
    except OSError as error:
        raise unreadable(path, error) from error
    if not is_file:
        remedy = "Put a CSV file or workbook in its place."
        raise BadSource("it is no file that can be read.", file=str(path), remedy=remedy)
    if size > MAX_BYTES:
        remedy = "Split the source, or leave out the columns that nothing uses."
        raise BadSource("the file is larger than 1 GB.", file=str(path), remedy=remedy)


def check_name(path: Path) -> None:
    """Refuse a name whose bytes are no text, since nobody could be told of it; raises BadSource."""
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        shown = str(path).encode(errors="backslashreplace").decode()
        raise BadSource("its name is not valid UTF-8.", file=shown, remedy="Rename it.") from error


def unreadable(path: Path, error: OSError) -> BadSource:
    """Return why a file or folder cannot be opened, in words."""
    why = (error.strerror or "it cannot be read").lower()
    return BadSource(f"{why}.", file=str(path), remedy="Check the path and who may read it.")
