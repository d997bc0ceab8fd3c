"""What follows when something slips."""

from __future__ import annotations

from assistant.planning.consequences.cascade import Slip, cascade
from assistant.planning.consequences.planned import Planned
from assistant.planning.consequences.slip_report import SlipReport
from assistant.planning.consequences.slip_words import SlipWords
from assistant.usecases.assessment import Assessment
from assistant.usecases.find_work import find_work


def planned_of(assessment: Assessment) -> Planned:
    """Return the order of record on people's time."""
    order = (item.key for item in assessment.whole_ranking.items)
    return Planned(assessment.view.full, assessment.app.policy, order)


def follow_slip(assessment: Assessment, name: str, slip: Slip) -> SlipReport:
    """Return who is hit when an item, project or milestone slips, as the asker may see it.

    Raises NotFound where the asker can see no such thing, BadInput where it has no date.
    """
    work = find_work(assessment.seen, name)
    slipped = cascade(planned_of(assessment), work.keys, slip)
    return SlipWords(assessment.seen).report(slipped, work.called)
