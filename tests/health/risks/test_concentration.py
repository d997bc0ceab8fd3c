from assistant.health.verdicts import RiskKind
from assistant.portfolio.noun import Noun, SkillEffort
from assistant.portfolio.people import Assignment, Contractor, Person
from assistant.portfolio.project import Project, Stage, Vendor
from assistant.portfolio.work import WorkItem
from tests.health.reading import read
from tests.health.risks.survey import days, effort, find, told

SPECIALIST, VENDOR = RiskKind.SINGLE_SPECIALIST, RiskKind.VENDOR_CONCENTRATION
PRIYA = Person(key="priya", name="Priya Nair", skills=("iam", "security"))
PROJECTS: list[Noun] = [
    Project(key="KEY", name="Keystone"),
    Project(key="BEA", name="Beacon"),
    Project(key="SEN", name="Sentinel"),
]


def ask(key: str, project: str, skill: str | None = "iam") -> Assignment:
    return Assignment(
        key=key,
        project=project,
        person="priya",
        skill=skill,
        start=days(0),
        end=days(20),
        effort=effort(1),
    )


def sized(key: str, skill: str) -> WorkItem:
    work = SkillEffort(skill=skill, effort=effort(2))
    return WorkItem(key=key, name=key, project=key.split("-", maxsplit=1)[0], estimate=(work,))


def test_projects_that_need_what_only_a_single_person_can_do() -> None:
    other = Person(key="omar", name="Omar Aziz", skills=("Security",))

    (risk,) = find(SPECIALIST, [*PROJECTS, PRIYA, other, ask("1", "KEY"), sized("BEA-6", "IAM")])

    assert read(risk.headline) == "Beacon and Keystone need iam, which only Priya Nair can do."
    assert read(risk.by_role().headline) == (
        "Beacon and Keystone need iam, which only a single person can do."
    )
    assert risk.key == "single-specialist:iam"


def test_a_single_project_a_second_person_or_no_demand_is_no_bottleneck() -> None:
    second = Person(key="omar", name="Omar Aziz", skills=("iam",))
    asks = [ask("1", "KEY"), ask("2", "BEA")]

    assert find(SPECIALIST, [*PROJECTS, PRIYA, ask("1", "KEY"), ask("2", "KEY")]) == []
    assert find(SPECIALIST, [*PROJECTS, PRIYA, second, *asks]) == []
    assert find(SPECIALIST, [*PROJECTS, PRIYA]) == []


def test_somebody_who_left_is_no_second_person() -> None:
    left = Person(key="omar", name="Omar Aziz", skills=("iam",), end=days(-1))

    assert len(find(SPECIALIST, [*PROJECTS, PRIYA, left, ask("1", "KEY"), ask("2", "BEA")])) == 1


def test_who_could_be_hired_is_named() -> None:
    hire = Contractor(key="v", name="Viktor Hale", skills=("IAM",), available_from=days(14))

    (risk,) = find(SPECIALIST, [*PROJECTS, PRIYA, hire, ask("1", "KEY"), ask("2", "BEA")])

    assert read(risk.remedy) == "Have somebody else learn it; Viktor Hale could be hired."


def on_vendor(key: str, contingency: str | None = None, stage: Stage | None = None) -> Project:
    return Project(key=key, name=key, vendor="COR", contingency=contingency, stage=stage)


def test_three_projects_on_a_vendor_without_a_plan_for_its_failing() -> None:
    corvane = Vendor(key="COR", name="Corvane")

    assert told(VENDOR, [corvane, *(on_vendor(key) for key in "ABC")]) == [
        "3 projects rest on Corvane and have no plan for its failing: A, B and C."
    ]


def test_contingency_closed_projects_and_pairs_do_not_count() -> None:
    two = [on_vendor("A"), on_vendor("B")]

    assert find(VENDOR, two) == []
    assert find(VENDOR, [*two, on_vendor("C", "Own staff take over")]) == []
    assert find(VENDOR, [*two, on_vendor("C", stage=Stage.CLOSED)]) == []
    assert len(find(VENDOR, [*two, on_vendor("C", " ")])) == 1
