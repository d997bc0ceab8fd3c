"""What a plan rests on, said in words wherever the plan is shown."""

from __future__ import annotations

from assistant.planning.ranking import CapacityMode
from assistant.values import Statement

_MODES = {
    CapacityMode.FULL: "Time is counted by person, skill and week: the days people are there, "
    "their share for change work, and what is kept for training, on-call and the like.",
    CapacityMode.COARSE: "Time is counted by team and week, since skills are not known on both "
    "sides: anyone in a team can do its work.",
    CapacityMode.NONE: "Nothing is known about people's time or about the size of the work, so "
    "the order is that of a single queue, without dates and without a cut line.",
}


def about_mode(mode: CapacityMode) -> Statement:
    """Say how much is known about people's time."""
    return Statement(text=_MODES[mode])
