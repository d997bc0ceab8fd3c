"""A mapping's rules applied to a reading's tables, keeping account of every row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from assistant.adapters.mapping.field_columns import used_headers
from assistant.adapters.mapping.header_names import matching_headers
from assistant.adapters.mapping.rule_frame import RuleFrame, rule_frame
from assistant.adapters.mapping.selection import in_path, selected
from assistant.adapters.mapping.source_mapping import NounRule, SourceMapping
from assistant.adapters.tabular.raw import RawTable
from assistant.portfolio.batch import Note


@dataclass(frozen=True, slots=True)
class _Account:
    """One table, and which of its rows were read as something; `carried` those with the rest.

    The rest is what no rule uses: it is kept beside the first noun that a row became.
    """

    table: RawTable
    taken: set[int] = field(default_factory=set)
    carried: set[int] = field(default_factory=set)
    entries_left: dict[str, set[str]] = field(default_factory=dict)

    def spare(self, used: Iterable[str]) -> list[pl.Series]:
        """Return the columns that no rule uses, empty in the rows that carried them before."""
        rest = self.table.cells.drop(used, strict=False)
        if self.carried:
            free = ~_among(self.table.cells.height, self.carried)
            rest = rest.select(
                pl.when(free).then(pl.col(name)).alias(name) for name in rest.columns
            )
        return rest.get_columns()

    def left(self, mapping: SourceMapping) -> Iterator[Note]:
        """Tell of the rows that became nothing, with the declared reason where there is one."""
        height = self.table.cells.height
        untouched = ~_among(height, self.taken)
        for pattern, why in mapping.leave_out.items():
            fits = in_path(self.table, pattern)
            if fits is not None and (count := int((fits & untouched).sum())):
                yield Note(file=self.table.file, text=f"{_rows(count)} left out: {why}")
                untouched &= ~fits
        if count := int(untouched.sum()):
            yield Note(file=self.table.file, text=f"{_rows(count)} not taken by any rule")
        for each, left in self.entries_left.items():
            if left:
                entries = "one entry" if len(left) == 1 else f"{len(left):,} entries"
                text = f"{entries} of “{each}” not taken by any rule"
                yield Note(file=self.table.file, text=text)

    def enter(self, made: RuleFrame) -> None:
        """Account for the rows and entries that a rule took."""
        each = made.rule.each
        self.taken.update(made.taken)
        if each is None and not made.rule.once:
            self.carried.update(made.taken)
        if each is not None:
            left = self.entries_left.setdefault(each, set(made.entries))
            left -= made.entries_taken


def apply_rules(
    mapping: SourceMapping, tables: Sequence[RawTable], as_of: date
) -> Iterator[RuleFrame | Note]:
    """Yield what each rule makes of each table, then the notes on rows that no rule took.

    Raises BadMapping.
    """
    accounts = [_Account(table) for table in tables]
    for number, rule in enumerate(mapping.nouns):
        for account in accounts:
            chosen = selected(account.table, rule)
            if chosen is not None and _is_about(rule, account.table):
                yield _applied(mapping, number, account, chosen, as_of)
    for account in accounts:
        yield from account.left(mapping)


def _is_about(rule: NounRule, table: RawTable) -> bool:
    """Say whether a rule can read anything of a table: loose records may lack all it names."""
    if not table.loose:
        return True
    lists = matching_headers(table.headers, rule.each, repeats=True) if rule.each else ()
    return bool(lists or used_headers(table.headers, rule.fields))


def _applied(
    mapping: SourceMapping, number: int, account: _Account, chosen: pl.Series, as_of: date
) -> RuleFrame:
    table, rule = account.table, mapping.nouns[number]
    carries = not rule.once and rule.each is None
    spare = account.spare(_used(mapping, table)) if carries else []
    spare = [texts.filter(chosen) for texts in spare]
    index = chosen.arg_true()
    made = rule_frame(mapping, number, table.filter(chosen), index, spare, as_of)
    account.enter(made)
    return made


def _used(mapping: SourceMapping, table: RawTable) -> frozenset[str]:
    """Return the headers that the rules on a table make fields of."""
    used = [
        used_headers(table.headers, rule.fields)
        for rule in mapping.nouns
        if selected(table, rule) is not None
    ]
    return frozenset().union(*used)


def _among(height: int, places: set[int]) -> pl.Series:
    flags = pl.repeat(False, height, dtype=pl.Boolean, eager=True)
    return flags.scatter(sorted(places), True) if places else flags


def _rows(count: int) -> str:
    return "one row was" if count == 1 else f"{count:,} rows were"
