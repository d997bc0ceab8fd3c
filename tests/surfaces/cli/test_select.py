"""`pmo select` on the sample portfolio, and on one with a secret."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.surfaces.cli.conftest import Pmo
from tests.surfaces.cli.secret_portfolio import DAYS, SECRET, write_week


def test_a_cut_of_a_tenth_lets_the_duplicate_go(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("select", "--cut", "10%", "--store", sample_store)
    assert answer.code == 0
    assert "Fund 9 of 10 projects; Quay goes." in answer.out
    assert "that is proved" in answer.out
    assert "Driftwood cannot be weighed" in answer.out
    assert "set by law or a regulator" in answer.out
    assert "Nothing was changed." in answer.out


def test_json_is_the_report_and_the_same_every_time(pmo: Pmo, sample_store: str) -> None:
    asked = ("select", "--budget", "3MEUR", "--json", "--store", sample_store)
    answer = pmo(*asked)
    assert answer.err == ""
    assert answer.data["status"] == "optimal"
    assert {each["key"] for each in answer.data["left_out"]} == {"ATLAS", "QUAY"}
    assert pmo(*asked).out == answer.out


def test_items_within_the_days_there_are(pmo: Pmo, sample_store: str) -> None:
    asked = ("select", "--items", "--budget", "180d", "--budget", "iam 14d")
    data = pmo(*asked, "--json", "--store", sample_store).data
    chosen = {each["key"] for each in data["chosen"]}
    assert {"SEN-12", "KEY-3", "LAN-4"} <= chosen
    minutes = [use["spent"]["value"]["minutes"] for use in data["budgets"]]
    assert minutes[0] <= 180 * 480
    assert minutes[1] <= 14 * 480


def test_too_little_for_what_the_law_wants(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("select", "--budget", "1MEUR", "--store", sample_store)
    assert answer.code == 0
    assert "Sentinel has to be in" in answer.out
    assert "€534 k more than €1 M" in " ".join(answer.out.split())


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ((), "There is no budget to choose within."),
        (("--budget", "ten"), "“ten” is not a budget."),
        (("--budget", "1MUSD"), "no rate for USD"),
        (("--budget", "1MEUR", "--keep", "NOPE"), "There is no project “NOPE” here."),
        (("--budget", "1MEUR", "--exclude-both", "QUAY"), "does not name two candidates"),
    ],
)
def test_what_makes_no_sense_is_refused_plainly(
    pmo: Pmo, sample_store: str, asked: tuple[str, ...], told: str
) -> None:
    answer = pmo("select", *asked, "--store", sample_store)
    assert answer.code != 0
    assert told in answer.err
    assert "Traceback" not in answer.err


def test_everybody_gets_one_answer_without_the_secret_project(pmo: Pmo, sample_store: str) -> None:
    """Budgets can be varied at will, so what a hidden project costs may never matter."""
    for asked in (("--cut", "10%"), ("--budget", "9MEUR"), ("--items", "--budget", "400d")):
        said = [
            pmo("select", *asked, "--json", *viewer, "--store", sample_store).out
            for viewer in ((), ("--viewer", "maren.okafor"), ("--viewer", "ben.castellan"))
        ]
        assert len(set(said)) == 1
        assert "FAL" not in said[0]
        assert "2417330" not in said[0]
        assert "FALCON" not in json.dumps(json.loads(said[0]))


def test_a_secret_project_cannot_be_named(pmo: Pmo, sample_store: str) -> None:
    asked = ("select", "--budget", "9MEUR", "--store", sample_store)
    hidden = pmo(*asked, "--keep", "FALCON", "--viewer", "ben.castellan")
    unknown = pmo(*asked, "--keep", "NEVER", "--viewer", "ben.castellan")
    assert hidden.err.replace("FALCON", "NEVER").startswith(unknown.err.strip().split(".")[0])


def test_nothing_of_a_secret_tied_to_everything_is_said(pmo: Pmo, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'secret.db'}"
    folder = write_week(tmp_path, 0, confidential=True)
    pmo("import", str(folder), "--as-of", DAYS[0], "--partial", "--store", url)
    for asked in (
        ("--items", "--budget", "40d"),
        ("--items", "--budget", "backend 4d"),
        ("--cut", "10%"),
        ("--budget", "1MEUR", "--budget", "10d"),
    ):
        for json_too in ((), ("--json",)):
            answer = pmo("select", *asked, *json_too, "--store", url)
            assert not SECRET.search(answer.out + answer.err)
