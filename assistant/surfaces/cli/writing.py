"""Files that a command writes because somebody asked for them."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import BadInput


def write_file(file: Path, content: str | bytes) -> None:
    """Write a text, or bytes, to a file; BadInput where that is not possible."""
    try:
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise BadInput(
            f"{file} cannot be written: {(error.strerror or str(error)).lower()}.",
            remedy="Name a file in a folder that exists and is yours.",
        ) from error
