"""Runs a command; the one place where errors become words and exit codes.

0  done            1  it cannot be done (a sentence says why, and what to do)
2  wrong usage   130  stopped by the person
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from assistant.errors import PmoError
from assistant.surfaces.cli.terminal_text import harmless_lines

CANNOT = 1
STOPPED = 130


def run_cli(cli: typer.Typer, arguments: Sequence[str]) -> int:
    """Run the command line with these arguments and return its exit code."""
    try:
        cli(args=list(arguments))
    except SystemExit as ending:
        return _ended(ending)
    except PmoError as error:
        return _say(str(error), CANNOT)
    except Exception as error:  # noqa: BLE001 - the last line of defence: no traceback reaches a user
        return _say(_unexpected(error), CANNOT)
    return 0


def _ended(ending: SystemExit) -> int:
    code = ending.code if isinstance(ending.code, int) else CANNOT
    if code == STOPPED:
        return _say("Stopped. Nothing was left half-done.", STOPPED)
    return code


def _say(sentence: str, code: int) -> int:
    print(harmless_lines(sentence), file=sys.stderr)  # noqa: T201 - this is where the command line speaks
    return code


def _unexpected(error: Exception) -> str:
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"Something broke that should not have ({type(error).__name__} in {place.name}, "
        f"line {place.lineno} of {Path(place.filename).name}). "
        "Nothing was left half-written. Please report this line, and what you ran."
    )
