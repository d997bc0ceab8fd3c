"""A person at a real pseudo-terminal: reads what `pmo` shows there, and types."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest

from assistant.bootstrap import build_app
from assistant.surfaces.cli.commands import build_cli
from assistant.surfaces.cli.run import run_cli
from assistant.surfaces.cli.session import OpenApp

WIDTH = 100
PATIENCE = 20.0
"""Seconds a person waits for the next question before the test is given up."""

_PARTS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\n|\r|[^\x1b\n\r]+|\x1b")
_UP, _WIPE = "\x1b[1A", "\x1b[2K"

Step = tuple[str, str]
"""What is waited for, and what is typed then."""


@dataclass(slots=True)
class Screen:
    """Everything that was written to the terminal, and how the command ended."""

    raw: str = ""
    code: int | None = None
    missed: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands on the screen in the end, without colours, and bars that came and went."""
        lines, row, column = [""], 0, 0
        for part in _PARTS.findall(self.raw):
            if part == "\n":
                row += 1
                lines += [""] * (row == len(lines))
            elif part == _UP:
                row -= 1
            elif part == _WIPE:
                lines[row] = ""
            elif part == "\r":
                column = 0
            elif not part.startswith("\x1b"):
                end = column + len(part)
                lines[row] = lines[row][:column] + part + lines[row][end:]
                column = end
        return "\n".join(line.rstrip() for line in lines)


def at_terminal(
    monkeypatch: pytest.MonkeyPatch,
    arguments: Sequence[str],
    steps: Sequence[Step] = (),
    open_app: OpenApp = build_app,
) -> Screen:
    """Run `pmo` on a pseudo-terminal while a person goes through the steps."""
    person, program = pty.openpty()
    fcntl.ioctl(program, termios.TIOCSWINSZ, struct.pack("HHHH", 50, WIDTH, 0, 0))
    screen = Screen()
    over = threading.Event()
    typing = threading.Thread(target=_go_through, args=(person, screen, list(steps), over))
    typing.start()
    with ExitStack() as streams:
        for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
            stream = streams.enter_context(os.fdopen(os.dup(program), mode, buffering=1))
            monkeypatch.setattr(sys, name, stream)
        monkeypatch.setenv("COLUMNS", str(WIDTH))
        try:
            screen.code = run_cli(build_cli(open_app), arguments)
        finally:
            for name in ("stdout", "stderr"):
                getattr(sys, name).flush()
            monkeypatch.undo()
    over.set()
    typing.join()
    os.close(program)
    os.close(person)
    assert not screen.missed, f"never asked: {screen.missed}\n{screen.text}"
    return screen


def _go_through(person: int, screen: Screen, steps: list[Step], over: threading.Event) -> None:
    """Read all the time; type each step once what it waits for stands there."""
    seen, last = 0, time.monotonic()
    while True:
        if select.select([person], [], [], 0.05)[0]:
            screen.raw += os.read(person, 65536).decode(errors="replace")
            last = time.monotonic()
        elif over.is_set():
            break
        found = steps and re.search(steps[0][0], screen.raw[seen:])
        if found:
            seen += found.end()
            os.write(person, steps.pop(0)[1].encode())
        elif steps and not over.is_set() and time.monotonic() - last > PATIENCE:
            os.write(person, b"\x04")
            last = time.monotonic()
    screen.missed = [waited for waited, _ in steps]
