"""The talk about what an export means: questions, ten mapped rows, and a mapping that is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import typer

from assistant.errors import BadInput, Refused
from assistant.ports.mapping import MappingProposal, Question
from assistant.surfaces.cli.example_rows import ExampleTables
from assistant.surfaces.cli.prompts import agreed, choose, typed
from assistant.surfaces.cli.session import Session
from assistant.surfaces.cli.terminal_text import one_line
from assistant.usecases.app import App

_NAMED = 8
"""So many unused columns are named."""

SAME, OTHER = "same", "other"


def agree_on_mapping(session: Session, path: Path, *, asking: bool) -> Path:
    """Return the mapping file of an export, after a person or --yes accepted what it means.

    Raises BadMapping, naming the open questions, when nobody is there to answer them; Refused when
    the person stops.
    """
    sources = session.app.sources
    before = sources.mapping_before(path)
    if before is not None and (not asking or _is_next_of(before)):
        return before
    with session.progress() as progress:
        progress.step("Looking at the columns", 0, None)
        proposal = sources.propose(path)
    if asking:
        proposal = _Talk(session.app, path).settled(proposal)
    kept = sources.keep_mapping(path, proposal.to_yaml())
    typer.echo(f"Kept in {one_line(str(kept))} for next time.", err=True)
    return kept


def _is_next_of(before: Path) -> bool:
    name = one_line(before.name)
    return agreed(f"{name} fits this file. Is this a newer export of the same?")


class _Talk:
    """One talk, about one export."""

    def __init__(self, app: App, path: Path) -> None:
        self._app = app
        self._day = app.sources.last_changed(path).date()
        self._name = one_line(path.name or str(path))

    def settled(self, proposal: MappingProposal) -> MappingProposal:
        """Return the proposal with every question answered and confirmed."""
        typer.echo(f"{self._name} is new here; what is agreed now is kept for next time.")
        proposal = self._answered(proposal)
        self._show(proposal)
        while not agreed("Is this right?"):
            proposal = self._answered(self._corrected(proposal))
            self._show(proposal)
        return self._named(proposal)

    def _answered(self, proposal: MappingProposal) -> MappingProposal:
        while proposal.questions:
            proposal = _answer(proposal, proposal.questions[0])
        return proposal

    def _corrected(self, proposal: MappingProposal) -> MappingProposal:
        """Ask what is wrong, until it is said or the person stops."""
        typer.echo("What is wrong? Type a column's name, or “rows” if they are something else.")
        while True:
            name = typed("Column (Enter stops)", default="")
            if not name:
                raise Refused(
                    "Nothing was imported and nothing is kept.",
                    remedy="docs/mapping.md shows how to say it in a file of your own.",
                )
            doubts = proposal.doubts(name)
            for doubt in doubts:
                proposal = _answer(proposal, doubt)
            if doubts:
                return proposal
            known = [header for used in proposal.columns.values() for header in used.values()]
            known += [header for unused in proposal.unmapped.values() for header in unused]
            typer.echo(f"There is no such column. There are: {_listed([*dict.fromkeys(known)])}.")

    def _show(self, proposal: MappingProposal) -> None:
        """Show ten rows as they would come in, those with something doubtful first."""
        tables = ExampleTables(proposal, self._day)
        tables.show()
        unused = [header for headers in proposal.unmapped.values() for header in headers]
        if unused:
            tables.say(f"Kept beside each row, not used: {_listed(unused, _NAMED)}.")

    def _named(self, proposal: MappingProposal) -> MappingProposal:
        """Ask about a name that another import had: a newer export closes what it lacks."""
        known = [state for state in self._app.store.imports() if state.source == proposal.source]
        if not known:
            return proposal
        name, place = one_line(proposal.source), one_line(known[-1].location)
        options = (
            (SAME, "it is a newer export of that; what is not in it any more is gone"),
            (OTHER, "it is something else"),
        )
        typer.echo(f"\n“{name}” was imported before, from {place}.")
        if choose(options, _one_of((SAME, OTHER))) == SAME:
            return proposal
        free = _free_name(proposal.source, {state.source for state in self._app.store.imports()})
        return proposal.named(typed("What is it called?", default=free))


def _one_of(keys: Collection[str]) -> Callable[[str], str]:
    def check(answer: str) -> str:
        if answer not in keys:
            raise BadInput(f"“{answer}” is none of {', '.join(keys)}.")
        return answer

    return check


def _answer(proposal: MappingProposal, question: Question) -> MappingProposal:
    """Ask one question until the answer can be used."""
    typer.echo(f"\n{one_line(question.text)}")
    if question.evidence:
        typer.echo(f"  seen: {'; '.join(map(one_line, question.evidence))}")
    return choose(
        [(option.key, one_line(option.meaning)) for option in question.options],
        lambda answer: proposal.answer(question.id, answer),
        default=question.default,
    )


def _free_name(taken: str, names: set[str]) -> str:
    number = 2
    while f"{taken}-{number}" in names:
        number += 1
    return f"{taken}-{number}"


def _listed(names: list[str], count: int | None = None) -> str:
    shown = ", ".join(one_line(name, 40) for name in names[:count])
    left = len(names[count:]) if count is not None else 0
    return shown + (f" and {left} more" if left else "")
