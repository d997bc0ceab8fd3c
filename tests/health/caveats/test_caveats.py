from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from assistant.health.caveats import caveats
from assistant.health.verdicts import Caveat, Severity
from assistant.planning.capacity.mode import CapacityMode
from assistant.planning.order.ranking import (
    Binding,
    BindingKind,
    CutEdge,
    RankedItem,
    Ranking,
    SolveStatus,
    Standing,
)
from assistant.policy import default_policy
from assistant.portfolio.control import BudgetKind, BudgetLine
from assistant.portfolio.noun import Noun, SkillEffort
from assistant.portfolio.people import Availability, Person
from assistant.portfolio.project import Milestone, Project, Stage
from assistant.portfolio.snapshot import ImportState, Snapshot
from assistant.portfolio.work import Dependency, Factor, StatusCategory, ValueInput, WorkItem
from assistant.values import Effort, Money, Statement
from tests.health.reading import check_grounded, read

TODAY = date(2026, 11, 16)
POLICY = default_policy()
BEN = Person(key="ben", name="Ben Castellan")
ATLAS = Project(key="ATLAS", name="Atlas", owner="ben", sponsor="ben", themes=("core",), end=TODAY)
BEACON = Project(key="BEACON", name="Beacon", owner="ben")


def day(count: int) -> date:
    return TODAY + timedelta(days=count)


def checked(snapshot: Snapshot, ranking: Ranking | None = None) -> tuple[Caveat, ...]:
    found = caveats(snapshot, POLICY, ranking)
    check_grounded([said for each in found for said in (each.headline, each.remedy, each.unlocks)])
    return found


def find(key: str, things: Sequence[Noun], ranking: Ranking | None = None) -> Caveat | None:
    found = checked(Snapshot.of(TODAY, things), ranking)
    return next((each for each in found if each.key == key), None)


def said(key: str, things: Sequence[Noun], ranking: Ranking | None = None) -> str | None:
    found = find(key, things, ranking)
    return read(found.headline) if found else None


def item(key: str, **fields: object) -> WorkItem:
    return WorkItem.model_validate(
        {"key": key, "name": f"Task {key}", "project": "ATLAS"} | fields
    )


SIZED = (SkillEffort(skill="api", effort=Effort.of_days(2)),)


def state(**fields: object) -> ImportState:
    return ImportState.model_validate(
        {
            "number": 1,
            "source": "larkfield",
            "location": "folder/2026-11-16",
            "as_of": TODAY,
            "imported_at": datetime(2026, 11, 16, 7, 0, tzinfo=UTC),
            "unchanged_since": TODAY,
            "complete": True,
            "rows": 988,
            "refused": 0,
        }
        | fields
    )


def of_imports(*imports: ImportState) -> list[str]:
    return [
        read(each.headline) for each in checked(Snapshot(as_of=TODAY, frames={}, imports=imports))
    ]


def test_rows_in_quarantine_are_said_for_the_last_reading_of_each_source() -> None:
    older = state(as_of=day(-7), refused=40)
    newer = state(number=2, refused=12)

    assert of_imports(newer, older) == ["12 rows of larkfield are not in these figures."]
    assert of_imports(state(refused=1)) == ["1 row of larkfield is not in these figures."]
    assert of_imports(older, state(number=2)) == []


def test_many_missing_rows_are_grave_and_lead_to_the_file() -> None:
    snapshot = Snapshot(as_of=TODAY, frames={}, imports=[state(rows=20, refused=5)])

    (found,) = checked(snapshot)

    assert found.severity is Severity.HIGH
    assert found.headline.facts["count"].sources[0].file == "folder/2026-11-16"
    assert found.subjects == ("sources:larkfield",)


def test_a_source_that_says_nothing_new() -> None:
    assert of_imports(state(unchanged_since=day(-11))) == [
        "larkfield has not been refreshed since Thu 5 Nov, 11 days ago."
    ]
    assert of_imports(state(unchanged_since=day(-7))) == []
    old = state(as_of=day(-40), unchanged_since=day(-40))
    assert of_imports(old) == ["larkfield has not been refreshed since Wed 7 Oct, 40 days ago."]


def ranked(matters: Mapping[str, bool | None], cycles: Sequence[CutEdge] = ()) -> Ranking:
    places = [
        RankedItem(
            key=key,
            project="ATLAS",
            team=None,
            position=place,
            tie_band=place,
            standing=Standing.NOT_NOW,
            binding=Binding(kind=BindingKind.NOTHING),
            reason=Statement(text="It is so."),
            score=None,
            own_place=None,
            matters=decides,
        )
        for place, (key, decides) in enumerate(matters.items(), start=1)
    ]
    return Ranking(
        as_of=TODAY,
        revision="r",
        policy_hash=POLICY.hash,
        seed=1,
        budget=1,
        method="worth",
        mode=CapacityMode.FULL,
        assumptions=(),
        items=tuple(places),
        status=SolveStatus.FEASIBLE,
        cost=Decimal(0),
        bound=Decimal(0),
        gap_percent=Decimal(0),
        score_sort_cost=None,
        score_sort_breaks=(),
        cut_line=None,
        cycles=tuple(cycles),
    )


