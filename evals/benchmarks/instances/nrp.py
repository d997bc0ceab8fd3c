"""Reads instances of the next release problem (Xuan, Jiang, Ren and Luo, 2012) and their optima.

A file is whole numbers between blanks: levels of requirements with their costs, dependencies
“A B” (A before B), then customers with their profit and the requirements they ask for.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from assistant.errors import BadSource
from assistant.planning.solvers.selection.problem import SelectionProblem

REFERENCES = "reference_optima.csv"

_DEFAULT_RATIOS = (Fraction(3, 10), Fraction(5, 10), Fraction(7, 10))
_WITHOUT_DEPENDENCIES = _DEFAULT_RATIOS[:2]
_COLUMNS = ("instance", "ratio", "best_profit", "status")


@dataclass(frozen=True, slots=True)
class Customer:
    """What a customer brings when all that they ask for is in; requirements count from 0."""

    profit: int
    requests: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NextRelease:
    """One instance; `dependencies` are pairs (before, after) of requirements."""

    name: str
    costs: tuple[int, ...]
    dependencies: tuple[tuple[int, int], ...]
    customers: tuple[Customer, ...]

    def budget(self, ratio: Fraction) -> int:
        """Return so much of all costs, rounded down."""
        return int(ratio * sum(self.costs))

    def problem(self, ratio: Fraction) -> SelectionProblem:
        """Return it as items: requirements first, then customers, who need what they ask for."""
        count = len(self.costs)
        needs: list[list[int]] = [[] for _ in range(count)]
        for before, after in self.dependencies:
            needs[after].append(before)
        return SelectionProblem(
            values=[0] * count + [customer.profit for customer in self.customers],
            costs=[[*self.costs, *(0 for _ in self.customers)]],
            budgets=[self.budget(ratio)],
            needs=[*needs, *(customer.requests for customer in self.customers)],
        )


@dataclass(frozen=True, slots=True)
class Case:
    """An instance with a share of its costs as the budget, and its optimum where it is known."""

    instance: NextRelease
    ratio: Fraction
    reference: int | None


def read_cases(folder: Path) -> Iterator[Case]:
    """Yield every instance of a folder at every ratio that has a reference, or at the usual ones.

    Raises BadSource where the folder holds no instance or a file cannot be read.
    """
    files = sorted(folder.glob("nrp*.txt"))
    if not files:
        raise BadSource(
            "there is no instance.", file=str(folder), remedy="Name a folder of nrp*.txt."
        )
    references = _references(folder / REFERENCES)
    for file in files:
        instance = read_instance(file)
        known = references.get(instance.name, {})
        usual = _DEFAULT_RATIOS if instance.dependencies else _WITHOUT_DEPENDENCIES
        for ratio in sorted(known) or usual:
            yield Case(instance, ratio, known.get(ratio))


def read_instance(file: Path) -> NextRelease:
    """Return the instance of a file; BadSource names the file and line of what is wrong."""
    numbers = _Numbers(file)
    costs = [
        numbers.next("a cost", least=0)
        for _ in range(numbers.next("the number of levels", least=1))
        for _ in range(numbers.next("the number of requirements", least=0))
    ]
    count = len(costs)
    dependencies = tuple(
        (numbers.id("a requirement", count), numbers.id("a requirement", count))
        for _ in range(numbers.next("the number of dependencies", least=0))
    )
    customers = tuple(
        _customer(numbers, count) for _ in range(numbers.next("the number of customers", least=0))
    )
    numbers.end()
    return NextRelease(file.stem, tuple(costs), dependencies, customers)


def _customer(numbers: _Numbers, count: int) -> Customer:
    profit = numbers.next("a profit", least=0)
    asked = numbers.next("the number of requests", least=0)
    return Customer(profit, tuple(numbers.id("a requirement", count) for _ in range(asked)))


class _Numbers:
    """The whole numbers of a file, one after the other, with the line each stands on."""

    def __init__(self, file: Path) -> None:
        self._file = file
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadSource("it cannot be read as text.", file=str(file)) from error
        self._found = (
            (line, match[0])
            for line, words in enumerate(text.splitlines(), start=1)
            for match in re.finditer(r"\S+", words)
        )
        self._line = 1

    def next(self, what: str, *, least: int) -> int:
        """Return the next number, which has to be at least so much."""
        self._line, word = next(self._found, (self._line, ""))
        if not re.fullmatch(r"-?\d{1,18}", word, re.ASCII):
            shown = f"“{word[:20]}” is not" if word else "the file ends before"
            raise self._bad(f"{shown} {what}.")
        if int(word) < least:
            raise self._bad(f"{word} is too small for {what}.")
        return int(word)

    def id(self, what: str, count: int) -> int:
        """Return the next number as an id that counts from 0."""
        number = self.next(what, least=1)
        if number > count:
            raise self._bad(f"{number} is not {what}: there are {count}.")
        return number - 1

    def end(self) -> None:
        """Refuse more numbers than the file should have."""
        self._line, word = next(self._found, (self._line, ""))
        if word:
            raise self._bad(f"“{word[:20]}” stands behind the last customer.")

    def _bad(self, message: str) -> BadSource:
        return BadSource(message, file=str(self._file), row=self._line)


def _references(file: Path) -> dict[str, dict[Fraction, int]]:
    """Return the proven optima by instance and ratio; none where there is no such file."""
    if not file.exists():
        return {}
    found: dict[str, dict[Fraction, int]] = {}
    with file.open(encoding="utf-8", newline="") as text:
        for line, row in enumerate(csv.DictReader(text), start=2):
            try:
                name, ratio, best = (
                    row["instance"],
                    Fraction(row["ratio"]),
                    int(row["best_profit"]),
                )
            except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
                raise BadSource(
                    f"it needs {', '.join(_COLUMNS[:3])}, the last two as numbers.",
                    file=str(file),
                    row=line,
                ) from error
            found.setdefault(name, {})[ratio] = best
    return found
