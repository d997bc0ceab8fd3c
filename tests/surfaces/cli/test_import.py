"""`pmo import` for machines and on every day: nothing halves, nothing hangs, all is said in words."""

from __future__ import annotations

import io
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.portfolio.batch import RefusedRow
from assistant.surfaces.cli.import_words import LISTED, refused_lines
from tests.surfaces.cli.conftest import Pmo

JIRA = Path(__file__).parents[2] / "fixtures/jira_export.csv"
SECOND = Path(__file__).parents[3] / "assistant/portfolio/sample/second-source"
BOOK, MAPPING = str(SECOND / "broker-desk.xlsx"), str(SECOND / "broker-desk.yaml")
ITEMS = "Issue key,Summary,Status,Due date\n"
DAY = ("--as-of", "2026-11-16")


def wrote(folder: Path, name: str, text: str | bytes) -> str:
    data = text.encode() if isinstance(text, str) else text
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return name


def test_machines_get_nothing_and_the_list(pmo: Pmo) -> None:
    answer = pmo("import", BOOK, "--mapping", MAPPING)
    assert (answer.code, answer.out) == (1, "")
    *listed, last = answer.err.splitlines()
    assert len(listed) == 12
    assert "row 42 “State” ('on fire'): This word is not known here." in answer.err
    assert last.startswith("Nothing was imported: 12 of 42 rows of")
    assert pmo("import", BOOK, "--mapping", MAPPING, "--strict").err == answer.err
    assert "The store is empty" in pmo("brief").err


def test_as_data_the_list_is_on_standard_output(pmo: Pmo) -> None:
    refused = pmo("import", BOOK, "--mapping", MAPPING, "--json")
    assert refused.code == 1
    assert refused.data["receipt"] is None
    assert len({row["row"] for row in refused.data["refused"]}) == 12
    taken = pmo("import", BOOK, "--mapping", MAPPING, "--partial", "--json")
    assert taken.code == 0
    assert (taken.data["things"], taken.err) == ({"work_items": 30}, "")
    assert taken.data["receipt"]["refused"] == 12


def test_quarantine_is_listed_later_said_everywhere_and_cleared_by_a_better_file(
    pmo: Pmo, tmp_path: Path
) -> None:
    good = ITEMS + "A-1,x,Done,2026-11-02\n"
    wrote(tmp_path, "plan.csv", good + "A-2,y,To Do,2026-11-20\n")
    pmo("import", "plan.csv", "--yes", *DAY)
    wrote(tmp_path, "plan.csv", good + "A-2,y,To Do,2026-02-31\n")
    taken = pmo("import", "plan.csv", "--partial", "--as-of", "2026-11-17")
    assert taken.code == 0
    assert "1 row is in quarantine, and every brief says so" in taken.out
    assert "gone" not in taken.out
    held = pmo("quarantine")
    assert "plan as of Tue 17 Nov 2026: 1 row.\n  plan.csv row 3 “Due date”" in held.out
    (source,) = pmo("quarantine", "--json").data
    assert (source["source"], source["count"], len(source["rows"])) == ("plan", 1, 1)
    assert "1 row" in pmo("brief").out
    assert "work items 2" in pmo("portfolio").out
    wrote(tmp_path, "plan.csv", good + "A-2,y,To Do,2026-02-28\n")
    assert "(1 changed)" in pmo("import", "plan.csv", "--as-of", "2026-11-18").out
    assert pmo("quarantine").out == "No row is in quarantine.\n"


def test_who_may_not_see_all_of_a_source_is_told_how_many_rows_only(
    pmo: Pmo, tmp_path: Path
) -> None:
    projects = "key,name,confidential\nF,Falcon,yes\nB,Beacon,no\nF2,Falcon canary,maybe\n"
    wrote(tmp_path, "folder/projects.csv", projects)
    pmo("import", "folder", "--partial", *DAY)
    held = pmo("quarantine")
    assert "1 row." in held.out
    assert "canary" not in held.out + pmo("quarantine", "--json").out


def test_the_same_file_again_changes_nothing_and_asks_nothing(pmo: Pmo, tmp_path: Path) -> None:
    shutil.copy(JIRA, tmp_path / "jira.csv")
    refused = pmo("import", "jira.csv")
    assert refused.code == 1
    assert "accept what is proposed with --yes" in refused.err
    first = pmo("import", "jira.csv", "--yes", *DAY)
    assert "4 people, 1 project, 60 work items and 53 dependencies (118 new)." in first.out
    assert first.err == "Kept in jira.csv.mapping.yaml for next time.\n"
    again = pmo("import", "jira.csv", *DAY)
    assert "jira as of Mon 16 Nov 2026: nothing has changed" in again.out
    assert again.err == ""
    assert pmo("import", "jira.csv", *DAY, "--json").data["receipt"]["unchanged"]


