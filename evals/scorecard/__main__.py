"""Runs all deterministic suites: `python -m evals.scorecard [--quick] [--accept]`.

Writes `scorecard.md` and `scorecard.html`, compares with `evals/baseline.json`, which must not
fall, and prints one JSON object last. `--accept` makes the figures the baseline and keeps them in
the history; `--quick` runs a sample of the long suites.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from evals.scorecard.card import fallen, markdown, page, read_history
from evals.scorecard.suites import SUITES, run_suite

BASELINE = Path(__file__).parents[1] / "baseline.json"
HISTORY = Path(__file__).with_name("history.jsonl")


def main() -> None:
    """Run, write, compare; end with an error where a figure fell."""
    asked = argparse.ArgumentParser(prog="evals.scorecard", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="a sample of the long suites")
    asked.add_argument("--accept", metavar="WHAT", help="keep as baseline; what is new, in words")
    asked.add_argument("--only", action="append", help="only these suites")
    asked.add_argument("--to", type=Path, default=Path("dist/scorecard"), help="folder")
    options = asked.parse_args()
    chosen = [suite for suite in SUITES if options.only is None or suite.name in options.only]
    figures = {suite.name: run_suite(suite, quick=options.quick) for suite in chosen}
    baseline = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    history = read_history(HISTORY)
    options.to.mkdir(parents=True, exist_ok=True)
    for name, write in (("scorecard.md", markdown), ("scorecard.html", page)):
        (options.to / name).write_text(write(figures, baseline, history), encoding="utf-8")
    worse = list(fallen(figures, baseline))
    if options.accept:
        _accept(options.accept, figures, baseline)
        worse = []
    sys.stdout.write(json.dumps({"figures": figures, "fallen": worse}) + "\n")
    sys.exit("\n".join(worse) or None)


def _accept(
    what: str, figures: dict[str, dict[str, float]], baseline: dict[str, dict[str, float]]
) -> None:
    BASELINE.write_text(json.dumps(baseline | figures, indent=2) + "\n", encoding="utf-8")
    with HISTORY.open("a", encoding="utf-8") as opened:
        opened.write(json.dumps({"what": what, "figures": figures}) + "\n")


if __name__ == "__main__":
    main()
