"""The store's tables: their columns, keys and what they refer to. Cheap to import.

`schema` makes SQLAlchemy tables of them for migrations; everything else reads and writes frames
with these columns.

A table of a noun holds row versions. A version says how a row is from its place in the fold of its
source's imports on, until the next version of the same row:

    _entity    internal id of the row: 64 bits of a hash over source, table and key
    _position  place in the fold: the as-of day, then the import's number (see `history`)
    _recorded  the import that wrote the version; nobody sees it before that import is visible
    _source    number of the source
    _closed    the row does not exist from here on

Versions of visible imports are never changed or deleted, so whoever knows which imports are
visible reads consistently, over as many connections as they like. For the same reason versions
have no foreign key to `imports`: it would cost a scan of every table when one is swept away.
"""

from __future__ import annotations

from functools import cache

from assistant.adapters.sql_store.governance_tables import (
    CODES,
    DELEGATIONS,
    GRANTS,
    GROUP_ROLES,
    LISTED,
    PROPOSAL_ROWS,
    PROPOSALS,
)
from assistant.adapters.sql_store.table import DAY, FLAG, INSTANT, NUMBER, TEXT, Table
from assistant.portfolio.frames import frame_schema
from assistant.portfolio.noun import Noun

VERSION = {
    "_entity": NUMBER,
    "_position": NUMBER,
    "_recorded": NUMBER,
    "_source": NUMBER,
    "_closed": FLAG,
}
_ALWAYS = {*VERSION, "key", "_import"}


@cache
def versions(noun: type[Noun]) -> Table:
    """Return the table of a noun's row versions."""
    columns = {**frame_schema(noun), **VERSION}
    return Table(
        name=noun.table,
        columns=columns,
        key=("_entity", "_position"),
        optional=frozenset(columns.keys() - _ALWAYS),
    )


SOURCES = Table("sources", {"number": NUMBER, "name": TEXT}, key=("number",), unique=("name",))

IMPORTS = Table(
    "imports",
    {
        "number": NUMBER,
        "source": TEXT,
        "location": TEXT,
        "as_of": DAY,
        "imported_at": INSTANT,
        "complete": FLAG,
        "rows": NUMBER,
        "refused": NUMBER,
        "content": TEXT,
        "headers": TEXT,
        "visible": FLAG,
        "shortfall": TEXT,
    },
    key=("number",),
    optional=frozenset({"shortfall"}),
    refers={"source": "sources.name"},
)

COVERED = Table(
    "covered",
    {"_recorded": NUMBER, "table_name": TEXT, "_entity": NUMBER},
    key=("_recorded", "table_name", "_entity"),
    refers={"_recorded": "imports.number"},
)
"""Rows that a partial import speaks of."""

PASSED_OVER = Table(
    "passed_over",
    {"_recorded": NUMBER, "table_name": TEXT, "_entity": NUMBER},
    key=("_recorded", "table_name", "_entity"),
    refers={"_recorded": "imports.number"},
)
"""Rows that a complete import refused, and so says nothing of."""

QUARANTINE = Table(
    "quarantine",
    {
        "_recorded": NUMBER,
        "place": NUMBER,
        "file": TEXT,
        "row_number": NUMBER,
        "column_name": TEXT,
        "value": TEXT,
        "why": TEXT,
        "remedy": TEXT,
    },
    key=("_recorded", "place"),
    optional=frozenset({"row_number", "column_name", "value"}),
    refers={"_recorded": "imports.number"},
)

SAME_AS = Table(
    "same_as",
    {
        "table_name": TEXT,
        "source": TEXT,
        "key": TEXT,
        "primary_source": TEXT,
        "primary_key": TEXT,
    },
    key=("table_name", "source", "key"),
    refers={"source": "sources.name", "primary_source": "sources.name"},
)

POLICIES = Table(
    "policies",
    {"number": NUMBER, "hash": TEXT, "in_force_since": INSTANT, "tables": TEXT},
    key=("number",),
    numbered=True,
)

