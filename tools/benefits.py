"""What projects are for: the benefits they are to bring, who owns them, what is expected today."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pydantic import Field

from assistant.briefing.told import Told, ToldPart, ToldTable
from assistant.portfolio.control import Benefit
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.usecases.names import NameKind, resolve
from assistant.values import Fact, Money, Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_NONE = Statement(text="Nobody has stated what it is to bring.")
_DASH = Statement(text="–")


class BenefitsArguments(Arguments):
    """Of which project."""

    project: str | None = Field(default=None, description="a project; all where none")


def find_out(context: Context, asked: BenefitsArguments) -> Told:
    """Return the benefits, the greatest first, those without an owner and those that shrank."""
    seen = context.assessment.seen
    found = list(seen.all(Benefit))
    subjects: tuple[str, ...] = ()
    if asked.project is not None:
        named = resolve(seen, asked.project, (NameKind.PROJECT,))
        found = [each for each in found if each.project == named.key]
        subjects = (named.subject,)
    found.sort(key=lambda each: (-(each.per_year.units if each.per_year else 0), each.key))
    facts = Facts(seen)
    if not found:
        return Told(title="benefits", lead=(_NONE,), subjects=subjects, data=())
    unowned = [each for each in found if each.owner is None]
    less = [each for each in found if _shrank(each)]
    return Told(
        title="benefits",
        lead=(_lead(facts, found),),
        parts=tuple(
            part
            for part in (
                ToldPart.of("Without an owner", (_line(facts, each) for each in unowned)),
                ToldPart.of("Less than planned", (_less(facts, each) for each in less)),
            )
            if part.points
        ),
        tables=(_table(facts, found),),
        limits=tuple(_limits(facts, found)),
        follow_ups=("Where are we over budget?",),
        subjects=subjects or tuple(f"projects:{each.project}" for each in found[:1]),
        data=tuple(found),
    )


def _lead(facts: Facts, found: list[Benefit]) -> Statement:
    greatest = found[0]
    count = facts.of("portfolio", "benefits", len(found), Unit.COUNT)
    if greatest.per_year is None:
        return say("{count} [benefit is|benefits are] on record, none in money.", count=count)
    text = "{count} [benefit is|benefits are] on record; the greatest is planned for {project}: {sum} a year."
    return say(
        text,
        count=count,
        project=facts.name(Project, greatest.project),
        sum=facts.cell(Benefit, greatest.key, "per_year", Unit.MONEY),
    )


def _line(facts: Facts, each: Benefit) -> Statement:
    name = facts.name(Benefit, each.key)
    project = facts.name(Project, each.project)
    if each.per_year is None:
        return say("{name} of {project}.", name=name, project=project)
    worth = facts.cell(Benefit, each.key, "per_year", Unit.MONEY)
    return say("{name} of {project}: {worth} a year.", name=name, project=project, worth=worth)


def _shrank(each: Benefit) -> bool:
    if each.per_year is None or each.expected_per_year is None:
        return False
    same = each.per_year.currency == each.expected_per_year.currency
    return same and each.expected_per_year.amount < each.per_year.amount


def _less(facts: Facts, each: Benefit) -> Statement:
    return say(
        "{name} of {project}: {now} a year is expected, {then} was planned.",
        name=facts.name(Benefit, each.key),
        project=facts.name(Project, each.project),
        now=facts.cell(Benefit, each.key, "expected_per_year", Unit.MONEY),
        then=facts.cell(Benefit, each.key, "per_year", Unit.MONEY),
    )


def _table(facts: Facts, found: list[Benefit]) -> ToldTable:
    headers = ("Benefit", "Project", "Planned a year", "Expected a year", "Owner")
    return ToldTable(
        heading="Every benefit",
        headers=tuple(Statement(text=header) for header in headers),
        rows=tuple(_row(facts, each) for each in found),
    )


def _row(facts: Facts, each: Benefit) -> tuple[Statement, ...]:
    return (
        _cell(facts.name(Benefit, each.key)),
        _cell(facts.name(Project, each.project)),
        _money(facts, each, "per_year"),
        _money(facts, each, "expected_per_year"),
        _DASH if each.owner is None else _cell(facts.name(Person, each.owner)),
    )


def _money(facts: Facts, each: Benefit, field: str) -> Statement:
    if getattr(each, field) is None:
        return _DASH
    return _cell(facts.cell(Benefit, each.key, field, Unit.MONEY))


def _cell(fact: Fact) -> Statement:
    return say("{it}", it=fact)


def _limits(facts: Facts, found: list[Benefit]) -> Iterator[Statement]:
    """Yield the sum of what is planned in the organisation's currency, and what it leaves out."""
    home = facts.snapshot.organisation.currency
    counted = [each for each in found if each.per_year and each.per_year.currency == home]
    amounts = [each.per_year.amount for each in counted if each.per_year is not None]
    if len(amounts) > 1:
        total = Money(amount=sum(amounts, Decimal(0)), currency=home)
        cells = [(Benefit, each.key, "per_year") for each in counted]
        fact = facts.of("portfolio", "benefits_planned", total, Unit.MONEY, cells=cells)
        yield say("Planned in all: {total} a year, as far as it is stated in money.", total=fact)


TOOL = Tool(
    name="benefits",
    about="What projects are to bring in a year: planned and expected benefits, their owners, "
    "those without one, and which project brings most.",
    arguments=BenefitsArguments,
    find_out=find_out,
)
