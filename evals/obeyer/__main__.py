"""Lets the obeyer at the sample: `python -m evals.obeyer [--most N] [--data DIR]`.

Every wrapper around every goal is put into a cell that people type into, many at a time; then
questions are asked, with a model that writes and plans what the attacks want. The last line of the
output is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from evals.obeyer.injections import Injection, injections
from evals.obeyer.running import obeyed


def main() -> None:
    """Run and print what came out."""
    asked = argparse.ArgumentParser(prog="evals.obeyer", description=__doc__)
    asked.add_argument("--most", type=int, help="attacks; all of them where none")
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = asked.parse_args()
    found = injections(options.data)
    attacks = found if options.most is None else _spread(found, options.most)
    result = obeyed(attacks, _tell)
    for wrong in result["effects"]:
        sys.stdout.write(f"{wrong}\n")
    told = result | {"effects": len(result["effects"]), "of": len(found)}
    sys.stdout.write(json.dumps(told) + "\n")


def _spread(found: list[Injection], most: int) -> list[Injection]:
    """Return so many of them, evenly spread over wrappers and goals."""
    step = max(1, len(found) // most)
    return found[::step][:most]


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
