"""Real approval processes as decision tables: verdicts equal the records, differences are told."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import pytest

from assistant.errors import BadSource
from evals.benchmarks import policy
from evals.policies import exceptions, gates, readiness, specs
from evals.policies.__main__ import main
from evals.policies.verdicts import table

DATA = Path(__file__).parents[2] / "../shared/data"
with_data = pytest.mark.skipif(not DATA.is_dir(), reason="the public data sets are not here")
TABLES = ("production_readiness", "release_exceptions", "water_gates", "spec_gates")


def test_every_table_answers_its_examples() -> None:
    assert all(table(name).declared.rows for name in TABLES)


@with_data
def test_production_readiness_equals_the_columns_for_all_plans_and_mutated_copies() -> None:
    said = readiness.run(DATA / "kubernetes_enhancements")
    assert said["plans"]["cases"] > 500
    assert said["plans"]["agree"] == said["plans"]["cases"]
    assert said["mutated"]["agree"] == said["mutated"]["cases"] == 5 * said["plans"]["cases"]
    assert {"ready", "no-record", "no-milestone"} <= said["plans"]["rules"].keys()


@with_data
def test_gates_in_order_equal_a_plain_walk() -> None:
    said = gates.run(DATA / "melbourne_water_gates")
    for each in (said["projects"], said["mutated"]):
        assert each["agree"] == each["cases"]
    assert said["mutated"]["rules"]["built-before-approval"] > 0


@with_data
def test_exceptions_stand_beside_the_recorded_decisions() -> None:
    said = exceptions.run(DATA / "kubernetes_releases")
    assert said["cases"] > 100
    assert sum(said["beside"]["in-time"].values()) > sum(said["beside"]["too-late"].values())
    assert said["unreadable"]


@with_data
def test_carried_over_specs_are_delivered_less_often() -> None:
    rules = specs.run(DATA / "openstack_nova_specs")["rules"]
    carried, fresh = rules["spec-carried-twice"], rules["spec-approved"]
    assert carried["delivered_percent"] < fresh["delivered_percent"]


def test_a_request_is_read_with_its_freeze(tmp_path: Path) -> None:
    release = tmp_path / "release-1.99"
    release.mkdir()
    (release / "README.md").write_text(
        "- **Thursday 5th October 2023**: [Enhancements Freeze](x)\n"
        "- **Wednesday 1st November 2023**: Code Freeze\n",
        encoding="utf-8",
    )
    (release / "exceptions.yaml").write_text(
        "enhancementFreeze:\n"
        "- {issue: 1, date_requested: 2023-10-06, pull_requests: [x], status: approved}\n"
        "- {issue: 2, date_requested: 2023-10-9, pull_requests: [x], status: denied}\n"
        "- {issue: 1, date_requested: 2023-10-07, pull_requests: [x], status: denied}\n"
        "codeFreeze:\n"
        "- {issue: 1, date_requested: 2023-11-02, status: approved}\n",
        encoding="utf-8",
    )
    assert exceptions.run(tmp_path)["beside"] == {
        "asked-before": {"denied": 1},
        "in-time": {"approved": 1},
        "no-code": {"approved": 1},
        "too-late": {"denied": 1},
    }


def test_bad_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="plan_outcomes"):
        readiness._plans(tmp_path).__next__()
    head = "ID,BNI,PBC,BCA,Stage1,Stage2,Stage3\n"
    (tmp_path / "capital_delivery_projects.csv").write_text(
        head + "Q,soon,,,,,\n", encoding="utf-8"
    )
    with pytest.raises(BadSource, match="row 2: “soon” is no date"):
        gates.run(tmp_path)


def test_the_command_prints_one_json_object(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    main(["exceptions", str(tmp_path)])
    assert json.loads(capsys.readouterr().out)["cases"] == 0


def test_the_benchmark_counts_evaluations() -> None:
    said = policy.run(Namespace(trace="both", evaluations=50, rounds=1))
    assert (said["rows"], said["conditions"]) == (10, 50)
    assert min(said["per_second_trace_on"], said["per_second_trace_off"]) > 0
