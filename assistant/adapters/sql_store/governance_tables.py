"""Governance's tables: proposals, roles by hand and by list, stand-ins, and one-time codes."""

from __future__ import annotations

from assistant.adapters.sql_store.table import DAY, INSTANT, NUMBER, TEXT, Table

PROPOSALS = Table(
    "proposals",
    {
        "number": NUMBER,
        "id": TEXT,
        "state": TEXT,
        "effect": TEXT,
        "made_at": INSTANT,
        "body": TEXT,
        "deadline": NUMBER,
    },
    key=("number",),
    optional=frozenset({"deadline"}),
    unique=("id",),
    indexed=(("state", "deadline"), ("effect",)),
)
"""A proposal with all that became of it; `body` is the whole of it as JSON.

`deadline` is in seconds since 1970, UTC, empty where none runs.
"""

PROPOSAL_ROWS = Table(
    "proposal_rows",
    {"row_table": TEXT, "row_key": TEXT, "proposal": NUMBER},
    key=("row_table", "row_key", "proposal"),
    indexed=(("proposal",),),
)
"""Which rows of the portfolio each proposal would change."""

GRANTS = Table(
    "role_grants",
    {"person": TEXT, "role": TEXT, "area": TEXT, "since": DAY, "until": DAY},
    key=("person", "role", "area"),
    optional=frozenset({"until"}),
)
"""Roles that were given by hand; an empty area is the whole portfolio."""

LISTED = Table(
    "listed_roles",
    {"person": TEXT, "role": TEXT, "area": TEXT, "listed": TEXT, "since": DAY, "until": DAY},
    key=("person", "role", "area", "listed"),
    optional=frozenset({"until"}),
)
"""Roles that people have by a list or by a group, which `listed` names."""

GROUP_ROLES = Table(
    "group_roles",
    {"group_name": TEXT, "role": TEXT, "area": TEXT, "until": DAY},
    key=("group_name", "role", "area"),
    optional=frozenset({"until"}),
)
"""Roles that everybody in a group has."""

DELEGATIONS = Table(
    "delegations",
    {"giver": TEXT, "taker": TEXT, "since": DAY, "until": DAY},
    key=("giver", "taker"),
)

CODES = Table(
    "one_time_codes",
    {"digest": TEXT, "made_at": INSTANT},
    key=("digest",),
)
"""Hashes of codes that make whoever has one an admin, once."""
