from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.health.verdicts import Risk, RiskKind, Severity
from assistant.portfolio.noun import Noun, SkillEffort
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.work import Dependency, DependencyKind, StatusCategory, WorkItem
from tests.health.reading import read
from tests.health.risks.survey import days, effort, find, told

CHAIN = RiskKind.BLOCKED_CHAIN
PROJECTS: list[Noun] = [
    Project(key="LAN", name="Lantern"),
    Project(key="BEA", name="Beacon"),
    Project(key="HAR", name="Harbor"),
]


def item(key: str, due: int | None = None, **fields: object) -> WorkItem:
    return WorkItem.model_validate(
        {
            "key": key,
            "name": key,
            "project": key.split("-", maxsplit=1)[0],
            "due": None if due is None else days(due),
        }
        | fields
    )


def link(first: str, then: str, **fields: object) -> Dependency:
    return Dependency.model_validate(
        {"key": f"{first}>{then}", "predecessor": first, "successor": then} | fields
    )


def release(key: str, needs: str, forecast: int, **fields: object) -> Milestone:
    return Milestone.model_validate(
        {
            "key": key,
            "project": needs.split("-", maxsplit=1)[0],
            "name": key,
            "needs_item": needs,
            "forecast": days(forecast),
        }
        | fields
    )


def test_overdue_work_names_the_milestones_that_wait_with_their_days() -> None:
    (risk,) = find(
        CHAIN,
        [
            *PROJECTS,
            item("LAN-4", -3),
            item("BEA-9"),
            item("HAR-8"),
            link("LAN-4", "BEA-9"),
            link("BEA-9", "HAR-8"),
            release("Beacon R2", "BEA-9", 25, committed=days(30)),
            release("Harbor cutover", "HAR-8", 24),
        ],
    )

    assert read(risk.headline) == (
        "LAN-4 was due Fri 13 Nov, 3 days ago. Harbor cutover (Thu 10 Dec) and "
        "Beacon R2 (Fri 11 Dec) wait for it."
    )
    assert risk.projects == ("BEA", "HAR", "LAN")
    assert risk.severity is Severity.HIGH


def test_a_day_that_moved_is_trouble_and_the_moves_are_told() -> None:
    def plan(due: int) -> list[Noun]:
        return [*PROJECTS, item("LAN-4", due), item("BEA-9"), link("LAN-4", "BEA-9")]

    found = told(CHAIN, plan(14), [(14, plan(0)), (7, plan(7))])

    assert found == [
        "LAN-4 has moved from Mon 16 Nov to Mon 23 Nov and Mon 30 Nov. Beacon waits for it."
    ]


def test_work_left_on_the_way_shows_what_no_plan_can_reach() -> None:
    left = (SkillEffort(skill="api", effort=effort(4)),)

    (risk,) = find(
        CHAIN,
        [
            *PROJECTS,
            item("LAN-4", 14),
            item("BEA-9", estimate=left),
            link("LAN-4", "BEA-9", lag_days=1),
            release("Pilot", "BEA-9", 16),
        ],
    )

    assert read(risk.headline) == (
        "LAN-4 is due Mon 30 Nov. Pilot of Beacon (Wed 2 Dec, but Mon 7 Dec at the earliest) "
        "waits for it."
    )


def test_only_the_first_of_a_chain_of_trouble_is_told() -> None:
    things = [
        *PROJECTS,
        item("LAN-4", -9),
        item("BEA-9", -5),
        item("HAR-8", -3),
        link("LAN-4", "BEA-9"),
        link("BEA-9", "HAR-8"),
    ]

    assert [risk.key for risk in find(CHAIN, things)] == ["blocked-chain:LAN-4"]


def test_a_status_that_says_so_is_trouble() -> None:
    found = told(
        CHAIN, [*PROJECTS, item("LAN-4", status="On hold"), item("BEA-1"), link("LAN-4", "BEA-1")]
    )

    assert found == ["LAN-4 is marked On hold. Beacon waits for it."]


def test_work_that_much_waits_for_soon_is_watched_even_while_it_is_on_time() -> None:
    things = [
        *PROJECTS,
        item("LAN-3"),
        item("BEA-6"),
        item("HAR-3"),
        link("LAN-3", "BEA-6"),
        link("LAN-3", "HAR-3"),
        release("Beacon R2", "BEA-6", 25),
    ]

    (risk,) = find(CHAIN, things)

    assert read(risk.headline) == "LAN-3 is not finished. Beacon R2 (Fri 11 Dec) waits for it."
    assert risk.severity is Severity.MEDIUM


def test_what_holds_nothing_up_is_no_chain() -> None:
    late = item("LAN-4", -3)
    done = item("LAN-4", -3, category=StatusCategory.DONE)

    assert find(CHAIN, [*PROJECTS, late]) == []
    assert find(CHAIN, [*PROJECTS, late, item("LAN-5"), link("LAN-4", "LAN-5")]) == []
    assert find(CHAIN, [*PROJECTS, done, item("BEA-1"), link("LAN-4", "BEA-1")]) == []
    related = link("LAN-4", "BEA-1", kind=DependencyKind.RELATES)
    assert find(CHAIN, [*PROJECTS, late, item("BEA-1"), related]) == []


def test_items_without_a_milestone_behind_them_are_told_once_a_project() -> None:
    links = [link(f"LAN-{n}", "BEA-1") for n in range(1, 4)]

    found = told(
        CHAIN, [*PROJECTS, *(item(f"LAN-{n}", -n) for n in range(1, 4)), item("BEA-1"), *links]
    )

    assert found == [
        (
            "LAN-1 was due Sun 15 Nov, 1 day ago. Beacon waits for it. "
            "2 more of its project hold up others too."
        )
    ]


def test_a_release_waits_for_all_its_items() -> None:
    milestone = Milestone(key="R2", project="BEA", name="R2", forecast=days(25), is_release=True)

    found = told(CHAIN, [*PROJECTS, milestone, item("BEA-9", -2, release="R2")])

    assert found == [
        "BEA-9 was due Sat 14 Nov, 2 days ago. R2 of Beacon (Fri 11 Dec) waits for it."
    ]


EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14, unique=True)


@settings(max_examples=40, deadline=None)
@given(EDGES, st.lists(st.integers(-5, 30), min_size=8, max_size=8))
def test_circles_and_any_order_of_rows_give_the_same_finding(
    edges: list[tuple[int, int]], dues: list[int]
) -> None:
    homes = ["LAN", "BEA", "HAR"]
    items = [item(f"{homes[n % 3]}-{n}", due) for n, due in enumerate(dues)]
    links = [link(items[first].key, items[then].key) for first, then in edges]
    milestone = release("R2", items[0].key, 10, committed=days(12))

    def found(things: list[Noun]) -> list[Risk]:
        return find(CHAIN, things)

    forward = found([*PROJECTS, *items, *links, milestone])
    backward = found([milestone, *links[::-1], *items[::-1], *PROJECTS])

    assert [(risk.key, read(risk.headline)) for risk in forward] == [
        (risk.key, read(risk.headline)) for risk in backward
    ]
