"""`pmo changes`: what is different from before, what matters most first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, paper

if TYPE_CHECKING:
    from assistant.usecases.assessment import Assessment


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("changes", epilog="Example: pmo changes --since 2026-11-09")(changes)


def changes(
    ctx: typer.Context,
    since: options.Since = None,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say what changed since a day: a week ago, unless told otherwise."""
    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Comparing", as_of=as_of, since=since) as assessment:
        found = assessment.changes
    if json:
        before = assessment.before
        session.data(
            {
                "since": before.as_of if before else None,
                "as_of": assessment.seen.as_of,
                "changes": [each.model_dump(mode="json") for each in found or ()],
            }
        )
        return
    _write(assessment)


def _write(assessment: Assessment) -> None:
    from assistant.briefing.wording import day_words
    from assistant.health.changes import material

    today = assessment.seen.as_of
    page = paper(today)
    if assessment.before is None or assessment.changes is None:
        page.line("There is nothing older to compare with yet.")
        return
    since = day_words(assessment.before.as_of, today=today)
    told = material(assessment.changes, assessment.app.policy)
    routine = len(assessment.changes) - len(told)
    if told:
        page.title(f"What changed since {since}")
    else:
        page.title(f"Nothing that matters changed since {since}")
    page.say(change.headline for change in told)
    if routine:
        page.aside(f"Routine differences beside these: {routine}. All of them: --json.")
