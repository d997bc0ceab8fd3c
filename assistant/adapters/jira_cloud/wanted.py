"""What is to be read: `jira:` or `jira:ABC,DEF`."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.errors import BadSource

_PREFIX = "jira:"
_KEY = re.compile(r"[A-Z][A-Z0-9_]{0,254}")


def is_jira(path: Path) -> bool:
    """Say whether a path means Jira, not a file."""
    return str(path).casefold().startswith(_PREFIX)


def wanted_projects(path: Path) -> tuple[str, ...]:
    """Return the keys of the projects that are named, sorted; none means all. Raises BadSource."""
    named = str(path)[len(_PREFIX) :]
    keys = {part.strip().upper() for part in named.split(",") if part.strip()}
    odd = sorted(key for key in keys if not _KEY.fullmatch(key))
    if odd:
        raise BadSource(
            f"“{odd[0]}” is no key of a project.",
            file=_PREFIX,
            remedy="Write keys as Jira shows them before an issue's number: jira:ABC,DEF.",
        )
    return tuple(sorted(keys))


def place_of(keys: tuple[str, ...]) -> str:
    """Return how these projects are named as a source."""
    return _PREFIX + ",".join(keys)
