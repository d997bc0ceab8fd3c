"""`pmo import` at a terminal: short questions, ten rows, a mapping that is kept, and ways to stop."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.surfaces.cli.terminal import PATIENCE, Screen, Step, at_terminal

JIRA = Path(__file__).parents[2] / "fixtures/jira_export.csv"
SECOND = Path(__file__).parents[3] / "assistant/portfolio/sample/second-source"
YES = (r"\[Y/n\]: ", "\n")
NO = (r"\[Y/n\]: ", "n\n")
AMBIGUOUS = "Key,Summary,Status,Due date,Assignee\n" + "".join(
    f"AB-{n},Work number {n},{'Parked' if n % 2 else 'Done'},{f'0{n}/04/2026' if n > 2 else ''},Ana\n"
    for n in range(1, 10)
)

PRESS_AGAIN = 2.0
"""Seconds of silence: Python's readline may swallow an interrupt that comes as it begins to wait."""

Sit = Callable[..., Screen]


@pytest.fixture
def sit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sit:
    """Sit down at a terminal in an empty folder, and run `pmo` with these arguments."""

    def run(*arguments: str, steps: Sequence[Step] = ()) -> Screen:
        with monkeypatch.context() as there:
            there.chdir(tmp_path)
            return at_terminal(there, arguments, steps)

    return run


