"""`pmo capacity`: load against capacity over the coming weeks, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, day, paper

if TYPE_CHECKING:
    from assistant.planning.capacity.load import CapacityReport, Load, LoadKind
    from assistant.planning.consequences.capacity_review import CapacityReview, FinishBy
    from assistant.portfolio.snapshot import Snapshot
    from assistant.surfaces.cli.paper import Paper
    from assistant.values import Fact

_SHOWN = 8
_NEARLY = Decimal("0.9")
"""Share of its time from which a skill's weeks are shown."""


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("capacity", epilog="Example: pmo capacity --viewer maren.okafor")(capacity)


def capacity(
    ctx: typer.Context,
    finish_by: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help="Say how many more people it takes to finish everything by a day.",
        ),
    ] = None,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Show who or what is overloaded or idle in the coming weeks, and what can be done."""
    from assistant.usecases.show_capacity import review_capacity

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Adding up load and capacity", as_of=as_of) as assessment:
        report = assessment.capacity
        review = review_capacity(assessment, day(finish_by))
    if json:
        session.data({**report.model_dump(mode="json"), "review": review.model_dump(mode="json")})
    else:
        _write(report, review, assessment.seen, paper(report.as_of))


def _write(report: CapacityReport, review: CapacityReview, seen: Snapshot, page: Paper) -> None:
    page.title("Load against capacity")
    page.say(report.assumptions)
    if review.finish_by is not None:
        _write_finish(review.finish_by, page)
    _write_overloads(report, review, page)
    if report.under:
        page.heading("With room")
        page.say(stretch.headline for stretch in report.under[:_SHOWN])
        _more(len(report.under) - _SHOWN, page)
    _write_scarce(review, page)
    if review.bau:
        page.heading("Running the business")
        page.say(trend.statement for trend in review.bau)
    _write_weeks(report, seen, page)
    page.aside("Every figure with its rows and arithmetic: --json.")


def _write_overloads(report: CapacityReport, review: CapacityReview, page: Paper) -> None:
    from assistant.briefing.wording import render

    if not report.over:
        page.line("Nobody is asked for more than there is.")
        return
    page.heading("Overloaded")
    for overload in review.overloads:
        page.line(render(overload.headline, today=report.as_of))
        page.say(option.statement for option in overload.options)
        page.say(overload.limits)
    _more(review.left_out, page)


def _write_scarce(review: CapacityReview, page: Paper) -> None:
    if review.bottleneck is None and not review.specialists:
        return
    page.heading("What hangs on few")
    page.say([] if review.bottleneck is None else [review.bottleneck])
    page.say(each.statement for each in review.specialists)


def _write_finish(found: FinishBy, page: Paper) -> None:
    page.heading("People needed")
    page.say([found.headline])
    page.say(need.statement for need in found.needs if need.stated)
    page.say([*found.cannot, *found.assumptions])


def _write_weeks(report: CapacityReport, seen: Snapshot, page: Paper) -> None:
    from assistant.briefing.wording import day_words
    from assistant.planning.capacity.load import LoadKind
    from assistant.portfolio.people import Team

    if not report.loads:
        return
    weeks = [f"#{day_words(week.monday, today=report.as_of)[4:10]}" for week in report.weeks]
    named = [(team.key, team.name) for team in seen.all(Team)]
    page.table(("Week of", *weeks), _rows(report, LoadKind.TEAM, named))
    busy = sorted({load.key for load in report.loads if _is_busy(load)})
    if busy:
        rows = _rows(report, LoadKind.SKILL, [(skill, skill) for skill in busy])
        page.table(("Week of", *weeks), rows)
    page.aside("Days asked/days there are, by team and by skill that is nearly full.")
    if report.months:
        page.table(("Team", "From", "#Asked, days", "#There are"), _months(report))


def _is_busy(load: Load) -> bool:
    from assistant.planning.capacity.load import LoadKind

    if load.kind is not LoadKind.SKILL or load.asked is None:
        return False
    asked, there = load.asked.value, load.available.value
    return isinstance(asked, Decimal) and isinstance(there, Decimal) and asked > there * _NEARLY


def _rows(
    report: CapacityReport, kind: LoadKind, named: Sequence[tuple[str, str]]
) -> Iterator[Sequence[str]]:
    for key, name in named:
        by_week = {load.period.start: load for load in report.of(kind, key)}
        if by_week:
            starts = [max(week.monday, report.as_of) for week in report.weeks]
            yield (name, *(_asked_of(by_week.get(start)) for start in starts))


def _months(report: CapacityReport) -> Iterator[Sequence[str]]:
    from assistant.briefing.wording import day_words

    for load in report.months:
        start = day_words(load.period.start, today=report.as_of)
        yield load.key, start, _days(load.asked), _days(load.available)


def _more(count: int, page: Paper) -> None:
    if count > 0:
        page.aside(f"{count} more: --json.")


def _asked_of(load: Load | None) -> str:
    return "–" if load is None else f"{_days(load.asked)}/{_days(load.available)}"


def _days(fact: Fact | None) -> str:
    """Return a figure of days without its unit, which the caption names."""
    from assistant.briefing.figures import number

    if fact is None or not isinstance(fact.value, int | Decimal):
        return "–"
    return number(fact.value, places=1)
