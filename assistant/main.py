"""The top: the command `pmo`. It hands the composition root to the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from assistant.surfaces.cli.commands import build_cli
from assistant.surfaces.cli.run import run_cli

if TYPE_CHECKING:
    from assistant.usecases.app import App


def run() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run_cli(build_cli(open_app), sys.argv[1:]))


def open_app(store_url: str | None, viewer: str | None) -> App:
    """Assemble the assistant when a command needs it: help and mistakes are answered at once."""
    from assistant.bootstrap import build_app

    return build_app(store_url, viewer)
