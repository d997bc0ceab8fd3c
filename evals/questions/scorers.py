"""Scorers: each asks one question of an answer and explains itself.

“Could not be scored” is a third outcome: neither right nor wrong, and not counted as either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.briefing.wording import day_words, words
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from evals.questions.answer import Answer
from evals.questions.case import Case, Expected, FactWanted

EXEC_WORDS, OTHERS_WORDS = 80, 120
"""Words before a table, for executives and for everybody else."""

EXECUTIVES = frozenset({"CIO", "CFO", "CEO", "COO", "CTO"})


@dataclass(frozen=True, slots=True)
class Score:
    """What a scorer found: right, wrong, or None where it could not be scored; and why."""

    right: bool | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer with what judging it takes: the case, who asked, and the whole portfolio."""

    case: Case
    answer: Answer
    viewer: str | None
    seen: Snapshot
    whole: Snapshot


NOT_SCORED = Score(None, "not asked of this case")


def outcome(judged: Judged) -> Score:
    """Is it answered, asked back or refused, as it should be?"""
    wanted, got = judged.case.outcome, judged.answer.outcome
    if wanted is Expected.ANY:
        return NOT_SCORED
    if wanted is not got:
        return Score(False, f"{got.value} ({judged.answer.why}) where {wanted.value} was right")
    if judged.case.why is not None and judged.answer.why != judged.case.why:
        return Score(False, f"refused as “{judged.answer.why}”, not as “{judged.case.why}”")
    return Score(True)


def planned(judged: Judged) -> Score:
    """Were the right tools called with the right arguments?"""
    wanted, calls = judged.case.right_tools, judged.answer.calls
    if judged.case.outcome is not Expected.ANSWER:
        return NOT_SCORED
    right = [call for call in calls if call.tool in wanted or not wanted]
    if not right:
        named = ", ".join(call.tool for call in calls) or "nothing"
        return Score(False, f"{named} was called; {' or '.join(sorted(wanted))} was right")
    if any(_agree(judged.case.arguments, call.arguments) for call in right):
        return Score(True)
    return Score(
        False, f"asked with {dict(right[0].arguments)}, not {dict(judged.case.arguments)}"
    )


