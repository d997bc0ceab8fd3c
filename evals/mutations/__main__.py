"""Measures the checker of claims: `python -m evals.mutations --n N --seed S`.

Takes true texts of the product about the sample and about generated relatives of it. Recall: how
many of the texts that were made false are refused. False alarms: how many true texts, as they are
or said in other words, are refused. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time

import yaml

from assistant.bootstrap import build_app
from assistant.briefing.claims.binding import bind
from assistant.briefing.claims.grounds import Grounds
from assistant.portfolio.sample import sample_folders
from assistant.ports.progress import Silent
from assistant.usecases.assessment import Assessment
from assistant.usecases.check_statement import Verdict, checked
from assistant.usecases.load_sample import load_sample
from evals.mutations.liar import facts_by_project, lies
from evals.mutations.mutate import mutations
from evals.mutations.portfolios import relative_of_sample
from evals.mutations.reword import rewordings
from evals.mutations.texts import Told, told_about

TYPED = Path(__file__).with_name("typed.yaml")
_SHOWN = 12
_VIEWER = "maren.okafor"
_EXPLAINED = 4


class Tally:
    """How many of each kind were right, and the first few that were not."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.all: Counter[str] = Counter()
        self.wrong: list[str] = []

    def count(self, kind: str, text: str, *, right: bool) -> None:
        """Count one text."""
        self.all[kind] += 1
        self.right[kind] += right
        if not right:
            self.wrong.append(f"{kind}: {text}")

    def shares(self) -> dict[str, float]:
        """Return the share that was right, by kind."""
        return {
            kind: round(self.right[kind] / total, 4) for kind, total in sorted(self.all.items())
        }


def main() -> None:
    """Run and print what came out."""
    asked = argparse.ArgumentParser(prog="evals.mutations", description=__doc__)
    asked.add_argument("--n", type=int, default=5000, help="texts to be left true")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--lies", type=int, default=10_000, help="wild drafts to be refused")
    asked.add_argument("--show", type=int, default=_SHOWN, help="wrong ones to print")
    options = asked.parse_args()
    caught, passed, seconds = Tally(), Tally(), process_time()
    sample = _run(options.n, options.seed, caught, passed)
    by_hand = _typed(sample.grounds)
    by_project = facts_by_project(sample.facts)
    leaks = [lie.text for lie in lies(by_project, None, options.lies, options.seed) if lie.leaked]
    shown = (*caught.wrong[: options.show], *passed.wrong[: options.show], *leaks[: options.show])
    for wrong in shown:
        sys.stdout.write(wrong + "\n")
    alarms = passed.all.total() - passed.right.total()
    result = {
        "instances": caught.all.total() + passed.all.total(),
        "mutated": caught.all.total(),
        "recall": caught.shares(),
        "recall_overall": round(caught.right.total() / max(1, caught.all.total()), 4),
        "left_true": passed.all.total(),
        "false_alarms": alarms,
        "false_alarm_share": round(alarms / max(1, passed.all.total()), 4),
        "false_alarms_by_kind": {k: passed.all[k] - passed.right[k] for k in sorted(passed.all)},
        **by_hand,
        "lies": options.lies,
        "lies_leaked": len(leaks),
        "seconds": round(process_time() - seconds, 1),
    }
    sys.stdout.write(json.dumps(result) + "\n")


def _run(most: int, seed: int, caught: Tally, passed: Tally) -> Told:
    """Try portfolio after portfolio until so many texts were left true; return the sample's."""
    sample, random = _told(None), Random(seed)  # noqa: S311 - seeded on purpose, nothing secret
    told, turn = sample, 0
    while True:
        _try(told, random, caught, passed, most)
        if passed.all.total() >= most:
            return sample
        turn += 1
        told = _told(seed * 1000 + turn)


def _told(seed: int | None) -> Told:
    with TemporaryDirectory() as name:
        folder = Path(name)
        app = build_app(f"sqlite:///{folder / 'portfolio.db'}", _VIEWER)
        folders = sample_folders() if seed is None else relative_of_sample(seed, folder)
        load_sample(app, folders, Silent())
        return told_about(Assessment(app, budget=0), _EXPLAINED)


def _try(told: Told, random: Random, caught: Tally, passed: Tally, most: int) -> None:
    said = {each for paragraph in told.paragraphs for each in _sentences(paragraph)}
    for paragraph in told.paragraphs:
        if passed.all.total() >= most:
            return
        _leave_true(paragraph, told, random, passed)
        for changed in mutations(paragraph, told.names, random):
            if all(each in said for each in _sentences(changed.text)):
                continue  # it became another true text
            refused = not bind(changed.text, told.grounds).holds
            caught.count(changed.kind, f"[{changed.changed}] {changed.text}", right=refused)


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?]) ", text)


def _leave_true(paragraph: str, told: Told, random: Random, passed: Tally) -> None:
    passed.count("as it is", paragraph, right=bind(paragraph, told.grounds).holds)
    for kind, same in rewordings(paragraph, random):
        passed.count(kind, same, right=bind(same, told.grounds).holds)


def typed() -> tuple[list[str], list[str]]:
    """Return what a person typed that is true, and what is not."""
    batches = yaml.safe_load(TYPED.read_text(encoding="utf-8")).values()
    true, false = ([text for batch in batches for text in batch[side]] for side in (True, False))
    return true, false


def _typed(grounds: Grounds) -> dict[str, int]:
    """Try what a person typed about the sample, true and false."""
    true, false = typed()
    holding = [checked(text, grounds).verdict is Verdict.HOLDS for text in true]
    refused = [checked(text, grounds).verdict is not Verdict.HOLDS for text in false]
    return {
        "typed_true": len(holding),
        "typed_true_passed": sum(holding),
        "typed_false": len(refused),
        "typed_false_refused": sum(refused),
    }


if __name__ == "__main__":
    main()
