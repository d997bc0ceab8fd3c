"""The sample portfolio's folders and people: what is in them, and what is not."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import frictionless
import pytest

from assistant.portfolio.frames import content_schema
from assistant.portfolio.noun import Kind, columns
from assistant.portfolio.people import Assignment, Availability, Person, Team
from assistant.portfolio.project import Project
from assistant.portfolio.registry import BY_TABLE, NOUNS
from assistant.portfolio.sample import sample_folders
from assistant.portfolio.work import WorkItem
from assistant.values import Scope
from tests.portfolio.larkfield import batches, mondays, open_items, the, today


def test_six_mondays_and_only_the_first_folder_is_complete() -> None:
    packages = [
        json.loads((folder / "datapackage.json").read_text()) for folder in sample_folders()
    ]

    days = [date.fromisoformat(package["pmo"]["as_of"]) for package in packages]
    assert days == [date(2026, 10, 12) + timedelta(weeks=n) for n in range(6)]
    assert [package["pmo"]["complete"] for package in packages] == [True] + [False] * 5
    assert {package["pmo"]["source"] for package in packages} == {"larkfield"}
    for folder, package in zip(sample_folders(), packages, strict=True):
        listed = {resource["path"] for resource in package["resources"]}
        assert listed == {path.name for path in folder.glob("*.csv")}


def test_every_row_can_be_used_and_every_column_is_known() -> None:
    for batch in batches():
        assert (batch.refused, batch.notes) == ((), ())


def test_a_later_folder_holds_only_rows_that_changed() -> None:
    for before, batch in zip(mondays(), batches()[1:], strict=False):
        for noun, frame in batch.frames.items():
            same = frame.join(before.frame(noun), on=["key", "_hash"])
            assert same["key"].to_list() == [], (batch.as_of, noun.table)


@pytest.mark.parametrize("table", [noun.table for noun in NOUNS])
def test_the_sample_has_every_noun(table: str) -> None:
    assert today().frame(BY_TABLE[table]).height > 0


def test_every_reference_leads_somewhere() -> None:
    known = {noun.table: set(today().frame(noun)["key"]) for noun in NOUNS}
    for noun in NOUNS:
        for column in columns(noun):
            if column.ref is not None:
                cells = today().frame(noun)[column.name].drop_nulls().to_list()
                if column.kind is Kind.LIST:
                    cells = [key for cell in cells for key in json.loads(cell)]
                assert set(cells) <= known[column.ref], (noun.table, column.name)


def test_twenty_five_people_in_five_teams() -> None:
    teams = Counter(each.team for each in today().all(Person) if each.team is not None)

    assert set(teams) == {each.key for each in today().all(Team)}
    assert list(teams.values()) == [5, 5, 5, 5, 5]
    assert today().frame(WorkItem).height == 150


def test_only_the_two_known_specialists_are_alone_with_their_skill() -> None:
    holders = Counter(skill for each in today().all(Person) for skill in each.skills)
    needed = {part.skill for each in open_items() for part in each.estimate}
    assert needed <= set(holders)
    assert {skill for skill, count in holders.items() if count == 1} == {"iam", "dba"}


def test_no_row_says_why_somebody_is_away() -> None:
    assert set(content_schema(Availability)) == {
        "key",
        "person",
        "start",
        "end",
        "available_percent",
    }
    told = today().frame(Availability)["_extra"].drop_nulls().to_list()
    assert [cell for cell in told if cell != "{}"] == []


def test_falcon_is_seen_by_three_people_only() -> None:
    assert the(Project, "FALCON").visible_to == ("ingrid.solheim", "tunde.bakare", "maren.okafor")
    share = the(Assignment, "A-7")
    assert (share.team, share.percent) == ("PLATFORM", Decimal(30))
    assert (share.start, share.end) == (date(2026, 11, 23), date(2026, 12, 18))
    seen = today().scoped(Scope.public())
    text = "".join(seen.frame(noun).write_csv() for noun in NOUNS)
    for canary in ("Falcon", "FALCON", "FAL-", "Thornbury", "24173300000", "73104190000"):
        assert canary not in text


def test_messy_cells_are_counted() -> None:
    assert sum(not each.estimate for each in open_items()) == 14
    assert sum(each.owner is None for each in open_items()) == 3
    odd = [
        each.key
        for each in today().all(WorkItem)
        if each.started and each.finished and each.finished < each.started
    ]
    assert odd == ["WIL-4"]
    assert [each.key for each in today().all(WorkItem) if each.project is None] == ["INF-1"]
    assert [each.key for each in today().all(Project) if not each.themes] == ["WILLOW"]


def test_names_that_trip() -> None:
    jonas = [each.name for each in today().all(Person) if each.name.startswith("Jonas")]
    assert jonas == ["Jonas Lindqvist", "Jonas Weber"]
    called = {
        alias: [each.key for each in today().all(Project) if alias in each.aliases]
        for alias in ("Harbour", "the portal thing", "the data project")
    }
    assert called == {
        "Harbour": ["HARBOR"],
        "the portal thing": ["BEACON"],
        "the data project": ["HARBOR", "QUAY"],
    }


def test_the_week_in_which_nothing_happened() -> None:
    before, after = mondays()[1], mondays()[2]
    changed = {
        noun.table: after.frame(noun).join(before.frame(noun), on=["key", "_hash"], how="anti")
        for noun in NOUNS
    }
    told = {name: frame["key"].to_list() for name, frame in changed.items() if frame.height}
    assert told == {"work_items": ["HAR-9"]}
    was, now = (each.get(WorkItem, "HAR-9") for each in (before, after))
    assert was is not None
    assert now is not None
    assert was.model_copy(update={"description": now.description}) == now


def test_the_last_week_brings_three_changes_beside_the_reports() -> None:
    before, after = mondays()[-2], mondays()[-1]
    told = {
        noun.table: after.frame(noun).join(before.frame(noun), on=["key", "_hash"], how="anti")
        for noun in NOUNS
    }
    keys = {name: frame["key"].to_list() for name, frame in told.items() if frame.height}
    assert keys.pop("status_updates")
    assert keys == {
        "reserves": ["platform-bau"],
        "work_items": ["LAN-4"],
        "value_inputs": ["KEY-8/cost of delay"],
    }


@pytest.mark.parametrize("folder", sample_folders(), ids=lambda folder: folder.name)
def test_each_folder_is_a_valid_data_package_for_the_standards_own_reader(folder: Path) -> None:
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])
