"""`pmo check-order`: lists, tables and pipes; what cannot be used is said; nothing leaks."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import Workbook

from assistant.bootstrap import build_app
from assistant.surfaces.cli.commands import build_cli
from assistant.surfaces.cli.run import run_cli
from tests.surfaces.cli.conftest import Pmo
from tests.surfaces.cli.secret_portfolio import DAYS, SECRET, write_week


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give a store with a secret beside what all may see."""
    root = tmp_path_factory.mktemp("secret")
    url = f"sqlite:///{root / 'secret.db'}"
    folder = write_week(root, 1, confidential=True)
    asked = ("import", str(folder), "--as-of", DAYS[1], "--partial", "--store", url)
    assert run_cli(build_cli(build_app), asked) == 0
    return url


def ours(pmo: Pmo, store: str) -> list[str]:
    return [item["key"] for item in pmo("rank", "--json", "--store", store).data["items"]]


def test_our_own_order_is_level(pmo: Pmo, store: str) -> None:
    Path("mine.txt").write_text("\n".join(ours(pmo, store)), encoding="utf-8")
    answer = pmo("check-order", "mine.txt", "--store", store)
    assert answer.code == 0
    assert "Yours breaks nothing and costs the same as ours." in " ".join(answer.out.split())
    assert "Nothing was changed." in answer.out


def test_a_workbook_and_a_csv_say_the_same(pmo: Pmo, store: str) -> None:
    keys = ("OP-5", "OP-4", "OP-3")
    Path("mine.csv").write_text("Issue key\n" + "\n".join(keys), encoding="utf-8")
    book = Workbook()
    for row in ("Issue key", *keys):
        book.worksheets[0].append([row])
    book.save("mine.xlsx")
    csv, xlsx = (
        pmo("check-order", f"mine.{kind}", "--json", "--store", store) for kind in ("csv", "xlsx")
    )
    assert csv.out == xlsx.out
    assert csv.data["verdict"] == "breaks"
    assert {each["kind"] for each in csv.data["breaks"]} >= {"link", "rule"}


def test_an_order_is_read_from_a_pipe(
    pmo: Pmo, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = SimpleNamespace(buffer=io.BytesIO(b"OP-1\nOP-11\nOP-1\n2. OP-2\n"))
    monkeypatch.setattr("sys.stdin", piped)
    answer = pmo("check-order", "-", "--json", "--store", store)
    notes = answer.data["notes"]
    assert answer.code == 0
    assert len(notes) == 3


def test_a_file_that_is_none_is_refused(pmo: Pmo, store: str) -> None:
    Path("words.txt").write_text("hello\nworld\n", encoding="utf-8")
    for file, said in (("nowhere.csv", "no such file"), ("words.txt", "names a work item")):
        answer = pmo("check-order", file, "--store", store)
        assert answer.code == 1
        assert said in answer.err


def test_the_hidden_is_as_unknown_as_what_does_not_exist(pmo: Pmo, store: str) -> None:
    told = []
    for key in ("ZQ-1", "QZ-1"):
        Path("mine.txt").write_text(f"OP-1\n{key}\n", encoding="utf-8")
        answer = pmo("check-order", "mine.txt", "--store", store)
        told.append(answer.out.replace(key, "…"))
        assert not SECRET.findall(answer.out.replace(key, "…"))
    assert told[0] == told[1]


def test_two_who_see_different_things_read_the_same_verdict(pmo: Pmo, store: str) -> None:
    Path("mine.txt").write_text("\n".join(ours(pmo, store)[::-1]), encoding="utf-8")
    asked = ("check-order", "mine.txt", "--json", "--store", store)
    anyone, zed = pmo(*asked).data, pmo(*asked, "--viewer", "zed").data
    assert anyone["verdict"] == zed["verdict"]
    seen = [key for key in zed["order"] if key in anyone["order"]]
    assert seen == anyone["order"]
