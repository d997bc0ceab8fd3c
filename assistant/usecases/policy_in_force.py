"""Which decision tables are in force, and since when: what was said can be redone by them."""

from __future__ import annotations

from assistant.policy import default_tables
from assistant.ports.store import StoredPolicy
from assistant.usecases.app import App


def keep_policy_in_force(app: App) -> None:
    """Store the tables in force where others were, so that what is said can be redone by them."""
    stored = app.store.policy()
    if stored is not None and stored.hash == app.policy.hash:
        return
    with app.store.unit_of_work() as work:
        work.keep_policy(
            StoredPolicy(
                hash=app.policy.hash,
                in_force_since=app.clock.now(),
                tables={**default_tables(), **app.policy_tables},
            )
        )
