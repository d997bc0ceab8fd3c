"""Pages that follow one another by tokens, and never without end.

Jira has given the same token twice, pages that repeat, and pages that hold nothing new (reports of
several connectors); each is noticed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.adapters.jira_cloud import asks
from assistant.adapters.jira_cloud.answers import CHANGES, ISSUES, Change, IssuePage
from assistant.adapters.jira_cloud.stopped import Stopped, endless
from assistant.adapters.jira_cloud.wire import Wire
from assistant.portfolio.batch import Shortfall

_MOST_WITHOUT_NEW = 3
"""Pages in a row that may hold nothing new: Jira leaves out what the account may not see."""

_MOST_CHANGE_PAGES = 1_000
_FOLLOWED = ("status",)
"""What an issue's history is read for: when work on it began and ended."""


class Tokens:
    """The tokens of one run of pages."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._seen: set[str] = set()

    def take(self, token: str) -> str:
        """Return a token; Stopped where it was given before."""
        if token in self._seen:
            raise endless(self._what)
        self._seen.add(token)
        return token


def issue_pages(
    wire: Wire,
    ask: Callable[[str | None], asks.Ask],
    *,
    most: int,
    token: str | None = None,
) -> Iterator[IssuePage]:
    """Yield the pages of a search; Stopped where they do not come to an end at the last.

    More than `most` different issues are more than there can be.
    """
    tokens, seen, idle = Tokens("issues"), set[str](), 0
    while True:
        page = wire.answer(ask(token), ISSUES, "issues")
        yield page
        new = {issue.id for issue in page.issues} - seen
        seen |= new
        if page.token is None:
            return _check_end(page)
        idle = 0 if new else idle + 1
        if idle >= _MOST_WITHOUT_NEW or len(seen) > most:
            raise endless("issues")
        token = tokens.take(page.token)


def _check_end(page: IssuePage) -> None:
    if page.is_last is False:
        raise Stopped(
            Shortfall.ENDLESS,
            "Jira says that more issues follow, and not where.",
            remedy="Read it again; what was read is kept meanwhile.",
        )


def changes_of(wire: Wire, ids: list[str]) -> dict[str, list[Change]]:
    """Return how the status of some issues changed, by issue."""
    found: dict[str, list[Change]] = {}
    if not ids:
        return found
    tokens, token = Tokens("changes"), None
    for _ in range(_MOST_CHANGE_PAGES):
        page = wire.answer(asks.changes(ids, _FOLLOWED, token), CHANGES, "changes")
        for issue in page.issues:
            found.setdefault(issue.issue, []).extend(issue.histories)
        if page.token is None:
            return found
        token = tokens.take(page.token)
    raise endless("changes")