def test_only_unsized_work_that_decides_what_starts_next_matters() -> None:
    items = [item("A-1"), item("A-2"), item("A-3"), item("A-4", estimate=SIZED)]
    ranking = ranked({"A-1": False, "A-2": True, "A-3": None, "A-4": None})

    found = find("unsized-work", [ATLAS, BEN, *items], ranking)

    assert found is not None
    assert read(found.headline) == (
        "3 items have no estimate; for 1 of 2 tried it decides what starts next: Task A-2 (A-2)."
    )
    assert read(found.remedy) == "Ask Ben Castellan for an estimate."
    assert (found.severity, found.owner) == (Severity.MEDIUM, "ben")
    assert found.subjects == ("work_items:A-2",)


def test_unsized_work_that_changes_nothing_can_wait() -> None:
    things = [ATLAS, item("A-1"), item("A-2", estimate=SIZED)]

    found = find("unsized-work", things, ranked({"A-1": False, "A-2": None}))

    assert found is not None
    assert read(found.headline) == (
        "1 item has no estimate; for none of 1 tried does it change what starts next."
    )
    assert (found.severity, found.owner) == (Severity.LOW, None)


def test_where_nothing_was_tried_every_unsized_item_counts() -> None:
    things = [ATLAS, item("A-1"), item("A-2", estimate=SIZED)]
    untried = ranked({"A-1": None, "A-2": None})

    assert said("unsized-work", things) == "1 item has no estimate: Task A-1 (A-1)."
    assert said("unsized-work", things, untried) == said("unsized-work", things)


def test_points_work_left_and_finished_work_need_no_estimate() -> None:
    sized = [
        item("A-1", points=Decimal(3)),
        item("A-2", remaining=Effort.of_days(1)),
        item("A-3", category=StatusCategory.DONE),
        item("A-4", estimate=SIZED),
    ]

    assert find("unsized-work", [ATLAS, *sized]) is None


def test_work_without_owner_value_or_project() -> None:
    worth = ValueInput(key="v", item="A-1", factor=Factor.BUSINESS_VALUE, value=Decimal(3))
    things = [
        ATLAS,
        BEN,
        worth,
        item("A-1", owner="ben"),
        item("A-2"),
        item("X-1", project="GONE", owner="ben"),
        item("X-2", project=None, owner="ben"),
    ]

    assert said("unowned-work", things) == "1 open item has no owner: Task A-2 (A-2)."
    assert said("unscored-work", things) == (
        "Nobody has said what 3 open items are worth: Task A-2 (A-2), Task X-1 (X-1) and "
        "Task X-2 (X-2)."
    )
    assert said("orphans", things) == (
        "2 items belong to no project of the portfolio: Task X-1 (X-1) and Task X-2 (X-2)."
    )


def test_what_no_row_holds_is_the_next_thing_to_add_and_no_gap_of_each_row() -> None:
    found = checked(Snapshot.of(TODAY, [item("A-1", project=None)]))

    assert [each.key for each in found] == [
        "add:projects",
        "add:values",
        "add:estimates",
        "add:team",
        "add:dependencies",
    ]
    team = next(each for each in found if each.key == "add:team")
    assert read(team.remedy) == "Add the team: names, skills and part-time shares."
    assert read(team.unlocks) == "Then load is compared with the time people have."


def test_a_project_without_what_others_have() -> None:
    money = Money(amount=Decimal(5), currency="EUR")
    budget = BudgetLine(key="B", project="ATLAS", baseline=money)
    gone = BEN.model_copy(update={"end": day(-3)})
    things = [ATLAS, BEACON, BEN, budget]

    assert said("projects-without:budget", things) == "1 project has no approved budget: Beacon."
    assert said("projects-without:dates", things) == (
        "1 project has neither an end nor a milestone: Beacon."
    )
    assert said("projects-without:sponsor", things) == "1 project has no sponsor: Beacon."
    assert said("projects-without:theme", things) == "1 project has no strategic theme: Beacon."
    assert find("projects-without:owner", things) is None
    left = [ATLAS, BEACON.model_copy(update={"owner": "ann"}), gone, Person(key="ann", name="Ann")]
    assert said("projects-without:owner", left) == "1 project has no owner: Atlas."
    dated = Milestone(key="M", project="BEACON", name="Release")
    assert find("projects-without:dates", [*things, dated]) is None
    closed = BEACON.model_copy(update={"stage": Stage.CLOSED})
    assert find("projects-without:theme", [ATLAS, closed, BEN]) is None


