"""`pmo cascade`: who is hit when something slips."""

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
    from assistant.planning.consequences.slip_report import SlipReport
    from assistant.surfaces.cli.paper import Paper
    from assistant.values import Fact

_LENGTH = re.compile(r"(?P<count>\d{1,4}(?:\.\d+)?)\s*(?P<unit>d|w)[a-z]*", re.IGNORECASE)
SHOWN = 12


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("cascade", epilog="Example: pmo cascade LAN-4 --slip 1w")(cascade)


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
        more = len(report.items) - SHOWN
        if more > 0:
            page.aside(f"{more} more: --json.")
    page.heading("What this rests on")
    page.say(report.assumptions)
    page.line("Nothing was changed.")


def _items(report: SlipReport, page: Paper) -> Iterator[Sequence[str]]:
    from assistant.briefing.wording import day_words

    for hit in report.items[:SHOWN]:
        yield (
            hit.key,
            page.figure(hit.owner),
            day_words(hit.planned, today=report.as_of),
            day_words(hit.after, today=report.as_of),
            _days(hit.late),
            _days(hit.by_links),
        )


def _days(fact: Fact) -> str:
    """Return working days without their unit, which the header names."""
    from assistant.briefing.figures import number

    return number(fact.value, places=1) if isinstance(fact.value, int | Decimal) else "–"
