from decimal import Decimal

from assistant.health.verdicts import RiskKind, Severity
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Assignment, Person, Team
from assistant.portfolio.project import Project
from tests.health.reading import read
from tests.health.risks.survey import days, effort, find

OVERLOAD = RiskKind.OVERLOAD
PEOPLE: list[Noun] = [
    Team(key="SEC", name="Security", lead="farid", change_work_percent=Decimal(80)),
    Person(
        key="priya",
        name="Priya Nair",
        team="SEC",
        role="IAM engineer",
        skills=("iam",),
    ),
    Person(key="farid", name="Farid Noor", team="SEC", change_work_percent=Decimal(0)),
    Person(key="aisha", name="Aisha Rahimi"),
    Project(key="KEY", name="Keystone"),
    Project(key="BEA", name="Beacon"),
]


def ask(key: str, project: str, count: int, claimed_by: str, person: str = "priya") -> Assignment:
    return Assignment(
        key=key,
        project=project,
        person=person,
        start=days(7),
        end=days(25),
        effort=effort(count),
        claimed_by=claimed_by,
    )


def test_more_is_asked_of_somebody_than_they_have() -> None:
    asks = [ask("A-1", "KEY", 15, "farid"), ask("A-2", "BEA", 4, "aisha")]

    (risk,) = find(OVERLOAD, [*PEOPLE, *asks])

    assert read(risk.headline).startswith("Priya Nair is asked for 19 days from Mon 23 Nov to ")
    assert read(risk.headline).endswith("and has 12 days. Beacon and Keystone ask for it.")
    assert risk.headline.facts["load_available"].arithmetic == "15 × 80 %"
    assert risk.severity is Severity.HIGH
    assert risk.projects == ("BEA", "KEY")
    assert risk.owner == "farid"
    assert read(risk.remedy) == (
        "Aisha Rahimi and Farid Noor can agree what comes first; the rest moves or is dropped."
    )


def test_by_role_neither_words_nor_rows_nor_key_lead_to_the_person() -> None:
    asks = [ask("A-1", "KEY", 15, "farid"), ask("A-2", "BEA", 4, "aisha")]

    (risk,) = find(OVERLOAD, [*PEOPLE, *asks])
    shown = risk.by_role()

    assert read(shown.headline).startswith("iam is asked for 19 days from Mon 23 Nov to ")
    said = shown.key + shown.headline.model_dump_json() + shown.remedy.model_dump_json()
    assert "riya" not in said
    assert "people.csv" not in said


def test_by_role_where_several_have_the_skill() -> None:
    second = Person(key="omar", name="Omar Aziz", team="SEC", skills=("iam",))

    (risk,) = find(OVERLOAD, [*PEOPLE, second, ask("A-1", "KEY", 19, "farid")])

    assert read(risk.by_role().headline).startswith("IAM engineer in Security is asked for ")


def test_a_little_too_much_is_watched_and_enough_time_is_fine() -> None:
    (risk,) = find(OVERLOAD, [*PEOPLE, ask("A-1", "KEY", 14, "farid")])

    assert risk.severity is Severity.MEDIUM
    assert find(OVERLOAD, [*PEOPLE, ask("A-1", "KEY", 12, "farid")]) == []


def test_without_assignments_nobody_is_overloaded() -> None:
    assert find(OVERLOAD, PEOPLE) == []


def test_a_team_that_is_not_listed_is_no_hindrance() -> None:
    lost = Person(key="omar", name="Omar Aziz", team="GONE", skills=("api",))

    (risk,) = find(OVERLOAD, [lost, ask("A-1", "KEY", 25, "farid", person="omar")])

    assert read(risk.by_role().headline).startswith("api is asked for 25 days")
