"""Settings come from the environment, .env and TOML; what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.bootstrap import build_app
from assistant.errors import BadSetting
from assistant.settings import read_settings


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (
        "PMO_STORE_URL",
        "PMO_VIEWER",
        "PMO_POLICY",
        "PMO_LOG_LEVEL",
        "PMO_SMTP_URL",
        "PMO_MAIL_FROM",
    ):
        monkeypatch.delenv(name, raising=False)


def test_everything_has_a_default() -> None:
    assert read_settings().store_url == "sqlite:///pmo.db"
    assert read_settings().viewer is None


def test_the_nearer_place_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pmo.toml").write_text('store_url = "sqlite:///toml.db"\n')
    assert read_settings().store_url == "sqlite:///toml.db"
    (tmp_path / ".env").write_text("PMO_STORE_URL=sqlite:///dotenv.db\n")
    assert read_settings().store_url == "sqlite:///dotenv.db"
    monkeypatch.setenv("PMO_STORE_URL", "sqlite:///environment.db")
    assert read_settings().store_url == "sqlite:///environment.db"
    assert read_settings(store_url="sqlite:///option.db").store_url == "sqlite:///option.db"
    assert read_settings(store_url=None).store_url == "sqlite:///environment.db"


def test_a_value_that_cannot_be_used_names_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMO_LOG_LEVEL", "loud")
    with pytest.raises(BadSetting, match="PMO_LOG_LEVEL") as wrong:
        read_settings()
    assert "environment" in str(wrong.value)


def test_a_broken_toml_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "pmo.toml").write_text("store_url = \n")
    with pytest.raises(BadSetting, match=r"pmo\.toml"):
        read_settings()


@pytest.mark.parametrize(
    ("url", "sender", "named"),
    [
        ("smtps://mail.example", None, "PMO_MAIL_FROM"),
        (None, "pmo@office.example", "PMO_SMTP_URL"),
        ("http://user:s3cret@mail.example", "pmo@office.example", "PMO_SMTP_URL"),
        ("smtps://mail.example", "somebody", "PMO_MAIL_FROM"),
    ],
)
def test_half_a_mail_set_up_is_named_and_no_password_told(
    url: str | None, sender: str | None, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("PMO_SMTP_URL", url), ("PMO_MAIL_FROM", sender)):
        if value is not None:
            monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting, match=named) as wrong:
        build_app()
    assert "s3cret" not in str(wrong.value)
    assert "s3cret" not in repr(read_settings())
