"""`pmo what-if`, `pmo intake` and `pmo crisis`, as people and machines call them; nothing leaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.bootstrap import build_app
from assistant.surfaces.cli.commands import build_cli
from assistant.surfaces.cli.run import run_cli
from tests.surfaces.cli.conftest import Pmo
from tests.surfaces.cli.secret_portfolio import DAYS, SECRET, write_week

NORTHGATE = ("crisis", "--away", "Jonas Lindqvist", "--away", "Mei Tanaka")


@pytest.fixture(scope="module")
def secret_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = tmp_path_factory.mktemp("secret")
    url = f"sqlite:///{root / 'secret.db'}"
    folder = write_week(root, 1, confidential=True)
    asked = ("import", str(folder), "--as-of", DAYS[1], "--partial", "--store", url)
    assert run_cli(build_cli(build_app), asked) == 0
    return url


def test_scenarios_stand_side_by_side(pmo: Pmo, sample_store: str) -> None:
    phrases = ("--if", "pause WILLOW", "--if", "hire Viktor Hale for PORTAL")
    data = pmo("what-if", *phrases, "--json", "--store", sample_store).data
    assert [each["name"] for each in data["scenarios"]] == list(phrases[1::2])
    assert data["scenarios"][1]["money"][0]["value"]["currency"] == "EUR"
    assert data["verdict"]


def test_people_read_scenarios_as_a_table(pmo: Pmo, secret_store: str) -> None:
    answer = pmo("what-if", "--if", "drop OPEN", "--if", "pause OTHER", "--store", secret_store)
    assert answer.code == 0
    assert "Scenario" in answer.out
    assert answer.out.rstrip().endswith("Nothing was changed.")


def test_a_file_of_scenarios_is_read_and_its_faults_are_named(pmo: Pmo, secret_store: str) -> None:
    Path("a.yaml").write_text(
        "scenarios:\n  - name: Drop\n    changes: [drop OTHER]\n", encoding="utf-8"
    )
    answer = pmo("what-if", "a.yaml", "--json", "--store", secret_store)
    assert [each["name"] for each in answer.data["scenarios"]] == ["Drop"]
    Path("b.yaml").write_text(
        "- name: Drop\n  changes: [{drop: OTHER, when: now}]\n", encoding="utf-8"
    )
    answer = pmo("what-if", "b.yaml", "--store", secret_store)
    assert answer.code == 1
    assert "b.yaml, scenario 1, change 1: “drop” takes no “when”." in answer.err


def test_a_what_if_needs_something_to_suppose(pmo: Pmo, secret_store: str) -> None:
    answer = pmo("what-if", "--store", secret_store)
    assert answer.code == 1
    assert "Say what would be different" in answer.err


def test_a_request_is_weighed(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("intake", "REQ-5", "--store", sample_store)
    assert answer.code == 0
    assert "REQ-5 would start at place" in answer.out


def test_a_request_is_described(pmo: Pmo, secret_store: str) -> None:
    described = ("intake", "Chat for all", "--effort", "backend 5d", "--cost-of-delay", "7kEUR")
    more = ("--team", "T1", "--after", "OP-3", "--json", "--store", secret_store)
    data = pmo(*described, *more).data
    assert data["request"] == "NEW"
    assert data["worth"]["value"] == {"amount": "7000", "currency": "EUR"}


def test_a_request_that_cannot_be_weighed_says_why(pmo: Pmo, sample_store: str) -> None:
    for name, said in (("REQ-3", "merged into MOS-9"), ("REQ-99", "no request “REQ-99”")):
        answer = pmo("intake", name, "--store", sample_store)
        assert answer.code == 1
        assert said in answer.err


def test_a_crisis_has_at_most_three_ways_out(pmo: Pmo, sample_store: str) -> None:
    answer = pmo(*NORTHGATE, "--weeks", "2", "--json", "--store", sample_store)
    (tried,) = answer.data["tried"]
    assert answer.data["question"] is None
    assert 1 <= len(tried["crisis"]["options"]) <= 3


def test_until_when_is_asked_back(pmo: Pmo, secret_store: str) -> None:
    answer = pmo("crisis", "--away", "bob", "--store", secret_store)
    assert "Until when?" in answer.out
    assert "Away until Sun 22 Nov" in answer.out
    assert "Away until Sun 29 Nov" in answer.out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--weeks", "2", "--until", "2026-12-01"), "Say either until when"),
        (("--until", "2026-11-01"), "The absence ends (2026-11-01) before it starts"),
    ],
)
def test_days_that_cannot_be_are_refused(
    pmo: Pmo, secret_store: str, more: tuple[str, ...], said: str
) -> None:
    answer = pmo("crisis", "--away", "bob", *more, "--store", secret_store)
    assert answer.code == 1
    assert said in answer.err


def test_who_is_meant_is_asked_back(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("crisis", "--away", "Jonas", "--store", sample_store)
    assert answer.code == 1
    assert "Jonas Lindqvist or Jonas Weber?" in answer.err


def test_nothing_of_a_secret_is_said(pmo: Pmo, secret_store: str) -> None:
    Path("mine.txt").write_text("OP-5\nOP-4\nOP-1\n", encoding="utf-8")
    asked = [
        ("check-order", "mine.txt"),
        ("what-if", "--if", "drop OPEN", "--if", "away bob until 2w; pin OP-1 place 1"),
        ("what-if", "--if", "move M-OPEN to 2026-12-24", "--if", "pause OTHER"),
        ("intake", "Something", "--effort", "backend 3d", "--team", "T1"),
        ("crisis", "--away", "bob", "--away", "ann"),
    ]
    for command in asked:
        answer = pmo(*command, "--json", "--store", secret_store)
        assert answer.code == 0, (command, answer.err)
        assert not SECRET.findall(answer.out + answer.err), command


def test_the_forbidden_and_the_unknown_look_the_same(pmo: Pmo, secret_store: str) -> None:
    for form in ("drop {}", "resize {} effort 3d", "add NEW after {}"):
        told = []
        for key in ("ZQ-1", "QZ-1"):
            answer = pmo("what-if", "--if", form.format(key), "--store", secret_store)
            assert answer.code == 1
            told.append(answer.err.replace(key, "…"))
        assert told[0] == told[1]
