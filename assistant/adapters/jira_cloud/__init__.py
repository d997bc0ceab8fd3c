"""Jira Cloud as a source, read only: `jira:` is every project it shows, `jira:ABC,DEF` these.

`JiraSource` reads; `JiraSite` is where and as whom. Nothing in here can change anything there: see
`asks`, which lists all that can leave.
"""

from assistant.adapters.jira_cloud.site import JiraSite, site_of
from assistant.adapters.jira_cloud.source import JiraSource
from assistant.adapters.jira_cloud.wanted import is_jira

__all__ = ["JiraSite", "JiraSource", "is_jira", "site_of"]
