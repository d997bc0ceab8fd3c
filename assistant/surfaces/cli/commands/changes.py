"""`pmo changes`: what is different from before, what matters most first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, console, day

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
    from assistant.usecases.assessment import Assessment

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.progress() as progress:
        progress.step("Comparing", 0, None)
        assessment = Assessment(session.app, as_of=day(as_of), since=day(since))
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
    from assistant.surfaces.cli.paper import Paper

    today = assessment.seen.as_of
    paper = Paper(console(), today)
    if assessment.before is None or assessment.changes is None:
        paper.line("There is nothing older to compare with yet.")
        return
    since = day_words(assessment.before.as_of, today=today)
    told = material(assessment.changes, assessment.app.policy)
    routine = len(assessment.changes) - len(told)
    if told:
        paper.title(f"What changed since {since}")
    else:
        paper.title(f"Nothing that matters changed since {since}")
    paper.say(change.headline for change in told)
    if routine:
        paper.aside(f"Routine differences beside these: {routine}. All of them: --json.")