def wrote(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_a_raw_jira_export_is_one_look_and_enter(sit: Sit, tmp_path: Path) -> None:
    wrote(tmp_path, "jira.csv", JIRA.read_text(encoding="utf-8-sig"))
    screen = sit("import", "jira.csv", steps=[YES])
    assert screen.code == 0
    assert "Each row is a work item. The first would come in like this:" in screen.text
    assert screen.text.count("\nWEB-") == 10
    talk = screen.text.partition("Each row")[2].partition("Kept in")[0]
    assert [line for line in talk.splitlines() if len(line) > 100] == []
    assert "Kept in jira.csv.mapping.yaml for next time." in screen.text
    assert "4 people, 1 project, 60 work items and 53 dependencies (118 new)" in screen.text
    again = sit("import", "jira.csv")
    assert again.code == 0
    assert "[Y/n]" not in again.text
    assert "nothing has changed" in again.text


def test_questions_come_first_then_ten_rows_with_the_doubtful_ones_first(
    sit: Sit, tmp_path: Path
) -> None:
    wrote(tmp_path, "plan.csv", AMBIGUOUS)
    screen = sit(
        "import",
        "plan.csv",
        steps=[
            ("1 to 5: ", "9\n"),
            ("Type a number from 1 to 5.", "drop\n"),
            ("03/04/2026: day first", ""),
            ("1 to 2: ", "maybe\n"),
            ("Type a number from 1 to 2.", "2\n"),
            YES,
        ],
    )
    assert screen.code == 0
    asked, _, shown = screen.text.partition("Each row is")
    assert "1  Fri 3 Apr 2026" in asked
    assert "2  Wed 4 Mar 2026" in asked
    first = shown.splitlines()[3]
    assert first.startswith("AB-1")
    assert "dropped ← Parked" in first
    assert "2026-03-04 ← 03/04/2026" in shown
    assert "Kept in plan.csv.mapping.yaml" in shown
    assert "%m/%d/%Y" in (tmp_path / "plan.csv.mapping.yaml").read_text(encoding="utf-8")


def test_what_is_wrong_is_corrected_by_name(sit: Sit, tmp_path: Path) -> None:
    wrote(tmp_path, "plan.csv", "Key,Summary,Status,Start\nA-1,x,Done,2026-11-02\n")
    screen = sit(
        "import",
        "plan.csv",
        steps=[
            NO,
            (r"Enter stops\): ", "nonsense\n"),
            (r"There are: Key, Summary, Status, Start\.", "start\n"),
            (r"What is “Start”\?", ""),
            (r"1 to \d+: ", "due\n"),
            YES,
        ],
    )
    assert screen.code == 0
    assert "due: Start" in (tmp_path / "plan.csv.mapping.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("steps", "code", "said"),
    [
        ([NO, (r"Enter stops\): ", "\n")], 1, "Nothing was imported and nothing is kept."),
        ([(r"\[Y/n\]: ", "\x04")], 130, "Stopped. Nothing was left half-done."),
    ],
)
def test_a_person_may_stop_and_nothing_stays(
    sit: Sit, tmp_path: Path, steps: list[Step], code: int, said: str
) -> None:
    wrote(tmp_path, "plan.csv", "Key,Summary,Status,Due\nA-1,x,Done,2026-11-02\n")
    screen = sit("import", "plan.csv", steps=steps)
    assert screen.code == code
    assert said in screen.text
    assert not (tmp_path / "plan.csv.mapping.yaml").exists()
    assert "The store is empty" in sit("brief").text


def test_ctrl_c_at_a_question_stops_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    wrote(tmp_path, "plan.csv", AMBIGUOUS)
    program, person = pty.fork()
    if program == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a test run in the background ignores it
        os.chdir(tmp_path)
        run = "from assistant.main import run; run()"
        os.execv(sys.executable, [sys.executable, "-c", run, "import", "plan.csv"])  # noqa: S606 - our own program, in a terminal of its own
    shown = b""
    given_up = time.monotonic() + PATIENCE
    with contextlib.suppress(OSError):  # the terminal closes with the program
        while time.monotonic() < given_up:
            if select.select([person], [], [], PRESS_AGAIN)[0]:
                shown += os.read(person, 4096)
            elif b"1 to 5: " in shown and b"Stopped" not in shown:
                os.write(person, b"\x03")
    if time.monotonic() >= given_up:
        os.kill(program, signal.SIGKILL)
    _, status = os.waitpid(program, 0)
    assert os.waitstatus_to_exitcode(status) == 130
    assert b"Stopped. Nothing was left half-done." in shown
    assert not (tmp_path / "plan.csv.mapping.yaml").exists()


def test_bad_rows_are_listed_once_and_the_good_ones_offered(sit: Sit) -> None:
    book, mapping = SECOND / "broker-desk.xlsx", SECOND / "broker-desk.yaml"
    arguments = ("import", str(book), "--mapping", str(mapping))
    asked = "30 of 42 rows are fine, 12 are not. Import the good ones?"
    refused = sit(*arguments, steps=[NO])
    assert refused.code == 1
    assert asked in refused.text
    assert "Nothing was imported" in refused.text
    taken = sit(*arguments, steps=[YES])
    assert taken.code == 0
    assert "30 work items (30 new)" in taken.text
    assert "12 rows are in quarantine" in taken.text
    assert taken.text.count("“on fire”") + taken.text.count("'on fire'") == 1


def test_next_week_s_export_is_recognised(sit: Sit, tmp_path: Path) -> None:
    header = "Issue key,Summary,Status,Due date\n"
    wrote(tmp_path, "Jira 2024-11-11.csv", header + "A-1,x,Done,2026-11-02\nA-2,y,Done,\n")
    sit("import", "Jira 2024-11-11.csv", steps=[YES])
    wrote(tmp_path, "Jira 2024-11-18.csv", header + "A-1,x,Done,2026-11-02\nA-3,z,To Do,\n")
    screen = sit("import", "Jira 2024-11-18.csv", steps=[("newer export of the same", "y\n")])
    assert "Jira as of Mon 18 Nov 2024: 2 work items (1 new, 1 gone)." in screen.text


def test_another_export_of_the_same_name_may_be_told_apart(sit: Sit, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        wrote(tmp_path / folder, "jira.csv", f"Issue key,Summary,Status\n{folder}-1,x,Done\n")
    sit("import", "a/jira.csv", steps=[YES])
    screen = sit(
        "import",
        "b/jira.csv",
        steps=[
            YES,
            ("imported before, from a/jira.csv", ""),
            ("1 to 2: ", "2\n"),
            (r"\]: ", "\n"),
        ],
    )
    assert screen.code == 0
    assert "jira-2 as of" in screen.text
    assert "work items 2" in sit("portfolio").text


def test_nothing_in_a_file_acts_on_the_terminal(sit: Sit, tmp_path: Path) -> None:
    evil = "\x1b]0;owned\x07\x1b[2J\u202e[red]x"
    rows = f"A-1,{evil},To Do,2026-11-02,{evil}\nA-2,{evil} two,Done,{evil}soon,\n"
    wrote(tmp_path, "evil.csv", f"Key,Summary,Status,Due,Note {evil}\n{rows}")
    screen = sit("import", "evil.csv", steps=[YES, YES])
    assert screen.code == 0
    shown = screen.raw + sit("quarantine").raw + sit("portfolio").raw + sit("rank").raw
    assert [bad for bad in ("\x1b]0;owned", "\x1b[2J", "\u202e") if bad in shown] == []
    assert "[red]x" in screen.text
