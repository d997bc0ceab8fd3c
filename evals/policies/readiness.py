"""Kubernetes production readiness: verdicts from the files, beside the derived columns.

The table is asked what the kep.yaml and the record of the day say. The expected verdict is told
by a few lines over the CSV's columns, which others derived from the same history. Every plan is
asked again in copies that lack one thing each.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import BadSource
from evals.policies.verdicts import Comparison, rule

TABLE = "production_readiness"
Given = dict[str, bool | str | None]

_MUTATIONS: Mapping[str, Given] = {
    "no-record": {"record": False, "approver": False},
    "no-approver": {"record": True, "approver": False},
    "not-entitled": {"record": True, "approver": True, "entitled": False},
    "not-implementable": {
        "record": True,
        "approver": True,
        "entitled": True,
        "status": "provisional",
    },
    "no-milestone": {
        "record": True,
        "approver": True,
        "entitled": True,
        "status": "implementable",
        "milestone": False,
    },
}


def run(folder: Path) -> dict[str, Any]:
    """Return how often table and columns agree, as they are and in mutated copies."""
    approvers = _approvers(folder)
    plans, copies, outsiders = Comparison(), Comparison(), set()
    for plan in _plans(folder):
        given = _from_files(folder, plan, approvers)
        case = f"{plan['release']} {plan['kep_number']}"
        plans.add(case, rule(TABLE, given), _by_columns(plan, approvers))
        if given["entitled"] is False and given["approver"]:
            outsiders.add(plan["prr_approver_for_stage"].lstrip("@"))
        for expected, change in _MUTATIONS.items():
            copies.add(f"{case}, {expected}", rule(TABLE, {**given, **change}), expected)
    return {
        "name": "readiness",
        "plans": plans.figures(),
        "mutated": copies.figures(),
        "approvers_outside_the_list_of_the_newest_day": sorted(outsiders),
    }


def _plans(folder: Path) -> Iterator[dict[str, str]]:
    file = min(folder.glob("plan_outcomes_*.csv"), default=None)
    if file is None:
        raise BadSource("there is no plan_outcomes_*.csv in it.", file=str(folder))
    with file.open(encoding="utf-8", newline="") as rows:
        yield from csv.DictReader(rows)


def _approvers(folder: Path) -> frozenset[str]:
    """Return who may approve, and who could before, by the newest OWNERS_ALIASES."""
    file = max(folder.glob("portfolio_at_*/OWNERS_ALIASES"), default=None)
    if file is None:
        raise BadSource("there is no portfolio_at_*/OWNERS_ALIASES in it.", file=str(folder))
    aliases = yaml.safe_load(file.read_text(encoding="utf-8"))["aliases"]
    groups = ("prod-readiness-approvers", "prod-readiness-approvers-emeritus")
    return frozenset(person.lower() for group in groups for person in aliases.get(group, ()))


def _from_files(folder: Path, plan: Mapping[str, str], approvers: frozenset[str]) -> Given:
    release = folder / "planned_by_release" / plan["release"]
    kep = _yaml(release / plan["path"].removeprefix("keps/"))
    record = release / "prod-readiness" / f"{plan['kep_number']}.yaml"
    stage = str(kep.get("stage") or plan["stage"]).strip()
    named = (_yaml(record).get(stage) or {}).get("approver") if record.exists() else None
    return {
        "record": record.exists(),
        "approver": bool(named),
        "entitled": str(named).lstrip("@").lower() in approvers if named else None,
        "status": str(kep.get("status", "")).strip() or None,
        "milestone": bool((kep.get("milestone") or {}).get(stage)),
    }


def _yaml(file: Path) -> dict[str, Any]:
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, OSError) as error:
        raise BadSource("it cannot be read as YAML.", file=str(file)) from error


def _by_columns(plan: Mapping[str, str], approvers: frozenset[str]) -> str:
    """Return the verdict as the columns tell it, written down apart from the table."""
    approver = plan["prr_approver_for_stage"].lstrip("@").lower()
    faults = {
        "no-record": plan["prr_file_present"] != "1",
        "no-approver": not approver,
        "not-entitled": approver not in approvers,
        "not-implementable": plan["status"] not in {"implementable", "implemented"},
        "no-milestone": not plan[f"milestone_{plan['stage']}"],
    }
    return next((fault for fault, holds in faults.items() if holds), "ready")
