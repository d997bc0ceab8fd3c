"""Puts a change of the rules to whoever decides: row by row, and what it would find today."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.errors import BadInput, Refused
from assistant.governance.effects import ChangePolicy, NewTable
from assistant.governance.proposal import Line
from assistant.governance.rights import EffectKind, Resource, needed_role
from assistant.policy import Policy, default_tables, parse_policy
from assistant.policy.difference import differences
from assistant.policy.writing import policy_files, policy_text
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.assessment import Assessment
from assistant.usecases.compare_policies import TriedDay, tried_today
from assistant.usecases.policy_in_force import under_policy_in_force, with_changed
from assistant.usecases.put_forward import Proposed, put_forward
from assistant.values import Statement, Unit, say


def propose_policy(app: App, path: Path | None, only: Sequence[str] = ()) -> Proposed:
    """Propose to put the tables of a path in force, or some of them; each is a line of its own.

    Without a path they are those that were set aside: what the program was set up with where its
    store keeps other ones. Tables that a path does not hold stay as they are. Raises BadPolicy,
    BadSource, BadInput where nothing would change or nobody could decide on rules any more.
    """
    actor = Actor.of(app)
    effect = policy_change(actor.app, _tables(actor.app, path, only))
    check_policy_change(actor.app, effect)
    return put_forward(actor, effect, _lines(effect, actor.view.full))


def policy_change(app: App, texts: Mapping[str, str]) -> ChangePolicy:
    """Return the change that brings some tables into force; BadInput where they all are."""
    held = {**default_tables(), **app.policy_tables}
    after = parse_policy({**held, **texts})
    found = differences(app.policy, after)
    named = dict.fromkeys(each.table for each in found)
    if not named:
        raise BadInput("These tables say what those in force say, so there is nothing to decide.")
    written = policy_files(after)
    tables = {
        name: NewTable(
            replaces=table_hash(app.policy, name),
            text=policy_text(written[name]),
            changes=tuple(each for each in found if each.table == name),
        )
        for name in named
    }
    return ChangePolicy(against=app.policy.hash, tables=tables)


def check_policy_change(app: App, effect: ChangePolicy) -> None:
    """Raise Refused where a table has changed since, or nobody could decide on rules afterwards."""
    app = under_policy_in_force(app)
    for name, table in effect.tables.items():
        if table_hash(app.policy, name) != table.replaces:
            raise Refused(
                f"The table {name} has changed since this was proposed.",
                remedy=f"See pmo policy show {name}, and propose it again.",
            )
    after = parse_policy(with_changed(app, effect, frozenset(effect.tables)))
    if needed_role(Resource(effect=EffectKind.POLICY_CHANGE), after) is None:
        raise BadInput(
            "Under these rules nobody could ever change a rule again.",
            remedy="Let a row of decision_rights say who decides on a policy change.",
        )


def try_change(assessment: Assessment, effect: ChangePolicy) -> TriedDay:
    """Return which findings and colours a change would bring or take today, as the asker sees it."""
    names = frozenset(effect.tables)
    return tried_today(assessment, parse_policy(with_changed(assessment.app, effect, names)))


def table_hash(policy: Policy, name: str) -> str | None:
    """Return the sha256 of what a table says; None where there is none of that name."""
    file = policy_files(policy).get(name)
    return None if file is None else hashlib.sha256(policy_text(file).encode()).hexdigest()


def _tables(app: App, path: Path | None, only: Sequence[str]) -> Mapping[str, str]:
    if path is not None:
        texts: Mapping[str, str] = app.sources.policy_files(path)
    elif app.tables_set_aside is not None:
        texts = {**default_tables(), **app.tables_set_aside}
    else:
        raise BadInput("No tables were set aside.", remedy="Name a folder, .yaml or .xlsx.")
    missing = [name for name in only if name not in texts]
    if missing:
        raise BadInput(
            f"There is no table “{missing[0]}” in it.", remedy=f"There is: {', '.join(texts)}."
        )
    return {name: text for name, text in texts.items() if not only or name in only}


def _lines(effect: ChangePolicy, full: Snapshot) -> tuple[Line, ...]:
    """Return a line for each table, where there are several: none needs another."""
    if len(effect.tables) == 1:
        return ()
    facts = Facts(full)
    return tuple(
        Line(id=name, statement=_line(name, table, facts)) for name, table in effect.tables.items()
    )


def _line(name: str, table: NewTable, facts: Facts) -> Statement:
    return say(
        "{table}: {count} [difference|differences].",
        table=facts.of("policy", f"table {name}", name, Unit.TEXT),
        count=facts.of("policy", f"differences in {name}", len(table.changes), Unit.COUNT),
    )
