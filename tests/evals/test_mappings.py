"""The public data sets come in by their mappings: what goes in is counted, and comes out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from assistant.adapters.mapping.mapping_file import mapping_text, parse_mapping, read_mapping
from assistant.adapters.mapping.source import MappedSource
from assistant.adapters.tabular.reading import read_tables
from assistant.portfolio.batch import Batch
from assistant.portfolio.control import BudgetLine
from assistant.portfolio.people import Person, Team
from assistant.portfolio.project import Gate, Project, StatusUpdate
from assistant.portfolio.registry import BY_TABLE
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, DependencyKind, StatusCategory, WorkItem
from assistant.ports.progress import Silent

ROOT = Path(__file__).parents[2]
DATA = ROOT / "../shared/data"
MAPPINGS = ROOT / "evals/mappings"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the public data sets are not here")


def batch(mapping: str, path: str, as_of: date | None = None) -> Batch:
    rules = read_mapping(MAPPINGS / f"{mapping}.yaml")
    return MappedSource(DATA / path, rules).read(as_of, Silent())


def rows_of(path: str) -> int:
    return sum(table.cells.height for table in read_tables(DATA / path).tables)


def refused_rows(found: Batch) -> int:
    return len({(row.file, row.row) for row in found.refused})


def snapshot(found: Batch) -> Snapshot:
    return Snapshot(as_of=found.as_of, frames=found.frames)


@pytest.mark.parametrize("path", sorted(MAPPINGS.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_mapping_survives_being_written_and_read(path: Path) -> None:
    mapping = read_mapping(path)
    assert parse_mapping(mapping_text(mapping), "again") == mapping


@pytest.mark.parametrize("year", [2022, 2023])
def test_gmpp_keeps_every_project_and_says_why_a_cell_is_missing(year: int) -> None:
    path = f"uk_gmpp/gmpp_march_{year}.csv"
    found = batch("uk_gmpp", path)
    assert found.as_of == date(year, 3, 31)
    assert found.frames[Project].height == rows_of(path)
    assert not found.refused
    reasons = found.frames[BudgetLine]["_missing"].str.json_path_match("$.baseline").drop_nulls()
    assert any(reason.startswith("Exempt under Section 43") for reason in reasons)
    assert reasons.len() == found.frames[BudgetLine]["baseline_units"].null_count() - blank_cells(
        path, "TOTAL Baseline", "Financial Year Baseline"
    )


@pytest.mark.parametrize("year", [2022, 2023])
def test_gmpp_takes_the_authority_s_rating_or_else_the_project_s_own(year: int) -> None:
    path = f"uk_gmpp/gmpp_march_{year}.csv"
    raw = read_tables(DATA / path).tables[0].cells
    ratings = [header for header in raw.columns if "Delivery Confidence" in header]
    ids = raw.columns[0]
    expected = {
        row[ids]: next((row[one].lower() for one in ratings if row[one] in COLOURS), None)
        for row in raw.iter_rows(named=True)
    }
    found = batch("uk_gmpp", path).frames[Project]
    assert dict(found.select("key", "delivery_confidence").iter_rows()) == expected
    assert sum(rating is not None for rating in expected.values()) == {2022: 145, 2023: 148}[year]


COLOURS = {"Red", "Amber", "Green"}


def blank_cells(path: str, *beginnings: str) -> int:
    cells = read_tables(DATA / path).tables[0].cells
    return sum(
        cells[header].null_count() for header in cells.columns if header.startswith(beginnings)
    )


class Traced:
    """Reads a cell of a published file by what a batch says of it: file, row and header."""

    def __init__(self, found: Batch, path: str) -> None:
        self.found = found
        table = read_tables(DATA / path).tables[0]
        self._cells = table.cells
        self._places = {row: place for place, row in enumerate(table.rows)}

    def cell(self, table: str, field: str, row: int, rule: int = 0) -> str:
        header = self.found.headers[table][rule][field]
        text: str = self._cells[header][self._places[row]]
        return text


def test_gmpp_slips_and_cost_growth_equal_the_published_counts_and_trace_to_cells() -> None:
    paths = [f"uk_gmpp/gmpp_march_{year}.csv" for year in (2022, 2023)]
    before, after = (Traced(batch("uk_gmpp", path), path) for path in paths)

    ends = pairs(before, after, Project, "end")
    assert len(ends) == 118
    assert sum((late - early).days > 30 for _, early, late in ends) == 31

    costs = pairs(before, after, BudgetLine, "baseline_units", "/whole life")
    assert len(costs) == 98
    assert sum(Decimal(late) > Decimal(early) * Decimal("1.05") for _, early, late in costs) == 30

    for traced, place in ((before, 1), (after, 2)):
        check_ends(traced, {row[0]: row[place] for row in ends})
        check_costs(traced, {row[0]: row[place] for row in costs})


def pairs(before: Traced, after: Traced, noun: type, field: str, suffix: str = "") -> list:
    old, new = (one.found.frames[noun].select("key", field) for one in (before, after))
    both = old.join(new, on="key").drop_nulls().sort("key")
    return both.filter(pl.col("key").str.ends_with(suffix)).rows()


def check_ends(traced: Traced, ends: dict[str, date]) -> None:
    places = dict(traced.found.frames[Project].select("key", "_row").iter_rows())
    for key, day in ends.items():
        assert traced.cell("projects", "end", places[key]) == day.isoformat()


def check_costs(traced: Traced, costs: dict[str, int]) -> None:
    frame = traced.found.frames[BudgetLine]
    rows = {
        key: (file, row, rule)
        for key, file, row, rule in frame.select("key", "_file", "_row", "_rule").iter_rows()
    }
    for key, units in costs.items():
        file, row, rule = rows[key]
        assert file in traced.found.location
        text = traced.cell("budgets", "baseline", row, rule)
        amount = Decimal(re.sub(r"[£,]", "", text))
        assert amount * 1_000_000 * 10_000 == units


@pytest.mark.parametrize(
    ("year", "as_of"),
    [(2016, date(2016, 6, 9)), (2019, date(2019, 5, 1)), (2022, date(2022, 4, 25))],
)
def test_canada_tells_its_own_day_and_keeps_every_project(year: int, as_of: date) -> None:
    path = f"canada_it_projects/gc-it-projects-{year}.csv"
    found = batch("canada_it_projects", path)
    raw = read_tables(DATA / path).tables[0].cells
    assert found.as_of == as_of
    assert not found.refused
    assert found.frames[Project].height == raw.height
    assert found.frames[Project]["end"].null_count() == raw["estimatedCompletionDate"].null_count()
    assert found.frames[BudgetLine].height == raw["totalBudget"].drop_nulls().len()
    dollars = sum(int(re.sub(r"[$,]", "", text)) for text in raw["totalBudget"].drop_nulls())
    assert found.frames[BudgetLine]["baseline_units"].sum() == dollars * 10_000


@pytest.fixture(scope="module")
def kubernetes() -> Batch:
    path = "kubernetes_enhancements/portfolio_at_v1.31_freeze"
    return batch("kubernetes_enhancements", path, date(2024, 6, 14))


def test_every_kep_is_a_project_and_a_work_item(kubernetes: Batch) -> None:
    folder = DATA / "kubernetes_enhancements/portfolio_at_v1.31_freeze"
    keps = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("kep.yaml"))
    assert len(keps) == 509
    assert sorted(kubernetes.frames[Project]["_file"]) == keps
    items = kubernetes.frames[WorkItem]
    assert sorted(items.filter(pl.col("type") == "KEP")["_file"]) == keps


def test_every_readiness_record_is_a_gate_refused_or_named(kubernetes: Batch) -> None:
    folder = DATA / "kubernetes_enhancements/portfolio_at_v1.31_freeze"
    records = {
        path.relative_to(folder).as_posix() for path in folder.rglob("prod-readiness/**/*.yaml")
    }
    assert len(records) == 311
    kept = set(kubernetes.frames[Gate]["_file"])
    refused = {row.file for row in kubernetes.refused}
    left_out = [
        note for note in kubernetes.notes if note.text == "one row was not taken by any rule"
    ]
    assert len(records) == len(kept | refused) + len(left_out)
    assert all("There is no project" in row.why for row in kubernetes.refused)


def test_stages_follow_each_other_and_references_put_nothing_in_order(kubernetes: Batch) -> None:
    found = snapshot(kubernetes)
    links = found.all(Dependency)
    orders = [link for link in links if link.kind is DependencyKind.FINISH_START]
    relations = [link for link in links if link.kind is DependencyKind.RELATES]
    assert len(orders) + len(relations) == len(links)
    stages = ["alpha", "beta", "stable", "deprecated", "removed"]
    for link in orders:
        (kep, before), (same, after) = (
            end.rsplit("/", 1) for end in (link.predecessor, link.successor)
        )
        assert kep == same
        assert stages.index(before) < stages.index(after)
    ends = {(link.predecessor, link.successor) for link in relations}
    assert any((after, before) in ends for before, after in ends if before != after)
    assert any(before == after for before, after in ends)
    assert all(found.get(WorkItem, key) for pair in ends for key in pair)


def test_a_kep_as_it_stands_in_its_file(kubernetes: Batch) -> None:
    found = snapshot(kubernetes)
    stage = found.get(WorkItem, "sig-node/1287/beta")
    assert stage is not None
    assert (stage.status, stage.team, stage.parent) == ("v1.31", "sig-node", "sig-node/1287")
    assert stage.due == date(2024, 8, 13)
    assert stage.category is StatusCategory.TODO
    assert found.get(Team, "sig-node") is not None
    assert found.get(Person, stage.owner) is not None
    assert not any(item.estimate or item.points for item in found.all(WorkItem))
    gate = found.get(Gate, "sig-node/127/test")
    assert gate is not None
    assert gate.approver == "wojtek-t"


def test_rust_goals_keep_documents_updates_and_progress() -> None:
    found = batch("rust_project_goals", "rust_project_goals", date(2025, 5, 31))
    assert not found.refused
    index = read_tables(DATA / "rust_project_goals/goal_index.csv").tables[0].cells
    items = found.frames[WorkItem]
    goals, tasks = (items.filter(pl.col("type") == kind) for kind in ("goal", "task"))
    assert set(goals["key"]) == {
        f"{period}/{file.removesuffix('.md')}"
        for period, file in index.select("period", "file").iter_rows()
    }
    written = index["n_task_rows"].cast(pl.Int64).sum()
    assert 0.95 * written <= tasks.height <= 1.05 * written
    assert set(tasks["parent"]) <= set(goals["key"])
    updates = found.frames[StatusUpdate]
    comments = updates.filter(pl.col("_file") == "status_updates.jsonl")
    assert comments.height == rows_of("rust_project_goals/status_updates.jsonl")
    progress = updates.filter(pl.col("_file") == "progress_by_month.csv")
    repeated = read_tables(DATA / "rust_project_goals/progress_by_month.csv").tables[0].cells
    assert progress.height == repeated.unique().height
    assert set(updates["project"]) <= set(found.frames[Project]["key"])


def test_jira_answers_keep_status_category_dates_links_and_people() -> None:
    found = batch("jira_api", "tracker_api_raw/jira", date(2023, 8, 1))
    assert not found.refused
    names = ["jira_api_issues.jsonl", "jira_api_issue_relationships.jsonl"]
    tables = [read_tables(DATA / "tracker_api_raw/jira" / name).tables[0] for name in names]
    assert found.frames[WorkItem].height == sum(table.cells.height for table in tables)
    items = {item.key: item for item in snapshot(found).all(WorkItem)}
    expected = {"new": "to do", "indeterminate": "in progress", "done": "done"}
    for table in tables:
        for row in table.cells.iter_rows(named=True):
            item = items[row["key"]]
            assert item.category == expected[row["fields.status.statusCategory.key"]]
            assert (item.created or date.min).isoformat() == row["fields.created"][:10]
            assert item.due == as_day(row.get("fields.duedate"))
            assert item.project == row["fields.project.key"]
            person = row.get("fields.assignee.accountId") or row.get("fields.assignee.name")
            assert item.owner == person
    assert items["EE-1"].sprints == ("EE Sprint 7",)
    assert items["K5-2"].sprints == ("K5 Sprint 1",)
    assert any(item.restarts for item in items.values())
    left_out = [note for note in found.notes if "left out" in note.text]
    assert len(left_out) >= 5


def as_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("path", sorted((DATA / "jira_story_points").glob("*.csv")), ids=str)
def test_story_points_keep_every_item_and_point(path: Path) -> None:
    found = batch("jira_story_points", str(path.resolve()), date(2016, 1, 1))
    raw = read_tables(path).tables[0].cells
    assert not found.refused
    assert found.frames[WorkItem].height == raw.height
    points = sum(Decimal(text) for text in raw["storypoint"])
    assert found.frames[WorkItem]["points"].sum() == points * 10_000


@pytest.mark.parametrize(
    ("mapping", "path"),
    [
        ("uk_gmpp", "uk_gmpp/gmpp_march_2023.csv"),
        ("canada_it_projects", "canada_it_projects/gc-it-projects-2019.csv"),
        ("jira_api", "tracker_api_raw/jira"),
    ],
)
def test_no_cell_of_a_good_row_is_lost(mapping: str, path: str) -> None:
    """Each filled cell of a row is a field, why a field is missing, or kept beside the row."""
    found = batch(mapping, path, date(2023, 8, 1))
    extra = {
        (file, row): text or ""
        for frame in found.frames.values()
        for file, row, text in frame.select("_file", "_row", "_extra").iter_rows()
        if text
    }
    used = used_by(found)
    for table in read_tables(DATA / path).tables:
        for number, file, cells in zip(
            table.rows, table.paths, table.cells.iter_rows(named=True), strict=True
        ):
            if (file, number) not in extra:
                continue
            kept = extra[file, number]
            lost = [
                header
                for header, cell in cells.items()
                if cell and not used(header) and f'"{header}"' not in kept.replace("\\", "")
            ]
            assert not lost


def used_by(found: Batch) -> Callable[[str], bool]:
    sets = [fields for sets in found.headers.values() for fields in sets]
    named = {header for fields in sets for header in fields.values()}
    return lambda header: any(header in name for name in named)


def test_mappings_name_only_tables_that_exist() -> None:
    for path in MAPPINGS.glob("*.yaml"):
        assert {rule.noun for rule in read_mapping(path).nouns} <= set(BY_TABLE)
