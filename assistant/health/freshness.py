"""How long a project has been silent, and when that makes it Grey."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.health.updates import latest_updates
from assistant.policy import Policy
from assistant.portfolio.project import Project, StatusUpdate
from assistant.portfolio.snapshot import Snapshot


class Freshness:
    """The last updates of a snapshot's projects, by the policy's limit.

    Where nobody reports at all, nobody is silent: then freshness is not judged. Elsewhere a
    project that never reported is silent since its start.
    """

    def __init__(self, snapshot: Snapshot, policy: Policy) -> None:
        self._today = snapshot.as_of
        self._latest = latest_updates(snapshot)
        self.limit = int(policy.limit("status_update_stale_days"))

    def last(self, project: Project) -> StatusUpdate | None:
        """Return the project's last update."""
        return self._latest.get(project.key)

    def silent_since(self, project: Project) -> date | None:
        """Return the day of the last update, else of the start; None where it is not judged."""
        last = self.last(project)
        if last is not None:
            return last.day
        started = project.start is not None and project.start <= self._today
        return project.start if self._latest and started else None

    def is_stale(self, project: Project) -> bool:
        """Say whether a project has been silent for longer than the policy allows."""
        since = self.silent_since(project)
        return since is not None and (self._today - since).days > self.limit

    def grey_from(self, project: Project) -> date | None:
        """Return the first day on which silence makes it Grey, if nobody reports before."""
        since = self.silent_since(project)
        return None if since is None else since + timedelta(days=self.limit + 1)
