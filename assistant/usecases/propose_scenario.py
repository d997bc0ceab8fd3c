"""Puts a scenario to whoever decides: what it supposes becomes what the portfolio says."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import BadInput
from assistant.governance.effects import DecideScenario, ScenarioPart
from assistant.governance.proposal import Line
from assistant.planning.scenarios.change_making import Maker
from assistant.planning.scenarios.comparing import supposing
from assistant.planning.scenarios.reading import Scenario, read_phrase
from assistant.planning.scenarios.rule_changes import Fund, Weigh
from assistant.planning.scenarios.world import World
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.acting import Actor
from assistant.usecases.assessment import Assessment
from assistant.usecases.governed import is_row_seen
from assistant.usecases.put_forward import Proposed, put_forward
from assistant.usecases.supposed_rows import supposed_rows
from assistant.values import Unit, say


def propose_scenario(assessment: Assessment, phrases: Sequence[str]) -> Proposed:
    """Propose that what some phrases suppose is so from now on.

    Each phrase is a line of its own where no two of them speak of one row; else they go together.
    Raises BadInput for what cannot be read, and for what no row of the portfolio can say.
    """
    actor = Actor(assessment.app, assessment.view)
    effect = decided_scenario(assessment, phrases)
    return put_forward(actor, effect, _lines(effect, assessment.view.full))


def decided_scenario(assessment: Assessment, phrases: Sequence[str]) -> DecideScenario:
    """Return what deciding on some phrases would write, row by row."""
    unique = tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in phrases))
    if not unique or not all(unique):
        raise BadInput(
            "Say what is to be different.",
            remedy='Such as --if "pause WILLOW"; docs/scenarios.md lists the changes.',
        )
    maker = Maker(assessment.seen, assessment.app.policy)
    parts = [_part(read_phrase(phrase, maker), assessment) for phrase in unique]
    _refuse_contradictions(parts)
    return DecideScenario(parts=tuple(parts))


def _part(scenario: Scenario, assessment: Assessment) -> ScenarioPart:
    for change in scenario.changes:
        if isinstance(change, Weigh):
            raise BadInput(
                "What factors weigh is a rule.", remedy="Propose it with pmo propose policy."
            )
        if isinstance(change, Fund):
            raise BadInput(
                "A budget is decided by its amount.",
                remedy="Propose it with pmo propose correction budgets KEY baseline AMOUNT.",
            )
    full = assessment.view.full
    world = supposing(scenario, World(full, assessment.app.policy))
    if world.not_before:
        raise BadInput(
            "No row of the portfolio says that work may not start before a day.",
            remedy="Pause it without a day, and take it up again by a correction.",
        )
    supposed = supposed_rows(full, world.snapshot)
    rows = tuple(row for row in supposed if is_row_seen(row, assessment.seen))
    if not rows:
        raise BadInput(f"“{scenario.name}” is so already.")
    return ScenarioPart(phrase=scenario.name, rows=rows)


def _refuse_contradictions(parts: Sequence[ScenarioPart]) -> None:
    """Raise BadInput where two phrases give one cell two values."""
    said: dict[tuple[str, str, str], object] = {}
    for part in parts:
        for row in part.rows:
            for field, value in row.change.values.items():
                cell = (row.change.table, row.change.key, field)
                if said.setdefault(cell, value) != value:
                    raise BadInput(
                        f"“{part.phrase}” and another phrase say two things of {row.change.key}.",
                        remedy="Write them as one phrase, with a semicolon between.",
                    )


def _lines(effect: DecideScenario, full: Snapshot) -> tuple[Line, ...]:
    """Return a line for each phrase; those that speak of one row go together."""
    if len(effect.parts) == 1:
        return ()
    facts = Facts(full)
    return tuple(
        Line(
            id=str(number),
            statement=say(
                "{number}: {phrase}, {count} [row|rows].",
                number=facts.of("scenario", f"number of {part.phrase}", number, Unit.COUNT),
                phrase=facts.of("scenario", part.phrase, part.phrase, Unit.TEXT),
                count=facts.of("scenario", f"rows of {part.phrase}", len(part.rows), Unit.COUNT),
            ),
            needs=frozenset(
                str(other)
                for other, theirs in enumerate(effect.parts, start=1)
                if other != number and _touched(part) & _touched(theirs)
            ),
        )
        for number, part in enumerate(effect.parts, start=1)
    )


def _touched(part: ScenarioPart) -> set[tuple[str, str]]:
    return {(row.change.table, row.change.key) for row in part.rows}
