"""Which work items others wait for: another project's work, or a milestone."""

from __future__ import annotations

import polars as pl

from assistant.portfolio.project import Milestone
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Dependency, DependencyKind, WorkItem


def awaited_items(snapshot: Snapshot) -> frozenset[str]:
    """Return the items that work of another project or a milestone directly needs."""
    needed = snapshot.frame(Milestone)["needs_item"].drop_nulls().to_list()
    return frozenset(needed) | _awaited_across_projects(snapshot)


def _awaited_across_projects(snapshot: Snapshot) -> frozenset[str]:
    projects = snapshot.frame(WorkItem).select("key", "project")
    links = snapshot.frame(Dependency).filter(
        (pl.col("kind") != DependencyKind.RELATES.value) & ~pl.col("soft").fill_null(False)
    )
    across = (
        links.select("predecessor", "successor")
        .join(projects, left_on="predecessor", right_on="key")
        .join(projects, left_on="successor", right_on="key", suffix="_waiting")
        .filter(pl.col("project").ne_missing(pl.col("project_waiting")))
    )
    return frozenset(across["predecessor"].to_list())
