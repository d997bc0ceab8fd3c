"""What was read as tables of text, which a mapping makes nouns of.

Every row's file is the page of Jira on which a person finds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.adapters.jira_cloud.records import Record
from assistant.adapters.jira_cloud.site import JiraSite
from assistant.adapters.jira_cloud.site_facts import SiteFacts
from assistant.adapters.tabular.nested import flatten, records_table
from assistant.adapters.tabular.raw import RawTable, Reading
from assistant.portfolio.batch import Note


def tables_of(site: JiraSite, facts: SiteFacts, records: Mapping[str, Record]) -> Reading:
    """Return the tables of people, projects and issues; what is kept from some is left out."""
    open_to_all = [each for each in records.values() if "security" not in each]
    placed = _placed(sorted(open_to_all, key=lambda each: (each["project"], int_of(each["key"]))))
    tables = (
        _table(site, "people", "account", _people(facts, placed)),
        _table(site, "projects", "key", _projects(facts)),
        _table(site, "browse", "key", placed),
    )
    notes = [*_notes(site, facts, len(records) - len(placed))]
    return Reading(tables=tuple(table for table in tables if table.cells.height), notes=(*notes,))


def int_of(key: str) -> int:
    """Return the number of an issue within its project."""
    number = key.rpartition("-")[2]
    return int(number) if number.isascii() and number.isdigit() else 0


def _placed(records: Sequence[Record]) -> list[Record]:
    """Return records with their place by Jira's rank, 1 first; unranked ones have none."""
    ranked = sorted((each["rank"], each["id"]) for each in records if "rank" in each)
    places = {found: place for place, (_, found) in enumerate(ranked, start=1)}
    return [
        each | ({"place": str(places[each["id"]])} if each["id"] in places else {})
        for each in records
    ]


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
