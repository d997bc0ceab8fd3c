"""The top: the command `pmo`. It hands the composition root to the command line."""

from __future__ import annotations

import sys

from assistant.surfaces.cli.commands import build_cli
from assistant.surfaces.cli.run import run_cli


def run() -> None:
    """Run the command line and leave with its exit code."""
    from assistant.bootstrap import build_app

    sys.exit(run_cli(build_cli(build_app), sys.argv[1:]))
