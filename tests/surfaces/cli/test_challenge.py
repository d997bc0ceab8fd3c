"""`pmo check-order`: lists, tables and pipes; what cannot be used is said; nothing leaks."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import Workbook

from tests.surfaces.cli.conftest import Pmo


def ours(pmo: Pmo, store: str) -> list[str]:
    return [item["key"] for item in pmo("rank", "--json", "--store", store).data["items"]]


def test_our_own_order_is_level(pmo: Pmo, sample_store: str) -> None:
    Path("mine.txt").write_text("\n".join(ours(pmo, sample_store)), encoding="utf-8")
    answer = pmo("check-order", "mine.txt", "--store", sample_store)
    assert answer.code == 0
    assert "Yours breaks nothing and costs the same as ours." in " ".join(answer.out.split())
    assert "Nothing was changed." in answer.out


def test_a_workbook_and_a_csv_say_the_same(pmo: Pmo, sample_store: str) -> None:
    keys = ("KEY-8", "SEN-3", "KEY-3")
    Path("mine.csv").write_text("Issue key\n" + "\n".join(keys), encoding="utf-8")
    book = Workbook()
    for row in ("Issue key", *keys):
        book.worksheets[0].append([row])
    book.save("mine.xlsx")
    csv, xlsx = (
        pmo("check-order", f"mine.{kind}", "--json", "--store", sample_store)
        for kind in ("csv", "xlsx")
    )
    assert csv.out == xlsx.out
    assert csv.data["verdict"] == "breaks"
    assert {each["kind"] for each in csv.data["breaks"]} >= {"link", "pin", "rule"}


def test_an_order_is_read_from_a_pipe(
    pmo: Pmo, sample_store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = SimpleNamespace(buffer=io.BytesIO(b"KEY-3\nSEN-33\nKEY-3\nMOS-1\n"))
    monkeypatch.setattr("sys.stdin", piped)
    answer = pmo("check-order", "-", "--json", "--store", sample_store)
    notes = [each["text"] for each in answer.data["notes"]]
    assert answer.code == 0
    assert len(notes) == 4


def test_a_file_that_is_none_is_refused(pmo: Pmo, sample_store: str) -> None:
    Path("words.txt").write_text("hello\nworld\n", encoding="utf-8")
    for file, said in (("nowhere.csv", "no such file"), ("words.txt", "names a work item")):
        answer = pmo("check-order", file, "--store", sample_store)
        assert answer.code == 1
        assert said in answer.err


def test_the_hidden_is_as_unknown_as_what_does_not_exist(pmo: Pmo, sample_store: str) -> None:
    told = []
    for key in ("FAL-1", "FLA-1"):
        Path("mine.txt").write_text(f"KEY-3\n{key}\n", encoding="utf-8")
        answer = pmo("check-order", "mine.txt", "--store", sample_store)
        told.append(answer.out.replace(key, "…"))
        assert "falcon" not in answer.out.casefold()
    near = [each.split("“…”")[1][:9] for each in told]
    assert near[0] == near[1]


def test_two_who_see_different_things_read_the_same_verdict(pmo: Pmo, sample_store: str) -> None:
    Path("mine.txt").write_text("\n".join(ours(pmo, sample_store)[::-1]), encoding="utf-8")
    asked = ("check-order", "mine.txt", "--json", "--store", sample_store)
    anyone, maren = pmo(*asked).data, pmo(*asked, "--viewer", "maren.okafor").data
    assert anyone["verdict"] == maren["verdict"]
    seen = [key for key in maren["order"] if key in anyone["order"]]
    assert seen == anyone["order"]
