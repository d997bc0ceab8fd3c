"""Briefs from owners' updates: the product's, one of quotes through its checker, and a baseline.

An update is text that somebody else wrote: it is quoted as a fact with its row, made harmless as
every quote, and never put into words of our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from assistant.briefing.brief import Audience, Brief
from assistant.briefing.reply import write_reply
from assistant.briefing.told import Told, ToldTable
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project, StatusUpdate
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Statement, Unit, say
from evals.human_briefs.reports import references

WORDS = 60
"""Words of quotes that each goal is given, in every kind of brief alike."""

NO_UPDATE = Statement(text="No update.")
"""How a goal is told of that nobody reported on."""

_REPORT = "monthly report"
"""Whose updates were read out of the published reports themselves: no input of a brief."""

_LINK = re.compile(r"\[([^\]]*)\]\(<?[^)\s]*?(?:/(?:pull|issues|rfcs)/(\d+)[^)]*)?\)")
_BARE = re.compile(r"<?https?://\S*?/(?:pull|issues|rfcs)/(\d+)[^\s>)]*>?")
_ADDRESS = re.compile(r"<?https?://[^\s>)]+>?")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z`\[*])|\n+\s*(?:[-*>+]\s+|\d+\.\s+)?")
_LONGEST = 200
"""Characters of one quote; a longer one would be cut where it is shown."""


def lead_words(texts: Iterable[str]) -> str:
    """Return the baseline: the first words of a goal's updates, as they came."""
    return " ".join(" ".join(map(plain, texts)).split()[:WORDS])


def quotes(texts: Iterable[str]) -> list[str]:
    """Return the sentences of a goal's updates that name most, within the same words."""
    found = [each for text in texts for each in _sentences(text)]
    order = sorted(range(len(found)), key=lambda at: (-_worth(found[at]), at))
    taken: list[int] = []
    room, told = WORDS, set[str]()
    for at in order:
        words = len(found[at].split())
        is_old = references(found[at]) and references(found[at]) <= told
        if words <= room and not is_old:
            taken.append(at)
            room -= words
            told |= references(found[at])
    return [found[at] for at in sorted(taken)]


def _worth(sentence: str) -> float:
    """Return how many references a word of a sentence carries."""
    return len(references(sentence)) / max(len(sentence.split()), 1)


def _sentences(text: str) -> Iterator[str]:
    for part in _SENTENCE.split(plain(text, keep_lines=True)):
        words = part.split()
        while words:
            size = len(words)
            while len(" ".join(words[:size])) > _LONGEST and size > 1:
                size -= 1
            yield " ".join(words[:size])
            words = words[size:]


def plain(text: str, *, keep_lines: bool = False) -> str:
    """Return a text with each link as the number it names, so that quotes hold no addresses."""
    text = _LINK.sub(lambda link: _numbered(link[1], link[2]), text)
    text = _ADDRESS.sub("", _BARE.sub(lambda link: f"#{link[1]}", text))
    return text if keep_lines else " ".join(text.split())


def _numbered(words: str, number: str | None) -> str:
    return words if number is None or number in words else f"{words} (#{number})"


def brief_of_quotes(seen: Snapshot, since: date, goals: Sequence[str], policy: str) -> Brief:
    """Return what owners reported after a day, goal by goal, checked as every reply is.

    Raises UngroundedReply where the checker refuses it.
    """
    facts = Facts(seen)
    rows = tuple(row for goal in goals for row in _rows(facts, goal, since))
    count = facts.of("portfolio", "goals told", len(goals), Unit.COUNT)
    told = Told(
        title="what owners reported",
        lead=(say("There are {count} goals.", count=count),),
        tables=(ToldTable(heading="By goal", headers=_HEADERS, rows=rows),),
    )
    return write_reply([told], seen, policy, Audience.PROGRAM)


_HEADERS = (Statement(text="Goal"), Statement(text="Day"), Statement(text="Reported"))


def _rows(facts: Facts, goal: str, since: date) -> Iterator[tuple[Statement, ...]]:
    name = say("{goal}", goal=facts.name(Project, goal))
    updates = [
        each
        for each in facts.snapshot.all(StatusUpdate)
        if each.project == goal
        and each.author != _REPORT
        and since < each.day <= facts.snapshot.as_of
    ]
    if not updates:
        yield name, Statement(text="–"), NO_UPDATE
    kept = quotes(each.text for each in updates)
    for update in updates:
        day = facts.cell(StatusUpdate, update.key, "day", Unit.DATE)
        for place, quote in enumerate(each for each in quotes([update.text]) if each in kept):
            cell = (StatusUpdate, update.key, "text")
            subject, measure = f"status_updates:{update.key}", f"quote {place}"
            fact = facts.of(subject, measure, quote, Unit.TEXT, cells=[cell])
            yield name, say("{day}", day=day), say("“{quote}”", quote=fact)