def test_amounts_in_other_currencies() -> None:
    euros = Money(amount=Decimal(5), currency="EUR")
    dollars = Money(amount=Decimal(5), currency="USD")
    things = [
        ATLAS,
        BudgetLine(key="B", project="ATLAS", baseline=euros),
        BudgetLine(
            key="I",
            project="ATLAS",
            kind=BudgetKind.INVOICE,
            name="Licences",
            actual_cost=dollars,
        ),
    ]

    assert said("other-currencies", things) == (
        "1 amount is in another currency and in no total: Atlas (Licences)."
    )


def test_references_that_lead_nowhere_are_counted_by_field() -> None:
    things = [
        ATLAS,
        BEN,
        item("A-1", owner="greta"),
        item("A-2", owner="greta"),
        item("A-3", owner="ben"),
    ]

    found = find("unknown-reference:work_items:owner", things)

    assert found is not None
    assert read(found.headline) == (
        "2 work item rows name a person that is not in the portfolio: greta."
    )
    assert found.subjects == ("work_items:A-1", "work_items:A-2")
    nobody_known = [thing for thing in things if thing is not BEN]
    assert find("unknown-reference:work_items:owner", nobody_known) is None


def test_references_in_lists_are_followed() -> None:
    hidden = Project(key="H", name="Hidden", owner="ben", visible_to=("ben", "gone", "away"))

    assert said("unknown-reference:projects:visible_to", [hidden, BEN]) == (
        "1 project row names a person that is not in the portfolio: away and gone."
    )


def test_dates_that_cannot_be() -> None:
    done = StatusCategory.DONE
    things = [
        ATLAS,
        BEN,
        item("A-1", category=done, started=day(-3), finished=day(-9)),
        item("A-2", category=done, started=day(-3), finished=day(4)),
        Availability(key="a", person="ben", start=day(5), end=day(2)),
    ]

    assert said("impossible-dates:work_items:started-finished", things) == (
        "1 work item row finishes before it starts: Task A-1 (A-1)."
    )
    assert said("impossible-dates:work_items:finished-today", things) == (
        "1 work item row is said to have happened after today: Task A-2 (A-2)."
    )
    absence = find("impossible-dates:availability:start-end", things)
    assert absence is not None
    assert "Ben" not in absence.headline.model_dump_json()


CIRCLE = [item("A-1"), item("A-2"), item("A-3")]
LINKS = [
    Dependency(key="1", predecessor="A-1", successor="A-2"),
    Dependency(key="2", predecessor="A-2", successor="A-3"),
    Dependency(key="3", predecessor="A-3", successor="A-1", soft=True),
]


def test_a_circle_is_told_with_the_link_that_costs_least() -> None:
    found = find("cycle:A-1+A-2+A-3", [ATLAS, BEN, *CIRCLE, *LINKS])

    assert found is not None
    assert read(found.headline).endswith(" wait for each other in a circle.")
    assert read(found.remedy) == (
        "Let A-1 no longer wait for A-3: that gives up least, since the link is preferred "
        "and not needed."
    )
    assert found.owner == "ben"


def test_a_ranking_says_where_it_cut() -> None:
    cut = CutEdge(
        items=("A-1", "A-2"),
        predecessor="A-1",
        successor="A-2",
        statement=Statement(text="Cut."),
    )

    found = find("cycle:A-1+A-2", [ATLAS, *CIRCLE], ranked({"A-1": None, "A-2": None}, [cut]))

    assert found is not None
    assert read(found.remedy) == "Let A-2 no longer wait for A-1: that gives up least."


def test_value_inputs_without_evidence_where_others_have_some() -> None:
    def worth(number: int, evidence: str | None) -> ValueInput:
        return ValueInput(
            key=str(number),
            item=f"A-{number}",
            factor=Factor.BUSINESS_VALUE,
            value=Decimal(5),
            evidence=evidence,
        )

    things = [ATLAS, BEN, item("A-1"), item("A-2"), worth(1, None)]

    assert find("unproven-values", things) is None
    assert said("unproven-values", [*things, worth(2, "Survey")]) == (
        "1 value input has no evidence, most of them of Atlas."
    )


def test_the_gravest_come_first_and_a_whole_portfolio_has_no_caveat() -> None:
    snapshot = Snapshot.of(TODAY, [ATLAS, item("A-1"), item("A-2", estimate=SIZED)])

    severities = [each.severity for each in checked(snapshot)]

    assert severities == sorted(severities, key=list(Severity).index)
    assert checked(Snapshot.of(TODAY, [])) == ()
