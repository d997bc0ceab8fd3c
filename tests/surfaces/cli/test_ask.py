"""`pmo ask` and `pmo chat` on the sample portfolio."""

from __future__ import annotations

import io
import sys

import pytest

from assistant.bootstrap import build_app
from tests.surfaces.cli.conftest import Pmo

WHO = ("--viewer", "farid.noor")
QUESTION = "Why does KEY-3 come first?"


def test_a_question_is_answered_with_rows_arithmetic_and_a_trace(
    pmo: Pmo, sample_store: str
) -> None:
    flags = ("--sources", "--arithmetic", "--trace")
    answer = pmo("ask", QUESTION, *flags, *WHO, "--store", sample_store)
    assert answer.code == 0
    assert "KEY-3 stands at place 1" in answer.out
    assert "work_items.csv row" in answer.out
    assert "Arithmetic" in answer.out
    assert "You can ask" in answer.out
    assert "call explain_place(item=KEY-3)" in answer.err
    assert "explain_place" not in answer.out


def test_the_data_is_the_engines(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("ask", QUESTION, "--json", *WHO, "--store", sample_store)
    explained = pmo("explain", "KEY-3", "--json", *WHO, "--store", sample_store)
    assert answer.err == ""
    assert answer.data["calls"][0]["data"] == explained.data
    assert answer.data["kind"] == "answered"
    assert answer.data["answer"]["facts"]


def test_plain_text_can_be_copied(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("ask", QUESTION, "--plain", *WHO, "--store", sample_store)
    assert answer.out.startswith("why it stands there\nAs of Mon 16 Nov 2026, as Farid Noor")
    assert "\x1b" not in answer.out
    assert "You can ask" not in answer.out


def test_a_thread_goes_on_in_the_next_command(pmo: Pmo, own_store: str) -> None:
    more = (*WHO, "--thread", "weekly", "--store", own_store, "--json")
    pmo("ask", "When will Beacon be done?", *more)
    answer = pmo("ask", "and Atlas?", *more)
    assert answer.data["calls"][0]["arguments"]["subject"] == "ATLAS"


def test_who_is_forgotten_has_asked_nothing(office: Pmo, own_store: str) -> None:
    person = ("--viewer", "ingrid.solheim")
    office("ask", "What can you do?", "--thread", "mine", *person)
    store = build_app(own_store).store
    assert store.threads("ingrid.solheim") == ("mine",)
    with store.unit_of_work() as unit:
        unit.pseudonym("ingrid.solheim", "p-someone")
    forgotten = office("audit", "forget", "ingrid.solheim", "--viewer", "maren.okafor")
    assert forgotten.code == 0, forgotten.err
    assert store.threads("ingrid.solheim") == ()


def test_what_cannot_be_asked_is_an_error(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("ask", " ", "--store", sample_store)
    assert (answer.code, answer.out) == (1, "")
    assert "no question" in answer.err


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    typed = io.StringIO()
    monkeypatch.setattr(sys, "stdin", typed)
    return typed


def test_a_conversation_is_piped_in(pmo: Pmo, own_store: str, said: io.StringIO) -> None:
    lines = (
        "/sources", "When will Beacon be done?", "", "and Atlas?", "/sources", "/trace", "/odd",
        "/plain", "/forget", "and Atlas?", "/new", "/help", "/quit", "never asked",
    )  # fmt: skip
    said.write("\n".join(lines))
    said.seek(0)
    answer = pmo("chat", *WHO, "--store", own_store)
    assert answer.code == 0
    assert answer.out.index("Nothing was asked yet") < answer.out.index("Beacon, ")
    assert answer.out.index("Beacon, ") < answer.out.index("Atlas, ") < answer.out.index("Sources")
    assert "I don't know that one" in answer.out
    assert "This conversation is forgotten" in answer.out
    assert "never asked" not in answer.out
    assert "call forecast(subject=ATLAS" in answer.err


def test_a_conversation_outlives_a_stopped_question(
    pmo: Pmo, own_store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.surfaces.cli import conversation

    def stops(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(conversation, "answer_question", stops)
    monkeypatch.setattr(sys, "stdin", io.StringIO("What can you do?\n/help\n"))
    answer = pmo("chat", *WHO, "--store", own_store)
    assert answer.code == 0
    assert "Stopped." in answer.err
    assert "/quit" in answer.out
