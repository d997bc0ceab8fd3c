"""What the table of intake criteria is asked: every request."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from assistant.health.findings.matter import Matter, Row, add_yes_no, matter
from assistant.health.naming import called
from assistant.health.rag.tolerances import add_limit
from assistant.health.survey import Survey
from assistant.portfolio.work import Request
from assistant.values import Unit

TABLE = "intake"


def requests(survey: Survey) -> Iterator[Matter]:
    """Yield every request with what it says and how long it has waited."""
    for request in survey.snapshot.all(Request):
        subject: Row = (Request, request.key)
        found = matter(TABLE, request.key, subject, request.project)
        evidence = found.evidence
        evidence.phrase("request", partial(called, noun=Request, key=request.key))
        evidence.read("state", request, "state", Unit.STATUS)
        add_yes_no(evidence, "asked_by", holds=_is_said(request.requester), subject=subject)
        add_yes_no(evidence, "described", holds=_is_said(request.description), subject=subject)
        add_yes_no(evidence, "sized", holds=bool(request.estimate), subject=subject)
        add_limit(survey.policy, evidence, "waits_allowed", "request_waits_days")
        if request.submitted is not None:
            waits = (survey.today - request.submitted).days
            cell = (Request, request.key, "submitted")
            evidence.computed("waits", waits, Unit.DAYS, cells=[cell])
        yield found


def _is_said(text: str | None) -> bool:
    return bool((text or "").strip())