BRIEFS = Table(
    "briefs",
    {
        "number": NUMBER,
        "id": TEXT,
        "audience": TEXT,
        "as_of": DAY,
        "since": DAY,
        "revision": TEXT,
        "policy_hash": TEXT,
        "viewer": TEXT,
        "written_at": INSTANT,
        "body": TEXT,
    },
    key=("number",),
    optional=frozenset({"since", "viewer"}),
    unique=("id",),
    numbered=True,
)

IDENTITIES = Table(
    "identities",
    {"provider": TEXT, "external_id": TEXT, "person": TEXT},
    key=("provider", "external_id"),
)

WATCHED = Table(
    "watched_sources",
    {"source": TEXT, "location": TEXT, "mapping": TEXT, "as_of": DAY},
    key=("source",),
    optional=frozenset({"mapping", "as_of"}),
)

EVENTS = Table(
    "events",
    {"number": NUMBER, "name": TEXT, "at": INSTANT, "facts": TEXT},
    key=("number",),
    numbered=True,
)

AUDIT = Table(
    "audit_events",
    {
        "number": NUMBER,
        "at": INSTANT,
        "actor": TEXT,
        "kind": TEXT,
        "subject": TEXT,
        "facts": TEXT,
        "hash": TEXT,
    },
    key=("number",),
    indexed=(("subject",),),
)
"""The audit chain; its numbers are given by the chain, not by the database."""

CHECKPOINTS = Table(
    "audit_checkpoints",
    {
        "number": NUMBER,
        "store": TEXT,
        "head_number": NUMBER,
        "head_hash": TEXT,
        "at": INSTANT,
        "key": TEXT,
        "signature": TEXT,
    },
    key=("number",),
    numbered=True,
)

PSEUDONYMS = Table(
    "pseudonyms",
    {"person": TEXT, "pseudonym": TEXT},
    key=("person",),
    unique=("pseudonym",),
)

OUTBOX = Table(
    "outbox",
    {"id": TEXT, "proposal": NUMBER, "state": TEXT, "body": TEXT},
    key=("id",),
    indexed=(("state",), ("proposal",)),
)
"""Messages on their way outside; `body` is the whole delivery as JSON.

`proposal` is zero for a notice to one person, which nobody has to approve.
"""

RUNS = Table("duty_runs", {"duty": TEXT, "due": INSTANT}, key=("duty",))
"""For which moment each duty was done last."""

FORECASTS = Table("given_forecasts", {"id": TEXT, "given_on": DAY, "body": TEXT}, key=("id",))
"""Days that were given to people; `body` is the whole forecast as JSON."""

PUBLICATIONS = Table(
    "publications",
    {"number": NUMBER, "id": TEXT, "brief": TEXT, "corrects": TEXT, "body": TEXT},
    key=("number",),
    optional=frozenset({"corrects"}),
    unique=("id",),
)
"""What was brought outside, to the last byte; `body` is the whole publication as JSON."""

DISPUTES = Table(
    "disputes",
    {"number": NUMBER, "id": TEXT, "publication": TEXT, "state": TEXT, "body": TEXT},
    key=("number",),
    unique=("id",),
)
"""Figures of publications that somebody takes to be wrong; `body` is the whole of it as JSON."""

TURNS = Table(
    "turns",
    {"number": NUMBER, "person": TEXT, "thread": TEXT, "at": INSTANT, "body": TEXT},
    key=("number",),
    indexed=(("person", "thread"),),
    numbered=True,
)
"""What was asked in conversations; `body` is the whole turn as JSON."""

RECORDS = (
    SOURCES,
    IMPORTS,
    COVERED,
    PASSED_OVER,
    QUARANTINE,
    SAME_AS,
    POLICIES,
    BRIEFS,
    IDENTITIES,
    WATCHED,
    EVENTS,
    AUDIT,
    CHECKPOINTS,
    PSEUDONYMS,
    PROPOSALS,
    PROPOSAL_ROWS,
    GRANTS,
    LISTED,
    GROUP_ROLES,
    DELEGATIONS,
    CODES,
    OUTBOX,
    RUNS,
    FORECASTS,
    PUBLICATIONS,
    DISPUTES,
    TURNS,
)
