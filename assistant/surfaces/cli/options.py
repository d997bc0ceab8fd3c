"""The options that commands share."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

Store = Annotated[
    str | None,
    typer.Option("--store", metavar="URL", help="Where the portfolio is kept [sqlite:///pmo.db]."),
]
Json = Annotated[bool, typer.Option("--json", help="Data for machines, and nothing else.")]
Viewer = Annotated[
    str | None,
    typer.Option("--viewer", metavar="PERSON", help="Who is asking, by key or e-mail."),
]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="DATE", help="As it stood on a day."),
]
Since = Annotated[
    datetime | None,
    typer.Option("--since", formats=["%Y-%m-%d"], metavar="DATE", help="Compare with that day."),
]
