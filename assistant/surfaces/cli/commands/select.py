"""`pmo select`: which candidates to fund within budgets, and what a cut would cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, paper

if TYPE_CHECKING:
    from assistant.planning.selection.report import FundedCandidate, SelectionReport
    from assistant.planning.selection.wish import SelectionWish
    from assistant.surfaces.cli.paper import Paper

SHOWN = 25

_EXAMPLE = "Examples: pmo select --cut 10%; pmo select --budget 3MEUR --keep WILLOW"


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("select", epilog=_EXAMPLE)(select)


def select(
    ctx: typer.Context,
    budget: Annotated[
        list[str] | None,
        typer.Option(help="What there is: 500kEUR for projects; 60d or “backend 60d” of work."),
    ] = None,
    cut: Annotated[
        str | None, typer.Option(metavar="PERCENT", help="Save so much of what all would cost.")
    ] = None,
    keep: Annotated[list[str] | None, typer.Option(help="Has to be in.")] = None,
    without: Annotated[list[str] | None, typer.Option(help="Has to be out.")] = None,
    exclude_both: Annotated[
        list[str] | None,
        typer.Option(metavar="A,B", help="At most one of the two may be in."),
    ] = None,
    items: Annotated[
        bool, typer.Option("--items", help="Choose among work items instead of projects.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help=f"List every candidate, not the first {SHOWN} of a kind.")
    ] = False,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say which projects or items to fund within budgets, what goes, and what that loses."""
    from assistant.usecases.select_work import select_work

    wish = _wish(budget or (), cut, (keep or (), without or ()), exclude_both or (), items=items)
    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.progress() as progress, session.assessing("Choosing", as_of=as_of) as assessment:
        report = select_work(assessment, wish, progress)
    if json:
        session.data(report.model_dump(mode="json"))
    else:
        _write(report, paper(report.as_of), None if everything else SHOWN)


def _wish(
    budgets: Sequence[str],
    cut: str | None,
    asked: tuple[Sequence[str], Sequence[str]],
    pairs: Sequence[str],
    *,
    items: bool,
) -> SelectionWish:
    from assistant.planning.selection.wish import (
        CandidateKind,
        SelectionWish,
        read_cut,
        read_limit,
        read_pair,
    )

    keep, without = asked
    return SelectionWish(
        kind=CandidateKind.ITEMS if items else CandidateKind.PROJECTS,
        limits=tuple(read_limit(text) for text in budgets),
        cut_percent=None if cut is None else read_cut(cut),
        keep=tuple(keep),
        without=tuple(without),
        apart=tuple(read_pair(text) for text in pairs),
    )


def _write(report: SelectionReport, page: Paper, shown: int | None) -> None:
    page.title(f"Which {report.kind.value} to fund")
    page.say((*report.headline, *report.more_budget))
    for heading, candidates in (
        ("Funded", report.chosen),
        ("Left out", report.left_out),
        ("Cannot be weighed", report.aside),
    ):
        if candidates:
            _list(heading, candidates, page, shown)
    if report.questions:
        page.heading("What it would need")
        page.say(report.questions)
    page.heading("How it was chosen")
    page.say(report.assumptions)
    page.aside("Nothing was changed. Every figure with its rows: --json.")


def _list(
    heading: str, candidates: Sequence[FundedCandidate], page: Paper, shown: int | None
) -> None:
    page.heading(heading)
    page.table(("Candidate", "#Worth", "#Cost", "Why"), _rows(candidates[:shown], page))
    hidden = len(candidates) - len(candidates[:shown])
    if hidden:
        page.aside(f"{hidden} more: pmo select --all.")


def _rows(candidates: Sequence[FundedCandidate], page: Paper) -> Iterator[Sequence[str]]:
    from assistant.briefing.wording import sentence

    for each in candidates:
        yield (
            page.figure(each.name),
            page.figure(each.value),
            ", ".join(page.figure(cost) for cost in each.costs) or "–",
            sentence(each.reason, today=each.name.as_of).text,
        )
