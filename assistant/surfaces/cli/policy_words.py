"""What `pmo policy` says: tables, traces and differences in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.health.findings import Finding
from assistant.policy import Policy
from assistant.policy.difference import Difference, DifferenceKind
from assistant.policy.effects import PolicyEffect
from assistant.policy.remarks import Remark, RemarkKind
from assistant.policy.table import Answer, DecisionTable, HitPolicy, Outputs
from assistant.surfaces.cli.paper import Paper
from assistant.usecases.compare_policies import TriedPolicy, Turn
from assistant.usecases.show_policy import TracedCell, TracedRow, TracedVerdict

_REMARKS = {
    RemarkKind.UNREACHABLE: "{table}: nothing ever reaches {one}; the rows before it take it all.",
    RemarkKind.APPROVALS: "{table}: {rows} together ask more than two roles (when {given}).",
    RemarkKind.NOT_ASKED: "{table}: nothing asks for {one}.",
    RemarkKind.OVERLAP: "{table}: {rows} hold together (when {given}); the first of them decides.",
    RemarkKind.UNSETTLED: "{table}: whether anything reaches {one} is too hard to tell.",
}
_EFFECTS = {
    PolicyEffect.BLOCK: "Blocked",
    PolicyEffect.ESCALATE: "To be told",
    PolicyEffect.REQUIRE_APPROVAL: "To be approved",
}
_TURNS = {
    Turn.APPEARS: "Would appear",
    Turn.VANISHES: "Would vanish",
    Turn.CHANGES: "Would change",
}


def remark_words(remark: Remark) -> str:
    """Return a remark as a sentence."""
    return _REMARKS[remark.kind].format(
        table=remark.table,
        one=remark.rows[0],
        rows=" and ".join(remark.rows),
        given=remark.given or "anything",
    )


def outputs_words(outputs: Outputs) -> str:
    """Return an answer's words: “escalate, executive”; nobody is left out."""
    return ", ".join(word for word in outputs.values() if word != "nobody")


def show_tables(page: Paper, policy: Policy) -> None:
    """Write which tables there are."""
    tables = policy.tables.items()
    page.table(
        ("Table", "What it decides", "#Rows"),
        ((name, each.declared.title, str(len(each.rows))) for name, each in tables),
    )
    page.aside(f"Policy {policy.hash[:12]}.")


def show_table(page: Paper, declared: DecisionTable) -> None:
    """Write a table for people: rule, when, then, because."""
    page.title(declared.title)
    first = declared.hit is HitPolicy.FIRST
    page.aside("The first row that holds decides." if first else "Every row that holds counts.")
    rows = [_rule_row(row.id, row.when, row) for row in declared.rows]
    rows += [
        _rule_row("no row", {}, declared.default),
        _rule_row("not known", {}, declared.unknown),
    ]
    page.table(("Rule", "When", "Then", "Because"), rows)


def _rule_row(name: str, when: Mapping[str, str], answer: Answer) -> tuple[str, ...]:
    conditions = "; ".join(f"{each} {cell}" for each, cell in when.items())
    return name, conditions or "–", outputs_words(answer.then), answer.because


def difference_words(difference: Difference) -> str:
    """Return a difference as a sentence."""
    place = f"{difference.table}: " + (difference.row or difference.part or "the table")
    if difference.kind is DifferenceKind.MOVED:
        return f"{place} now stands {difference.after}, where it stood {difference.before}."
    if difference.kind is not DifferenceKind.CHANGED:
        said = difference.before or difference.after
        return f"{place} was {difference.kind}" + (f" ({said})." if said else ".")
    if difference.part == "examples":
        return f"{place} has other examples."
    part = f", {difference.part}" if difference.row else ""
    return f"{place}{part}: “{difference.after or 'nothing'}” instead of “{difference.before or 'nothing'}”."


def show_trace(page: Paper, traced: TracedVerdict, *, every: bool | None) -> None:
    """Write a verdict: the answer, then the rows up to the one that decides, or every row.

    Without rows where `every` is None.
    """
    page.heading(f"{traced.table} on {traced.subject}")
    outputs = " and ".join(outputs_words(each) for each in traced.outputs)
    page.line(f"It says {outputs}, by {traced.rule}.")
    page.points(traced.because)
    if traced.missing:
        page.aside(f"Not known: {', '.join(traced.missing)}.")
    if every is None:
        return
    rows = traced.rows if every else _up_to_the_hit(traced.rows)
    page.table(
        ("Rule", "Holds", "Condition", "Value", "Answer"),
        (line for row in rows for line in _trace_lines(page, row)),
    )


def show_findings(page: Paper, found: Sequence[Finding]) -> None:
    """Write findings by what follows from them: blocked, to be escalated, to be approved."""
    if not found:
        page.line("Every table is content. Nothing you need to do today.")
    for effect, heading in _EFFECTS.items():
        told = [each for each in found if each.effect is effect]
        if not told:
            continue
        page.heading(heading)
        for each in told:
            page.points(each.headline, each.remedy)
            by = f", {each.by}" if each.by else ""
            page.aside(f"  {each.rule}{by}")


def show_tried(page: Paper, tried: TriedPolicy) -> None:
    """Write what another policy would bring or take, day by day."""
    from assistant.briefing.wording import day_words

    for day in tried.days:
        if not day.turned:
            continue
        page.heading(day_words(day.as_of, today=tried.days[-1].as_of))
        for turn, words in _TURNS.items():
            found = [each for each in day.turned if each.turn is turn]
            if found:
                page.line(f"{words}:")
                page.say(each.headline for each in found)
    if not any(day.turned for day in tried.days):
        page.line("It would find the same on every day that is kept.")
    page.aside("Nothing was changed.")


def _up_to_the_hit(rows: Sequence[TracedRow]) -> Sequence[TracedRow]:
    last = max((place for place, row in enumerate(rows) if row.decides), default=len(rows) - 1)
    return rows[: last + 1]


def _trace_lines(page: Paper, row: TracedRow) -> Iterator[tuple[str, ...]]:
    for place, cell in enumerate(row.cells):
        name, holds = ("", "") if place else (row.rule, row.answer.value)
        condition = f"{cell.input} {cell.condition}"
        yield name, holds, condition, _value(page, cell), cell.answer.value


def _value(page: Paper, cell: TracedCell) -> str:
    if cell.value is not None and isinstance(cell.value.value, bool):
        return "yes" if cell.value.value else "no"
    before = f", before {page.figure(cell.before)}" if cell.before is not None else ""
    return page.figure(cell.value) + before