def test_open_questions_are_named_to_machines(pmo: Pmo, tmp_path: Path) -> None:
    wrote(tmp_path, "plan.csv", ITEMS + "A-1,x,Done,03/04/2026\n")
    answer = pmo("import", "plan.csv", "--yes")
    assert answer.code == 1
    assert "03/04/2026: day first?" in answer.err
    assert not (tmp_path / "plan.csv.mapping.yaml").exists()


def test_next_week_s_export_is_the_same_source_for_machines_too(pmo: Pmo, tmp_path: Path) -> None:
    wrote(tmp_path, "Jira 2024-11-11.csv", ITEMS + "A-1,x,Done,03.04.2026\n")
    pmo("import", "Jira 2024-11-11.csv", "--yes")
    wrote(tmp_path, "Jira 2024-11-18.csv", ITEMS + "A-2,x,Done,03.04.2026\n")
    answer = pmo("import", "Jira 2024-11-18.csv", "--yes")
    assert "Jira as of Mon 18 Nov 2024: 1 work item (1 new, 1 gone)." in answer.out


def test_a_day_to_come_is_said_to_be_one(pmo: Pmo, tmp_path: Path) -> None:
    wrote(tmp_path, "plan.csv", ITEMS + "A-1,x,Done,\n")
    answer = pmo("import", "plan.csv", "--yes", "--as-of", "2999-01-01")
    assert "Tue 1 Jan 2999 is still to come" in answer.out


def test_a_template_is_filled_and_imported(pmo: Pmo, tmp_path: Path) -> None:
    assert "Next: pmo import mine" in pmo("import", "--template", "mine").out
    assert "mine as of Mon 16 Nov 2026 holds no row yet." in pmo("import", "mine", *DAY).out
    header = (tmp_path / "mine/work_items.csv").read_text(encoding="utf-8").splitlines()[0]
    with (tmp_path / "mine/work_items.csv").open("a", encoding="utf-8") as file:
        file.write("A-1,Write the tutorial" + "," * (header.count(",") - 1) + "\n")
    assert "1 work item (1 new)" in pmo("import", "mine", *DAY).out
    again = pmo("import", "--template", "mine")
    assert (again.code, again.out) == (1, "")
    assert "nothing was written" in again.err


