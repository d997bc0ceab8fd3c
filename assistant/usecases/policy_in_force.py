"""Which decision tables are in force, and since when: what was said can be redone by them.

A store that has users decides on its own rules: the tables it keeps are in force until a proposal
to change them is approved. Tables that the program was set up with otherwise, such as those of an
edited folder or of a newer version, are set aside: `pmo propose policy` puts them to people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from assistant.governance.effects import ChangePolicy
from assistant.policy import Policy, default_tables, parse_policy
from assistant.ports.store import StoredPolicy, UnitOfWork
from assistant.usecases.app import App

_REMEMBERED = 8
"""Policies that a long-lived process keeps parsed."""


def under_policy_in_force(app: App) -> App:
    """Return the assistant under the rules its store keeps, where its users decide on them."""
    stored = app.store.policy()
    if stored is None or stored.hash == app.policy.hash or not app.store.grants():
        return app
    policy = _kept(stored)
    if policy.hash == app.policy.hash:
        return app
    return replace(
        app,
        policy=policy,
        policy_tables=stored.tables,
        tables_set_aside=app.policy_tables
        if app.tables_set_aside is None
        else app.tables_set_aside,
    )


def keep_policy_in_force(app: App) -> None:
    """Store the tables in force where others were, so that what is said can be redone by them."""
    stored = app.store.policy()
    if stored is not None and stored.hash == app.policy.hash:
        return
    if stored is not None and app.store.grants() and _kept(stored).hash != app.policy.hash:
        return  # this process was set up with rules that its store's users have not decided on
    with app.store.unit_of_work() as unit:
        _keep(app, unit, app.policy, app.policy_tables)


def put_in_force(
    app: App, unit: UnitOfWork, change: ChangePolicy, names: frozenset[str]
) -> Policy:
    """Put some of a change's tables in force, beside those that hold; return the whole policy."""
    app = under_policy_in_force(app)  # what was approved just before holds already
    tables = with_changed(app, change, names)
    policy = parse_policy(tables)
    _keep(app, unit, policy, tables)
    return policy


def with_changed(app: App, change: ChangePolicy, names: frozenset[str]) -> dict[str, str]:
    """Return the texts of all tables, with some of a change's in the place of those that hold."""
    changed = {name: table.text for name, table in change.tables.items() if name in names}
    return {**default_tables(), **app.policy_tables, **changed}


def _keep(app: App, unit: UnitOfWork, policy: Policy, tables: Mapping[str, str]) -> None:
    unit.keep_policy(
        StoredPolicy(
            hash=policy.hash,
            in_force_since=app.clock.now(),
            tables={**default_tables(), **tables},
        )
    )


def _kept(stored: StoredPolicy) -> Policy:
    """Return a kept policy; a limit that is newer than it has its default."""
    return _parsed(tuple(sorted(stored.tables.items())))


@lru_cache(maxsize=_REMEMBERED)
def _parsed(tables: tuple[tuple[str, str], ...]) -> Policy:
    return parse_policy(dict(tables), run_examples=False)
