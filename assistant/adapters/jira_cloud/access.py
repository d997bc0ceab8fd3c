"""How a Jira site is got at: where it is, and how it is waited for."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.adapters.jira_cloud.site import JiraSite
from assistant.adapters.jira_cloud.waiting import Waiting


@dataclass(frozen=True, slots=True)
class JiraAccess:
    """The site, and how it is waited for; to have it costs nothing, nothing is asked yet."""

    site: JiraSite
    waiting: Waiting
