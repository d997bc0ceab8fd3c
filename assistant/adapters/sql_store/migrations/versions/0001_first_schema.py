"""The first schema: a table of row versions per noun, and the records beside them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0001"
down_revision = None

TEXT = sa.Text()
NUMBER = sa.BigInteger()
FLAG = sa.Boolean()
DAY = sa.Date()
INSTANT = sa.DateTime(timezone=True)

TYPES: dict[str, TypeEngine[Any]] = {"text": TEXT, "number": NUMBER, "flag": FLAG, "day": DAY}

# The columns of each noun, by type. Before the first release: write_initial_migration.py in the
# store's tests writes this part anew.
NOUNS: dict[str, dict[str, str]] = {
    "organisation": {
        "text": "key name currency time_zone",
        "day": "today",
    },
    "themes": {
        "text": "key name owner",
    },
    "holidays": {
        "text": "key calendar name",
        "day": "day",
    },
    "freezes": {
        "text": "key name systems",
        "day": "start end",
    },
    "vendors": {
        "text": "key name",
    },
    "programs": {
        "text": "key name lead",
    },
    "teams": {
        "text": "key name lead program",
        "number": "change_work_percent wip_limit",
    },
    "people": {
        "text": "key name email team role skills",
        "number": "part_time_percent change_work_percent",
        "day": "start end",
    },
    "availability": {
        "text": "key person",
        "day": "start end",
        "number": "available_percent",
    },
    "reserves": {
        "text": "key kind team person effort_unit",
        "day": "start end",
        "number": "effort_minutes percent",
        "flag": "measured",
    },
    "contractors": {
        "text": "key name skills day_rate_currency",
        "number": "day_rate_units lead_time_days",
        "day": "available_from",
    },
    "projects": {
        "text": (
            "key name aliases program sponsor owner method stage themes systems vendor "
            "contingency reported_rag delivery_confidence running_cost_currency visible_to "
            "description"
        ),
        "day": "start end baseline_end",
        "number": (
            "scope_baseline scope_current tolerance_schedule_days tolerance_cost_percent "
            "tolerance_scope_percent tolerance_benefit_percent running_cost_units"
        ),
        "flag": "confidential",
    },
    "gates": {
        "text": "key project stage artefact decision approver",
        "day": "decided_on",
    },
    "milestones": {
        "text": (
            "key project name committed_to penalty_currency penalty_per needs_person needs_item"
        ),
        "day": "baseline forecast actual committed",
        "number": "penalty_units",
        "flag": "mandatory is_release",
    },
    "status_updates": {
        "text": "key project author rag text",
        "day": "day",
    },
    "requests": {
        "text": "key name state reason requester project merged_into estimate description",
        "day": "submitted",
    },
    "work_items": {
        "text": (
            "key name project parent type status category owner team estimate remaining_unit "
            "release systems sprints labels description"
        ),
        "number": "remaining_minutes points tracker_order restarts",
        "day": "created started finished due",
        "flag": "mandatory minor",
    },
    "value_inputs": {
        "text": "key item factor currency owner evidence",
        "number": "value",
        "day": "stated_on",
    },
    "dependencies": {
        "text": "key predecessor successor kind reason",
        "number": "lag_days",
        "flag": "soft",
    },
    "pins": {
        "text": "key item pinned_by reason",
        "number": "place",
        "day": "not_after until",
    },
    "agreed_order": {
        "text": "key item agreed_by",
        "number": "place",
        "day": "agreed_on",
    },
    "assignments": {
        "text": "key project item person team skill effort_unit claimed_by",
        "day": "start end",
        "number": "effort_minutes percent",
    },
    "raid": {
        "text": "key kind name project rating owner state mitigation",
        "day": "raised_on accepted_until due",
    },
    "budgets": {
        "text": (
            "key project kind name baseline_currency forecast_currency planned_value_currency "
            "earned_value_currency actual_cost_currency vendor"
        ),
        "number": (
            "baseline_units forecast_units planned_value_units earned_value_units "
            "actual_cost_units"
        ),
    },
    "benefits": {
        "text": "key project name owner per_year_currency expected_per_year_currency",
        "number": "per_year_units expected_per_year_units",
        "day": "due",
    },
    "change_requests": {
        "text": "key project name state effort_unit cost_currency",
        "day": "raised_on",
        "number": "effort_minutes cost_units",
    },
    "decisions": {
        "text": (
            "key name kind state projects items decider options cost_of_waiting_currency reason "
            "facts outcome"
        ),
        "day": "asked_on due decided_on outcome_on",
        "number": "cost_of_waiting_units chance_percent",
        "flag": "advice_was_right",
    },
}


def upgrade() -> None:
    """Create everything."""
    for table, columns in NOUNS.items():
        _create_noun(table, columns)
    _create_import_tables()
    _create_records()


def _create_noun(table: str, columns: dict[str, str]) -> None:
    own = [
        sa.Column(name, TYPES[kind], nullable=name != "key")
        for kind, names in columns.items()
        for name in names.split()
    ]
    op.create_table(
        table,
        *own,
        *_version_columns(),
        sa.PrimaryKeyConstraint("_entity", "_position", name=f"pk_{table}"),
        sqlite_with_rowid=False,
    )


def _version_columns() -> tuple[sa.Column[Any], ...]:
    """Return what every table of row versions has beside the columns of its noun."""
    return (
        sa.Column("_import", NUMBER, nullable=False),
        sa.Column("_file", TEXT),
        sa.Column("_row", NUMBER),
        sa.Column("_rule", NUMBER),
        sa.Column("_effective", DAY),
        sa.Column("_hash", NUMBER),
        sa.Column("_missing", TEXT),
        sa.Column("_extra", TEXT),
        sa.Column("_entity", NUMBER, nullable=False),
        sa.Column("_position", NUMBER, nullable=False),
        sa.Column("_recorded", NUMBER, nullable=False),
        sa.Column("_source", NUMBER, nullable=False),
        sa.Column("_closed", FLAG, nullable=False),
    )


def _create_import_tables() -> None:
    op.create_table(
        "sources",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_sources"),
        sa.UniqueConstraint("name", name="uq_sources_name"),
    )
    op.create_table(
        "imports",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("location", TEXT, nullable=False),
        sa.Column("as_of", DAY, nullable=False),
        sa.Column("imported_at", INSTANT, nullable=False),
        sa.Column("complete", FLAG, nullable=False),
        sa.Column("rows", NUMBER, nullable=False),
        sa.Column("refused", NUMBER, nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.Column("headers", TEXT, nullable=False),
        sa.Column("visible", FLAG, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_imports"),
        sa.ForeignKeyConstraint(["source"], ["sources.name"], name="fk_imports_source_sources"),
    )
    for table in ("covered", "passed_over"):
        op.create_table(
            table,
            sa.Column("_recorded", NUMBER, nullable=False),
            sa.Column("table_name", TEXT, nullable=False),
            sa.Column("_entity", NUMBER, nullable=False),
            sa.PrimaryKeyConstraint("_recorded", "table_name", "_entity", name=f"pk_{table}"),
            sa.ForeignKeyConstraint(
                ["_recorded"], ["imports.number"], name=f"fk_{table}__recorded_imports"
            ),
        )
    op.create_table(
        "quarantine",
        sa.Column("_recorded", NUMBER, nullable=False),
        sa.Column("place", NUMBER, nullable=False),
        sa.Column("file", TEXT, nullable=False),
        sa.Column("row_number", NUMBER),
        sa.Column("column_name", TEXT),
        sa.Column("value", TEXT),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("remedy", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("_recorded", "place", name="pk_quarantine"),
        sa.ForeignKeyConstraint(
            ["_recorded"], ["imports.number"], name="fk_quarantine__recorded_imports"
        ),
    )


def _create_records() -> None:
    op.create_table(
        "same_as",
        sa.Column("table_name", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("primary_source", TEXT, nullable=False),
        sa.Column("primary_key", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("table_name", "source", "key", name="pk_same_as"),
        sa.ForeignKeyConstraint(["source"], ["sources.name"], name="fk_same_as_source_sources"),
        sa.ForeignKeyConstraint(
            ["primary_source"], ["sources.name"], name="fk_same_as_primary_source_sources"
        ),
    )
    op.create_table(
        "policies",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("hash", TEXT, nullable=False),
        sa.Column("in_force_since", INSTANT, nullable=False),
        sa.Column("tables", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_policies"),
    )
    op.create_table(
        "briefs",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("as_of", DAY, nullable=False),
        sa.Column("since", DAY),
        sa.Column("revision", TEXT, nullable=False),
        sa.Column("policy_hash", TEXT, nullable=False),
        sa.Column("viewer", TEXT),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_briefs"),
        sa.UniqueConstraint("id", name="uq_briefs_id"),
    )
    op.create_table(
        "identities",
        sa.Column("provider", TEXT, nullable=False),
        sa.Column("external_id", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("provider", "external_id", name="pk_identities"),
    )
    op.create_table(
        "watched_sources",
        sa.Column("source", TEXT, nullable=False),
        sa.Column("location", TEXT, nullable=False),
        sa.Column("mapping", TEXT),
        sa.Column("as_of", DAY),
        sa.PrimaryKeyConstraint("source", name="pk_watched_sources"),
    )
    op.create_table(
        "events",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("facts", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_events"),
    )
