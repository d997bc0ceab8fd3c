"""Value inputs that rest on nothing."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from assistant.health.caveats.finding import ask_owners, caveat
from assistant.health.naming import count_of, project_name, rest
from assistant.health.survey import Survey
from assistant.health.verdicts import Caveat, Severity
from assistant.portfolio.project import Project
from assistant.portfolio.work import ValueInput
from assistant.values import say
from assistant.values.saying import Part

_SHOWN = 3


def unproven_values(survey: Survey) -> Iterator[Caveat]:
    """Yield the inputs of open work without evidence, where evidence is given at all."""
    inputs = survey.snapshot.frame(ValueInput)
    if inputs["evidence"].drop_nulls().is_empty():
        return
    work = survey.open_work.select("key", "project")
    unproven = inputs.filter(pl.col("evidence").is_null()).join(
        work, left_on="item", right_on="key"
    )
    if unproven.is_empty():
        return
    counts = unproven.group_by("project").len().sort(["len", "project"], descending=[True, False])
    projects = counts["project"].to_list()
    keys = unproven["key"].sort().to_list()
    remedy, owner = ask_owners(survey, projects, "what the values rest on.")
    names: list[Part] = [project_name(survey.facts, key) for key in projects[:_SHOWN]]
    others = [key for key in projects[_SHOWN:] if key is not None]
    names += rest(survey.facts, Project, others, what="with_unproven_values")
    yield caveat(
        "unproven-values",
        severity=Severity.LOW,
        subjects=[f"{ValueInput.table}:{key}" for key in keys],
        headline=say(
            "{count} value [input has|inputs have] no evidence, most of them of {names}.",
            count=count_of(survey.facts, ValueInput, keys, what="value_inputs_without_evidence"),
            names=names,
        ),
        remedy=remedy,
        unlocks="The order then rests on more than an opinion.",
        owner=owner,
    )
