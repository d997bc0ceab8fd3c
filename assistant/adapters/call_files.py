"""Recorded calls as files: one a month, one line of JSON a call, readable by their owner only."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from assistant.errors import BadSource, ModelMisconfigured, ModelTrouble
from assistant.ports.model import RecordedCall

_MONTH = len("2026-11")


class CallFiles:
    """The `Calls` port, in a folder that is made when the first call is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, recorded: RecordedCall) -> None:
        """Append a call in one write, so that processes side by side do not mix their lines.

        ModelMisconfigured where that is not possible: what is to be recorded is not used unrecorded.
        """
        line = recorded.model_dump_json() + "\n"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            file = os.open(self._file(recorded.at[:_MONTH]), flags, 0o600)
            try:
                os.write(file, line.encode("utf-8", "backslashreplace"))
            finally:
                os.close(file)
        except OSError as error:
            raise ModelMisconfigured(
                f"Calls of the model cannot be recorded in {self._folder} ({error.strerror}).",
                trouble=ModelTrouble.NOT_RECORDED,
                remedy="Set PMO_MODEL_RECORDS to a folder that can be written, or PMO_MODEL_RECORD to off.",
            ) from error

    def of_month(self, month: str) -> Sequence[RecordedCall]:
        """Return the calls of a month, oldest first; BadSource names a line that is none."""
        file = self._file(month)
        if not file.is_file():
            return ()
        lines = file.read_text(encoding="utf-8").splitlines()
        return tuple(_read(file, row, line) for row, line in enumerate(lines, start=1) if line)

    def _file(self, month: str) -> Path:
        return self._folder / f"{month}.jsonl"


def _read(file: Path, row: int, line: str) -> RecordedCall:
    try:
        return RecordedCall.model_validate_json(line)
    except ValidationError as error:
        raise BadSource(
            "this is no recorded call.",
            file=str(file),
            row=row,
            remedy="Remove the line, or set the file aside.",
        ) from error
