"""A person's edit of a brief's words: what only reads otherwise, and what says something else.

A line keeps the words of all its facts, in their order, or goes as a whole; between them stands no
figure, date, currency, status or name that was not there before. So an edited brief is as grounded
as it was. Where every line is still there, in its place, and none was denied or affirmed, only its
wording is different.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.briefing.brief import Brief, Point, Section, Sentence, Span
from assistant.briefing.vocabulary import claims
from assistant.errors import BadInput

_ESSENTIAL = frozenset(
    {"days_overdue", "rag", "rag_reported", "rag_by_rule", "refused_rows", "overdue_decisions"}
)
"""Measures of what no brief may leave out, so that no line with one of them can go."""

_DENYING = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|nor|neither|without|cannot|hardly|unless|except|only)\b"
    r"|n['\u2019]t\b",
    re.IGNORECASE,
)
_NAME_LIKE = re.compile(r"(?<![\w'\u2019])[^\W\d_]*[A-Z][\w-]*")
_ENDS = re.compile(r"(?:^|[.!?:;\u2026\u201c]\s*)$")
_GAP = "\u2026"


@dataclass(frozen=True, slots=True)
class Edited:
    """A brief with a person's words; `other` says what is different besides wording."""

    brief: Brief
    other: tuple[str, ...]

    @property
    def is_wording_only(self) -> bool:
        """Whether no fact, status, figure or order is different."""
        return not self.other