def bomb(folder: Path) -> str:
    """Write a workbook that says it unpacks to four gigabytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("xl/workbook.xml", "<x/>")
        package.writestr("xl/worksheets/sheet1.xml", "<x/>")
        package.filelist[1].file_size = (4 << 30) - 2
    return wrote(folder, "bomb.xlsx", packed.getvalue())


def aliases(folder: Path) -> str:
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    for before, name in zip("abcdefghi", "bcdefghij", strict=True):
        lines.append(f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]")
    return wrote(folder, "bomb.yaml", "\n".join(lines))


def pipe(folder: Path) -> str:
    os.mkfifo(folder / "pipe.csv")
    return "pipe.csv"


def loop(folder: Path) -> str:
    (folder / "loop.csv").symlink_to("loop.csv")
    return "loop.csv"


def undecodable(folder: Path) -> str:
    name = os.fsdecode(b"bad\xff.csv")
    return wrote(folder, name, ITEMS)


SABOTAGE: dict[str, tuple[Callable[[Path], str], str]] = {
    "nothing there": (lambda _: "nowhere.csv", "no such file"),
    "empty": (lambda f: wrote(f, "empty.csv", ""), "the file is empty"),
    "header only": (lambda f: wrote(f, "head.csv", ITEMS), "no row below its headers"),
    "a folder": (lambda f: str(Path(wrote(f, "x.csv/pic.png", "x")).parent), "nothing in this folder"),
    "a pipe": (pipe, "no file that can be read"),
    "a device": (lambda _: "/dev/zero", "no file that can be read"),
    "a loop": (loop, "too many levels"),
    "a name that is no text": (undecodable, "its name is not valid UTF-8"),
    "noise": (lambda f: wrote(f, "n.csv", bytes(range(128, 256)) * 50), "encoding"),
    "deep json": (lambda f: wrote(f, "d.json", "[" * 100_000), "not valid JSON"),
    "yaml bomb": (aliases, "unfolds to too much"),
    "zip bomb": (bomb, "unpacks to over 2 GB"),
    "no workbook": (lambda f: wrote(f, "x.xlsx", b"PK\3\4 no"), "damaged"),
    "the folder itself": (lambda f: (wrote(f, "a.txt", "x"), ".")[1], "nothing in this folder"),
}  # fmt: skip


@pytest.mark.parametrize("name", SABOTAGE)
def test_what_cannot_be_read_is_said_in_one_sentence(pmo: Pmo, tmp_path: Path, name: str) -> None:
    make, why = SABOTAGE[name]
    path = make(tmp_path)
    for more in ((), ("--yes", "--partial")):
        answer = pmo("import", path, *more)
        assert (answer.code, answer.out) == (1, "")
        assert why in answer.err
        assert len(answer.err.splitlines()) == 1
        assert answer.err.isprintable() or answer.err.rstrip("\n").isprintable()


def test_rows_go_wrong_in_every_way_and_the_others_come_in(pmo: Pmo, tmp_path: Path) -> None:
    rows = (
        'A-1,"two\nlines",Done,2026-11-02',
        "A-1,twice,Done,2026-11-02",
        f"A-2,{'x' * 10_000_000},Done,2026-11-02",
        "A-3,a\0b,Done,2026-11-02",
        "A-4,too,many,2026-11-02,cells",
        "A-5,fine,Done,2026-11-02",
        "A-6,fine,Done,2026-11-02",
        "A-7,fine,Done,2026-11-02",
    )
    wrote(tmp_path, "plan.csv", ITEMS + "\n".join(rows))
    answer = pmo("import", "plan.csv", "--yes", "--partial", *DAY)
    assert answer.code == 0
    assert "4 work items (4 new)" in answer.out
    for why in ("already used in row 2", "longer than 32,767", "NUL character", "5 cells for 4"):
        assert why in answer.out


def test_references_and_efforts_of_a_folder_are_checked(pmo: Pmo, tmp_path: Path) -> None:
    wrote(tmp_path, "f/work_items.csv", "key,name,estimate\nA-1,a,backend -3d\nA-2,b,backend 2d\n")
    wrote(tmp_path, "f/dependencies.csv", "predecessor,successor\nA-2,A-9\n")
    answer = pmo("import", "f", *DAY)
    assert answer.code == 1
    assert "Work cannot be negative" in answer.err
    assert "“successor” ('A-9')" in answer.err


def test_many_rows_of_one_trouble_are_one_line() -> None:
    def row(number: int, why: str) -> RefusedRow:
        return RefusedRow(file="a.csv", row=number, column="due", why=why, remedy="Mend it.")

    several = [row(number, "It is no date.") for number in range(2, LISTED + 30)]
    lines = refused_lines([*several, row(90, "Odd.")])
    assert lines == [
        "a.csv “due”: 48 rows (row 2, 3, 4 …): It is no date. Mend it.",
        "a.csv row 90 “due”: Odd. Mend it.",
    ]


def test_a_folder_that_cannot_be_written_does_not_cost_the_mapping(
    pmo: Pmo, tmp_path: Path
) -> None:
    wrote(tmp_path, "there/plan.csv", ITEMS + "A-1,x,Done,2026-11-02\n")
    (tmp_path / "there/plan.csv.mapping.yaml").mkdir()
    answer = pmo("import", "there/plan.csv", "--yes", *DAY)
    assert answer.code == 0
    assert answer.err == "Kept in plan.csv.mapping.yaml for next time.\n"
    again = pmo("import", "there/plan.csv", "--mapping", "plan.csv.mapping.yaml", *DAY)
    assert "nothing has changed" in again.out


def test_a_store_that_is_held_damaged_or_of_another_kind_says_so(pmo: Pmo, tmp_path: Path) -> None:
    wrote(tmp_path, "plan.csv", ITEMS + "A-1,x,Done,2026-11-02\n")
    pmo("import", "plan.csv", "--yes", *DAY)
    whole = (tmp_path / "pmo.db").read_bytes()
    wrote(tmp_path, "damaged.db", whole[:4096] + os.urandom(len(whole) - 4096))
    wrote(tmp_path, "other.db", "a diary, not a database " * 99)
    (tmp_path / "folder.db").mkdir()
    for name, why in {
        "damaged.db": "is damaged",
        "other.db": "a file of another kind",
        "folder.db": "is a folder",
        "nowhere/a.db": "does not exist",
    }.items():
        answer = pmo("import", "plan.csv", *DAY, "--store", f"sqlite:///{name}")
        assert (answer.code, answer.out) == (1, "")
        assert why in answer.err


def test_a_full_disk_leaves_what_was_there(pmo: Pmo, tmp_path: Path) -> None:
    wrote(tmp_path, "small.csv", ITEMS + "A-1,x,Done,2026-11-02\n")
    pmo("import", "small.csv", "--yes", *DAY)
    rows = "".join(f"B-{n},{'y' * 60},Done,2026-11-02\n" for n in range(20_000))
    wrote(tmp_path, "large.csv", ITEMS + rows)
    full = subprocess.run(
        [sys.executable, "-c", "from assistant.main import run; run()", "import", "large.csv", "--yes"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000)),
    )  # fmt: skip
    assert full.returncode == 1
    assert "the disk is full" in full.stderr
    assert "work items 1" in pmo("portfolio").out
    with sqlite3.connect(tmp_path / "pmo.db") as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
