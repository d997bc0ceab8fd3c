"""`pmo policy`: what people see of the rules, and that a secret shows in none of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.bootstrap import build_app
from assistant.policy import default_policy, default_tables
from assistant.surfaces.cli.commands import build_cli
from assistant.surfaces.cli.run import run_cli
from tests.surfaces.cli.conftest import Pmo
from tests.surfaces.cli.secret_portfolio import DAYS, SECRET, write_week

LIMITS = """table: limits
title: Ours
limits:
  risk_unmitigated_days: {value: 60, unit: days, because: a, remedy: b}
"""


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_check_counts_and_keeps_quiet_about_what_needs_no_mending(pmo: Pmo) -> None:
    answer = pmo("policy", "check")
    assert (answer.code, answer.err) == (0, "")
    assert "It can be used: 18 tables" in answer.out
    everything = one_line(pmo("policy", "check", "--all").out)
    assert "the first of them decides" in everything
    assert pmo("policy", "check", "--json").data["hash"] == default_policy().hash


def test_check_names_what_is_wrong(pmo: Pmo) -> None:
    text = default_tables()["wip_limits"].replace('"> limit"', '"> limmit"')
    Path("draft.yaml").write_text(text, encoding="utf-8")
    answer = pmo("policy", "check", "draft.yaml")
    assert answer.code != 0
    assert "wip_limits" in answer.err
    assert "wip-over" in answer.err


def test_check_tells_a_row_that_nothing_reaches(pmo: Pmo) -> None:
    text = default_tables()["wip_limits"].replace('{going: "= limit"}', '{going: "> limit"}')
    text = text.replace("going: '6', limit: '6'", "going: '7', limit: '6'")
    Path("draft.yaml").write_text(text, encoding="utf-8")
    assert pmo("policy", "test", "draft.yaml").code == 1
    failing = pmo("policy", "test", "draft.yaml")
    assert (
        "wip-full, example 1: given going 7, limit 6, expected allow, answered block by wip-over"
        in one_line(failing.out)
    )


def test_every_example_is_listed(pmo: Pmo) -> None:
    answer = pmo("policy", "test", "--json")
    assert answer.code == 0
    rows = [row for table in default_policy().tables.values() for row in table.declared.rows]
    assert len(answer.data) == sum(len(row.examples) for row in rows)
    assert all(each["passes"] for each in answer.data)


def test_tables_are_shown_to_people(pmo: Pmo) -> None:
    assert "stage_gates" in pmo("policy", "show").out
    shown = one_line(pmo("policy", "show", "wip_limits").out)
    assert "The first row that holds decides." in shown
    assert "wip-over going > limit block" in shown


def test_a_verdict_is_traced_to_its_cells(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("policy", "show", "stage_gates", "lantern", "--store", sample_store)
    assert answer.code == 0
    assert "It says block, by gate-undecided-now." in answer.out
    data = pmo("policy", "show", "freezes", "ATLAS", "--json", "--store", sample_store).data
    (traced,) = data
    cells = {cell["input"]: cell for row in traced["rows"] for cell in row["cells"]}
    assert cells["day"]["value"]["value"] == "2026-12-18"
    assert cells["day"]["value"]["sources"][0]["column"] == "forecast"
    moved = next(
        cell
        for row in traced["rows"]
        for cell in row["cells"]
        if cell["condition"].startswith("changed_since")
    )
    assert (moved["before"]["value"], moved["before"]["as_of"]) == ("2026-12-09", "2026-11-02")


def test_a_table_can_be_asked_with_values_of_ones_own(pmo: Pmo, sample_store: str) -> None:
    asked = ("policy", "show", "decision_rights", "--store", sample_store)
    answer = pmo(*asked, "--given", "effect=budget change", "--given", "amount=60000 EUR")
    assert "It says PMO lead, by budget-change-middling." in answer.out
    wrong = pmo(*asked, "--given", "amount=60000")
    assert wrong.code != 0
    assert "40000 EUR" in wrong.err
    assert pmo(*asked, "--given", "amount").code != 0


def test_unknown_and_hidden_subjects_look_the_same(pmo: Pmo, sample_store: str) -> None:
    hidden, unknown = (
        pmo("policy", "show", "stage_gates", name, "--store", sample_store)
        for name in ("FALCON", "NOWHERE")
    )
    assert hidden.err.replace("FALCON", "X") == unknown.err.replace("NOWHERE", "X")
    seen = pmo(
        "policy",
        "show",
        "stage_gates",
        "FALCON",
        "--store",
        sample_store,
        "--viewer",
        "maren.okafor",
    )
    assert "It says allow" in seen.out


def test_findings_are_listed_by_what_follows(pmo: Pmo, sample_store: str) -> None:
    said = one_line(pmo("policy", "findings", "--store", sample_store).out)
    assert "Blocked • Lantern is in build" in said
    assert "Falcon" not in said
    found = pmo("policy", "findings", "--json", "--store", sample_store).data
    assert {each["effect"] for each in found} == {"block", "escalate", "require approval"}


def test_another_policy_is_compared_and_tried(pmo: Pmo, sample_store: str) -> None:
    Path("ours").mkdir()
    Path("ours/limits.yaml").write_text(LIMITS, encoding="utf-8")
    assert "limits: risk_unmitigated_days, value: “60” instead of “14”." in one_line(
        pmo("policy", "diff", "ours").out
    )
    tried = pmo("policy", "dry-run", "ours", "--json", "--store", sample_store).data
    assert [day["as_of"] for day in tried["days"]][-1] == "2026-11-16"
    assert {(each["key"], each["turn"]) for each in tried["days"][-1]["turned"]} >= {
        ("escalation:raid+R-12", "vanishes")
    }
    same = pmo("policy", "dry-run", "back", "--store", sample_store)
    assert same.code != 0


def test_a_workbook_and_back(pmo: Pmo) -> None:
    assert pmo("policy", "export", "--to", "rules.xlsx").code == 0
    assert pmo("policy", "import", "rules.xlsx", "--to", "back").code == 0
    assert "Both say the same." in pmo("policy", "diff", "back").out
    again = pmo("policy", "import", "rules.xlsx", "--to", "back")
    assert "--replace" in again.err
    assert pmo("policy", "import", "rules.xlsx", "--to", "back", "--replace").code == 0


@pytest.fixture(scope="module")
def secret_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = tmp_path_factory.mktemp("secret")
    url = f"sqlite:///{root / 'secret.db'}"
    for week, day in enumerate(DAYS):
        folder = write_week(root, week, confidential=True)
        asked = ("import", str(folder), "--as-of", day, "--partial", "--store", url)
        assert run_cli(build_cli(build_app), asked) == 0
    return url


def test_nothing_of_a_secret_shows(pmo: Pmo, secret_store: str) -> None:
    Path("ours.yaml").write_text(LIMITS.replace("60", "0"), encoding="utf-8")
    commands = [
        ("findings", "--json"),
        ("findings", "--viewer", "ann"),
        ("dry-run", "ours.yaml", "--json"),
        *(("show", table, "OPEN", "--json") for table in ("freshness", "freezes", "pins")),
        ("show", "freshness", "ZQSEC"),
    ]
    for command in commands:
        answer = pmo("policy", *command, "--store", secret_store)
        said = (answer.out + answer.err).replace("“ZQSEC”", "")
        assert not SECRET.search(said), (command, SECRET.search(said))