def edited(brief: Brief, text: str) -> Edited:
    """Return a brief as a person wrote it anew, from the plain text that it reads as.

    BadInput names the first line that says what no fact stands behind, or that lost one.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines[:2] != [brief.title.text, brief.dateline.text]:
        raise BadInput(
            "The title and the line below it say what this is and of which day; keep both."
        )
    reading = _Reading(brief, _under_headings(brief, lines[2:]))
    made = brief.model_copy(
        update={
            "lead": reading.sentences(brief.lead, ""),
            "sections": tuple(reading.section(each) for each in brief.sections),
            "closing": reading.closing(),
        }
    )
    reading.refuse_rest()
    return Edited(made, tuple(dict.fromkeys(reading.other)))


def _under_headings(brief: Brief, lines: Sequence[str]) -> dict[str, list[str]]:
    """Return the lines by the heading above them; those above the first have none."""
    found: dict[str, list[str]] = {"": []}
    headings = [section.heading for section in brief.sections]
    heading = ""
    for line in lines:
        if line in headings and line not in found:
            heading = line
            found[heading] = []
        else:
            found[heading].append(line)
    return found


class _Reading:
    """Finds the line that each edited one was made of."""

    def __init__(self, brief: Brief, lines: dict[str, list[str]]) -> None:
        self._brief = brief
        self._lines = lines
        self.other: list[str] = []
        order = [heading for heading in lines if heading]
        if order != [section.heading for section in brief.sections]:
            self.other.append("sections are gone, or stand in another order")

    def section(self, section: Section) -> Section:
        """Return a section as it was edited."""
        rows = self._lines.get(section.heading, [])
        points = [line.removeprefix("- ") for line in rows if line.startswith("- ")]
        self._lines[section.heading] = [line for line in rows if not line.startswith("- ")]
        kept = tuple(self._points(section, points))
        return section.model_copy(update={"points": kept})

    def sentences(self, said: Sequence[Sentence], heading: str) -> tuple[Sentence, ...]:
        """Return sentences that stand in one line under a heading, as they were edited."""
        if not said:
            return ()
        line = " ".join(self._lines[heading])
        self._lines[heading] = []
        return self._written(said, line)

    def closing(self) -> tuple[Sentence, ...]:
        """Return what stands below the last section."""
        last = self._brief.sections[-1].heading if self._brief.sections else ""
        return self.sentences(self._brief.closing, last) if last in self._lines else ()

    def refuse_rest(self) -> None:
        """Raise BadInput for a line that was made of none."""
        for rows in self._lines.values():
            for line in rows:
                raise _unbound(line)

    def _points(self, section: Section, lines: list[str]) -> Iterator[Point]:
        left = list(section.points)
        for line in lines:
            point = next((each for each in left if _aligned(each.sentences, line)), None)
            if point is None:
                raise _unbound(line)
            if left[0] is not point:
                self.other.append("lines stand in another order, or are gone")
            left.remove(point)
            yield point.model_copy(update={"sentences": self._written(point.sentences, line)})
        if left:
            self.other.append("lines stand in another order, or are gone")
        for point in left:
            self._refuse_essential(point)

    def _refuse_essential(self, point: Point) -> None:
        facts = (fact for sentence in point.sentences for fact in sentence.facts)
        if any(self._brief.facts[fact].measure in _ESSENTIAL for fact in facts):
            raise BadInput(f"No brief may leave this out: “{point.text}”")

    def _written(self, said: Sequence[Sentence], line: str) -> tuple[Sentence, ...]:
        """Return sentences with other words between the same facts; unchanged ones as they are."""
        if line == " ".join(each.text for each in said):
            return tuple(said)
        spans = _aligned(said, line)
        if spans is None:
            raise _unbound(line)
        before = [span for each in said for span in each.spans]
        if _denials(before) != _denials(spans):
            self.other.append("something is denied or affirmed")
        if _new_names(before, spans):
            self.other.append("a sentence begins with a new name or word")
        return (Sentence(spans=tuple(spans)),)


def _unbound(line: str) -> BadInput:
    return BadInput(
        f"No fact stands behind all of this line, or it has lost one: “{line}”",
        remedy="Keep the figures, dates, names and status words of a line as they are and in their"
        " order, add none, or leave the line out.",
    )


def _aligned(said: Sequence[Sentence], line: str) -> list[Span] | None:
    """Return a line as the spans of some sentences with other words between; None where it is not."""
    spans: list[Span] = []
    rest = line
    before = [span for sentence in said for span in sentence.spans]
    for span in before:
        if span.fact is None:
            continue
        found = re.search(rf"(?<!\w){re.escape(span.text)}(?!\w)", rest)
        if found is None:
            return None
        if found.start():
            spans.append(Span(text=rest[: found.start()]))
        spans.append(span)
        rest = rest[found.end() :]
    if rest:
        spans.append(Span(text=rest))
    same = _claimed(before) == _claimed(spans) and not _names(spans) - _names(before)
    return spans if same else None


def _free(spans: Sequence[Span]) -> str:
    return "".join(span.text if span.fact is None else _GAP for span in spans)


def _claimed(spans: Sequence[Span]) -> Counter[str]:
    """Return what the words between facts claim: figures, dates, currencies and status words."""
    return Counter(found.span.casefold() for found in claims(_free(spans)))


def _denials(spans: Sequence[Span]) -> Counter[str]:
    return Counter(found.casefold() for found in _DENYING.findall(_free(spans)))


def _names(spans: Sequence[Span]) -> set[str]:
    """Return the words that look like names where no sentence begins."""
    text = _free(spans)
    found = _NAME_LIKE.finditer(text)
    return {each[0] for each in found if not _ENDS.search(text[: each.start()])}


def _new_names(before: Sequence[Span], after: Sequence[Span]) -> set[str]:
    """Return capitalised words at the beginning of a sentence that were nowhere in it before."""
    known = {word.casefold() for word in re.findall(r"\w+", _free(before))} | _PLAIN
    found = _NAME_LIKE.findall(_free(after))
    return {each for each in found if each.casefold() not in known}


_PLAIN = frozenset(
    [
        "a",
        "about",
        "after",
        "all",
        "also",
        "an",
        "and",
        "as",
        "at",
        "because",
        "before",
        "but",
        "by",
        "for",
        "from",
        "here",
        "how",
        "if",
        "in",
        "it",
        "its",
        "now",
        "of",
        "on",
        "our",
        "please",
        "since",
        "so",
        "still",
        "that",
        "the",
        "their",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "today",
        "until",
        "we",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "why",
        "with",
        "you",
        "your",
    ]
)
"""Words that begin a sentence and are nobody's name."""
