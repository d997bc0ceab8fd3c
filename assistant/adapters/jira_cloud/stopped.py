"""Why a reading came to its end before everything was read."""

from __future__ import annotations

from assistant.portfolio.batch import Shortfall


class Stopped(Exception):
    """Jira did not give what was asked; what was read until then is good, and not all there is.

    `message` and `remedy` are for people and never hold the token.
    """

    def __init__(self, shortfall: Shortfall, message: str, *, remedy: str) -> None:
        super().__init__(message)
        self.shortfall = shortfall
        self.message = message
        self.remedy = remedy


class TurnedDown(Stopped):
    """Jira did not understand or accept this one question (HTTP 400)."""


def unreadable(what: str) -> Stopped:
    """Return the end of a reading whose answer cannot be understood."""
    return Stopped(
        Shortfall.UNREADABLE,
        f"Jira's answer about {what} cannot be read.",
        remedy="Try again; if it stays so, look at what stands between here and Jira.",
    )


def endless(what: str) -> Stopped:
    """Return the end of a reading whose pages lead nowhere."""
    return Stopped(
        Shortfall.ENDLESS,
        f"Jira's pages of {what} go in circles, and were left.",
        remedy="Read it again; what was read is kept meanwhile.",
    )