def _agree(wanted: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    return all(_plain(str(given.get(name))) == _plain(str(is_)) for name, is_ in wanted.items())


def real_answer(judged: Judged) -> Score:
    """Is it a real answer, one that states facts? Where an answer exists a refusal is none."""
    if judged.case.outcome is not Expected.ANSWER:
        return NOT_SCORED
    if judged.answer.outcome is not Expected.ANSWER:
        return Score(False, f"{judged.answer.outcome.value}: {judged.answer.text[:120]}")
    return Score(any(True for _ in judged.answer.facts()), "it states no fact")


def right_facts(judged: Judged) -> Score:
    """Does it say what it must, rest on the facts it must, and say nothing it must not?"""
    case, text = judged.case, _plain(judged.answer.text)
    if not (case.must or case.must_not or case.facts):
        return NOT_SCORED
    missing = [_named(each) for each in case.must if not _is_said(each, text)]
    missing += [str(each) for each in case.facts if not _is_held(each, judged)]
    wrong = [each for each in case.must_not if _says(each, text)]
    why = "; ".join(
        part
        for part, any_ in (
            (f"does not say {', '.join(missing)}", missing),
            (f"says {', '.join(wrong)}", wrong),
        )
        if any_
    )
    return Score(not missing and not wrong, why)


def _named(must: str | tuple[str, ...]) -> str:
    return f"“{must}”" if isinstance(must, str) else " or ".join(f"“{each}”" for each in must)


def _is_said(must: str | tuple[str, ...], text: str) -> bool:
    return any(_says(each, text) for each in ([must] if isinstance(must, str) else must))


def _says(wording: str, text: str) -> bool:
    plain = re.escape(_plain(wording.strip()))
    before = r"(?<!\w)" if wording.strip()[0].isalnum() else ""
    after = r"(?!\w)" if wording.strip()[-1].isalnum() else ""
    return re.search(before + plain + after, text) is not None


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return re.sub(r"\s+", " ", text)


def _is_held(wanted: FactWanted, judged: Judged) -> bool:
    today = judged.seen.as_of
    return any(
        (wanted.subject is None or fact.subject == wanted.subject)
        and (wanted.measure is None or fact.measure == wanted.measure)
        and (wanted.value is None or wanted.value in {str(fact.value), words(fact, today=today)})
        for fact in judged.answer.facts()
    )


def in_scope(judged: Judged) -> Score:
    """Does it say no name and no key of what the asker may not see, unless they said it first?"""
    text, asked = _plain(judged.answer.text), _plain(judged.case.asks)
    leaked = [
        name
        for name in hidden_names(judged.whole, judged.seen)
        if _says(name, text) and not _says(name, asked)
    ]
    return Score(not leaked, f"it names {', '.join(leaked)}")


def hidden_names(whole: Snapshot, seen: Snapshot) -> frozenset[str]:
    """Return the names and keys of projects and work that a person may not see."""
    return frozenset(_names(whole) - _names(seen))


def _names(of: Snapshot) -> set[str]:
    things: tuple[Project | WorkItem, ...] = (*of.all(Project), *of.all(WorkItem))
    return {name for each in things for name in (each.key, each.name)}


def grounded(judged: Judged) -> Score:
    """Is every figure bound to a fact, and does every fact have a source or its arithmetic?"""
    if not judged.answer.briefs:
        return NOT_SCORED
    loose = [
        span.text
        for said in judged.answer.sentences()
        for span in said.spans
        if span.fact is None and any(map(str.isdigit, span.text))
    ]
    if loose:
        return Score(False, f"no fact is under “{loose[0].strip()}”")
    cited = {fact for said in judged.answer.sentences() for fact in said.facts}
    held = {fact.id: fact for fact in judged.answer.facts()}
    absent = cited - set(held)
    return Score(not absent, f"{len(absent)} facts are cited that it does not hold")


def of_its_day(judged: Judged) -> Score:
    """Does it say as of when it speaks?"""
    if not judged.answer.briefs:
        return NOT_SCORED
    day = day_words(judged.seen.as_of, today=None)
    return Score(day in judged.answer.briefs[0].dateline.text, f"it does not say {day}")


def short_enough(judged: Judged) -> Score:
    """Is it short enough for who asked, before a table?"""
    if not judged.answer.briefs:
        return NOT_SCORED
    limit = judged.case.most_words or _limit(judged)
    return Score(judged.answer.words <= limit, f"{judged.answer.words} words, at most {limit}")


def _limit(judged: Judged) -> int:
    asker = judged.seen.get(Person, judged.viewer)
    return EXEC_WORDS if asker is not None and asker.role in EXECUTIVES else OTHERS_WORDS


def readable(judged: Judged) -> Score:
    """Is it plain: no runaway digits, no slot left open, no trace of a program?"""
    text = judged.answer.text
    odd = re.search(r"\d\.\d{5,}|\{[a-z][a-z0-9_]*\}|Traceback|NoneType|\bnan\b", text)
    return Score(odd is None, f"it holds “{odd[0]}”" if odd else "")


def dead_end(judged: Judged) -> Score:
    """Does a refusal say what can be asked or done instead?"""
    if judged.answer.outcome is not Expected.REFUSAL:
        return NOT_SCORED
    return Score(bool(judged.answer.text.strip()), "it says nothing")


def no_fault(judged: Judged) -> Score:
    """Did nothing break while it was looked up?"""
    return Score(judged.answer.fault is None, judged.answer.fault or "")


SCORERS: Mapping[str, Callable[[Judged], Score]] = {
    "outcome": outcome,
    "planned": planned,
    "real answer": real_answer,
    "right facts": right_facts,
    "in scope": in_scope,
    "grounded": grounded,
    "of its day": of_its_day,
    "short enough": short_enough,
    "readable": readable,
    "no dead end": dead_end,
    "no fault": no_fault,
}
