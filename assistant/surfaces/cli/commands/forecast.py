"""`pmo forecast`: when it is done, how many by a day, and how likely what was promised is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import BadInput
from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, day, paper

if TYPE_CHECKING:
    from assistant.planning.forecast.outlook import Forecast, ForecastRecord
    from assistant.portfolio.snapshot import Snapshot
    from assistant.surfaces.cli.paper import Paper
    from assistant.values import Fact

_NEARLY_SURE = 99
"""Percent from which a chance is told as more than that."""


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("forecast", epilog="Example: pmo forecast Cascade --by 2026-12-11")(forecast)


def forecast(
    ctx: typer.Context,
    what: Annotated[
        str | None,
        typer.Argument(help="A project, milestone, team, epic or item; everything without one."),
    ] = None,
    by: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="How many are done by that day."),
    ] = None,
    backtest: Annotated[
        bool, typer.Option("--backtest", help="How good such forecasts would have been.")
    ] = False,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say when work is done and how likely promised days are, from the plan and from the pace."""
    from assistant.usecases.forecast_work import forecast_past, give_forecast

    if backtest and by is not None:
        raise BadInput("--backtest looks back and --by ahead.", remedy="Ask one of the two.")
    session = begin(ctx, store=store, viewer=viewer, json=json)
    found: Forecast | ForecastRecord
    with session.assessing("Forecasting", as_of=as_of) as assessment:
        if backtest:
            found = record = forecast_past(assessment, what)
            write = partial(_write_record, record, assessment.seen)
        else:
            found = ahead = give_forecast(assessment, what, day(by))
            write = partial(_write, ahead, assessment.seen)
    if json:
        session.data(found.model_dump(mode="json"))
    else:
        write(paper(found.as_of))


def _write(found: Forecast, seen: Snapshot, page: Paper) -> None:
    page.opening("When it is done, and how likely", seen)
    if found.counts:
        page.heading(f"Done by {page.figure(found.counts[0].by)}")
        page.say(each.statement for each in found.counts)
        page.heading("All of it")
    page.say([found.headline])
    headline = found.headline.facts.values()
    page.say(each.statement for each in found.dates if each.even not in headline)
    promised = [each for each in found.commitments if each.statement != found.headline]
    if promised:
        page.heading("Promised and required days")
        page.say(each.statement for each in promised)
    if found.notes:
        page.heading("Worth knowing")
        page.say(found.notes)
    if found.projects:
        page.table(
            ("Project", "#Open", "50 in 100", "85 in 100", "Agreed end", "#Chance"),
            _projects(found, seen, page),
        )
    if found.record:
        page.heading("How often such forecasts held")
        page.say(found.record)
    if found.assumptions:
        page.heading("What it rests on")
        page.say(found.assumptions)


def _projects(found: Forecast, seen: Snapshot, page: Paper) -> Iterator[Sequence[str]]:
    from assistant.portfolio.project import Project

    for each in found.projects:
        project = seen.get(Project, each.project)
        yield (
            project.name if project is not None else each.project,
            page.figure(each.open),
            page.figure(each.even),
            page.figure(each.sure),
            page.figure(each.end),
            _chance(each.delivery_confidence, page),
        )


def _chance(chance: Fact | None, page: Paper) -> str:
    """Return a chance in percent; so many runs of a plan never show that it is sure."""
    if chance is None or not isinstance(chance.value, Decimal):
        return page.figure(chance)
    if chance.value < 1:
        return "< 1 %"
    return "> 99 %" if chance.value > _NEARLY_SURE else page.figure(chance)


def _write_record(record: ForecastRecord, seen: Snapshot, page: Paper) -> None:
    page.opening("How good such forecasts would have been", seen)
    page.say([record.headline])
    page.say(rate.statement for rate in record.rates if rate.statement != record.headline)
    if record.baseline is not None:
        page.say([record.baseline])
    if record.noted:
        page.heading("Forecasts that were noted")
        page.say(record.noted)
    page.heading("How it was tried")
    page.say(record.assumptions)
