"""The demo's block in the README: made by `python -m tests.readme_demo`, kept true by a test."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

from rich.console import Console

from assistant.bootstrap import build_app
from assistant.briefing.brief import Audience
from assistant.portfolio.sample import sample_folders
from assistant.ports.progress import Silent
from assistant.surfaces.cli.paper import Paper
from assistant.usecases.assessment import Assessment
from assistant.usecases.build_next import build_next
from assistant.usecases.load_sample import load_sample
from assistant.usecases.write_brief import write_brief

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"(?<=<!-- demo -->\n).*?(?=<!-- /demo -->)", re.DOTALL)
WIDTH = 100
LINES = 34


def demo_block(url: str) -> str:
    """Return what the demo prints at first, indented as Markdown shows it verbatim."""
    app = build_app(url)
    load_sample(app, sample_folders(), Silent())
    assessment = Assessment(app)
    shown = io.StringIO()
    paper = Paper(Console(file=shown, width=WIDTH, highlight=False), assessment.seen.as_of)
    paper.document(write_brief(assessment, Audience.EXEC))
    brief = shown.getvalue().splitlines()[:LINES]
    shown.truncate(0)
    paper.document(build_next(assessment))
    after = shown.getvalue().replace("\x00", "").splitlines()
    start = next(place for place, line in enumerate(after) if line.strip() == "Start next")
    lines = [*brief, "…", "", *after[start : start + 6], "…"]
    return "".join(f"    {line}".rstrip() + "\n" for line in lines)


def main() -> None:
    """Write the block anew."""
    with tempfile.TemporaryDirectory() as folder:
        block = demo_block(f"sqlite:///{folder}/readme.db")
    text = README.read_text(encoding="utf-8")
    README.write_text(BLOCK.sub(lambda _: "\n" + block + "\n", text), encoding="utf-8")


if __name__ == "__main__":
    main()
