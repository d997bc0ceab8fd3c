"""Tables of a reply in every form: all cells, bound to their rows, and nothing in them acts."""

from __future__ import annotations

import json
from datetime import date

from assistant.briefing.brief import Audience, Brief
from assistant.briefing.html import to_html
from assistant.briefing.json import to_json
from assistant.briefing.markdown import stored_markdown, to_markdown
from assistant.briefing.plain import to_plain
from assistant.briefing.reply import write_reply
from assistant.briefing.told import Told, ToldTable
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Statement, say

HOSTILE = "<img src=x> | [go](http://evil.example) *now*"


def reply() -> Brief:
    seen = Snapshot.of(
        date(2026, 11, 16),
        [Project(key="A", name=HOSTILE), Project(key="B", name="Beacon")],
    )
    facts = Facts(seen)
    rows = tuple(
        (say("{name}", name=facts.name(Project, key)), Statement(text="–")) for key in ("A", "B")
    )
    headers = (Statement(text="Project"), Statement(text="Waits for"))
    told = Told(
        title="projects",
        lead=(Statement(text="These are all."),),
        tables=(ToldTable(heading="All projects", headers=headers, rows=rows),),
    )
    return write_reply([told], seen, "0" * 12, Audience.TEAM)


def test_markdown_has_a_row_a_line_and_no_extra_cells() -> None:
    lines = to_markdown(reply()).splitlines()
    at = lines.index("## All projects")
    assert lines[at + 2 : at + 4] == ["| Project | Waits for |", "| --- | --- |"]
    assert lines[at + 5] == "| Beacon | – |"
    assert lines[at + 4].replace("\\|", "").count("|") == 3
    assert "](http://" not in lines[at + 4]


def test_plain_text_has_columns() -> None:
    lines = to_plain(reply()).splitlines()
    at = lines.index("All projects")
    assert lines[at + 1].split() == ["Project", "Waits", "for"]
    assert len({line.rindex("–") for line in lines[at + 2 : at + 4]}) == 1
    assert lines[at + 1].index("Waits") == lines[at + 3].index("–")


def test_html_has_headers_rows_and_sources() -> None:
    page = to_html(reply())
    assert '<h2 id="t1">All projects</h2>' in page
    assert page.count('<tr><th scope="row">') >= 2
    assert "projects.csv" in page
    assert "<img" not in page


def test_data_has_every_cell_with_its_facts() -> None:
    data = json.loads(to_json(reply()))
    table = data["tables"][0]
    assert [cell["text"] for cell in table["headers"]] == ["Project", "Waits for"]
    assert table["rows"][1][0]["text"] == "Beacon"
    assert table["rows"][1][0]["facts"][0] in data["facts"]


def test_a_brief_kept_before_there_were_tables_is_still_written() -> None:
    data = json.loads(to_json(reply()))
    del data["tables"]
    assert "These are all" in stored_markdown(data)
