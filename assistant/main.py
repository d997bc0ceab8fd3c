"""The top: the command `pmo`. It hands the composition root to the command line."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from assistant.surfaces.cli.commands import build_cli
from assistant.surfaces.cli.run import run_cli

if TYPE_CHECKING:
    from assistant.usecases.app import App

_NEW_OBJECTS = 200_000
"""A command makes many values that live as long as itself; looking through them for garbage at
Python's usual pace takes a third of the time of a large portfolio."""


def run() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(_NEW_OBJECTS, 20, 100)
    sys.exit(run_cli(build_cli(open_app), sys.argv[1:]))


def open_app(store_url: str | None, viewer: str | None) -> App:
    """Assemble the assistant when a command needs it: help and mistakes are answered at once."""
    from assistant.bootstrap import build_app

    return build_app(store_url, viewer)
