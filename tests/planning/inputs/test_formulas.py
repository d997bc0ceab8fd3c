from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.errors import BadInput
from assistant.planning.inputs.formulas import cd3, delay_cost, rice, value_per_effort, wsjf

D = Decimal


def test_cost_of_delay_divided_by_duration() -> None:
    assert cd3(D(10), D(2)) == 5
    assert cd3(D(30), D(4)) == D("7.5")


def test_the_higher_cd3_first_costs_less() -> None:
    a, b = (D(10), D(2)), (D(30), D(4))
    assert delay_cost([a, b]) == 200
    assert delay_cost([b, a]) == 180


def test_rice_as_published() -> None:
    assert rice(D(2000), D(2), D("0.8"), D(4)) == 800


def test_wsjf_adds_three_and_divides_by_the_job() -> None:
    assert wsjf(D(8), D(5), D(3), D(4)) == 4


def test_value_per_effort() -> None:
    assert value_per_effort(D(3), D(4)) == D("0.75")


def test_nothing_to_do_costs_nothing() -> None:
    assert delay_cost([]) == 0


@pytest.mark.parametrize("size", [D(0), D(-1)])
def test_a_size_of_nothing_is_refused(size: Decimal) -> None:
    for call in (
        lambda: cd3(D(10), size),
        lambda: rice(D(1), D(1), D(1), size),
        lambda: wsjf(D(1), D(1), D(1), size),
        lambda: value_per_effort(D(1), size),
    ):
        with pytest.raises(BadInput, match="cannot be divided by"):
            call()
