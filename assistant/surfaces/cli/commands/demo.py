"""`pmo demo`: the main job on the sample portfolio, from an empty folder, offline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli.session import begin, console

if TYPE_CHECKING:
    from assistant.surfaces.cli.paper import Paper

FOLDER = Path("pmo-demo")


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("demo", epilog="Example: pmo demo")(demo)


def demo(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Option(help="Scratch folder for the sample's store and HTML brief.")
    ] = FOLDER,
) -> None:
    """Show the weekly brief, what to build next and the risks of a sample insurer."""
    typer.echo(f"Larkfield Mutual, a fictional insurer. Everything is kept in {folder}/.\n")
    from assistant.briefing.html import to_html
    from assistant.portfolio.sample import sample_folders
    from assistant.surfaces.cli.paper import Paper
    from assistant.usecases.assessment import Assessment
    from assistant.usecases.build_next import build_next
    from assistant.usecases.list_risks import list_risks
    from assistant.usecases.load_sample import load_sample
    from assistant.usecases.write_brief import BriefRequest, write_brief

    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{folder / 'demo.db'}"
    session = begin(ctx, store=url)
    with session.progress() as progress:
        load_sample(session.app, sample_folders(), progress)
    brief = write_brief(session.app, BriefRequest())
    page = folder / "brief.html"
    page.write_text(to_html(brief), encoding="utf-8")
    assessment = Assessment(session.app)
    paper = Paper(console(), brief.as_of)
    for document in (brief, build_next(assessment), list_risks(assessment)):
        paper.document(document)
        paper.line("")
    _next_steps(paper, url, page)


def _next_steps(paper: Paper, url: str, page: Path) -> None:
    paper.heading("Try next")
    paper.line(f"  pmo explain KEY-3 --store {url}     # why the lowest score comes first")
    paper.line("  pmo import YOUR-EXPORT.csv            # your own Jira CSV, Excel or folder")
    paper.line(f"  open {page}                           # the same brief as a page to project")
