"""The talk about what an export means: questions, ten mapped rows, and a file that is kept."""

from __future__ import annotations

from pathlib import Path

import typer

from assistant.ports.mapping import MappingProposal, Question
from assistant.surfaces.cli.session import Session
from assistant.usecases.app import App
from assistant.usecases.find_mapping import saved_mapping


def confirm_mapping(session: Session, path: Path, *, asking: bool) -> Path:
    """Return the mapping file of an export, after a person or --yes accepted what is proposed.

    Raises BadMapping, naming the open questions, when nobody is there to answer them.
    """
    proposal = session.app.sources.propose(path)
    if asking:
        _show(session.app, proposal, path)
        if proposal.questions:
            proposal = _answered(proposal)
            _show(session.app, proposal, path)
        typer.confirm("Is this what the rows mean?", default=True, abort=True)
    text = proposal.to_yaml()
    kept = saved_mapping(path)
    kept.write_text(text, encoding="utf-8")
    typer.echo(f"Kept in {kept}; change it there whenever you like.", err=True)
    return kept


def _answered(proposal: MappingProposal) -> MappingProposal:
    while proposal.questions:
        question = proposal.questions[0]
        proposal = proposal.answer(question.id, _ask(question))
    return proposal


def _ask(question: Question) -> str:
    typer.echo(f"\n{question.text}")
    if question.evidence:
        typer.echo(f"  seen: {'; '.join(question.evidence)}")
    for option in question.options:
        typer.echo(f"  {option.key}: {option.meaning}")
    return str(typer.prompt("Answer", default=question.default))


def _show(app: App, proposal: MappingProposal, path: Path) -> None:
    day = app.sources.last_changed(path).date()
    typer.echo("\nThe first rows would come in like this:")
    for row in proposal.examples(day):
        cells = ", ".join(f"{field} {value}" for field, value in row.cells.items())
        unclear = "".join(f" [{header}: {text}?]" for header, text in row.unclear.items())
        typer.echo(f"  {row.noun}: {cells}{unclear}")
    for table, headers in proposal.unmapped.items():
        if headers:
            typer.echo(f"Kept beside the rows of {table}, not used: {', '.join(headers)}")
