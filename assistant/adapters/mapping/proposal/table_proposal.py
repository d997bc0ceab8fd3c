"""What one table seems to mean: its own noun, what it names beside it, and what is unclear."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.adapters.mapping.proposal.companions import (
    budget_amounts,
    companions,
    links,
    refers_to_items,
)
from assistant.adapters.mapping.proposal.corrections import column_question, corrected
from assistant.adapters.mapping.proposal.evidence import Evidence, evidence
from assistant.adapters.mapping.proposal.field_matches import Matches
from assistant.adapters.mapping.proposal.field_rules import FieldRules, field_rules
from assistant.adapters.mapping.proposal.noun_choice import (
    NounChoice,
    noun_choice,
    noun_question,
    noun_question_id,
    raid_kind,
)
from assistant.adapters.mapping.proposal.question import Doubtful, Question
from assistant.adapters.mapping.source_mapping import FieldRule, NounRule
from assistant.adapters.mapping.templates import slot
from assistant.adapters.tabular.raw import RawTable
from assistant.portfolio.control import BudgetLine, RaidEntry
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Project
from assistant.portfolio.work import WorkItem

ROWS = "rows"
"""How the rows themselves are named where a column could be."""


@dataclass(frozen=True, slots=True)
class SeenTable:
    """A table, what its columns say, and what its rows seem to be."""

    table: RawTable
    columns: tuple[Evidence, ...]
    choice: NounChoice

    @classmethod
    def of(cls, table: RawTable, answers: Mapping[str, str]) -> SeenTable:
        """Look at a table."""
        columns = tuple(evidence(table, header) for header in table.headers)
        choice = noun_choice(table, columns, answers.get(noun_question_id(table)))
        matches = corrected(choice.matches, columns, answers)
        return cls(table=table, columns=columns, choice=replace(choice, matches=matches))

    def doubts(self, named: str) -> tuple[Question, ...]:
        """Return the question on a column; or on what a row is, for the name “rows”."""
        if named == ROWS:
            question = noun_question(self.table, self.columns)
            return (question,) if question.options else ()
        noun = self.choice.noun
        found = [one for one in self.columns if one.header.casefold() == named.casefold()]
        return tuple(column_question(one, noun) for one in found) if noun is not None else ()

    def tells_apart(self, *headers: str) -> bool:
        """Say whether no two rows have the same texts in these columns."""
        return not self.table.cells.select(headers).is_duplicated().any()


@dataclass(frozen=True, slots=True)
class TableProposal:
    """The rules for one table, the questions on it, and the cells those are about."""

    file: str
    rules: tuple[NounRule, ...]
    questions: tuple[Question, ...]
    doubtful: frozenset[Doubtful]


def propose_table(
    seen: SeenTable, elsewhere: Collection[str], answers: Mapping[str, str], *, alone: bool
) -> TableProposal:
    """Propose rules for a table; `elsewhere` are the nouns that have a table of their own.

    The only table of a source is not named by its file, which may be called otherwise next time.
    """
    file = seen.table.file
    if seen.choice.question is not None:
        return TableProposal(file, (), (seen.choice.question,), frozenset())
    if seen.choice.noun is None:
        return TableProposal(file, (), (), frozenset())
    noun = seen.choice.noun
    matches = _completed(noun, seen.choice.matches)
    own = field_rules(noun, matches, seen.columns, answers)
    beside = list(companions(noun, matches, seen.columns, elsewhere))
    money, amounts = _budgets(seen, noun, matches, answers)
    after = list(links(seen.columns, matches)) if noun is WorkItem else []
    fields = _named(seen, noun, own.rules)
    kind = raid_kind(seen.table) if noun is RaidEntry else None
    if kind is not None:
        fields.setdefault("kind", FieldRule(text=kind))
    rules = [*beside, NounRule(noun=noun.table, fields=fields), *money, *after]
    return TableProposal(
        file=file,
        rules=tuple(rule if alone else _placed(rule, seen.table) for rule in rules),
        questions=_by_id([*own.questions, *amounts.questions]),
        doubtful=frozenset(own.doubtful | amounts.doubtful),
    )


def _completed(noun: type[Noun], matches: Matches) -> Matches:
    """Let a status tell the category too, where no column of its own does."""
    if noun is not WorkItem:
        return matches
    matches = refers_to_items(matches)
    if "status" in matches and "category" not in matches:
        return {**matches, "category": matches["status"]}
    return matches


def _budgets(
    seen: SeenTable, noun: type[Noun], matches: Matches, answers: Mapping[str, str]
) -> tuple[list[NounRule], FieldRules]:
    """Return the rule for amounts that stand in a table of projects."""
    amounts = budget_amounts(seen.columns, matches) if noun is Project else {}
    made = field_rules(BudgetLine, amounts, seen.columns, answers)
    own = matches.get("key") or matches.get("name")
    if not made.rules or own is None:
        return [], made
    project = own[0].header
    fields = {
        "key": FieldRule(text=f"{slot(project)}/budget"),
        "project": FieldRule(headers=(project,)),
        "name": FieldRule(text="Budget"),
        **made.rules,
    }
    return [NounRule(noun=BudgetLine.table, fields=fields)], made


def _named(
    seen: SeenTable, noun: type[Noun], rules: Mapping[str, FieldRule]
) -> dict[str, FieldRule]:
    """Let a key stand for a missing name, and a name for a missing key."""
    own = {name: rules[name] for name in ("key", "name") if name in rules}
    if "name" in noun.model_fields and "key" in own:
        return {**own, "name": own.get("name", own["key"]), **rules}
    if not noun.identity and "name" in own:
        return {"key": _unique_name(seen, own["name"]), **rules}
    return dict(rules)


def _unique_name(seen: SeenTable, name: FieldRule) -> FieldRule:
    """Return a key made of the name, and of another column where the name repeats."""
    (header,) = name.headers
    named = next(one for one in seen.columns if one.header == header)
    if named.is_unique:
        return name
    full = (one.header for one in seen.columns if one.filled == one.height)
    pairs = (other for other in full if other != header and seen.tells_apart(other, header))
    other = next(pairs, None)
    return name if other is None else FieldRule(text=f"{slot(other)}/{slot(header)}")


def _placed(rule: NounRule, table: RawTable) -> NounRule:
    """Say which file and sheet a rule is about."""
    file = table.file.removesuffix(f" [{table.sheet}]")
    return rule.model_copy(update={"file": (file,), "sheet": table.sheet})


def _by_id(questions: Sequence[Question]) -> tuple[Question, ...]:
    return tuple({question.id: question for question in reversed(questions)}.values())[::-1]
