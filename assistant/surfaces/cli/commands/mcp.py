"""`pmo mcp`: the typed tools for other agents, on standard input and output."""

from __future__ import annotations

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("mcp", epilog="Example: pmo mcp --viewer maren.okafor")(mcp)


def mcp(ctx: typer.Context, store: options.Store = None, viewer: options.Viewer = None) -> None:
    """Serve the tools to another agent over MCP, on standard input and output."""
    from assistant.surfaces.mcp.server import serve

    serve(begin(ctx, store=store, viewer=viewer).app)
