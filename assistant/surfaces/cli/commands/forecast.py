"""`pmo forecast`: when it is done, how many by a day, and how likely what was promised is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import BadInput
from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, day, paper

if TYPE_CHECKING:
    from assistant.planning.forecast.outlook import Forecast, ForecastRecord
    from assistant.surfaces.cli.paper import Paper


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
    from assistant.usecases.forecast_work import forecast_past, forecast_work

    if backtest and by is not None:
        raise BadInput("--backtest looks back and --by ahead.", remedy="Ask one of the two.")
    session = begin(ctx, store=store, viewer=viewer, json=json)
    found: Forecast | ForecastRecord
    with session.assessing("Forecasting", as_of=as_of) as assessment:
        if backtest:
            found = record = forecast_past(assessment, what)
            write = partial(_write_record, record)
        else:
            found = ahead = forecast_work(assessment, what, day(by))
            write = partial(_write, ahead)
    if json:
        session.data(found.model_dump(mode="json"))
    else:
        write(paper(found.as_of))


def _write(found: Forecast, page: Paper) -> None:
    page.say([found.headline])
    headline = found.headline.facts.values()
    page.say(each.statement for each in found.dates if each.even not in headline)
    if found.counts:
        page.heading(f"Done by {page.figure(found.counts[0].by)}")
        page.say(each.statement for each in found.counts)
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
            _projects(found, page),
        )
    if found.record:
        page.heading("How often such forecasts held")
        page.say(found.record)
    if found.assumptions:
        page.heading("What it rests on")
        page.say(found.assumptions)


def _projects(found: Forecast, page: Paper) -> Iterator[Sequence[str]]:
    for each in found.projects:
        yield (
            each.project,
            page.figure(each.open),
            page.figure(each.even),
            page.figure(each.sure),
            page.figure(each.end),
            page.figure(each.delivery_confidence),
        )


def _write_record(record: ForecastRecord, page: Paper) -> None:
    page.say([record.headline])
    page.say(rate.statement for rate in record.rates if rate.statement != record.headline)
    if record.baseline is not None:
        page.say([record.baseline])
    if record.noted:
        page.heading("Forecasts that were noted")
        page.say(record.noted)
    page.heading("How it was tried")
    page.say(record.assumptions)
