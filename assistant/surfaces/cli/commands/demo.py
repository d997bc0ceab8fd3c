"""`pmo demo`: the main job on the sample portfolio, from an empty folder, offline."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant import __version__
from assistant.surfaces.cli.session import begin, paper

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
    from assistant.briefing.brief import Audience
    from assistant.briefing.html import to_html
    from assistant.portfolio.sample import sample_folders, sample_revision
    from assistant.usecases.build_next import build_next
    from assistant.usecases.list_risks import list_risks
    from assistant.usecases.load_sample import load_sample
    from assistant.usecases.write_brief import write_brief

    url = _scratch_store(folder, sample_revision())
    session = begin(ctx, store=url)
    with session.progress() as progress:
        load_sample(session.app, sample_folders(), progress)
    with session.assessing("Computing") as assessment:
        brief = write_brief(assessment, Audience.EXEC)
        documents = (brief, build_next(assessment), list_risks(assessment))
    web = folder / "brief.html"
    web.write_text(to_html(brief), encoding="utf-8")
    page = paper(brief.as_of)
    for document in documents:
        page.document(document)
        page.line("")
    _next_steps(page, url, web)


def _scratch_store(folder: Path, revision: str) -> str:
    """Return the URL of the sample's store; one made from another version is made anew."""
    folder.mkdir(parents=True, exist_ok=True)
    stamp = folder / "made-from.txt"
    wanted = f"pmo {__version__}, sample {revision}\n"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        for old in folder.glob("demo.db*"):
            old.unlink()
        stamp.write_text(wanted, encoding="utf-8")
    return f"sqlite:///{folder / 'demo.db'}"


def _next_steps(page: Paper, url: str, web: Path) -> None:
    page.heading("Three lines to try next")
    pmo = "pmo" if shutil.which("pmo") else sys.argv[0]
    for why, line in (
        (
            "a question; more of them: pmo chat",
            f'{pmo} ask "What should we build next?" --store {url}',
        ),
        ("your own portfolio: Jira CSV, Excel, JSON, YAML", f"{pmo} import YOUR-EXPORT.csv"),
        ("the same brief as a page to project or mail", f"open {web}"),
    ):
        page.aside(f"# {why}")
        typer.echo(line)
