"""The tutorial, played through: every command in order, with what is typed at every question.

`python -m tests.tutorial_run` writes what came of it into the page; a test says when that differs.
Above a block may stand `<!-- lines 3-12 -->` (only those lines of the output are shown) and
`<!-- on 2026-11-23 -->` (the day it is from here on).
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.bootstrap import build_app
from assistant.usecases.app import App
from tests.surfaces.cli.terminal import at_terminal

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/tutorial.md"
BLOCK = re.compile(
    r"(?P<above>(?:<!-- on (?P<day>\S+) -->\n)?"
    r"(?:<!-- lines (?P<first>\d+)-(?P<last>\d+) -->\n)?```console\n)(?P<body>.*?)(?=```)",
    re.DOTALL,
)
PROMPT = re.compile(
    r"(?P<asked>.*(?:\[Y/n\]|1 to \d+(?: \[\d+\])?|\(Enter stops\)):) ?(?P<typed>.*)"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of a reader of the page."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


class Reader:
    """Somebody who types everything that the page says, in a folder of their own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("assistant", "tests"):
            (folder / name).symlink_to(ROOT / name)
        self._here = folder
        self._monkeypatch = monkeypatch
        self._moment = datetime(2026, 11, 16, 8, tzinfo=UTC)
        self._dated: set[Path] = set()

    def played(self, block: re.Match[str]) -> str:
        """Return a block with what its commands say."""
        if block["day"]:
            self._moment = datetime.fromisoformat(f"{block['day']}T08:00+00:00")
        shown: list[str] = []
        for command, transcript in _commands(block["body"]):
            lines = self._run(command, transcript)
            if block["first"]:
                first, last = int(block["first"]), int(block["last"])
                lines = [
                    *["…"][: first - 1],
                    *lines[first - 1 : last],
                    *["…"][: max(0, len(lines) - last)],
                ]
            shown += [f"$ {command}", *lines]
        return block["above"] + "".join(f"{line}\n" for line in shown)

    def _run(self, command: str, transcript: str) -> list[str]:
        words = shlex.split(command, comments=True)
        if words[0] != "pmo":
            self._shell(command)
            return []
        to = words[words.index(">") + 1] if ">" in words else None
        arguments = words[1 : words.index(">")] if to else words[1:]
        steps = [
            (re.escape(f"{found['asked']} "), f"{found['typed']}\n")
            for line in transcript.splitlines()
            if (found := PROMPT.fullmatch(line))
        ]
        with self._monkeypatch.context() as there:
            there.chdir(self._here)
            screen = at_terminal(there, arguments, steps, self._open)
        assert screen.code == 0, screen.text
        if to:
            (self._here / to).write_text(screen.text, encoding="utf-8")
            return []
        return screen.text.strip("\n").splitlines()

    def _open(self, store: str | None, viewer: str | None) -> App:
        return replace(build_app(store, viewer), clock=Clock(self._moment))

    def _shell(self, command: str) -> None:
        subprocess.run(["sh", "-ec", command], cwd=self._here, check=True)
        if entered := re.search(r"\bcd (\S+)$", command):
            self._here /= entered[1]
        for file in set(self._here.glob("*.*")) - self._dated:
            os.utime(file, (self._moment.timestamp(), self._moment.timestamp()))
            self._dated.add(file)


def _commands(body: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, transcript = part.partition("\n")
        yield command, transcript


def played_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the page as it reads when somebody does what it says."""
    reader = Reader(folder, monkeypatch)
    return BLOCK.sub(reader.played, PAGE.read_text(encoding="utf-8"))


def main() -> None:
    """Write the page anew."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as monkeypatch:
        page = played_page(Path(folder), monkeypatch)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
