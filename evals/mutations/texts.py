"""True texts of the product about a portfolio: briefs, what to build next, risks, explanations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.briefing.brief import Audience, Brief, Sentence
from assistant.briefing.claims.grounds import Grounds
from assistant.briefing.claims.inventory import names_of
from assistant.briefing.writer import write_brief
from assistant.portfolio.people import Person
from assistant.portfolio.project import Milestone, Project, Vendor
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.assessment import Assessment
from assistant.usecases.build_next import build_next
from assistant.usecases.explain_item import explain_item
from assistant.usecases.facts_about import facts_about
from assistant.usecases.list_risks import list_risks
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Fact, Statement

EXPLAINED = 25


@dataclass(frozen=True, slots=True)
class Told:
    """What the product says about a portfolio, what it rests on, and the names it may mix up."""

    paragraphs: tuple[str, ...]
    grounds: Grounds
    facts: tuple[Fact, ...]
    names: Mapping[str, tuple[str, ...]]


def told_about(assessment: Assessment, explained: int = EXPLAINED) -> Told:
    """Return everything the product says, paragraph by paragraph, with its grounds."""
    groups = [*_documents(assessment), *_explanations(assessment, explained)]
    known = facts_about(assessment)
    seen = assessment.seen
    grounds = Grounds([*groups, *known.said], known.facts, today=seen.as_of, names=names_of(seen))
    return Told(tuple(_paragraphs(groups, seen)), grounds, known.facts, _names(seen))


def _documents(assessment: Assessment) -> Iterator[tuple[Statement, ...]]:
    briefs = [write_brief(briefing_inputs(assessment, each)) for each in Audience]
    for brief in (*briefs, build_next(assessment, everything=True), list_risks(assessment)):
        yield from _groups(brief)


def _groups(brief: Brief) -> Iterator[tuple[Statement, ...]]:
    for sentences in (brief.lead, brief.closing):
        if sentences:
            yield tuple(statement_of(each, brief.facts) for each in sentences)
    for section in brief.sections:
        for point in section.points:
            yield tuple(statement_of(each, brief.facts) for each in point.sentences)


def statement_of(sentence: Sentence, facts: Mapping[str, Fact]) -> Statement:
    """Return a written sentence as the statement it was."""
    text = ""
    held: dict[str, Fact] = {}
    for span in sentence.spans:
        if span.fact is None:
            text += span.text
            continue
        slot = f"s{'abcdefghijklmnopqrstuvwxyz'[len(held) // 26]}{chr(97 + len(held) % 26)}"
        held[slot] = facts[span.fact]
        text += f"{{{slot}}}"
    return Statement(text=text, facts=held)


def _explanations(assessment: Assessment, most: int) -> Iterator[tuple[Statement, ...]]:
    for item in assessment.ranking.items[:most]:
        explained = explain_item(assessment, item.key)
        found = [value for _, value in explained if isinstance(value, Statement)]
        yield (*found, item.reason)


def _paragraphs(groups: Sequence[Sequence[Statement]], seen: Snapshot) -> Iterator[str]:
    from assistant.briefing.wording import render

    written = (" ".join(render(each, today=seen.as_of) for each in group) for group in groups)
    yield from dict.fromkeys(written)


def _names(seen: Snapshot) -> Mapping[str, tuple[str, ...]]:
    """Return what things of a kind are called, so that one can be put for another."""
    return {
        "people": tuple(sorted({each.name for each in seen.all(Person)})),
        "projects": tuple(sorted({each.name for each in seen.all(Project)})),
        "vendors": tuple(sorted({each.name for each in seen.all(Vendor)})),
        "milestones": tuple(sorted({each.name for each in seen.all(Milestone)})),
    }
