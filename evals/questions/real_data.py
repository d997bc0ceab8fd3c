"""Questions about the public data sets; what a right answer says is taken from the data by code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from assistant.briefing.wording import words
from assistant.portfolio.control import BudgetLine
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, StatusCategory, WorkItem
from assistant.values import Unit
from evals.questions.case import Case, Expected
from evals.questions.portfolios import mapped_store
from evals.questions.running import Result, run_cases

EACH = 5
"""Projects and people of a data set that are asked about."""

_NAME_WORDS = 4
_OVER = frozenset({StatusCategory.DONE, StatusCategory.DROPPED})
_NOBODY = "Qwertzia Brumbleforth"


@dataclass(frozen=True, slots=True)
class DataSet:
    """A public data set, its mapping, and the day it is seen on where it does not say."""

    name: str
    path: str
    mapping: str
    as_of: date | None = None


DATA_SETS = (
    DataSet("canada", "canada_it_projects/gc-it-projects-2022.csv", "canada_it_projects"),
    DataSet("gmpp", "uk_gmpp/gmpp_march_2023.csv", "uk_gmpp"),
    DataSet(
        "kubernetes",
        "kubernetes_enhancements/portfolio_at_v1.31_freeze",
        "kubernetes_enhancements",
        date(2024, 6, 14),
    ),
    DataSet("rust", "rust_project_goals", "rust_project_goals", date(2025, 5, 31)),
    DataSet("jira", "jira_story_points/mulestudio.csv", "jira_story_points", date(2016, 1, 1)),
)


def run_real_data(data: Path, tell: Callable[[str], None]) -> list[Result]:
    """Ask about every data set that lies there; nothing where none does."""
    results: list[Result] = []
    for each in DATA_SETS:
        if not (data / each.path).exists():
            tell(f"{each.name}: the data set is not here")
            continue
        with TemporaryDirectory(prefix="pmo-questions-") as folder:
            store = mapped_store(Path(folder), data / each.path, each.mapping, each.as_of)
            cases = cases_of(store.subject.whole(), each.name)
            results += run_cases(cases, store, tell)
    return results


def cases_of(seen: Snapshot, name: str) -> list[Case]:
    """Return questions about a portfolio, whose answers stand in its rows."""
    random = Random(name)  # noqa: S311 - seeded on purpose, nothing secret
    made = [*_about_all(seen), *_about_projects(seen, random), *_about_people(seen, random)]
    return [
        case.model_copy(update={"id": f"{name}-{place:02}", "group": f"real: {name}"})
        for place, case in enumerate(made, 1)
    ]


def _case(asks: str, *tools: str, must: tuple[str, ...] = ()) -> Case:
    return Case(id="", asks=asks, tools=tools, must=must)


def _about_all(seen: Snapshot) -> Iterator[Case]:
    yield _case("What should we build next?", "build_next")
    yield _case("Which projects are red?", "status_list")
    yield _case("How far can I trust what you tell me?", "trust")
    if seen.all(BudgetLine):
        yield _case("Where are we over budget?", "money")
    if seen.all(Dependency):
        yield _case("Are there circular dependencies?", "cycles")
    yield Case(id="", asks=f"How is {_NOBODY} going?", outcome=Expected.REFUSAL, must=("no",))


def _about_projects(seen: Snapshot, random: Random) -> Iterator[Case]:
    owned = {person.key: person for person in seen.all(Person)}
    for project in _some(seen, random):
        short = _first_words(project.name)
        yield _case(f"How is {project.name} doing?", "status", must=(short,))
        if _is_under_way(seen, project):
            yield _case(f"When will {project.name} be done?", "forecast", "status", must=(short,))
        owner = owned.get(project.owner or "")
        if owner is not None:
            asked = f"Who owns {project.name}?"
            yield _case(asked, "find", "status", must=(_first_words(owner.name),))
        spent = _approved(seen, project)
        if spent is not None:
            yield _case(f"What is the budget of {project.name}?", "money", "status", must=(spent,))


def _is_under_way(seen: Snapshot, project: Project) -> bool:
    """Say whether a project has open work or an agreed end that is still to come."""
    is_due = project.end is not None and project.end > seen.as_of
    return is_due or any(
        each.project == project.key and each.category not in _OVER for each in seen.all(WorkItem)
    )


def _some(seen: Snapshot, random: Random) -> list[Project]:
    """Return a few projects whose names are theirs alone and short enough to be typed."""
    projects = seen.all(Project)
    names = [each.name.casefold() for each in projects]
    good = [
        each
        for each in projects
        if names.count(each.name.casefold()) == 1
        and len(each.name.split()) in range(2, 9)
        and each.name.isascii()
    ]
    return random.sample(good, min(EACH, len(good)))


def _approved(seen: Snapshot, project: Project) -> str | None:
    """Return the approved amount as it is written, where the project has a single budget line."""
    lines = [each for each in seen.all(BudgetLine) if each.project == project.key]
    if len(lines) != 1 or lines[0].baseline is None:
        return None
    fact = Facts(seen).of(project.key, "approved", lines[0].baseline, Unit.MONEY)
    return words(fact, today=seen.as_of)


def _about_people(seen: Snapshot, random: Random) -> Iterator[Case]:
    people = [each for each in seen.all(Person) if each.name.isascii()]
    for person in random.sample(people, min(EACH, len(people))):
        yield _case(f"Who is {person.name}?", "find", must=(person.name,))


def _first_words(name: str) -> str:
    return " ".join(name.split()[:_NAME_WORDS])
