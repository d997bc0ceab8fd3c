"""`pmo portfolio`: what is there, how fresh, what is wrong, what would unlock more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, paper

if TYPE_CHECKING:
    from assistant.surfaces.cli.paper import Paper
    from assistant.usecases.describe_portfolio import PortfolioDescription, SourceFreshness

EXAMPLES = 2
"""How many items or epics a line about flow shows; all of them are in the data."""


def register(cli: typer.Typer) -> None:
    """Add the command."""
    cli.command("portfolio", epilog="Example: pmo portfolio --as-of 2026-11-09")(portfolio)


def portfolio(
    ctx: typer.Context,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say what is there, how fresh it is, what is wrong, and what would unlock more."""
    from assistant.usecases.describe_portfolio import describe_portfolio

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Looking at the portfolio", as_of=as_of) as assessment:
        described = describe_portfolio(assessment)
    if json:
        session.data(described.model_dump(mode="json"))
    else:
        _write(described, paper(described.as_of))


def _write(described: PortfolioDescription, page: Paper) -> None:
    from assistant.briefing.wording import day_words
    from assistant.portfolio.project import Rag

    page.title(f"{described.organisation}, {day_words(described.as_of, today=described.as_of)}")
    counts = (f"{each.table.replace('_', ' ')} {each.count:,}" for each in described.nouns)
    page.line(", ".join(counts))
    page.heading("Sources")
    page.table(("Source", "As of", "#Rows", "#Refused", "Read from"), _sources(described))
    page.heading("By which tolerances")
    page.say((described.tolerances.statement,))
    page.table(("", *(rag.value for rag in Rag)), _colours(described, page))
    if described.overrides:
        page.heading("In another colour than by rule, as was decided")
        page.say(described.overrides)
    if described.requests:
        page.heading("Requests")
        page.say(described.requests)
    if described.flow:
        page.heading("How work flows")
    for finding in described.flow:
        page.points(finding.headline, *finding.details[:EXAMPLES])
    page.heading("What the data cannot say" if described.caveats else "Nothing is missing")
    for caveat in described.caveats:
        page.points(caveat.headline, caveat.remedy, caveat.unlocks)


def _colours(described: PortfolioDescription, page: Paper) -> Iterator[Sequence[str]]:
    """Return how many projects have each colour, by each strength and as reported."""
    from assistant.portfolio.project import Rag

    tolerances = described.tolerances
    for strength in tolerances.strengths:
        yield (strength.strength, *(page.figure(strength.counts.get(rag)) for rag in Rag))
    yield ("reported", *(page.figure(tolerances.reported.get(rag)) for rag in Rag))


def _sources(described: PortfolioDescription) -> Iterator[Sequence[str]]:
    for state in described.sources:
        yield (
            state.source,
            _fresh(state, described),
            f"{state.rows:,}",
            f"{state.refused:,}",
            state.location,
        )


def _fresh(state: SourceFreshness, described: PortfolioDescription) -> str:
    from assistant.briefing.wording import day_words

    spoken = day_words(state.as_of, today=described.as_of)
    if state.unchanged_since < state.as_of:
        return (
            f"{spoken} (unchanged since {day_words(state.unchanged_since, today=described.as_of)})"
        )
    return spoken
