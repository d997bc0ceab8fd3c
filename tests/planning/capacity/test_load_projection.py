"""Load is told by name to a few, by skill or role to all others, and with the same figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.planning.capacity.load import CapacityReport, LoadKind
from assistant.planning.capacity.load_projection import project_capacity
from assistant.planning.capacity.outlook import capacity
from assistant.policy import default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Assignment, Availability, Person, Reserve, ReserveKind, Team
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Effort, Scope
from tests.planning.backlogs import MONDAY, person, portfolio, started
from tests.planning.told import text
from tests.portfolio.larkfield import today

FALCON = Project(key="FALCON", name="Falcon", confidential=True, visible_to=("maya",))
INSIDE = Scope(viewer="maya", confidential=frozenset({"FALCON"}))
OUTSIDE = Scope(viewer="maya")


def seen_by(viewer: str | None, whole: Snapshot) -> CapacityReport:
    report = capacity(whole, default_policy())
    return project_capacity(report, whole.scoped(Scope(viewer=viewer)))


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    return today()


@pytest.mark.parametrize("viewer", ["priya.nair", "farid.noor", "maren.okafor"])
def test_priya_her_lead_and_the_pmo_lead_read_her_name(viewer: str, sample: Snapshot) -> None:
    over = seen_by(viewer, sample).over
    assert [(each.load.kind, each.load.key) for each in over] == [
        (LoadKind.PERSON, "priya.nair"), (LoadKind.SKILL, "iam"),
    ]  # fmt: skip


@pytest.mark.parametrize("viewer", [None, "aisha.rahimi", "ingrid.solheim", "luis.ferrant"])
def test_everybody_else_reads_the_skill_and_the_same_figures(
    viewer: str | None, sample: Snapshot
) -> None:
    (over,) = seen_by(viewer, sample).over
    assert (over.load.kind, over.load.key) == (LoadKind.SKILL, "iam")
    assert over.load.available.arithmetic == "15 × 80 % − 1 training − 2 on-call"
    assert text(over.headline) == (
        "iam is asked for 19 days from Mon 23 Nov to Fri 11 Dec and has 9 days."
    )


def test_people_of_one_role_with_the_same_weeks_are_one_line(sample: Snapshot) -> None:
    (idle,) = seen_by(None, sample).under
    assert (idle.load.kind, idle.load.key) == (LoadKind.ROLE, "Front-end developer in Portal")
    assert idle.gap.value == 16
    assert idle.gap.arithmetic == "8 + 8"
    assert text(idle.headline) == (
        "Front-end developer in Portal (2 people) has 16 days without an assignment "
        "from Mon 30 Nov to Fri 11 Dec."
    )
    named = seen_by("aisha.rahimi", sample).under
    assert [each.load.key for each in named] == ["lena.hoffmann", "yusuf.demir"]


def test_nothing_told_to_others_leads_to_a_person(sample: Snapshot) -> None:
    for viewer in (None, "ingrid.solheim", "hana.petrov"):
        said = seen_by(viewer, sample).model_dump_json()
        for each in sample.all(Person):
            if each.skills:
                assert each.name not in said
                assert each.key not in said
        assert "people.csv" not in said
        assert "availability.csv" not in said


def test_a_lead_reads_their_own_people_only(sample: Snapshot) -> None:
    named = {each.key for each in sample.all(Person) if each.team == "PORTAL"}
    loads = seen_by("aisha.rahimi", sample).loads
    assert {load.key for load in loads if load.kind is LoadKind.PERSON} <= named
    assert {"lena.hoffmann", "jonas.lindqvist"} <= {load.key for load in loads}


@st.composite
def busy(draw: st.DrawFn) -> list[Noun]:
    """Draw a few people of two teams, what they are asked for, and when they are away."""
    things: list[Noun] = [Team(key="T0", name="Zero", lead="canary0"), Team(key="T1", name="One")]
    for n in range(draw(st.integers(1, 5))):
        skills = draw(st.lists(st.sampled_from(["a", "b", "c"]), max_size=2))
        team, role = (
            draw(st.sampled_from(["T0", "T1", None])),
            draw(st.sampled_from(["Dev", None])),
        )
        things.append(
            Person(key=f"canary{n}", name=f"Canary{n}", team=team, role=role, skills=tuple(skills))
        )
        things.append(
            Assignment(
                key=f"A{n}", project="P", person=f"canary{n}", start=MONDAY, end=MONDAY,
                effort=Effort.of_days(draw(st.integers(0, 9))),
            )
        )  # fmt: skip
        if draw(st.booleans()):
            things.append(Availability(key=f"v{n}", person=f"canary{n}", start=MONDAY, end=MONDAY))
            things.append(
                Reserve(
                    key=f"r{n}",
                    kind=ReserveKind.TRAINING,
                    person=f"canary{n}",
                    percent=Decimal(20),
                )
            )
    return things


@given(busy())
@settings(max_examples=40, deadline=None)
def test_whoever_is_asked_for_how_much_no_stranger_reads_a_name(things: list[Noun]) -> None:
    whole = portfolio(things)
    report = capacity(whole, default_policy())
    said = project_capacity(report, whole.scoped(Scope.public())).model_dump_json()
    assert "canary" not in said.casefold()
    assert "people:" not in said
    assert project_capacity(report, whole) == report


def asks(key: str, project: str, **more: Any) -> Assignment:
    fields: dict[str, Any] = {"key": key, "project": project}
    return Assignment(**fields | {"start": date(2026, 11, 23), "end": date(2026, 11, 27)} | more)


def platform() -> Snapshot:
    return portfolio(
        [
            FALCON,
            person("maya", role="PMO lead"),
            Team(key="PLAT", name="Platform"),
            person("p", "cloud", team="PLAT"),
            started("FAL-1", 3, "cloud", project="FALCON"),
            started("A", 1, "cloud"),
            asks("N-1", "OPEN", person="p", effort=Effort.of_days(5)),
            asks("N-2", "FALCON", team="PLAT", percent=Decimal(30), claimed_by="claimant"),
        ]
    )


def test_hidden_work_is_time_reserved_without_a_name() -> None:
    whole = platform()
    report = capacity(whole, default_policy(), 2)
    seen = project_capacity(report, whole.scoped(OUTSIDE))
    week = seen.of(LoadKind.PERSON, "p")[1]
    assert week.asked is not None
    assert week.asked.value == Decimal("6.5")
    assert [(part.assignment, part.project, part.days.value) for part in week.parts] == [
        ("N-1", "OPEN", 5), (None, None, Decimal("1.5")),
    ]  # fmt: skip
    assert [source.row for source in week.asked.sources] == [2]
    for trace in ("FAL", "N-2", "claimant"):
        assert trace in report.model_dump_json()
        assert trace not in seen.model_dump_json()


def test_an_overload_keeps_its_size_and_loses_its_hidden_rows() -> None:
    whole = platform()
    report = capacity(whole, default_policy(), 2)
    seen = project_capacity(report, whole.scoped(OUTSIDE))
    assert [stretch.gap.value for stretch in seen.over] == [
        stretch.gap.value for stretch in report.over
    ]
    told = seen.over[0].headline.facts["asked"]
    assert [source.row for source in told.sources] == [2]
    assert len(report.over[0].headline.facts["asked"].sources) == 2


def test_who_may_see_everything_sees_every_part() -> None:
    whole = platform()
    report = capacity(whole, default_policy(), 2)
    assert project_capacity(report, whole.scoped(INSIDE)) == report
