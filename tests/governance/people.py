"""A small organisation to decide in: two programs, three projects, everybody with one part."""

from __future__ import annotations

from datetime import date

from assistant.portfolio.people import Person
from assistant.portfolio.project import Program, Project
from assistant.portfolio.snapshot import Snapshot

TODAY = date(2026, 11, 16)
PEOPLE = ("aisha", "ben", "hana", "ingrid", "luis", "maren", "olga", "vera")
PROGRAMS = {"core": "luis", "customer": "hana"}
PROJECTS = {"atlas": ("core", "ben"), "beacon": ("customer", "aisha"), "quay": (None, "vera")}


def organisation() -> Snapshot:
    return Snapshot.of(
        TODAY,
        [
            *(Person(key=key, name=key.title()) for key in PEOPLE),
            *(Program(key=key, name=key.title(), lead=lead) for key, lead in PROGRAMS.items()),
            *(
                Project(key=key, name=key.title(), program=program, owner=owner)
                for key, (program, owner) in PROJECTS.items()
            ),
        ],
    )
