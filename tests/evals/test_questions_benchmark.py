"""The benchmark of questions asks both ways and finds the same answers."""

from __future__ import annotations

from argparse import ArgumentParser

from evals.benchmarks import questions


def test_both_give_the_same_answers() -> None:
    parser = ArgumentParser()
    questions.add_arguments(parser)
    small = ["--projects", "4", "--items", "60", "--questions", "12", "--named", "1"]
    figures = questions.run(parser.parse_args(small))
    assert figures["instances"] == figures["feasible"] == 12
    assert figures["fresh_alike"].split(" of ")[0] == figures["fresh_alike"].split(" of ")[1]
    assert figures["warm"]["p50_ms"] > 0
