"""Errors become sentences and exit codes; no traceback reaches a user."""

from __future__ import annotations

import pytest
import typer

from assistant.errors import BadSource, NotFound
from assistant.surfaces.cli.run import run_cli


def cli_that(raises: BaseException | None) -> typer.Typer:
    cli = typer.Typer()

    @cli.command()
    def verb(count: int = 1) -> None:
        assert count
        if raises is not None:
            raise raises

    return cli


def test_done_is_zero() -> None:
    assert run_cli(cli_that(None), []) == 0


def test_a_refusal_is_a_sentence_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    error = BadSource("is no date.", file="a.csv", row=3, column="due", remedy="Write 2026-11-16.")
    assert run_cli(cli_that(error), []) == 1
    said = capsys.readouterr()
    assert said.err == "a.csv, row 3, column “due”: is no date. Write 2026-11-16.\n"
    assert said.out == ""


def test_an_unknown_name_suggests_near_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_cli(cli_that(NotFound("work item", "KEY-33", near=("KEY-3",))), []) == 1
    assert "Did you mean KEY-3?" in capsys.readouterr().err


def test_wrong_usage_is_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_cli(cli_that(None), ["--count", "many"]) == 2
    assert "--count" in capsys.readouterr().err


def test_ctrl_c_is_130(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_cli(cli_that(KeyboardInterrupt()), []) == 130
    assert "Stopped" in capsys.readouterr().err


def test_a_bug_is_one_sentence_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_cli(cli_that(ZeroDivisionError("secret row text")), []) == 1
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert "Traceback" not in said
    assert "secret row text" not in said


def test_an_exit_code_of_a_command_is_kept() -> None:
    assert run_cli(cli_that(typer.Exit(1)), []) == 1
