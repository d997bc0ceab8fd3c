from __future__ import annotations

from datetime import date
from decimal import Decimal

from assistant.planning.order.ranking import Ranking
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Project
from tests.planning.backlogs import item, person, started, worth
from tests.planning.told import ranked, text

OWNER = person("mei")


def asked(ranking: Ranking) -> list[str]:
    return [text(question) for question in ranking.questions]


def matters(ranking: Ranking) -> dict[str, bool | None]:
    return {each.key: each.matters for each in ranking.items if each.missing}


def team(count: int, per_week: float = 9000) -> list[Noun]:
    return [
        each for n in range(count) for each in (item(f"I{n}", 3), worth(f"I{n}", per_week - n))
    ]


def test_nothing_missing_nothing_asked() -> None:
    assert asked(ranked(*team(3))) == []


def test_a_size_that_changes_nothing_does_not_matter_today() -> None:
    things = [*team(5), item("Z"), worth("Z", 1)]
    ranking = ranked(*things)
    assert matters(ranking) == {"Z": False}
    assert asked(ranking) == [
        "No size for 1 of 6 items not started: Z.",
        (
            "For Z any size from 2 days to 20 days leaves what starts next as it is, "
            "so today it does not matter."
        ),
    ]


def test_a_size_that_changes_what_starts_matters_and_names_whom_to_ask() -> None:
    things = [OWNER, *team(5), item("MOS-9", owner="mei"), worth("MOS-9", 8000)]
    ranking = ranked(*things)
    assert matters(ranking) == {"MOS-9": True}
    assert asked(ranking)[0] == (
        "Nobody has stated the size of MOS-9, and it matters for what starts next: ask Mei."
    )
    unowned = ranked(*team(5), item("MOS-9"), worth("MOS-9", 8000))
    assert asked(unowned)[0].endswith("it has no owner to ask.")


def test_nobody_who_has_left_is_asked() -> None:
    gone = OWNER.model_copy(update={"end": date(2026, 10, 9)})
    lead = Project.model_validate({"key": "P", "name": "Mosaic", "owner": "ann"})
    sized = item("MOS-9", owner="mei", project="P")
    things = [gone, person("ann"), lead, *team(5), sized, worth("MOS-9", 8000)]
    assert asked(ranked(*things))[0].endswith("it matters for what starts next: ask Ann.")
    nobody = [gone, *team(5), item("MOS-9", owner="mei"), worth("MOS-9", 8000)]
    assert asked(ranked(*nobody))[0].endswith("it has no owner to ask.")


def test_worth_that_nobody_stated_is_asked_for_the_same_way() -> None:
    ranking = ranked(OWNER, *team(5), item("MOS-9", 3, owner="mei"))
    assert matters(ranking) == {"MOS-9": True}
    assert asked(ranking) == [
        "Nobody has stated the worth of MOS-9, and it matters for what starts next: ask Mei.",
        "No worth stated for 1 of 6 items not started: MOS-9.",
    ]
    many = ranked(*team(5, per_week=90_000), item("Z", 3000))
    assert matters(many) == {"Z": False}
    assert asked(many)[1].startswith("For Z no usual worth changes what starts next")


def test_where_nothing_has_a_size_that_is_one_sentence() -> None:
    ranking = ranked(*(item(f"I{n}") for n in range(4)))
    assert matters(ranking) == dict.fromkeys(("I0", "I1", "I2", "I3"))
    first = asked(ranking)[0]
    assert first.startswith("Nothing here has a size")
    assert "cut line" in first
    assert len(asked(ranking)) == 1


def test_sizes_in_points_are_tried_in_points() -> None:
    things: list[Noun] = []
    for n in range(5):
        things += [item(f"I{n}", points=Decimal(n + 2)), worth(f"I{n}", 9000)]
    ranking = ranked(*things, item("Z"), worth("Z", 1))
    assert [fact.value for fact in ranking.sizes_tried] == [2, 6]
    assert "For Z any size from 2 to 6 leaves" in asked(ranking)[1]


def test_what_goes_on_is_not_asked_about() -> None:
    assert asked(ranked(started("A"), item("B", 1), worth("B", 1), worth("A", 1))) == []


def test_a_small_budget_tries_fewer_and_claims_nothing_of_the_rest() -> None:
    things = [*team(5), *(item(f"Z{n}") for n in range(4)), *(worth(f"Z{n}", 1) for n in range(4))]
    ranking = ranked(*things, budget=2 * 12 * 9)
    assert sum(value is not None for value in matters(ranking).values()) == 2
    assert asked(ranking)[0] == "No size for 4 of 9 items not started: Z0, Z1, Z2 and Z3."
    assert ranked(*things, budget=0).sizes_tried
    assert set(matters(ranked(*things, budget=0)).values()) == {None}
