"""How a change is told: what it is called, from the old value to the new one."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.health.changes.comparison import Comparison
from assistant.health.naming import called, count_of, project_name
from assistant.health.verdicts import Change, ChangeKind
from assistant.portfolio.facts import Facts
from assistant.portfolio.noun import Noun, columns
from assistant.portfolio.registry import BY_TABLE
from assistant.values import Fact, Statement, Unit, say
from assistant.values.saying import Slot


def change_of(
    comparison: Comparison,
    row: tuple[type[Noun], str],
    *,
    kind: ChangeKind,
    materiality: int,
    text: str,
    earlier: bool = False,
    **slots: Slot,
) -> Change:
    """Return a change of one row; the slot `what` is what the row is called.

    `earlier` names the row as the earlier snapshot has it, for what is gone from the later one.
    """
    facts = comparison.old if earlier else comparison.new
    return Change(
        kind=kind,
        table=row[0].table,
        key=row[1],
        project=comparison.project_of(*row),
        materiality=materiality,
        headline=say(text, what=called(facts, *row), **slots),
    )


def counted_by_project(  # noqa: PLR0913 - see change_of
    comparison: Comparison,
    noun: type[Noun],
    keys: Iterable[str],
    *,
    what: str,
    kind: ChangeKind,
    materiality: int,
    text: str,
    earlier: bool = False,
) -> Iterable[Change]:
    """Yield one change a project for rows that share what happened to them.

    The text has the slots `count` and `project`; `what` names the count.
    """
    by_project: dict[str | None, list[str]] = {}
    for key in keys:
        by_project.setdefault(comparison.project_of(noun, key), []).append(key)
    facts = comparison.old if earlier else comparison.new
    for project, rows in sorted(by_project.items(), key=lambda pair: pair[0] or ""):
        where = project or "none"
        yield Change(
            kind=kind,
            table=noun.table,
            key=f"{where}:{what}",
            project=project,
            materiality=materiality,
            headline=say(
                text,
                count=count_of(facts, noun, rows, of=f"projects:{where}", what=what),
                project=project_name(facts, project),
            ),
            subjects=tuple(f"{noun.table}:{row}" for row in rows),
        )


def cell_of(facts: Facts, noun: type[Noun], key: str, field: str, unit: Unit) -> Fact | None:
    """Return one cell as a fact, a reference by its name; None where the cell is empty."""
    value = getattr(facts.snapshot.get(noun, key), field, None)
    if value is None:
        return None
    ref = next(column.ref for column in columns(noun) if column.name == field)
    if ref is None:
        return facts.cell(noun, key, field, unit)
    named = facts.name(BY_TABLE[ref], value)
    rows = (*named.sources, facts.snapshot.source(noun, key, field))
    return named.model_copy(update={"sources": rows})


def went(what: Statement, label: str, old: Fact | None, new: Fact | None) -> Statement:
    """Return “Atlas: the sponsor went from A to B.”, or that it is new, or empty now.

    Raises ValueError when it is empty on both sides.
    """
    if old is not None and new is not None:
        return say(f"{{what}}: {label} went from {{old}} to {{new}}.", what=what, old=old, new=new)
    if new is not None:
        return say(f"{{what}}: {label} is now {{new}}.", what=what, new=new)
    if old is not None:
        return say(f"{{what}}: {label} is empty now; it was {{old}}.", what=what, old=old)
    msg = f"{label} was and is empty"
    raise ValueError(msg)
