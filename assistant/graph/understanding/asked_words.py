"""What is told by single words of a question: for whom, and what to search for."""

from __future__ import annotations

import re

from assistant.graph.understanding.reading import Reading

_AUDIENCES = {
    "board": "board", "exec": "exec", "executive": "exec", "executives": "exec", "cio": "exec",
    "cfo": "exec", "steering": "steering", "steerco": "steering", "committee": "steering",
    "team": "team", "teams": "team", "sponsor": "sponsor", "program": "program", "programme": "program", "programs": "program", "management": "exec",
}  # fmt: skip
_ASKING = frozenset(
    ["what", "did", "was", "is", "has", "have", "been", "do", "does", "we", "you", "people", "anybody", "anyone", "somebody", "who", "the", "a", "an", "for", "about", "in", "on", "of", "any", "i", "me", "us", "there", "please", "everything", "all", "how", "when", "where", "which", "that", "with", "our", "from", "to", "up", "find", "show", "say", "said", "write", "wrote"]
)  # fmt: skip


def audience_in(reading: Reading) -> str | None:
    """Return whom an answer is for, where somebody says so after “for”."""
    found = re.search(r"\bfor (?:the |our |my )?(\w+)", reading.text.casefold())
    return _AUDIENCES.get(found[1]) if found else None


def query_in(reading: Reading) -> str | None:
    """Return what is searched for: the question without the words of asking and its days."""
    words = reading.question.words
    busy = reading.signals.get("search", frozenset())
    at = {n for s, e in reading.times.spans() for n in range(*reading.question.at(s, e))}
    kept = ""
    end = 0
    for place, word in enumerate(words):
        if place in busy | at or word.plain in _ASKING:
            continue
        joint = reading.text[end : word.start]  # what stands inside a key stays: ABC-12
        kept += (joint if joint and " " not in joint and end else " ") + word.text
        end = word.end
    return kept.strip() or None


def count_or_date(reading: Reading) -> str:
    """Return whether a number of items is wanted, or a date."""
    counted = reading.has("how_many") or (reading.has("how_much") and reading.has("@team"))
    return "count" if counted else "date"
