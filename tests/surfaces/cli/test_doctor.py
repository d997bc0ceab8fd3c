"""`pmo doctor` with a language model: from the settings to a real server and back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.chat_server import ChatServer, serving
from tests.surfaces.cli.conftest import Pmo

SETTINGS = ("URL", "KEY", "RECORDS", "PRICE_READ", "PRICE_WRITTEN", "RECORD", "REDACT")


@pytest.fixture(autouse=True)
def _no_model_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("PMO_MODEL", *(f"PMO_MODEL_{each}" for each in SETTINGS)):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PMO_MODEL_RECORDS", f"{tmp_path}/calls")


def _rule(_: object) -> str:
    return json.dumps({"word": "harbour", "letters": 7})


def test_the_doctor_tries_the_model(
    pmo: Pmo, sample_store: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with serving(ChatServer(_rule, key="sk-the-right-key")) as server:
        for name, value in {
            "PMO_MODEL": "small", "PMO_MODEL_URL": server.url, "PMO_MODEL_KEY": "sk-the-right-key",
            "PMO_MODEL_PRICE_READ": "1", "PMO_MODEL_PRICE_WRITTEN": "2.5",
        }.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        told = pmo("doctor", "--store", sample_store)
        monkeypatch.setenv("PMO_MODEL_KEY", "sk-a-wrong-key")
        wrong = pmo("doctor", "--store", sample_store)
    assert told.code == 0, told.err
    assert "ok  language model: small answered in" in told.out
    assert "ok  model calls: 1 in 20" in told.out
    assert wrong.code == 1
    assert "fix language model: The server does not accept the key" in wrong.out
    assert "→ Set PMO_MODEL_KEY" in wrong.out
    (file,) = (tmp_path / "calls").iterdir()
    said = told.out + told.err + wrong.out + wrong.err + file.read_text()
    assert "sk-" not in said
    assert len(file.read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ({"PMO_MODEL": "small"}, "PMO_MODEL_URL"),
        ({"PMO_MODEL_URL": "http://localhost/v1"}, "PMO_MODEL:"),
        ({"PMO_MODEL": "m", "PMO_MODEL_URL": "localhost:80"}, "PMO_MODEL_URL"),
        ({"PMO_MODEL": "m", "PMO_MODEL_URL": "http://me:sk-1@host/v1"}, "PMO_MODEL_KEY"),
        (
            {"PMO_MODEL": "m", "PMO_MODEL_URL": "http://host/v1", "PMO_MODEL_PRICE_READ": "1"},
            "PMO_MODEL_PRICE_WRITTEN",
        ),
        ({"PMO_MODEL_RECORD": "some"}, "PMO_MODEL_RECORD"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    settings: dict[str, str], names: str, pmo: Pmo, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    said = pmo("doctor")
    assert said.code != 0
    assert names in said.err
    assert "sk-1" not in said.err
    assert "Traceback" not in said.err


def test_without_a_question_no_client_is_loaded() -> None:
    heavy = ("openai", "httpx2", "tiktoken", "opentelemetry")
    program = (
        "import sys, assistant.bootstrap, assistant.usecases.check_setup,"
        " assistant.adapters.openai_model, assistant.adapters.token_counting,"
        f" assistant.adapters.tracing; print(sorted(set({heavy}) & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
