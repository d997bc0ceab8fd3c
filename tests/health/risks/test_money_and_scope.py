from decimal import Decimal

from assistant.health.verdicts import RiskKind, Severity
from assistant.portfolio.control import BudgetKind, BudgetLine, ChangeRequest
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Project, Stage
from assistant.values import Money
from tests.health.reading import read
from tests.health.risks.survey import ATLAS, days, eur, find, told

BUDGET, SCOPE = RiskKind.BUDGET_DRIFT, RiskKind.SCOPE_GROWTH


def line(**amounts: object) -> BudgetLine:
    return BudgetLine.model_validate({"key": "B", "project": "ATLAS"} | amounts)


def test_a_forecast_beyond_the_tolerance() -> None:
    (risk,) = find(BUDGET, [ATLAS, line(baseline=eur(1_200_000), forecast=eur(1_368_000))])

    assert read(risk.headline) == (
        "Atlas is forecast to cost €1.37 M against €1.20 M approved, 14 % more "
        "where 10 % is allowed."
    )
    assert risk.headline.facts["drift_percent"].arithmetic == (
        "(1368000.00 − 1200000) ÷ 1200000 × 100"
    )
    assert risk.severity is Severity.MEDIUM


def test_the_pace_of_earned_value_shows_what_the_forecast_does_not() -> None:
    spent = line(
        baseline=eur(4_800_000),
        forecast=eur(4_800_000),
        planned_value=eur(2_900_000),
        earned_value=eur(2_400_000),
        actual_cost=eur(3_100_000),
    )

    (risk,) = find(BUDGET, [ATLAS, spent])

    assert read(risk.headline) == (
        "At the cost of its work so far Atlas ends at €6.20 M against €4.80 M, 29.2 % more "
        "where 10 % is allowed."
    )
    assert risk.headline.facts["drift_cost"].arithmetic == "4800000 ÷ (2400000 ÷ 3100000)"
    assert risk.severity is Severity.HIGH


def test_an_invoice_in_another_currency_is_not_added_and_said_so() -> None:
    dollars = BudgetLine(
        key="I",
        project="ATLAS",
        kind=BudgetKind.INVOICE,
        actual_cost=Money(amount=Decimal(184_000), currency="USD"),
    )

    (risk,) = find(BUDGET, [ATLAS, line(baseline=eur(100), forecast=eur(120)), dollars])

    assert read(risk.headline).endswith(" $184 k in another currency is not added.")


def test_where_only_some_lines_can_be_compared_they_are_named() -> None:
    whole = BudgetLine(key="W", project="ATLAS", name="Whole life", baseline=eur(1_000))
    year = line(key="Y", name="This year", baseline=eur(100), forecast=eur(120))

    (said,) = told(BUDGET, [ATLAS, whole, year])

    assert said.startswith("Atlas (This year) is forecast to cost €120 against €100 approved")


def test_within_the_tolerance_of_the_project_or_without_figures_nothing_drifts() -> None:
    generous = Project(key="ATLAS", name="Atlas", tolerance_cost_percent=Decimal(15))
    grown = line(baseline=eur(100), forecast=eur(114))

    assert find(BUDGET, [generous, grown]) == []
    assert find(BUDGET, [ATLAS, line(baseline=eur(100), forecast=eur(110))]) == []
    assert find(BUDGET, [ATLAS, line(baseline=eur(100))]) == []
    assert find(BUDGET, [ATLAS, line(baseline=eur(0), forecast=eur(9))]) == []
    over = Project(key="ATLAS", name="Atlas", stage=Stage.CLOSED)
    assert find(BUDGET, [over, grown]) == []


def requests(*ages: int) -> list[Noun]:
    return [
        ChangeRequest(key=f"C{place}", project="ATLAS", name="More", raised_on=days(-age))
        for place, age in enumerate(ages)
    ]


def grown(percent: int) -> Project:
    return Project(
        key="ATLAS",
        name="Atlas",
        scope_baseline=Decimal(200),
        scope_current=Decimal(200 + 2 * percent),
    )


def test_growth_and_a_surge_are_told_together() -> None:
    (risk,) = find(SCOPE, [grown(23), *requests(*range(1, 10), 50, 60)])

    assert read(risk.headline) == (
        "Atlas: its scope is 23 % larger than agreed and 9 change requests came in 6 weeks, "
        "after 2 in as many before."
    )
    assert risk.severity is Severity.HIGH
    assert len(risk.headline.facts["parts2_recent"].sources) == 9


def test_growth_alone_and_a_surge_alone() -> None:
    assert told(SCOPE, [grown(23)]) == ["Atlas: its scope is 23 % larger than agreed."]
    assert told(SCOPE, [ATLAS, *requests(1, 2, 3, 4)]) == [
        "Atlas: 4 change requests came in 6 weeks, after 0 in as many before."
    ]


def test_a_few_requests_or_growth_within_tolerance_are_no_surge() -> None:
    assert find(SCOPE, [grown(10), *requests(1, 2, 3)]) == []
    assert find(SCOPE, [ATLAS, *requests(*range(1, 8), *range(43, 50))]) == []


def test_requests_of_tomorrow_and_of_long_ago_do_not_count() -> None:
    assert find(SCOPE, [ATLAS, *requests(-1, -2, -3, -4, 100, 101)]) == []
