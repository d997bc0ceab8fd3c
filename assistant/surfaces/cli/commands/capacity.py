"""`pmo capacity`: load against capacity over the coming weeks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, paper

if TYPE_CHECKING:
    from assistant.planning.capacity.load import CapacityReport, Load
    from assistant.portfolio.snapshot import Snapshot
    from assistant.surfaces.cli.paper import Paper
    from assistant.values import Fact


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("capacity", epilog="Example: pmo capacity --viewer maren.okafor")(capacity)


def capacity(
    ctx: typer.Context,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Show who or what is overloaded or idle in the coming weeks, with the arithmetic."""
    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Adding up load and capacity", as_of=as_of) as assessment:
        report = assessment.capacity
    if json:
        session.data(report.model_dump(mode="json"))
    else:
        _write(report, assessment.seen, paper(report.as_of))


def _write(report: CapacityReport, seen: Snapshot, page: Paper) -> None:
    from assistant.briefing.wording import day_words

    page.title("Load against capacity")
    page.say(report.assumptions)
    for heading, stretches in (("Overloaded", report.over), ("With room", report.under)):
        if stretches:
            page.heading(heading)
            page.say(stretch.headline for stretch in stretches)
    if not report.over:
        page.line("Nobody is asked for more than there is.")
    if report.loads:
        weeks = (f"#{day_words(week.monday, today=report.as_of)[4:]}" for week in report.weeks)
        page.table(("Week of", *weeks), _teams(report, seen))
        page.aside("Days asked/days there are, by team. Every figure with its rows: --json.")


def _teams(report: CapacityReport, seen: Snapshot) -> Iterator[Sequence[str]]:
    from assistant.planning.capacity.load import LoadKind
    from assistant.portfolio.people import Team

    for team in seen.all(Team):
        loads = report.of(LoadKind.TEAM, team.key)
        if loads:
            yield (team.name, *(_asked_of(load) for load in loads))


def _asked_of(load: Load) -> str:
    return f"{_days(load.asked)}/{_days(load.available)}"


def _days(fact: Fact | None) -> str:
    """Return a figure of days without its unit, which the caption names."""
    from assistant.briefing.figures import number

    if fact is None or not isinstance(fact.value, int | Decimal):
        return "–"
    return number(fact.value, places=1)
