import json
import os
from datetime import date
from pathlib import Path

import pytest

from assistant.adapters.portfolio_folder import PortfolioFolder, is_portfolio
from assistant.adapters.tabular.file_content import MAX_BYTES
from assistant.errors import BadSource
from assistant.portfolio.project import Gate, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, WorkItem
from assistant.ports.progress import Silent
from tests.adapters.portfolio_folder.folders import AS_OF, PMO, nouns_of, read, write

PROJECTS = "key,name,owner\nATLAS,Atlas,ben\nBEACON,Beacon,\n"


class Recorded:
    """Progress as a list."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, int, int | None]] = []

    def step(self, what: str, done: int, total: int | None) -> None:
        self.steps.append((what, done, total))


def test_a_folder_is_read_with_what_it_says_of_itself(tmp_path: Path) -> None:
    folder = write(tmp_path / "any", projects=PROJECTS, gates="project,stage\nATLAS,build\n")
    batch = read(folder)
    assert (batch.source, batch.location, batch.as_of, batch.complete) == (
        "larkfield",
        str(folder),
        AS_OF,
        True,
    )
    assert batch.rows == 3
    assert batch.frames[Project]["_file"].to_list() == ["projects.csv"] * 2
    assert batch.frames[Project]["_row"].to_list() == [2, 3]
    assert batch.headers["gates"] == ({"project": "project", "stage": "stage"},)
    assert Gate not in read(write(tmp_path / "without", projects=PROJECTS)).frames


def test_the_given_day_wins_and_one_there_must_be(tmp_path: Path) -> None:
    folder = write(tmp_path / "plans.v2", projects=PROJECTS)
    assert read(folder, date(2026, 1, 5)).as_of == date(2026, 1, 5)
    (folder / "datapackage.json").unlink()
    batch = read(folder, date(2026, 1, 5))
    assert (batch.source, batch.complete) == ("plans.v2", True)
    with pytest.raises(BadSource, match=r"which day.*--as-of DATE"):
        read(folder)


def test_cells_of_every_kind_reach_a_snapshot(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        work_items="key,name,estimate,due,mandatory,labels\nA,a,iam 4d; web 2d,2026-11-30,yes,x; y\n",
    )
    batch = read(folder)
    snapshot = Snapshot(as_of=AS_OF, frames=batch.frames)
    (item,) = snapshot.all(WorkItem)
    assert [str(part.effort.days) for part in item.estimate] == ["4", "2"]
    assert (item.due, item.mandatory, item.labels) == (date(2026, 11, 30), True, ("x", "y"))


def test_names_of_files_and_headers_count_in_any_spelling(tmp_path: Path) -> None:
    write(tmp_path, pmo=PMO)
    (tmp_path / "Work Items.CSV").write_text("Key,Name,Tracker order\nA,a,3\n")
    (item,) = nouns_of(read(tmp_path)).values()
    assert isinstance(item, WorkItem)
    assert item.tracker_order == 3


def test_rows_may_be_spread_over_files_of_the_same_table(tmp_path: Path) -> None:
    write(tmp_path, work_items="key,name\nA,a\n")
    (tmp_path / "Work-Items.csv").write_text("key,name\nB,b\nA,again\n")
    batch = read(tmp_path)
    assert sorted(batch.frames[WorkItem]["key"]) == ["A", "B"]
    assert [row.why for row in batch.refused] == [
        "This key is already used in row 3 of Work-Items.csv."
    ]


def test_unknown_columns_are_kept_and_listed(tmp_path: Path) -> None:
    batch = read(write(tmp_path, projects="key,name,ownr,Cost centre\nATLAS,Atlas,ben,77\n"))
    assert json.loads(batch.frames[Project]["_extra"][0]) == {"Cost centre": "77", "ownr": "ben"}
    assert [str(note) for note in batch.notes] == [
        (
            "projects.csv: kept beside the rows, but not used: "
            "“ownr” (did you mean owner?), “Cost centre”"
        )
    ]


def test_a_mistyped_file_is_refused_and_a_strange_one_noted(tmp_path: Path) -> None:
    write(tmp_path, projects=PROJECTS, project="key,name\nX,x\n", zebras="a,b\n1,2\n")
    for ignored in (".~lock.projects.csv#", "~$projects.csv", "notes.txt"):
        (tmp_path / ignored).write_text("x")
    (tmp_path / "pictures").mkdir()
    batch = read(tmp_path)
    assert [str(row) for row in batch.refused] == [
        (
            "project.csv: No table has this name, so nothing of it was read. "
            "Rename it to projects.csv, or remove it."
        )
    ]
    assert [str(note) for note in batch.notes] == ["zebras.csv: left out: no table has this name"]


def test_comments_are_no_rows_and_a_number_sign_alone_is_a_key(tmp_path: Path) -> None:
    batch = read(write(tmp_path, work_items='key,name\n"# unique, always",what\n#12,Sync\n# x,\n'))
    assert batch.frames[WorkItem]["key"].to_list() == ["#12"]
    assert batch.frames[WorkItem]["_row"].to_list() == [3]
    assert batch.refused == ()


def test_refused_rows_name_file_row_column_value_why_and_remedy(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        projects="key,name,end\nA,a,2026-02-30\nB,b,\nB,c,\n,d,\n",
        dependencies="predecessor,successor\nKEY-1,KEY1\n",
        work_items="key,name,remaining\nKEY-1,a,-2d\n",
    )
    batch = read(folder)
    assert [str(row) for row in batch.refused] == [
        (
            "projects.csv row 2 “end” ('2026-02-30'): There is no such day. "
            "Correct it; dates are written like 2026-11-30 here."
        ),
        (
            "projects.csv row 4 “key” ('B'): This key is already used in row 3. "
            "Give the row a key of its own, or remove one of the two."
        ),
        "projects.csv row 5 “key”: Every project needs it, and the cell is empty. Fill it in.",
        "work_items.csv row 2 “remaining” ('-2d'): Work cannot be negative. Correct the effort.",
        (
            "dependencies.csv row 2 “predecessor” ('KEY-1'): The row of this work item is refused. "
            "Mend that row first."
        ),
    ]
    assert batch.rows == 1


def test_a_refused_row_is_known_by_its_key(tmp_path: Path) -> None:
    batch = read(write(tmp_path, work_items="key,name,due\nA,a,\nB,b,soon\n,c,\n"))
    assert batch.refused_keys[WorkItem] == {"B"}


def test_a_folder_of_changes_may_refer_to_what_is_elsewhere_or_hold_nothing(
    tmp_path: Path,
) -> None:
    partial = PMO | {"complete": False}
    links = "predecessor,successor\nKEY-1,KEY-9\n"
    folder = write(tmp_path / "a", partial, work_items="key,name\nKEY-1,a\n", dependencies=links)
    assert read(folder).frames[Dependency].height == 1
    assert read(write(tmp_path / "b", partial)).rows == 0
    assert is_portfolio(tmp_path / "b")


def test_findings_are_no_refusals(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        people="key,name\nben,Ben\n",
        projects="key,name,owner,start,end\nA,a,greta,2026-12-01,2026-01-01\n",
        work_items="key,name,project\nK-1,a,GHOST\nK-2,b,A\n",
        dependencies="predecessor,successor\nK-1,K-2\nK-2,K-1\nK-1,K-1\n",
    )
    batch = read(folder)
    assert batch.refused == ()
    assert batch.rows == 7


def test_progress_counts_the_files(tmp_path: Path) -> None:
    folder = write(tmp_path, projects=PROJECTS, people="key,name\nben,Ben\n")
    progress = Recorded()
    PortfolioFolder(folder).read(None, progress)
    assert progress.steps == [("Reading", 0, 2), ("Reading", 1, 2), ("Checking", 0, None)]


def test_rows_in_another_order_give_the_same_content(tmp_path: Path) -> None:
    one = read(write(tmp_path / "one", projects="key,name,x\nA,a,1\nB,b,2\n"))
    two = read(write(tmp_path / "two", projects="x,name,key\n2,b,B\n1,a,A\n"))
    hashes = [
        dict(zip(b.frames[Project]["key"], b.frames[Project]["_hash"], strict=True))
        for b in (one, two)
    ]
    assert hashes[0] == hashes[1]


def test_what_cannot_be_read_is_a_bad_source_in_words(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="no such file"):
        read(tmp_path / "nowhere", AS_OF)
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadSource, match=r"no table of a portfolio.*work_items"):
        read(tmp_path / "empty", AS_OF)
    with pytest.raises(BadSource, match=r"projects\.csv: the file is empty"):
        read(write(tmp_path / "blank", projects=""))
    (write(tmp_path / "dir") / "projects.csv").mkdir()
    with pytest.raises(BadSource, match=r"projects\.csv: it is no file"):
        read(tmp_path / "dir")
    (write(tmp_path / "loop") / "projects.csv").symlink_to("projects.csv")
    with pytest.raises(BadSource, match=r"projects\.csv: too many levels"):
        read(tmp_path / "loop")
    os.mkfifo(write(tmp_path / "pipe") / "projects.csv")
    with pytest.raises(BadSource, match="no file that can be read"):
        read(tmp_path / "pipe")
    (tmp_path / "jira.csv").write_text("Issue key,Summary\nKEY-1,a\n")
    with pytest.raises(BadSource, match="no table of a portfolio"):
        read(tmp_path / "jira.csv")
    (tmp_path / "text.xlsx").write_text("no workbook")
    with pytest.raises(BadSource):
        read(tmp_path / "text.xlsx", AS_OF)
    os.truncate(write(tmp_path / "huge", projects="x") / "projects.csv", MAX_BYTES + 1)
    with pytest.raises(BadSource, match="larger than 1 GB"):
        read(tmp_path / "huge")


def test_a_header_alone_says_that_there_are_none(tmp_path: Path) -> None:
    batch = read(write(tmp_path, projects="key,name\n"))
    assert batch.frames[Project].height == 0


def test_a_folder_that_vanishes_or_changes_while_it_is_read_is_no_source(tmp_path: Path) -> None:
    class Meddling(Silent):
        def __init__(self, then: str) -> None:
            self.then = then

        def step(self, what: str, done: int, total: int | None) -> None:
            file = folder / "projects.csv"
            if done == 1 and self.then == "vanish":
                (folder / "work_items.csv").unlink(missing_ok=True)
            elif done == 1:
                file.write_text(PROJECTS + "C,c,\n")

    folder = write(tmp_path / "a", projects=PROJECTS, work_items="key,name\nA,a\n")
    with pytest.raises(BadSource, match="no such file"):
        PortfolioFolder(folder).read(None, Meddling("vanish"))
    folder = write(tmp_path / "b", projects=PROJECTS, work_items="key,name\nA,a\n")
    with pytest.raises(BadSource, match="changed while"):
        PortfolioFolder(folder).read(None, Meddling("grow"))


def test_a_cell_of_ten_megabytes_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    folder = write(tmp_path, projects=f"key,name\nA,{'x' * 10_000_000}\nB,b\n")
    batch = read(folder)
    assert batch.frames[Project]["key"].to_list() == ["B"]
    (row,) = batch.refused
    assert row.value is not None
    assert len(row.value) == 60


@pytest.mark.parametrize(
    ("descriptor", "words"),
    [
        ("{", "no readable JSON"),
        ("[" * 100_000, "no readable JSON"),
        ('{"pmo": {"asof": "2026-10-12"}}', r"“pmo\.asof” is not known.*“as_of”"),
        ('{"pmo": {"as_of": "12.10.2026"}}', r"“pmo\.as_of” cannot be used"),
        ('{"pmo": {"as_of": 20261012}}', r"“pmo\.as_of” cannot be used"),
        ('{"pmo": {"complete": "no"}}', r"“pmo\.complete” cannot be used"),
        ('{"pmo": {"source": ""}}', r"“pmo\.source” cannot be used"),
        ('{"pmo": []}', "“pmo” cannot be used"),
    ],
)
def test_a_bad_descriptor_is_named_with_what_to_write(
    tmp_path: Path, descriptor: str, words: str
) -> None:
    folder = write(tmp_path, projects=PROJECTS)
    (folder / "datapackage.json").write_text(descriptor)
    assert is_portfolio(folder)
    with pytest.raises(BadSource, match=f"datapackage.json.*{words}"):
        read(folder)


def test_a_descriptor_that_says_nothing_of_this_does_not_matter(tmp_path: Path) -> None:
    folder = write(tmp_path, projects=PROJECTS)
    for text in ('\ufeff{"name": "x"}', "[]", "null"):
        (folder / "datapackage.json").write_text(text, encoding="utf-8")
        assert read(folder, AS_OF).source == tmp_path.name
