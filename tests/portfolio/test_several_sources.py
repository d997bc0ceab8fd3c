"""Rows of several sources become one portfolio with unique keys, and nothing is lost or mixed."""

from __future__ import annotations

from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.portfolio.frames import row_hashes, to_frame
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Team
from assistant.portfolio.project import Project
from assistant.portfolio.several_sources import SameAs, Sources, closes_a_circle, one_portfolio
from assistant.portfolio.work import WorkItem

DAY = date(2026, 11, 16)
SOURCES = ("plan", "jira", "sheet")


def rows(noun: type[Noun], by_source: dict[str, list[Noun]]) -> pl.DataFrame:
    frames = [
        to_frame(noun, things, file=f"{source}.csv", as_of=DAY).with_columns(
            pl.lit(SOURCES.index(source), pl.Int64).alias("_import")
        )
        for source, things in by_source.items()
    ]
    return pl.concat(frames)


def gone(*keys: tuple[str, int]) -> pl.DataFrame:
    return pl.DataFrame(list(keys), schema={"key": pl.String, "_import": pl.Int64}, orient="row")


def sources(*links: SameAs) -> Sources:
    return Sources(dict(enumerate(SOURCES)), SOURCES, links)


def link(source: str, key: str, primary_source: str, primary_key: str) -> SameAs:
    return SameAs(
        table="teams",
        source=source,
        key=key,
        primary_source=primary_source,
        primary_key=primary_key,
    )


keys = st.lists(st.sampled_from(["a", "b", "a@jira", "a@sheet"]), unique=True)


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(SOURCES, keys)))
def test_every_row_is_shown_under_a_key_of_its_own(taken: dict[str, list[str]]) -> None:
    said = {source: [Team(key=k, name=source + k) for k in own] for source, own in taken.items()}
    told = one_portfolio({Team: rows(Team, said)}, {Team: gone()}, sources()).frames[Team]
    assert told["key"].n_unique() == told.height == sum(map(len, taken.values()))
    assert set(told["name"]) == {team.name for own in said.values() for team in own}
    first = told.filter(pl.col("_import") == 0)
    assert first["name"].to_list() == ["plan" + key for key in first["key"]]


def test_changed_rows_have_the_hash_of_what_they_show() -> None:
    things = {
        "plan": [WorkItem(key="1", name="one")],
        "jira": [WorkItem(key="1", name="other"), WorkItem(key="2", name="two", parent="1")],
    }
    before = rows(WorkItem, things)
    told = one_portfolio({WorkItem: before}, {WorkItem: gone()}, sources()).frames[WorkItem]
    assert told["_hash"].to_list() == row_hashes(WorkItem, told).to_list()
    assert told.columns == before.columns


def test_one_source_is_handed_on_as_it_is() -> None:
    frame = rows(Team, {"plan": [Team(key="a", name="a")]})
    alone = Sources({0: "plan"}, ("plan",))
    assert one_portfolio({Team: frame}, {Team: gone()}, alone).frames[Team] is frame


def test_a_key_that_is_gone_is_still_taken() -> None:
    frame = rows(Team, {"jira": [Team(key="a", name="a")]})
    told = one_portfolio({Team: frame}, {Team: gone(("a", 0))}, sources())
    assert told.frames[Team]["key"].to_list() == ["a@jira"]


def test_a_primary_that_is_nowhere_keeps_its_key_from_others() -> None:
    frame = rows(Team, {"jira": [Team(key="b", name="b")], "sheet": [Team(key="a", name="other")]})
    told = one_portfolio({Team: frame}, {Team: gone()}, sources(link("jira", "b", "plan", "a")))
    assert dict(told.frames[Team].select("name", "key").iter_rows()) == {
        "b": "a",
        "other": "a@sheet",
    }


def test_reasons_for_empty_cells_and_spare_columns_are_joined() -> None:
    plan = to_frame(Project, [Project(key="A", name="A")], file="p.csv", as_of=DAY).with_columns(
        pl.lit('{"end": "TBC", "sponsor": "Exempt"}').alias("_missing"),
        pl.lit('{"Colour": "red"}').alias("_extra"),
    )
    jira = to_frame(
        Project, [Project(key="A", name="A", end=DAY)], file="j.csv", as_of=DAY
    ).with_columns(
        pl.lit(1, pl.Int64).alias("_import"),
        pl.lit('{"owner": "NA", "sponsor": "-"}').alias("_missing"),
        pl.lit('{"Colour": "blue", "Board": "7"}').alias("_extra"),
    )
    same = SameAs(table="projects", source="jira", key="A", primary_source="plan", primary_key="A")
    told = one_portfolio({Project: pl.concat([plan, jira])}, {Project: gone()}, sources(same))
    row = told.frames[Project].row(0, named=True)
    assert (row["end"], row["_file"]) == (DAY, "p.csv")
    assert row["_missing"] == '{"sponsor": "Exempt", "owner": "NA"}'
    assert row["_extra"] == '{"Colour": "red", "Board": "7"}'
    assert {cell: place["_file"] for cell, place in told.borrowed.items()} == {
        ("projects", "A", "end"): "j.csv"
    }


def test_a_circle_of_links_is_noticed() -> None:
    links = [link("jira", "b", "plan", "a"), link("sheet", "c", "jira", "b")]
    assert closes_a_circle(link("plan", "a", "sheet", "c"), links)
    assert not closes_a_circle(link("plan", "x", "sheet", "c"), links)
    assert not closes_a_circle(link("sheet", "c", "plan", "a"), links)
