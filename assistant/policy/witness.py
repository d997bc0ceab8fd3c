"""Finds values under which some rows of a table hold and others do not.

The literals of the cells cut each input's line into pieces; one value for each piece, and each
literal itself, stand for all values there are. Inputs that are compared with one another share
their values and get as many a piece as there are of them, so that every order of them occurs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from typing import Any

from assistant.policy.cells import CHANGED, Test, all_of, cell_parts, earlier, looks_back
from assistant.policy.evaluation import CompiledRow
from assistant.policy.kinds import InputKind, PolicyValue, read_literal
from assistant.policy.table import DecisionTable
from assistant.values import Effort, EffortUnit, Money

BUDGET = 100_000
"""Conditions that are tried before a search is given up."""

_WHOLE = frozenset({InputKind.COUNT, InputKind.DATE, InputKind.EFFORT})
_APART = Decimal("0.5")


class TooHard(Exception):
    """The search was given up before it could say yes or no."""


@dataclass(frozen=True, slots=True)
class _Cell:
    test: Test
    names: frozenset[str]


@dataclass(slots=True)
class _Search:
    """Rows that have to hold, rows that have to fail, and what each name may be."""

    holds: list[_Cell]
    fails: list[list[_Cell]]
    domains: Mapping[str, Sequence[PolicyValue | None]]
    order: list[str]
    left: int
    given: dict[str, PolicyValue | None] = field(default_factory=dict)

    def found(self, depth: int = 0) -> bool:
        """Give the names values, one after the other; take back what cannot lead anywhere."""
        if not self._may_be():
            return False
        if depth == len(self.order):
            return True
        name = self.order[depth]
        for value in self.domains[name]:
            self.given[name] = value
            if self.found(depth + 1):
                return True
            del self.given[name]
        return False

    def _may_be(self) -> bool:
        for cell in self.holds:
            if self._answer(cell) not in (True, _OPEN):
                return False
        return all(
            any(self._answer(cell) in (False, _OPEN) for cell in cells) for cells in self.fails
        )

    def _answer(self, cell: _Cell) -> bool | str | None:
        if not cell.names <= self.given.keys():
            return _OPEN
        self.left -= 1
        if self.left < 0:
            raise TooHard
        return cell.test(self.given)


_OPEN = "open"


def find_given(
    table: DecisionTable,
    holds: Iterable[CompiledRow],
    fails: Iterable[CompiledRow] = (),
    budget: int = BUDGET,
) -> dict[str, PolicyValue] | None:
    """Return values under which all of some rows hold and none of others can; None for none.

    A row that a missing value leaves open does not count as one that cannot hold. Raises TooHard.
    """
    wanted = [cell for row in holds for cell in _cells(table, row)]
    unwanted = [list(_cells(table, row)) for row in fails]
    cells = chain(wanted, *unwanted)
    order = list(dict.fromkeys(name for cell in cells for name in sorted(cell.names)))
    search = _Search(wanted, unwanted, _Domains(table).of(order), order, budget)
    if not search.found():
        return None
    found = {name: value for name, value in search.given.items() if value is not None}
    return found if all_of(tuple(cell.test for cell in wanted), found) else None


def _cells(table: DecisionTable, row: CompiledRow) -> Iterator[_Cell]:
    for (name, text), test in zip(row.row.when.items(), row.tests, strict=True):
        names = {name, *_others(table, text)}
        days = looks_back(text)
        yield _Cell(test, frozenset(names | ({earlier(name, days)} if days else set())))


def _others(table: DecisionTable, text: str) -> list[str]:
    """Return the inputs that a condition compares with."""
    _, operand = cell_parts(text)
    return [part for part in operand.split(" and ") if part.strip() in table.inputs]


class _Domains:
    """The values that stand for all values of a table's inputs."""

    def __init__(self, table: DecisionTable) -> None:
        self._table = table
        self._friends: dict[str, set[str]] = {name: {name} for name in table.inputs}
        self._literals: dict[str, set[PolicyValue]] = {name: set() for name in table.inputs}
        self._asks_missing: set[str] = set()
        for row in table.rows:
            for name, text in row.when.items():
                self._read(name, text)

    def of(self, names: Iterable[str]) -> dict[str, list[PolicyValue | None]]:
        """Return the values of each name; an earlier value has those of its input."""
        return {name: self._domain(name.split(" ", 1)[0]) for name in names}

    def _read(self, name: str, text: str) -> None:
        word, operand = cell_parts(text)
        if word == "missing":
            self._asks_missing.add(name)
        if word in {"missing", CHANGED}:
            return
        for part in operand.split("," if word == "in" else " and "):
            self._add(name, part.strip())

    def _add(self, name: str, part: str) -> None:
        kind = self._table.inputs[name].kind
        if part in self._table.inputs and part not in self._table.inputs[name].values:
            together = self._friends[name] | self._friends[part]
            for each in together:
                self._friends[each] = together
        elif kind.is_ordered:
            self._literals[name].add(read_literal(kind, part))

    def _domain(self, name: str) -> list[PolicyValue | None]:
        declared = self._table.inputs[name]
        missing = name in self._asks_missing or declared.when_missing == "no"
        return [*self._values(name, declared.kind), *([None] if missing else [])]

    def _values(self, name: str, kind: InputKind) -> list[PolicyValue]:
        if kind is InputKind.CHOICE:
            return list(self._table.inputs[name].values)
        if kind is InputKind.BOOL:
            return [True, False]
        if kind is InputKind.NAME:
            return ["a", "b"]
        friends = self._friends[name]
        literals = {value for each in friends for value in self._literals[each]}
        return _on_the_line(kind, literals, len(friends))


def _on_the_line(kind: InputKind, literals: set[Any], many: int) -> list[PolicyValue]:
    """Return each literal, and so many values of every piece between and beside them."""
    currency = min((each.currency for each in literals if isinstance(each, Money)), default="EUR")
    marks = sorted({_number(each) for each in literals}) or [Decimal(0)]
    step = Decimal(1) if kind in _WHOLE else _APART
    numbers = set(marks)
    for low, high in zip([None, *marks], [*marks, None], strict=True):
        numbers.update(_inside(low, high, many, step))
    return [_of_kind(kind, number, currency) for number in sorted(numbers)]


def _inside(
    low: Decimal | None, high: Decimal | None, many: int, step: Decimal
) -> Iterator[Decimal]:
    if low is None or high is None:
        start = high - many * step if high is not None else (low or Decimal(0)) + step
        yield from (start + step * place for place in range(many))
    elif step == 1:
        yield from (low + 1 + place for place in range(many) if low + 1 + place < high)
    else:
        yield from (low + (high - low) * (place + 1) / (many + 1) for place in range(many))


def _number(value: Any) -> Decimal:
    if isinstance(value, Money):
        return value.amount
    if isinstance(value, Effort):
        return Decimal(value.minutes)
    return Decimal(value.toordinal()) if isinstance(value, date) else Decimal(value)


def _of_kind(kind: InputKind, number: Decimal, currency: str) -> PolicyValue:
    if kind is InputKind.MONEY:
        return Money(amount=number, currency=currency)
    if kind is InputKind.EFFORT:
        return Effort(minutes=int(number), unit=EffortUnit.MINUTE)
    if kind is InputKind.DATE:
        ordinal = int(number) if number > 0 else date(2026, 1, 1).toordinal() + int(number)
        return date.min + timedelta(days=ordinal - 1)
    return number
