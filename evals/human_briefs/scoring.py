"""Scores a brief against what was published and against its inputs; shares no code with writing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from evals.human_briefs.reports import Month, references

_CLAIM = re.compile(r"#?\d[\d.,]*\d|#?\d|(?<!\w)@[\w-]+")
_DAY = re.compile(
    r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?: \d{4})?\b"
)


@dataclass
class Tally:
    """What all months come to, for one way of writing."""

    named: int = 0
    attainable: int = 0
    recalled: int = 0
    claims: int = 0
    unsupported: int = 0
    silent: int = 0
    flagged: int = 0
    words: int = 0

    def figures(self) -> dict[str, float]:
        """Return the shares, and what they are shares of."""
        return {
            "reference_recall": round(self.recalled / max(self.named, 1), 4),
            "of_attainable": round(self.recalled / max(self.attainable, 1), 4),
            "references": self.named,
            "claims": self.claims,
            "unsupported": self.unsupported,
            "silent_flagged": round(self.flagged / max(self.silent, 1), 4),
            "words": self.words,
        }


def score(
    tally: Tally, month: Month, by_goal: Mapping[str, str], whole: str, names: str, flagged: str
) -> None:
    """Count one month's brief; `by_goal` is what it says of each goal, `names` the goals' titles.

    `flagged` is the wording by which it says that nobody reported on a goal.
    """
    inputs = {u.goal: "" for u in month.updates}
    for update in month.updates:
        inputs[update.goal] += "\n" + update.text
    for goal, named in month.named.items():
        tally.named += len(named)
        tally.attainable += len(named & references(inputs.get(goal, "")))
        tally.recalled += len(named & references(by_goal.get(goal, "")))
    for goal in month.silent:
        tally.silent += 1
        tally.flagged += goal not in inputs and flagged in by_goal.get(goal, "")
    tally.words += len(whole.split())
    _count_claims(tally, whole, "\n".join(inputs.values()) + names, month)


def _count_claims(tally: Tally, whole: str, inputs: str, month: Month) -> None:
    """Count figures, references, handles and days, and those that no input holds.

    A mention made harmless has another sign before the name; it is the same handle.
    """
    whole = whole.replace("＠", "@")
    days = {f"{day.day} {day.strftime('%b')}" for day in (u.day for u in month.updates)}
    for found in _DAY.findall(whole):
        tally.claims += 1
        tally.unsupported += " ".join(found.split()[1:3]) not in days
    held = {each.strip("#.,") for each in _CLAIM.findall(inputs)}
    for found in _CLAIM.findall(_DAY.sub("", whole)):
        tally.claims += 1
        tally.unsupported += found.strip("#.,") not in held
