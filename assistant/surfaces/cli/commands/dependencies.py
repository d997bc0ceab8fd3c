"""`pmo dependencies` and `pmo cascade`: what waits for what, and who is hit by a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, day, paper

if TYPE_CHECKING:
    from assistant.planning.consequences.cascade import Slip
    from assistant.planning.consequences.dependency_report import DatedReport, DependencyReport
    from assistant.planning.consequences.slip_report import SlipReport
    from assistant.surfaces.cli.paper import Paper
    from assistant.values import Fact

_LENGTH = re.compile(r"(?P<count>\d{1,4}(?:\.\d+)?)\s*(?P<unit>d|w)[a-z]*", re.IGNORECASE)
SHOWN = 12


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    cli.command("dependencies", epilog="Example: pmo dependencies SEN-12")(dependencies)
    cli.command("cascade", epilog="Example: pmo cascade LAN-4 --slip 1w")(cascade)


def dependencies(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[ITEM]", help="An item, project or milestone.")
    ] = None,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Show the chains that decide promised days with their float, and what blocks an item."""
    from assistant.usecases.follow_dependencies import follow_chains

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Following what waits for what", as_of=as_of) as assessment:
        report = follow_chains(assessment, name)
    if json:
        session.data(report.model_dump(mode="json"))
    else:
        _write_chains(report, paper(report.as_of))


def cascade(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="ITEM", help="The item, project or milestone that slips.")
    ],
    slip: Annotated[
        str | None, typer.Option(help="By how much: 3d (working days) or 2w (weeks).")
    ] = None,
    to: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="To which day.")
    ] = None,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say who is hit when something slips: when, by how much, and which promises break."""
    from assistant.usecases.follow_dependencies import follow_slip

    by = _slip(slip, day(to))
    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Following what waits for it", as_of=as_of) as assessment:
        report = follow_slip(assessment, name, by)
    if json:
        session.data(report.model_dump(mode="json"))
    else:
        _write(report, paper(report.as_of))


def _slip(length: str | None, to: date | None) -> Slip:
    from assistant.errors import BadInput
    from assistant.planning.consequences.cascade import Slip, weeks

    if (length is None) == (to is None):
        raise BadInput(
            "It has to be said by how much it slips.",
            remedy="Give either --slip 2w (or 5d), or --to with a date.",
        )
    if length is None:
        return Slip(to=to)
    found = _LENGTH.fullmatch(length.strip())
    if found is None:
        raise BadInput(
            f"“{length}” is no length of time.", remedy="Write 5d for working days, 2w for weeks."
        )
    count = float(found["count"])
    return Slip(days=weeks(count) if found["unit"].lower() == "w" else count)


def _write(report: SlipReport, page: Paper) -> None:
    page.say([report.headline, *report.statements])
    if report.promises:
        page.heading("Milestones")
        page.say(hit.statement for hit in report.promises)
    if report.items:
        page.heading("Items that come later")
        page.table(
            ("Item", "Owner", "Planned", "Then", "#Days later", "#By links"),
            _items(report, page),
        )
        _more(len(report.items) - SHOWN, page)
    page.heading("What this rests on")
    page.say(report.assumptions)
    page.line("Nothing was changed.")


def _items(report: SlipReport, page: Paper) -> Iterator[Sequence[str]]:
    for hit in report.items[:SHOWN]:
        yield (
            hit.key,
            page.figure(hit.owner),
            _date(hit.planned, report.as_of),
            _date(hit.after, report.as_of),
            _days(hit.late),
            _days(hit.by_links),
        )


def _write_chains(report: DependencyReport, page: Paper) -> None:
    page.say(report.statements)
    if report.blockers:
        page.table(
            ("Waits for", "Through", "Owner", "Planned", "Due"),
            _blockers(report, page),
        )
        _more(len(report.blockers) - SHOWN, page)
    for dated in report.dates:
        page.line("")
        page.points(dated.headline)
        page.say(each.statement for each in (dated.planned, dated.by_links) if each is not None)
        if report.about is not None and dated.planned is not None:
            page.table(
                ("Chain", "Owner", "Planned", "#Float, days", "People busy with"),
                _steps(report, dated, page),
            )
    _more(report.left_out, page)
    if not report.dates:
        page.line("No promised day waits for it." if report.about else "No promised day is known.")
    if report.circles:
        page.heading("Waiting in a circle")
        page.say(report.circles)
    page.heading("What this rests on")
    page.say(report.assumptions)


def _more(count: int, page: Paper) -> None:
    if count > 0:
        page.aside(f"{count} more: --json.")


def _blockers(report: DependencyReport, page: Paper) -> Iterator[Sequence[str]]:
    for blocker in report.blockers[:SHOWN]:
        yield (
            blocker.key,
            blocker.through or "directly",
            page.figure(blocker.owner),
            _date(blocker.planned, report.as_of),
            _date(blocker.due, report.as_of),
        )


def _steps(report: DependencyReport, dated: DatedReport, page: Paper) -> Iterator[Sequence[str]]:
    chain = dated.planned
    for step in chain.steps if chain is not None else ():
        yield (
            step.key or "another commitment",
            page.figure(step.owner),
            _date(step.finish, report.as_of),
            _days(step.float_days) if step.float_days is not None else "–",
            step.busy_with or ("another commitment" if step.waits_for_people else "–"),
        )


def _date(value: date | None, today: date) -> str:
    from assistant.briefing.wording import day_words

    return day_words(value, today=today) if value is not None else "–"


def _days(fact: Fact) -> str:
    """Return working days without their unit, which the header names."""
    from assistant.briefing.figures import number

    return number(fact.value, places=1) if isinstance(fact.value, int | Decimal) else "–"
