from datetime import date, timedelta
from decimal import Decimal

from assistant.health.flow import FlowFinding, FlowKind, flow
from assistant.health.flow.pace import Past
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, StatusCategory, WorkItem
from tests.health.reading import check_grounded, read

TODAY = date(2026, 11, 18)
POLICY = default_policy()
TODO, DOING, DONE = StatusCategory.TODO, StatusCategory.DOING, StatusCategory.DONE


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def item(key: str, **fields: object) -> WorkItem:
    return WorkItem.model_validate({"key": key, "name": f"Task {key}", "project": "WEB"} | fields)


def page(things: list[Noun]) -> dict[FlowKind, FlowFinding]:
    found = flow(Snapshot.of(TODAY, things), POLICY)
    check_grounded([said for each in found for said in (each.headline, *each.details)])
    return {each.kind: each for each in found}


def headline(kind: FlowKind, things: list[Noun]) -> str:
    return read(page(things)[kind].headline)


def details(kind: FlowKind, things: list[Noun]) -> list[str]:
    return [read(each) for each in page(things)[kind].details]


def test_without_open_work_there_is_no_page() -> None:
    assert flow(Snapshot.of(TODAY, [item("A", category=DONE)]), POLICY) == ()


def test_what_the_rows_cannot_tell_is_said() -> None:
    found = page([item("A")])

    assert [read(each.headline) for each in found.values()] == [
        "No open item has a due date, so none can be past it.",
        "Nothing is marked as held up, and nothing in progress waits for open work.",
        "Nothing is in progress.",
        "The source names no owner of any open item.",
        "The source does not say what was reopened.",
        "The source does not say when work was finished.",
        "No open items have nearly the same title.",
    ]


def test_overdue_work_longest_first_with_whom_to_ask() -> None:
    things: list[Noun] = [
        item("A", due=ago(2), owner="Dev Patel"),
        item("B", due=ago(9)),
        item("C", due=TODAY),
    ]

    assert headline(FlowKind.OVERDUE, things) == "2 of 3 open items with a due date are past it."
    assert details(FlowKind.OVERDUE, things) == [
        "Task B (B) was due Mon 9 Nov, 9 days ago; it has no owner.",
        "Task A (A) was due Mon 16 Nov, 2 days ago; ask Dev Patel.",
    ]


def test_blocked_by_word_label_or_open_work() -> None:
    things: list[Noun] = [
        item("A", status="Blocked"),
        item("B", labels=("impediment",)),
        item("C", category=DOING),
        item("D"),
        item("E", status="Unblocked"),
        Dependency(key="d", predecessor="D", successor="C"),
    ]

    assert headline(FlowKind.BLOCKED, things) == (
        "3 open items cannot go on: Task A (A), Task B (B) and Task C (C)."
    )
    assert details(FlowKind.BLOCKED, things) == [
        "Task A (A) is marked Blocked.",
        "Task B (B) carries a label that says so.",
        "Task C (C) waits for Task D (D).",
    ]


def finished(count: int, field: str = "started") -> list[Noun]:
    return [
        item(f"F-{days:02}", category=DONE, finished=ago(50), **{field: ago(50 + days)})
        for days in range(1, count + 1)
    ]


def test_work_older_than_most_finished_work_ever_took() -> None:
    running = [
        item("A", category=DOING, started=ago(30)),
        item("B", category=DOING, started=ago(17)),
        item("C", category=DOING, started=ago(18)),
    ]

    found = page([*finished(20), *running])[FlowKind.AGEING]

    assert read(found.headline) == (
        "2 of 3 items in progress are older than 17 days; 85 % of 20 finished ones took no longer, "
        "counted from when work on them began."
    )
    assert [read(each) for each in found.details] == [
        "Task A (A): 30 days, longer than 100 % of them.",
        "Task C (C): 18 days, longer than 85 % of them.",
    ]
    assert found.subjects == ("work_items:A", "work_items:C")


def test_with_little_history_it_compares_with_nothing() -> None:
    running = item("A", category=DOING, started=ago(30))

    found = page([*finished(9), running])[FlowKind.AGEING]

    assert read(found.headline) == (
        "1 item is in progress. Only 9 finished items have dates, too few to say what is usual; "
        "the oldest come first."
    )
    assert [read(each) for each in found.details] == ["Task A (A): 30 days."]


def test_without_starts_the_day_of_writing_down_is_the_clock_and_that_is_said() -> None:
    running = item("A", category=DOING, created=ago(99))

    assert headline(FlowKind.AGEING, [*finished(12, "created"), running]).endswith(
        "counted from when they were written down."
    )


def test_an_epic_is_no_work_beside_its_items() -> None:
    epic = item("EPIC", category=DOING, started=ago(900), due=ago(9))
    child = item("A", category=DOING, started=ago(1), parent="EPIC")

    found = page([*finished(20), epic, child])

    assert found[FlowKind.AGEING].subjects == ()
    assert read(found[FlowKind.OVERDUE].headline).startswith("No open item has a due date")


def test_nearest_rank_percentiles() -> None:
    past = Past("started", tuple(range(1, 11)), ())

    assert [past.percentile(Decimal(each)) for each in (1, 10, 50, 85, 100)] == [1, 1, 5, 9, 10]


def test_unowned_work_in_progress_comes_first() -> None:
    things: list[Noun] = [item("A"), item("B", category=DOING), item("C", owner="Ann")]

    assert headline(FlowKind.UNOWNED, things) == (
        "2 of 3 open items have no owner, 1 of them in progress: Task B (B) and Task A (A)."
    )
    assert headline(FlowKind.UNOWNED, [item("C", owner="Ann")]) == "Every open item has an owner."


def test_reopened_work() -> None:
    things: list[Noun] = [item("A", restarts=1), item("B", restarts=3), item("C", restarts=0)]

    assert headline(FlowKind.RESTARTS, things) == "2 items were reopened, 4 times together."
    assert details(FlowKind.RESTARTS, things) == ["Task B (B): 3 times.", "Task A (A): 1 time."]
    assert headline(FlowKind.RESTARTS, [item("C", restarts=0)]) == "Nothing was reopened."


def done(key: str, days: int, parent: str | None = None) -> WorkItem:
    return item(key, category=DONE, finished=ago(days), parent=parent)


def test_throughput_counts_full_weeks_by_epic() -> None:
    things: list[Noun] = [
        item("EPIC", name="Checkout"),
        *(done(f"E-{n}", 5 + n, "EPIC") for n in range(6)),
        done("L-1", 10),
        done("now", 1),
        done("old", 60),
        item("open"),
    ]

    assert headline(FlowKind.THROUGHPUT, things) == (
        "7 items were finished in the last 6 weeks: 1.2 a week."
    )
    assert details(FlowKind.THROUGHPUT, things) == [
        "Checkout (EPIC): 6, 1 a week.",
        "WEB, outside any epic: 1, 0.2 a week; too few for more than a hint.",
    ]


def test_titles_that_are_nearly_the_same() -> None:
    things: list[Noun] = [
        item("A", name="Export orders as CSV"),
        item("B", name="CSV export: orders as"),
        item("C", name="Export invoices as PDF"),
        item("D", name="Export orders as CSV", category=DONE),
    ]

    assert headline(FlowKind.DUPLICATES, things) == (
        "1 pair of open items has nearly the same title."
    )
    assert details(FlowKind.DUPLICATES, things) == [
        "Export orders as CSV (A) and CSV export: orders as (B): 100 % alike."
    ]
