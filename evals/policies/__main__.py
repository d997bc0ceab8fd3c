"""Put a real process's table beside its record: `python -m evals.policies readiness FOLDER`.

The last line of standard output is one JSON object.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

from assistant.errors import PmoError

PROCESSES = ("readiness", "exceptions", "gates", "specs")


def main(given: list[str]) -> None:
    """Run what the command line names and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m evals.policies", description=__doc__)
    parser.add_argument("name", choices=PROCESSES)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args(given)
    process = importlib.import_module(f"evals.policies.{arguments.name}")
    try:
        figures = process.run(arguments.folder)
    except PmoError as refused:
        raise SystemExit(str(refused)) from refused
    sys.stdout.write(json.dumps(figures, default=str) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
