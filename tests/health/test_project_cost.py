"""Budget lines add up in one currency, and only where they can be compared."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from assistant.health.project_cost import ProjectCost, earned_value, project_costs
from assistant.portfolio.control import BudgetKind, BudgetLine
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Money

TODAY = date(2026, 11, 16)
EUROS = Organisation(key="o", name="O", currency="EUR")


def line(key: str, *, currency: str = "EUR", **amounts: int) -> BudgetLine:
    money: dict[str, Any] = {
        field: Money(amount=Decimal(amount), currency=currency)
        for field, amount in amounts.items()
    }
    return BudgetLine(key=key, project="P", **money)


def cost(*lines: BudgetLine, organisation: Organisation = EUROS) -> ProjectCost:
    return project_costs(Snapshot.of(TODAY, [organisation, *lines]))["P"]


def test_lines_are_added_where_they_hold_every_field_asked_for() -> None:
    found = cost(
        line("A", baseline=100, forecast=110),
        line("B", baseline=50, forecast=50),
        line("C", forecast=9),
    )
    totals = found.totals("baseline", "forecast")
    assert totals is not None
    assert (totals["baseline"], totals["forecast"], totals.lines) == (150, 160, ("A", "B"))
    assert found.totals("baseline", "actual_cost") is None


def test_a_total_knows_its_cells() -> None:
    totals = cost(line("A", baseline=100, forecast=110)).totals("baseline", "forecast")
    assert totals is not None
    assert totals.cells() == ((BudgetLine, "A", "baseline"), (BudgetLine, "A", "forecast"))


def test_another_currency_is_left_out_and_listed() -> None:
    invoice = line("I", currency="USD", actual_cost=5).model_copy(
        update={"kind": BudgetKind.INVOICE}
    )
    found = cost(
        line("A", baseline=100, forecast=110), line("B", currency="GBP", baseline=7), invoice
    )
    assert (found.currency, found.left_out) == ("EUR", ("B", "I"))
    assert [each.key for each in found.lines] == ["A"]


def test_invoices_are_part_of_what_is_spent_and_not_added_again() -> None:
    invoice = line("I", baseline=1, actual_cost=5).model_copy(update={"kind": BudgetKind.INVOICE})
    found = cost(line("A", baseline=100, actual_cost=90), invoice)
    totals = found.totals("actual_cost")
    assert totals is not None
    assert (totals["actual_cost"], found.left_out) == (90, ())


def test_without_the_organisations_currency_the_most_frequent_one_counts() -> None:
    found = cost(
        line("A", currency="GBP", baseline=1),
        line("B", currency="GBP", baseline=1),
        line("C", currency="USD", baseline=1),
    )
    assert (found.currency, found.left_out) == ("GBP", ("C",))


def test_a_line_in_two_currencies_is_left_out() -> None:
    mixed = line("A", baseline=100).model_copy(
        update={"forecast": Money(amount=Decimal(90), currency="USD")}
    )
    found = cost(mixed, line("B", baseline=10, forecast=11))
    assert (found.left_out, [each.key for each in found.lines]) == (("A",), ["B"])


def test_earned_value_of_totals() -> None:
    totals = cost(line("A", baseline=200, earned_value=80, actual_cost=90)).totals(
        "baseline", "earned_value", "actual_cost"
    )
    assert totals is not None
    value = earned_value(totals)
    assert (value.eac, value.spi) == (225, None)
