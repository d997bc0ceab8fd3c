"""Finds inputs that whoever gains by them raised without evidence, and the order without that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.governance.weighing import OwnInput
from assistant.health.risks.input_changed import UnprovenRaise, unproven_raises
from assistant.health.survey import Survey
from assistant.planning.explaining.replay import Replay
from assistant.portfolio.work import ValueInput
from assistant.usecases.assessment import Assessment
from assistant.usecases.weighing_words import own_input_words
from assistant.values import Statement

_TRIED = 3
"""For how many inputs the order is found again: the latest ones."""


def own_inputs(assessment: Assessment) -> tuple[OwnInput, ...]:
    """Return the inputs without which the order of record would be another, the latest first."""
    full, policy = assessment.view.full, assessment.app.policy
    raised = sorted(unproven_raises(Survey(full, policy, assessment.whole_history)), key=_latest)
    if not raised:
        return ()
    ranking = assessment.whole_ranking
    order = tuple(item.key for item in ranking.items if item.start_place is not None)
    replay = Replay(full, policy, ranking, {item.key for item in ranking.items})
    return tuple(_moving(raised[:_TRIED], order, replay))


def own_inputs_told(assessment: Assessment) -> tuple[Statement, ...]:
    """Say of each such input how far it moves its item, as far as the asker may see."""
    told = (own_input_words(each, assessment.seen) for each in own_inputs(assessment))
    return tuple(each for each in told if each is not None)


def _moving(
    raised: list[UnprovenRaise], order: tuple[str, ...], replay: Replay
) -> Iterator[OwnInput]:
    for each in raised:
        # Only the value is taken back: that it was said anew frees its item from the agreed place.
        as_before = each.given.model_copy(update={"value": each.was.value})
        places = replay.supposing([as_before]).places
        without = tuple(sorted(places, key=lambda key: places[key]))
        item = each.given.item
        if item in order and item in without and order != without:
            yield OwnInput(
                key=each.given.key,
                item=item,
                before=_said(each.was),
                after=_said(each.given),
                stated_on=each.given.stated_on,
                order=order,
                without=without,
            )


def _said(row: ValueInput) -> str:
    return f"{row.value.normalize():f}{f' {row.currency}' if row.currency else ''}"


def _latest(raised: UnprovenRaise) -> tuple[int, str]:
    return -(raised.given.stated_on or date.min).toordinal(), raised.given.key
