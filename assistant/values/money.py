"""Money: a Decimal amount in a named currency. Currencies are never mixed."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field

from assistant.values.base import Value

UNITS_PER_WHOLE = 10_000
"""The store keeps money as an integer count of 10⁻⁴ of the currency's unit."""


class Money(Value):
    """An amount of one currency, exact to 10⁻⁴ of its unit."""

    amount: Decimal
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217 code")]

    @classmethod
    def from_units(cls, units: int, currency: str) -> Self:
        """Make money from the store's integer 10⁻⁴ units."""
        return cls(amount=Decimal(units) / UNITS_PER_WHOLE, currency=currency)

    @property
    def units(self) -> int:
        """The amount in 10⁻⁴ of the currency's unit, rounded half to even."""
        return int((self.amount * UNITS_PER_WHOLE).to_integral_value())

    def __add__(self, other: Money) -> Money:
        """Add two amounts of the same currency; ValueError for two currencies."""
        return Money(amount=self.amount + self._same(other).amount, currency=self.currency)

    def __sub__(self, other: Money) -> Money:
        """Subtract an amount of the same currency; ValueError for two currencies."""
        return Money(amount=self.amount - self._same(other).amount, currency=self.currency)

    def __mul__(self, factor: Decimal | int) -> Money:
        """Scale the amount by a plain number."""
        return Money(amount=self.amount * factor, currency=self.currency)

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            msg = f"{self.currency} and {other.currency} are not summed without a dated rate"
            raise ValueError(msg)
        return other
