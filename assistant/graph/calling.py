"""One tool, called by its name for somebody: what other agents do, under the same entitlement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.briefing.brief import Brief
from assistant.briefing.told import Told
from assistant.graph.answer import Made, Outcome
from assistant.graph.answering import SECONDS
from assistant.graph.kept_assessments import KeptAssessments
from assistant.graph.looking_up import Looking
from assistant.graph.understanding.outcome import Call
from assistant.graph.writing import reply_of
from assistant.usecases.app import App
from assistant.values import Value


class Called(Value):
    """What came of a call: the reply says it, or why there is none."""

    made: Made
    reply: Brief
    follow_ups: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether nothing was found."""
        return self.made.outcome is not Outcome.FOUND


def call_tool(app: App, kept: KeptAssessments, tool: str, arguments: Mapping[str, Any]) -> Called:
    """Return what a tool found for whoever asks, in words and as data."""
    seat = kept.seat(app)
    looking = Looking(Call(tool=tool, arguments=arguments), seat.assessment, seat.told)
    made, told, _ = looking.ended(SECONDS)
    if told is None:
        why = () if made.why is None else (made.why,)
        told = Told(title="what I could not find out", lead=why)
    reply = reply_of((told,), seat.assessment, seat.audience)
    return Called(made=made, reply=told.document or reply, follow_ups=told.follow_ups)
