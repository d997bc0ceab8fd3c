"""Jira Cloud as a source, read only: `jira:` is every project it shows, `jira:ABC,DEF` these.

`source` reads, `site` is where and as whom, `wanted` what. Nothing in here can change anything
there: `asks` lists all that can leave.
"""
