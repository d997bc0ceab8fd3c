from __future__ import annotations

from decimal import Decimal

from assistant.planning.order.ranking import Ranking, Standing
from assistant.portfolio.control import Benefit
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Team
from assistant.portfolio.project import Project, Stage
from assistant.values import Money
from tests.planning.backlogs import item, person, started, waits, worth
from tests.planning.told import ranked, reason


def standings(ranking: Ranking) -> dict[str, str]:
    short = {
        Standing.KEEP_GOING: "going",
        Standing.START_NEXT: "next",
        Standing.NOT_NOW: "not now",
        Standing.CONSIDER_STOPPING: "stop",
    }
    return {each.key: short[each.standing] for each in ranking.items}


def euros(amount: int) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def test_at_most_three_starts_a_team() -> None:
    things = [item(f"{team}{n}", 1, team=team) for team in "AB" for n in range(5)]
    found = standings(ranked(*things))
    for team in "AB":
        assert sum(found[f"{team}{n}"] == "next" for n in range(5)) == 3


def test_a_teams_own_limit_of_work_in_progress_counts() -> None:
    team = Team(key="A", name="A", wip_limit=2)
    things = [started("S", 1, team="A"), *(item(f"I{n}", 1, team="A") for n in range(3))]
    found = standings(ranked(team, *things))
    assert list(found.values()).count("next") == 1


def test_what_waits_cannot_start() -> None:
    found = standings(ranked(item("A", 1), item("B", 1), waits("B", "A")))
    assert found == {"A": "next", "B": "not now"}


def test_what_waits_for_work_in_progress_may_start_soon_where_time_is_known() -> None:
    things: list[Noun] = [started("A", 1), item("B", 1), waits("B", "A")]
    assert standings(ranked(*things))["B"] == "not now"
    assert standings(ranked(person("p", "iam"), *things))["B"] == "next"


def test_what_cannot_start_within_two_weeks_is_not_next() -> None:
    things: list[Noun] = [person("p", "iam"), started("S", 9), item("A", 2), item("B", 2)]
    things += [worth("A", 9000), worth("B", 1000)]
    found = standings(ranked(*things))
    assert found == {"S": "going", "A": "next", "B": "not now"}


def test_a_paused_project_starts_nothing() -> None:
    project = Project(key="P", name="Pelican", stage=Stage.PAUSED)
    ranking = ranked(project, item("A", 1, project="P"), item("B", 1))
    assert standings(ranking) == {"A": "not now", "B": "next"}
    assert reason(ranking, "A") == "Not now for A: Pelican is paused."


def losing(*things: Noun, cost: int = 90_000, benefit: int | None = 40_000) -> Ranking:
    project = Project(key="P", name="Willow", running_cost=euros(cost))
    brings = Benefit(
        key="b", project="P", name="b", per_year=None if benefit is None else euros(benefit)
    )
    return ranked(project, brings, *things)


def test_a_project_that_costs_more_than_it_brings_is_the_one_to_pause() -> None:
    ranking = losing(started("A", 7, project="P"), item("B", 1, project="P"), item("C", 1))
    assert standings(ranking) == {"A": "stop", "B": "not now", "C": "next"}
    assert reason(ranking, "A") == (
        "Consider pausing A: Willow costs €90 k a year to run and is expected to bring €40 k. "
        "That frees 7 days."
    )


def test_an_unstated_benefit_is_not_a_benefit_of_zero() -> None:
    assert standings(losing(started("A", 7, project="P"), benefit=None)) == {"A": "going"}
    assert standings(losing(started("A", 7, project="P"), benefit=90_000)) == {"A": "going"}


def test_currencies_are_not_compared() -> None:
    dollars = Money(amount=Decimal(1), currency="USD")
    project = Project(key="P", name="P", running_cost=euros(90_000))
    benefit = Benefit(key="b", project="P", name="b", per_year=dollars)
    assert standings(ranked(project, benefit, started("A", 1, project="P"))) == {"A": "going"}


def test_nothing_mandatory_and_nothing_that_others_wait_for_is_stopped() -> None:
    must = started("A", 7, project="P", mandatory=True)
    assert standings(losing(must))["A"] == "going"
    held = [started("A", 7, project="P"), item("B", 1, project="Q"), waits("B", "A")]
    assert standings(losing(*held))["A"] == "going"


def test_work_worth_far_less_than_what_waits_for_the_same_people_may_stop() -> None:
    things: list[Noun] = [person("p", "iam"), started("S", 10, project="P"), worth("S", 1000)]
    for n in range(3):
        things += [item(f"I{n}", 1), worth(f"I{n}", 5000)]
    ranking = ranked(*things)
    assert standings(ranking)["S"] == "stop"
    assert reason(ranking, "S") == (
        "Consider pausing S: for what is left of it, it is worth far less than what waits "
        "for the same people. That frees 10 days."
    )
    assert standings(ranked(*things[:-4]))["S"] == "going"


def test_other_peoples_work_is_no_reason_to_stop() -> None:
    things: list[Noun] = [person("p", "iam"), person("q", "test"), started("S", 10)]
    things.append(worth("S", 1000))
    for n in range(3):
        things += [item(f"I{n}", 1, "test"), worth(f"I{n}", 5000)]
    assert standings(ranked(*things))["S"] == "going"
