"""What an erratum says, in the words that are approved."""

from __future__ import annotations

from assistant.governance.effects import PostErratum
from assistant.portfolio.facts import Facts
from assistant.values import Fact, Statement, Unit, say


def erratum_words(effect: PostErratum, facts: Facts) -> Statement:
    """Say which figure was published, what it is by now, since when, by which rows, and where to."""
    subject = f"publications:{effect.corrects}"

    def text(measure: str, value: str) -> Fact:
        return facts.of(subject, measure, value, Unit.TEXT)

    slots: dict[str, Fact | list[Fact]] = {
        "publication": facts.of(subject, "publication", effect.corrects, Unit.NAME),
        "figure": text("figure", effect.figure),
        "said": text("said", effect.said),
        "since": facts.of(subject, "known since", effect.known_since, Unit.DATE),
        "place": text("place", effect.to),
        "rows": [text(f"row {place}", row) for place, row in enumerate(effect.rows, start=1)],
    }
    opening = "Post to {place} that {publication} was wrong: {figure}: it said {said}"
    ending = "as is known since {since} by {rows}."
    if effect.now is None:
        return say(f"{opening}; that does not hold, {ending}", **slots)
    return say(f"{opening}; it is {{now}}, {ending}", **slots, now=text("now", effect.now))
