"""Asks the questions of the sample: `python -m evals.questions [--runs N] [--group NAME]`.

Every run is a process of its own, with another hash seed and the rows in another order. Prints
what is wrong, then one JSON object: the figures by group, and the share that passes every time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evals.questions.case import own_cases
from evals.questions.portfolios import sample_store
from evals.questions.real_data import run_real_data
from evals.questions.report import by_group, passed_every_time
from evals.questions.running import Result, run_cases


def main() -> None:
    """Run and print what came out."""
    asked = argparse.ArgumentParser(prog="evals.questions", description=__doc__)
    asked.add_argument("--runs", type=int, default=1, help="runs with rows in another order")
    asked.add_argument("--group", help="only this group")
    asked.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="public data sets"
    )
    asked.add_argument("--shuffled", type=int, help="rows in the order of this seed, one run")
    asked.add_argument("--show", action="store_true", help="print every answer")
    options = asked.parse_args()
    results = _on_sample(options)
    if options.shuffled is None and options.group is None:
        results += run_real_data(options.data, _tell)
    for result in results:
        _print(result, everything=options.show)
    told: dict[str, Any] = {
        "groups": by_group(results),
        "seconds": round(sum(each.seconds for each in results), 1),
    }
    if options.shuffled is not None:
        told = {"passed": {e.case.id: e.passed for e in results},
                "texts": {e.case.id: e.answer.text for e in results}}  # fmt: skip
    if options.runs > 1:
        told |= _again(options, results)
    sys.stdout.write(json.dumps(told) + "\n")


def _on_sample(options: argparse.Namespace) -> list[Result]:
    cases = [each for each in own_cases() if options.group in {None, each.group}]
    with TemporaryDirectory(prefix="pmo-questions-") as folder:
        return run_cases(cases, sample_store(Path(folder), options.shuffled), _tell)


def _again(options: argparse.Namespace, first: Sequence[Result]) -> dict[str, Any]:
    """Run again with other orders; return the share that passes always, and that is said alike."""
    own = {case.id: case for case in own_cases()}
    runs = [{one.case.id: one.passed for one in first if one.case.id in own}]
    texts = {result.case.id: result.answer.text for result in first}
    changed: set[str] = set()
    for seed in range(1, options.runs):
        told = _run_apart(seed, options.group)
        runs.append(told["passed"])
        changed |= {case for case, text in told["texts"].items() if text != texts[case]}
    always = passed_every_time(runs)
    groups: dict[str, list[bool]] = {}
    for case, held in always.items():
        groups.setdefault(own[case].group, []).append(held)
    shares = {name: round(sum(held) / len(held), 4) for name, held in groups.items()}
    return {"runs": len(runs), "pass^k": shares, "said otherwise": sorted(changed)}


def _run_apart(seed: int, group: str | None) -> dict[str, Any]:
    command = ["env", f"PYTHONHASHSEED={seed}", sys.executable, "-m", "evals.questions"]
    command += ["--shuffled", str(seed), *(["--group", group] if group else [])]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - this program itself
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _print(result: Result, *, everything: bool) -> None:
    if everything or not result.passed:
        called = ", ".join(f"{c.tool} {dict(c.arguments)}" for c in result.answer.calls)
        sys.stdout.write(f"{result.case.id} “{result.case.asks}” → {called}\n")
        sys.stdout.writelines(f"    {why}\n" for why in result.wrong())
    if everything:
        sys.stdout.write("    | " + result.answer.text.replace("\n", "\n    | ") + "\n")


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
