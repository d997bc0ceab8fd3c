"""The published portfolios of two years, compared: counts as their readme gives them."""

from functools import cache
from pathlib import Path

import pytest

from assistant.adapters.mapping.mapping_file import read_mapping
from assistant.adapters.mapping.source import MappedSource
from assistant.health.changes import changes, cost_growth, date_slips
from assistant.policy import default_policy
from assistant.portfolio.snapshot import Snapshot
from assistant.ports.progress import Silent
from tests.health.reading import check_grounded, read

ROOT = Path(__file__).parents[3]
FILES = ROOT / "../shared/data/uk_gmpp"

pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="the shared data is not here")


@cache
def year(number: int) -> Snapshot:
    mapping = read_mapping(ROOT / "evals/mappings/uk_gmpp.yaml")
    batch = MappedSource(FILES / f"gmpp_march_{number}.csv", mapping).read(None, Silent())
    return Snapshot(as_of=batch.as_of, frames=batch.frames)


def test_end_dates_that_slipped_by_more_than_a_month() -> None:
    found = date_slips(year(2022), year(2023), 30)

    assert read(found.headline).startswith(
        "31 of 118 ends of projects moved later by more than 30 days."
    )
    assert len(found.changes) == 31


def test_whole_life_costs_that_grew_by_more_than_a_twentieth() -> None:
    found = cost_growth(year(2022), year(2023), 5)

    assert read(found.headline).startswith("30 of 98 costs grew by more than 5 %.")
    assert len(found.changes) == 30


def test_every_old_and_new_value_leads_to_the_row_of_its_own_year() -> None:
    found = (
        *date_slips(year(2022), year(2023), 30).changes,
        *cost_growth(year(2022), year(2023), 5).changes,
    )

    for change in found:
        old, new = change.headline.facts["old"], change.headline.facts["new"]
        assert [row.file for row in old.sources] == ["gmpp_march_2022.csv"], change.key
        assert [row.file for row in new.sources] == ["gmpp_march_2023.csv"], change.key
        assert all(row.row and row.column for row in (*old.sources, *new.sources))


def test_all_changes_of_a_year_are_grounded_and_the_longest_slip_comes_first() -> None:
    found = changes(year(2022), year(2023), default_policy())

    check_grounded([change.headline for change in found])
    first = [change for change in found if change.materiality == found[0].materiality]
    days = [fact.value for each in first if (fact := each.headline.facts.get("days")) is not None]
    assert days == sorted(days, reverse=True)
    assert len(days) > 1
