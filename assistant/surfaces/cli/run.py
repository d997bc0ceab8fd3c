"""Runs a command; the one place where errors become words and exit codes.

0  done            1  it cannot be done (a sentence says why, and what to do)
2  wrong usage   130  stopped by the person
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import typer
from click.exceptions import ClickException

from assistant.errors import PmoError

CANNOT = 1
STOPPED = 130


def run_cli(  # noqa: PLR0911 - one answer per kind of ending
    cli: typer.Typer, arguments: Sequence[str]
) -> int:
    """Run the command line with these arguments and return its exit code."""
    try:
        return int(cli(args=list(arguments), standalone_mode=False) or 0)
    except PmoError as error:
        return _say(str(error), CANNOT)
    except ClickException as error:
        error.show()
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return _say("Stopped. Nothing was left half-done.", STOPPED)
    except BrokenPipeError:
        # the reader (a pager, head) has what it wanted; point stdout away so that exit is quiet
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the last line of defence: no traceback reaches a user
        return _say(_unexpected(error), CANNOT)


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - this is where the command line speaks
    return code


def _unexpected(error: Exception) -> str:
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"Something broke that should not have ({type(error).__name__} in {place.name}, "
        f"line {place.lineno} of {Path(place.filename).name}). "
        "Nothing was left half-written. Please report this line, and what you ran."
    )
