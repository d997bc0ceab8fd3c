"""Earned value: what was planned, earned and spent by now, and what follows from it.

Formulas: PMI, The Standard for Earned Value Management (2019). Every result is None where it is
undefined (a divisor of zero, a missing input), never zero. Near the end SPI tends to 1 however
late the work is, so dates are judged beside it.
"""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from assistant.values import Value

Figure = Decimal | None


class EarnedValue(Value):
    """Four amounts of one currency, on one day."""

    bac: Figure = Field(default=None, description="budget at completion")
    pv: Figure = Field(default=None, description="planned value: work planned by now")
    ev: Figure = Field(default=None, description="earned value: work done by now, as budgeted")
    ac: Figure = Field(default=None, description="actual cost by now")

    @property
    def cv(self) -> Figure:
        """Cost variance EV − AC; negative is over cost."""
        return _minus(self.ev, self.ac)

    @property
    def sv(self) -> Figure:
        """Schedule variance EV − PV; negative is behind."""
        return _minus(self.ev, self.pv)

    @property
    def cpi(self) -> Figure:
        """Cost performance index EV ÷ AC; below 1 is over cost."""
        return _over(self.ev, self.ac)

    @property
    def spi(self) -> Figure:
        """Schedule performance index EV ÷ PV; below 1 is behind."""
        return _over(self.ev, self.pv)

    @property
    def eac(self) -> Figure:
        """Estimate at completion if the rest costs as the work so far: BAC ÷ CPI."""
        return _over(_times(self.bac, self.ac), self.ev)

    @property
    def eac_as_budgeted(self) -> Figure:
        """Estimate at completion if the rest costs what was budgeted: AC + BAC − EV."""
        return _plus(self.ac, _minus(self.bac, self.ev))

    @property
    def eac_at_both_paces(self) -> Figure:
        """Estimate at completion if cost and pace stay: AC + (BAC − EV) ÷ (CPI × SPI)."""
        return _plus(self.ac, _over(_minus(self.bac, self.ev), _times(self.cpi, self.spi)))

    @property
    def etc(self) -> Figure:
        """Estimate to complete EAC − AC."""
        return _minus(self.eac, self.ac)

    @property
    def vac(self) -> Figure:
        """Variance at completion BAC − EAC; negative is an overrun."""
        return _minus(self.bac, self.eac)

    @property
    def tcpi(self) -> Figure:
        """Cost performance the rest needs to end on budget: (BAC − EV) ÷ (BAC − AC).

        None once the budget is spent: no performance brings it back.
        """
        left = _minus(self.bac, self.ac)
        return None if left is None or left <= 0 else _over(_minus(self.bac, self.ev), left)


def _plus(left: Figure, right: Figure) -> Figure:
    return None if left is None or right is None else left + right


def _minus(left: Figure, right: Figure) -> Figure:
    return None if left is None or right is None else left - right


def _times(left: Figure, right: Figure) -> Figure:
    return None if left is None or right is None else left * right


def _over(left: Figure, right: Figure) -> Figure:
    return None if left is None or not right else left / right
