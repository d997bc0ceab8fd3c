"""The order that was last agreed, to look at, to open in a spreadsheet, or to give to Jira."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from pydantic import Field

from assistant.briefing.harmless import harmless
from assistant.errors import NotFound
from assistant.planning.order.agreed_order import beside_agreed
from assistant.portfolio.work import AgreedRank, StatusCategory, WorkItem
from assistant.usecases.assessment import Assessment
from assistant.usecases.drift import drift_since
from assistant.usecases.own_inputs import own_inputs_told
from assistant.values import Statement, Value

_AT_ONCE = 50
"""Issues that Jira's rank call takes at once."""


class AgreedItem(Value):
    """One item of the agreed order that is still open."""

    place: int
    key: str
    name: str
    agreed_on: date


class AgreedOrder(Value):
    """What was agreed, of what the asker sees, and how far today's computed order is from it."""

    as_of: date
    agreed_by: str | None = Field(description="who agreed to it last, by key")
    items: tuple[AgreedItem, ...]
    beside: Statement | None = Field(description="how many places drifted since")
    drifted: tuple[Statement, ...] = Field(description="what moved, and why")
    changed: Statement | None = Field(description="which inputs of it changed since")
    marks: tuple[Statement, ...] = Field(
        description="inputs that move an item and that whoever gains by them raised"
    )
    worth: Statement = Field(description="whether that is worth agreeing anew")

    def csv(self) -> str:
        """Return it as a table that a spreadsheet shows and never computes."""
        text = io.StringIO()
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(("place", "key", "name", "agreed on"))
        for item in self.items:
            rows.writerow((item.place, item.key, harmless(item.name), item.agreed_on.isoformat()))
        return text.getvalue()

    def jira(self) -> str:
        """Return the bodies of the calls `PUT /rest/agile/1.0/issue/rank`, one a line.

        The first issue keeps its rank; the others follow it, at most fifty a call.
        """
        keys = [item.key for item in self.items]
        calls = [
            {"issues": keys[start : start + _AT_ONCE], "rankAfterIssue": keys[start - 1]}
            for start in range(1, len(keys), _AT_ONCE)
        ]
        return "".join(json.dumps(call) + "\n" for call in calls)


def agreed_order(assessment: Assessment) -> AgreedOrder:
    """Return the agreed order of what is still open; NotFound where none was agreed."""
    seen = assessment.seen
    rows = sorted(seen.all(AgreedRank), key=lambda row: (row.place, row.item))
    if not rows:
        raise NotFound("agreed order", "of this portfolio")
    last = max(rows, key=lambda row: (row.agreed_on, row.key))
    drifted = drift_since(assessment, last.agreed_on)
    open_rows = [(row, seen.get(WorkItem, row.item)) for row in rows]
    items = [
        (row, item)
        for row, item in open_rows
        if item is not None and item.category in (StatusCategory.TODO, StatusCategory.DOING)
    ]
    return AgreedOrder(
        as_of=seen.as_of,
        agreed_by=last.agreed_by,
        items=tuple(
            AgreedItem(place=place, key=item.key, name=item.name, agreed_on=row.agreed_on)
            for place, (row, item) in enumerate(items, start=1)
        ),
        beside=beside_agreed(assessment.ranking, seen),
        drifted=drifted.moved,
        changed=drifted.changed,
        marks=own_inputs_told(assessment),
        worth=drifted.worth,
    )
