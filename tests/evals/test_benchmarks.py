"""The benchmarks run, and their last line is the figures."""

from __future__ import annotations

import json

import pytest

from evals.benchmarks.__main__ import BENCHMARKS, main
from evals.benchmarks.ingest import measure
from evals.benchmarks.items import changed, generated_items


def test_the_same_seed_gives_the_same_items() -> None:
    one, same, other = (generated_items(500, seed) for seed in (1, 1, 2))
    assert one.equals(same)
    assert not one.equals(other)
    assert one["key"].n_unique() == 500
    moved = changed(one, every=10)
    assert (moved["_hash"] != one["_hash"]).sum() == 50


def test_ingest_measures_every_step() -> None:
    figures = measure(2_000, None)
    assert figures["rows"] == 2_000
    assert all(value > 0 for value in figures.values())


def test_the_last_line_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    main(["ingest", "--rows", "100"])
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (figures["benchmark"], figures["store"]) == ("ingest", "sqlite")
    assert [size["rows"] for size in figures["sizes"]] == [100]


def test_an_unknown_benchmark_is_answered_with_the_known(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["nothing"])
    said = capsys.readouterr().err
    assert all(name in said for name in BENCHMARKS)
