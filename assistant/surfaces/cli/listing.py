"""Lines of a list, indented: broken between words on a terminal, whole for everything else."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import typer

from assistant.surfaces.cli.terminal_text import one_line


def say_list(lines: Iterable[str], *, err: bool = False) -> None:
    """Write each line, with nothing in it that acts on a terminal."""
    stream = sys.stderr if err else sys.stdout
    if not stream.isatty():
        for line in lines:
            typer.echo(f"  {one_line(line)}", err=err)
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(file=stream, highlight=False)
    for line in lines:
        console.print(Padding(Text(one_line(line)), (0, 0, 0, 2)))
