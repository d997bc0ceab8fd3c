"""`pmo rank` and `pmo explain`: what to build next, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import begin, paper

if TYPE_CHECKING:
    from datetime import datetime

    from assistant.planning.explaining.explanation import Explanation, StatedInput
    from assistant.planning.order.ranking import RankedItem
    from assistant.surfaces.cli.paper import Paper
    from assistant.surfaces.cli.session import Session
    from assistant.usecases.assessment import Assessment

SHOWN = 25
_NAMED = 6
COMPARED = {
    "wsjf": "WSJF (SAFe)",
    "cd3": "cost of delay ÷ duration (CD3)",
    "rice": "RICE",
    "value_effort": "value ÷ effort",
}
"""Comparison scores as people call them."""


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    cli.command("rank", epilog="Example: pmo rank --all")(rank)
    cli.command("explain", epilog="Example: pmo explain KEY-3")(explain)


def rank(
    ctx: typer.Context,
    everything: Annotated[
        bool,
        typer.Option(
            "--all", help=f"The whole order of all teams, not the first {SHOWN} places of yours."
        ),
    ] = False,
    team: Annotated[
        list[str] | None,
        typer.Option("--team", metavar="TEAM", help="Only this team's work; may be repeated."),
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(
            metavar="SCORE",
            help="Beside it what wsjf, cd3, rice or value_effort would say; orders nothing.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the search.")] = 0,
    budget: Annotated[
        int | None, typer.Option(min=0, help="Work units of the search; more may find better.")
    ] = None,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say what to build next: an order that holds, how good it is known to be, and why."""
    from assistant.usecases.build_next import asked_about, build_next

    session = begin(ctx, store=store, viewer=viewer, json=json)
    asked = session.assessing("Ranking", as_of=as_of, seed=seed, budget=budget)
    with asked as assessment:
        ranking = assessment.ranking
    if compare is not None:
        _compare(session, assessment, compare, everything=everything)
        return
    work = asked_about(assessment, team or (), everything=everything)
    if json:
        session.data(ranking.model_dump(mode="json"))
        return
    page = paper(ranking.as_of)
    page.document(build_next(assessment, team or (), everything=everything))
    asked_for = [item for item in ranking.items if work.has(item)]
    places = asked_for if everything else asked_for[:SHOWN]
    page.table(
        ("#Place", "Item", "Project", "#Score", "Waits for", "Standing"), _places(places, page)
    )
    if len(places) < len(ranking.items):
        page.aside(f"{len(ranking.items) - len(places)} more: pmo rank --all.")


def _compare(
    session: Session, assessment: Assessment, score: str, *, everything: bool = False
) -> None:
    """Write another score beside the order, and what it is missing."""
    from assistant.planning.order.score_comparison import compare_score

    seen = assessment.seen
    compared = compare_score(assessment.ranking, seen, assessment.app.policy, score)
    if session.json:
        session.data(compared.model_dump(mode="json"))
        return
    page = paper(seen.as_of)
    page.say([compared.statement])
    shown = compared.items if everything else compared.items[:SHOWN]
    page.table(
        (f"#By {COMPARED.get(compared.method, score)}", "Item", "#Score", "#Place in the order"),
        ((str(e.compared_position), e.key, page.figure(e.score), str(e.position)) for e in shown),
    )
    for missing, keys in compared.lacking.items():
        named = ", ".join(keys[:_NAMED])
        more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
        page.aside(f"No {missing}: {named}{more}.")


def _places(items: Sequence[RankedItem], page: Paper) -> Iterator[Sequence[str]]:
    for item in items:
        yield (
            str(item.position),
            item.key,
            item.project or "–",
            page.figure(item.score),
            ", ".join(item.waits_for) or "–",
            item.standing.value,
        )


def explain(
    ctx: typer.Context,
    item: Annotated[str, typer.Argument(help="The item's key, such as KEY-3.")],
    suppose: Annotated[
        list[str] | None,
        typer.Option(
            metavar="INPUT=VALUE",
            help="See what another input would do, such as “cost of delay=14kEUR” or “size=3d”; "
            "nothing is changed. May be repeated.",
        ),
    ] = None,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say why an item stands where it stands, and what its place rests on."""
    from assistant.usecases.explain_item import explain_item

    session = begin(ctx, store=store, viewer=viewer, json=json)
    if suppose:
        _suppose(session, item, suppose, as_of)
        return
    with session.assessing("Explaining", as_of=as_of) as assessment:
        explanation = explain_item(assessment, item)
    if json:
        session.data(explanation.model_dump(mode="json"))
    else:
        _write(explanation, paper(assessment.seen.as_of))


def _suppose(session: Session, item: str, inputs: list[str], as_of: datetime | None) -> None:
    """Write what other inputs of an item would do."""
    from assistant.usecases.suppose_inputs import suppose_inputs

    with session.assessing("Supposing", as_of=as_of) as assessment:
        preview = suppose_inputs(assessment, item, inputs)
    if session.json:
        session.data(preview.model_dump(mode="json"))
        return
    page = paper(assessment.seen.as_of)
    page.say([*preview.changes, preview.statement])
    if preview.displaced:
        page.table(
            ("Displaced", "#Place", "#Supposed place"),
            ((e.item, str(e.from_place), str(e.to_place)) for e in preview.displaced[:SHOWN]),
        )


def _write(explanation: Explanation, page: Paper) -> None:
    page.say(explanation.told())
    if explanation.inputs:
        page.table(
            ("Input", "#Value", "Stated by", "On", "Evidence"),
            (
                (
                    page.figure(each.factor),
                    page.figure(each.value),
                    page.figure(each.owner),
                    page.figure(each.stated_on),
                    page.figure(each.evidence) if each.evidence else _without_evidence(each),
                )
                for each in explanation.inputs
            ),
        )
    if explanation.comparison:
        shown = (
            f"{COMPARED.get(name, name)} {page.figure(fact)}"
            for name, fact in explanation.comparison.items()
        )
        page.aside(f"For comparison only, never ordering: {', '.join(shown)}.")


def _without_evidence(stated: StatedInput) -> str:
    """Say that an input without evidence comes from who gains by it, where it does."""
    return "none, from its owner" if stated.is_own else "–"
