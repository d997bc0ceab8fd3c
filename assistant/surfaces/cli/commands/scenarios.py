"""`pmo what-if`, `pmo intake`, `pmo crisis`: what would be. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, day, paper

if TYPE_CHECKING:
    from assistant.planning.scenarios.result import Comparison, ScenarioOutcome
    from assistant.planning.scenarios.way_out import Crisis
    from assistant.surfaces.cli.paper import Paper

SHOWN = 4
"""How many items that move a scenario shows; all of them are in the data."""


SIDE_EFFECTS = 3
"""How many items that come later a way out shows."""


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    example = 'Example: pmo what-if --if "pause WILLOW" --if "hire Viktor Hale for PORTAL"'
    cli.command("what-if", epilog=example)(what_if)
    example = "Example: pmo intake REQ-5 --cost-of-delay 2kEUR"
    cli.command("intake", epilog=example)(intake)
    example = 'Example: pmo crisis --away "Mei Tanaka" --away "Jonas Lindqvist" --weeks 2'
    cli.command("crisis", epilog=example)(crisis)


def what_if(
    ctx: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Scenario files; see docs/scenarios.md."),
    ] = None,
    phrases: Annotated[
        list[str] | None,
        typer.Option("--if", metavar="CHANGES", help="One scenario; semicolons between changes."),
    ] = None,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say what would move, cost and break if something were different."""
    from assistant.usecases.run_scenario import run_scenarios

    session = begin(ctx, store=store, viewer=viewer, json=json)
    texts = [(str(file), session.app.sources.text(file)) for file in files or ()]
    with session.assessing("Planning what would be", as_of=as_of) as assessment:
        compared = run_scenarios(assessment, phrases or (), texts)
    if json:
        session.data(compared.model_dump(mode="json"))
    else:
        _write(compared, paper(compared.as_of))


def _write(compared: Comparison, page: Paper) -> None:
    if compared.verdict is not None:
        page.say((compared.verdict,))
    for outcome in compared.scenarios:
        write_outcome(outcome, page)
    if len(compared.scenarios) > 1:
        page.table(
            ("Scenario", "#Break", "#Hold again", "#Waiting", "To be paid", "#Later", "#Earlier"),
            _rows(compared, page),
        )
    if compared.late_already:
        page.heading("Late as planned already")
        page.say(each.statement for each in compared.late_already)
    page.say((compared.basis,))
    page.aside("Nothing was changed.")


def write_outcome(outcome: ScenarioOutcome, page: Paper) -> None:
    """Write one scenario: its sentence, its promises, what moves, what to know."""
    page.heading(outcome.name)
    page.points(outcome.headline)
    page.say(each.statement for each in outcome.promises)
    if outcome.binding is not None:
        page.say((outcome.binding,))
    page.say(each.statement for each in (*outcome.later[:SHOWN], *outcome.earlier[:SHOWN]))
    page.say((*outcome.overloads, *outcome.notes))


def _rows(compared: Comparison, page: Paper) -> Iterator[Sequence[str]]:
    for outcome in compared.scenarios:
        yield (
            outcome.name,
            str(sum(1 for each in outcome.promises if each.breaks)),
            str(sum(1 for each in outcome.promises if each.is_saved)),
            page.figure(outcome.waiting),
            ", ".join(page.figure(each) for each in outcome.money) or "–",
            str(len(outcome.later)),
            str(len(outcome.earlier)),
        )


def intake(
    ctx: typer.Context,
    request: Annotated[str, typer.Argument(help="Its key, or what to call it.")],
    title: Annotated[str | None, typer.Option(help="What it is.")] = None,
    effort: Annotated[
        str | None, typer.Option(help="Work by skill, such as “backend 5d; frontend 2d”.")
    ] = None,
    worth: Annotated[
        str | None, typer.Option("--cost-of-delay", help="A week of waiting, such as 7kEUR.")
    ] = None,
    project: Annotated[str | None, typer.Option(help="The project it belongs to.")] = None,
    team: Annotated[str | None, typer.Option(help="The team that would do it.")] = None,
    after: Annotated[list[str] | None, typer.Option(help="What it waits for.")] = None,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say what slips if a request is taken in, and what could be dropped instead."""
    from assistant.usecases.weigh_request import weigh_request

    given = {"title": title, "effort": effort, "worth": worth, "project": project, "team": team}
    described = {name: text for name, text in given.items() if text is not None}
    if after:
        described["after"] = ", ".join(after)
    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Looking for a place", as_of=as_of) as assessment:
        answer = weigh_request(assessment, request, described)
    if json:
        session.data(answer.model_dump(mode="json"))
        return
    page = paper(assessment.seen.as_of)
    page.say(each for each in (answer.headline, answer.own) if each is not None)
    page.say((answer.instead, *answer.intervals))
    page.say(each.statement for each in answer.outcome.promises)
    page.say(each.statement for each in answer.outcome.later[: 2 * SHOWN])
    page.say((*answer.outcome.overloads, *answer.outcome.notes))
    page.aside("Nothing was changed.")


def crisis(
    ctx: typer.Context,
    away: Annotated[list[str], typer.Option(help="Who is away, by name; once for each.")],
    start: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day away.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day away.")
    ] = None,
    weeks: Annotated[
        int | None, typer.Option(min=1, max=52, help="Or for how many weeks.")
    ] = None,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say what breaks while people are away, and at most three ways out."""
    from assistant.usecases.find_way_out import find_way_out

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Looking for ways out", as_of=as_of) as assessment:
        found = find_way_out(assessment, away, day(start), day(until), weeks)
    if json:
        session.data(found.model_dump(mode="json"))
        return
    page = paper(found.as_of)
    if found.question is not None:
        page.say((found.question,))
    for tried in found.tried:
        page.heading(f"Away until {page.figure(tried.until)}")
        _write_crisis(tried.crisis, page)
    page.aside("Nothing was changed.")


def _write_crisis(crisis: Crisis, page: Paper) -> None:
    page.points(crisis.headline)
    page.say(each.statement for each in crisis.nothing.promises)
    if crisis.nothing.binding is not None:
        page.say((crisis.nothing.binding,))
    page.say(crisis.notes)
    for number, way_out in enumerate(crisis.options, start=1):
        outcome = way_out.outcome
        page.heading(f"Way out {number}")
        page.points(way_out.does, outcome.headline)
        page.points(way_out.helps)
        page.say(each.statement for each in way_out.side_effects[:SIDE_EFFECTS])
    if crisis.alone:
        page.heading("One thing alone")
        page.say(crisis.alone)
