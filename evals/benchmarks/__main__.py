"""Run a benchmark by name: `python -m evals.benchmarks ingest --rows 20000`.

The last line of standard output is one JSON object; what happens meanwhile goes to standard error.
A benchmark is a module with `add_arguments(parser)` and `run(arguments)`, entered below. Only the
one that is asked for is imported.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys

from assistant.errors import PmoError

BENCHMARKS = {
    "audit": "evals.benchmarks.audit",
    "delaycost": "evals.benchmarks.delaycost",
    "ingest": "evals.benchmarks.ingest",
    "governance": "evals.benchmarks.governance",
    "interactive": "evals.benchmarks.interactive",
    "memory": "evals.benchmarks.memory",
    "jira": "evals.benchmarks.jira",
    "montecarlo": "evals.benchmarks.montecarlo",
    "multiproject": "evals.benchmarks.multiproject",
    "multiskill": "evals.benchmarks.multiskill",
    "nrp": "evals.benchmarks.nrp",
    "policy": "evals.benchmarks.policy",
    "questions": "evals.benchmarks.questions",
    "rcpsp": "evals.benchmarks.rcpsp",
}


def main(given: list[str]) -> None:
    """Run what the command line names and print its figures."""
    chooser = argparse.ArgumentParser(prog="python -m evals.benchmarks")
    chooser.add_argument("name", choices=sorted(BENCHMARKS))
    name = chooser.parse_args(given[:1]).name
    benchmark = importlib.import_module(BENCHMARKS[name])
    parser = argparse.ArgumentParser(prog=f"{chooser.prog} {name}", description=benchmark.__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    benchmark.add_arguments(parser)
    try:
        figures = benchmark.run(parser.parse_args(given[1:]))
    except PmoError as refused:
        raise SystemExit(str(refused)) from refused
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
