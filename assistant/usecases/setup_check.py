"""One thing that was looked at when somebody asks whether everything is there."""

from __future__ import annotations

from assistant.values import Value


class Check(Value):
    """One thing that was looked at; `fix` also where it is fine and could be better."""

    what: str
    fine: bool
    found: str
    fix: str | None = None
