"""What was read as tables of text, which a mapping makes nouns of.

Every row's file is the page of Jira on which a person finds it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.adapters.jira_cloud.records import Record
from assistant.adapters.jira_cloud.site import JiraSite
from assistant.adapters.jira_cloud.site_facts import SiteFacts
from assistant.adapters.tabular.nested import flatten, records_table
from assistant.adapters.tabular.raw import RawTable, Reading
from assistant.portfolio.batch import Note

_RANK = re.compile(r"[0-9]\|([0-9a-z]{6}):([0-9a-z]*)", re.ASCII)
_FINE = 3
"""Digits behind a rank's colon that count: with the six before it they fit a cell of a number."""


def tables_of(site: JiraSite, facts: SiteFacts, records: Mapping[str, Record]) -> Reading:
    """Return the tables of people, projects and issues; what is kept from some is left out."""
    open_to_all = [each for each in records.values() if "security" not in each]
    ordered = sorted(open_to_all, key=lambda each: (each["project"], _number(each["key"])))
    issues = [each | {"place": _place(each.get("rank"))} for each in ordered]
    tables = (
        _table(site, "people", "account", _people(facts, issues)),
        _table(site, "projects", "key", _projects(facts)),
        _table(site, "browse", "key", issues),
    )
    notes = [*_notes(site, facts, len(records) - len(issues))]
    return Reading(tables=tuple(table for table in tables if table.cells.height), notes=(*notes,))


def _number(key: str) -> int:
    """Return the number of an issue within its project."""
    number = key.rpartition("-")[2]
    return int(number) if number.isascii() and number.isdigit() else 0


def _place(rank: str | None) -> str | None:
    """Return Jira's rank, such as “0|i0003z:x”, as a number of the same order.

    It is no count from the first on: then an issue that goes would move all behind it.
    """
    found = _RANK.fullmatch(rank or "")
    return str(int(found[1] + found[2][:_FINE].ljust(_FINE, "0"), 36)) if found else None


def _people(facts: SiteFacts, records: Sequence[Record]) -> list[dict[str, str | None]]:
    """Return everyone that something is assigned to, and the projects' leads; each once."""
    found: dict[str, dict[str, str | None]] = {}
    for project in facts.projects:
        if (lead := project.lead) is not None:
            found[lead.account_id] = _person(lead.account_id, lead.name, lead.email)
    for each in records:
        if (owner := each.get("owner")) is not None:
            person = _person(owner, each.get("owner_name"), each.get("owner_email"))
            found[owner] = found.get(owner, {}) | {k: v for k, v in person.items() if v}
    return [found[key] for key in sorted(found)]


def _person(account: str, name: str | None, email: str | None) -> dict[str, str | None]:
    return {"account": account, "name": name or account, "email": email}


def _projects(facts: SiteFacts) -> list[dict[str, str | None]]:
    return [
        {
            "key": project.key,
            "name": project.name,
            "lead": project.lead.account_id if project.lead else None,
            "private": "true" if project.is_private else "false",
        }
        for project in facts.projects
    ]


def _table(
    site: JiraSite, page: str, named: str, records: Sequence[Mapping[str, object]]
) -> RawTable:
    flat = [flatten(dict(record)) for record in records]  # type: ignore[arg-type]  # texts and lists of them, by construction
    files = [f"{site.url}/{page}/{record[named]}" for record in flat]
    return records_table(f"{site.url}/{page}", flat, [1] * len(flat), files)


def _notes(site: JiraSite, facts: SiteFacts, kept_back: int) -> list[Note]:
    notes = []
    if kept_back:
        issues = "one issue is" if kept_back == 1 else f"{kept_back:,} issues are"
        text = f"{issues} left out: a security level keeps them from some who see the project"
        notes.append(Note(file=site.url, text=text))
    if not facts.fields.points:
        text = "no field of story points was found; PMO_JIRA_POINTS names it"
        notes.append(Note(file=site.url, text=text))
    return notes
