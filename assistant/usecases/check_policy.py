"""Whether a policy can be used: its grammar, its examples, and what to look at besides."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from assistant.policy import Policy, parse_policy
from assistant.policy.examples import ExampleResult, run_examples
from assistant.policy.remarks import Remark, remarks
from assistant.usecases.app import App
from assistant.values import Value


class PolicyCheck(Value):
    """What was looked at, and what was noticed. A policy that cannot be read has no check."""

    hash: str = Field(description="sha256 of what the tables say")
    tables: int
    rows: int
    examples: int
    remarks: tuple[Remark, ...]


def policy_at(app: App, path: Path | None, *, run_examples: bool = True) -> Policy:
    """Return the policy at a path, the default where it is silent; without one, that in force.

    Raises BadSource, BadPolicy.
    """
    if path is None:
        return app.policy
    return parse_policy(app.sources.policy_files(path), run_examples=run_examples)


def check_policy(app: App, path: Path | None) -> PolicyCheck:
    """Check a policy; BadPolicy names table, row and the right word where it breaks the grammar."""
    policy = policy_at(app, path)
    rows = [row for table in policy.tables.values() for row in table.declared.rows]
    return PolicyCheck(
        hash=policy.hash,
        tables=len(policy.tables),
        rows=len(rows),
        examples=sum(len(row.examples) for row in rows),
        remarks=remarks(policy),
    )


def list_examples(app: App, path: Path | None) -> Mapping[str, tuple[ExampleResult, ...]]:
    """Return every example of a policy, run, by table; those that fail are in it too."""
    policy = policy_at(app, path, run_examples=False)
    return {name: tuple(run_examples(table)) for name, table in sorted(policy.tables.items())}
