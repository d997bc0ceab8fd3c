"""What would move, cost and break if something were different; alternatives side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from assistant.briefing.outcome_parts import outcome_parts
from assistant.briefing.told import UNCHANGED, Told, ToldPart, ToldTable
from assistant.planning.scenarios.result import Comparison, ScenarioOutcome
from assistant.usecases.run_scenario import run_scenarios
from assistant.values import Fact, Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_NONE = Statement(text="–")


class WhatIfArguments(Arguments):
    """What is supposed."""

    alternatives: tuple[str, ...] = Field(
        min_length=1,
        max_length=4,
        description="each one scenario, its changes with semicolons between, such as "
        "“pause WILLOW” or “hire Viktor Hale for PORTAL; drop QUAY”",
    )


def find_out(context: Context, asked: WhatIfArguments) -> Told:
    """Return each alternative's outcome, a verdict where there are several, nothing stored."""
    compared = run_scenarios(context.assessment, asked.alternatives)
    return Told(
        title="what would be",
        lead=tuple(_lead(compared)),
        parts=tuple(_parts(compared)),
        tables=(_table(compared),) if len(compared.scenarios) > 1 else (),
        limits=(compared.basis, UNCHANGED),
        data=compared,
    )


def _lead(compared: Comparison) -> Iterator[Statement]:
    if compared.verdict is not None:
        yield compared.verdict
    else:
        yield from (outcome.headline for outcome in compared.scenarios)


def _parts(compared: Comparison) -> Iterator[ToldPart]:
    if compared.verdict is not None:
        told = tuple(tuple(_alternative(outcome)) for outcome in compared.scenarios)
        yield ToldPart(heading="What each does", points=told)
    else:
        (outcome,) = compared.scenarios
        yield ToldPart.of("Supposed", (say("{it}.", it=each) for each in outcome.supposes))
        yield from outcome_parts(outcome)
    if compared.late_already:
        late = (each.statement for each in compared.late_already)
        yield ToldPart.of("So already as planned", late)


def _alternative(outcome: ScenarioOutcome) -> Iterator[Statement]:
    yield say("{name}: {does}", name=_name(outcome), does=outcome.headline)
    yield from (each.statement for each in outcome.promises)
    if outcome.binding is not None and outcome.promises:
        yield outcome.binding
    yield from (*outcome.notes, *outcome.overloads)


def _table(compared: Comparison) -> ToldTable:
    headers = ("Scenario", "Waiting costs more", "To be paid", "Items later", "Items earlier")
    return ToldTable(
        heading="Side by side",
        headers=tuple(Statement(text=header) for header in headers),
        rows=tuple(_row(outcome) for outcome in compared.scenarios),
    )


def _row(outcome: ScenarioOutcome) -> tuple[Statement, ...]:
    like = outcome.waiting
    subject = f"what-if:{outcome.name}"
    later = _like(like, subject, "items_later", len(outcome.later), Unit.COUNT)
    earlier = _like(like, subject, "items_earlier", len(outcome.earlier), Unit.COUNT)
    return (
        say("{name}", name=_name(outcome)),
        say("{waiting}", waiting=like),
        _money(outcome.money),
        say("{later}", later=later),
        say("{earlier}", earlier=earlier),
    )


def _name(outcome: ScenarioOutcome) -> Statement:
    """Return what is supposed in words with names, else the words it was asked in."""
    if outcome.supposes:
        return say("{changes}", changes=list(outcome.supposes))
    subject = f"what-if:{outcome.name}"
    return say("{name}", name=_like(outcome.waiting, subject, "name", outcome.name, Unit.TEXT))


def _money(amounts: Sequence[Fact]) -> Statement:
    return say("{amounts}", amounts=list(amounts)) if amounts else _NONE


def _like(fact: Fact, subject: str, measure: str, value: str | int, unit: Unit) -> Fact:
    """Return a fact about a scenario, of the snapshot that another of its facts is of."""
    return Fact(
        subject=subject,
        measure=measure,
        value=value,
        unit=unit,
        as_of=fact.as_of,
        revision=fact.revision,
    )


TOOL = Tool(
    name="what_if",
    about="What would move, cost and break if projects were paused or dropped, people hired, lent "
    "or away, dates moved or items deferred; alternatives side by side. Changes nothing.",
    arguments=WhatIfArguments,
    find_out=find_out,
)
