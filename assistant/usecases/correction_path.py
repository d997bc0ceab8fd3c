"""“My rank is wrong”: what a place rests on, who stated it, and how a correction is put forward."""

from __future__ import annotations

from pydantic import Field

from assistant.errors import BadInput
from assistant.governance.rights import Action, EffectKind, Resource
from assistant.planning.explaining.explanation import Explanation
from assistant.planning.order.ranking import RankedItem
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.portfolio.project import Project
from assistant.portfolio.work import WorkItem
from assistant.usecases.acting import Actor
from assistant.usecases.assessment import Assessment
from assistant.usecases.explain_item import explain_item
from assistant.usecases.names import Named, NameKind
from assistant.values import Statement, Unit, Value, say


class CorrectionPath(Value):
    """The item whose place is meant, what would move it, and who decides on a correction."""

    item: str
    explanation: Explanation
    headline: Statement
    deciders: tuple[Statement, ...]
    how: Statement = Field(description="the way a correction goes")


def correction_path(assessment: Assessment, named: Named) -> CorrectionPath:
    """Return how a place can be corrected, of an item or of a project's first waiting item.

    Raises BadInput where a project has no item that waits.
    """
    item = item_meant(assessment, named)
    explanation = explain_item(assessment, item.key)
    facts = Facts(assessment.seen)
    unproven = [each for each in explanation.inputs if each.evidence is None]
    cells = [(WorkItem, item.key)]
    slots = {
        "item": facts.key(WorkItem, item.key),
        "place": facts.of(
            f"work_items:{item.key}", "place", item.position, Unit.COUNT, cells=cells
        ),
        "inputs": facts.of(
            f"work_items:{item.key}", "stated_inputs", len(explanation.inputs), Unit.COUNT
        ),
        "unproven": facts.of(
            f"work_items:{item.key}", "inputs_without_evidence", len(unproven), Unit.COUNT
        ),
    }
    text = (
        "{item} stands at place {place}; its worth rests on {inputs} stated [input|inputs], "
        "{unproven} of them without evidence, and those can be corrected."
    )
    return CorrectionPath(
        item=item.key,
        explanation=explanation,
        headline=say(text, **slots),
        deciders=tuple(_deciders(assessment, item.key)),
        how=Statement(
            text="Put a correction forward with the input, its new value and the evidence: you see "
            "who is displaced, and somebody else decides. Nothing was changed."
        ),
    )


def item_meant(assessment: Assessment, named: Named) -> RankedItem:
    """Return the item itself, or a project's first item that waits; BadInput where none does."""
    for item in assessment.ranking.items:
        if named.kind is NameKind.ITEM and item.key == named.key:
            return item
        waits = item.start_place is not None
        if named.kind is NameKind.PROJECT and item.project == named.key and waits:
            return item
    raise BadInput(f"Nothing of {named.name} waits for its place in the order.")


def _deciders(assessment: Assessment, item: str) -> list[Statement]:
    seen = assessment.seen
    row = seen.get(WorkItem, item)
    project = seen.get(Project, row.project) if row is not None else None
    resource = Resource(
        effect=EffectKind.INPUT_CORRECTION,
        project=project.key if project is not None else None,
        program=project.program if project is not None else None,
        visible=True,
        authors=frozenset(key for key in (assessment.view.scope.viewer,) if key is not None),
    )
    actor = Actor(assessment.app, assessment.view)
    facts = Facts(seen)
    people = [key for key in actor.who_can(Action.DECIDE, resource) if seen.get(Person, key)]
    if not people:
        return [Statement(text="Nobody has the role to decide on it yet; an admin gives roles.")]
    names = [facts.name(Person, key) for key in people]
    return [say("{names} can decide on it.", names=names)]
