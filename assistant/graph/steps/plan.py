"""Second step: the calls, fixed before any text of a tracker is read.

A plan that rules made is taken as it is. Where they were unsure, a model is asked once for calls,
and once more where arguments were refused. What is not in the catalog is dropped, and said.
"""

from __future__ import annotations

from assistant.errors import BadInput, BudgetSpent, ModelFault
from assistant.graph.answer import Made, Outcome
from assistant.graph.model_plan import PlannedCall, asked_for_plan
from assistant.graph.state import Desk, State, Update
from assistant.graph.understanding.outcome import MOST_CALLS, Call, Plan
from assistant.ports.model import Call as ModelCall
from assistant.ports.model import Model
from assistant.values import Statement
from tools.catalog import NAMES, tool_named

NOT_A_TOOL = Statement(text="I left out a step that I have no way to do.")
_NOT_ASKED_SO = Statement(text="I left out a step, because it could not be asked that way.")


def plan(state: State, desk: Desk) -> Update:
    """Return the calls that will be made, and those that were dropped."""
    if isinstance(state.understood, Plan):
        calls = state.understood.calls
        return Update(plan=calls, trace=(*state.trace, *map(_told, calls)))
    if desk.model is None:
        return Update()
    desk.progress.step("Planning", 0, None)
    return _by_model(state, desk, desk.model)


def _by_model(state: State, desk: Desk, model: Model) -> Update:
    asked: tuple[ModelCall, ...] = ()
    refused = ""
    calls: list[Call] = []
    dropped: list[Made] = []
    try:
        for _ in range(2):
            planned, call = asked_for_plan(model, state.question, desk, refused)
            asked = (*asked, call)
            calls, dropped, refused = _sorted_out(planned)
            if not refused:
                break
    except (ModelFault, BudgetSpent) as trouble:
        asked_so_far = (*state.model_calls, *asked)
        told = f"no plan of the model: {trouble}"
        return Update(model_calls=asked_so_far, trace=(*state.trace, told))
    return Update(
        plan=tuple(calls),
        made=tuple(dropped),
        planned_by_model=bool(calls),
        model_calls=(*state.model_calls, *asked),
        trace=(*state.trace, "planned by the model", *map(_told, calls)),
    )


def _sorted_out(planned: tuple[PlannedCall, ...]) -> tuple[list[Call], list[Made], str]:
    """Part planned calls into those that can be made, those dropped, and what was wrong in words."""
    calls: list[Call] = []
    dropped: list[Made] = []
    refused: list[str] = []
    for each in planned[:MOST_CALLS]:
        given = each.given()
        if each.tool not in NAMES:
            dropped.append(_dropped(Outcome.NOT_A_TOOL, NOT_A_TOOL))
            continue
        try:
            tool_named(each.tool).read(given)
        except BadInput as wrong:
            refused.append(wrong.message)
            dropped.append(_dropped(Outcome.REFUSED, _NOT_ASKED_SO, each.tool))
            continue
        call = Call(tool=each.tool, arguments=given)
        if call not in calls:
            calls.append(call)
    return calls, dropped, " ".join(refused)


def _dropped(outcome: Outcome, why: Statement, tool: str = "") -> Made:
    """Return a call that is not made; a name that no tool has is not repeated to anybody."""
    return Made(tool=tool, arguments={}, outcome=outcome, why=why)


def _told(call: Call) -> str:
    given = ", ".join(f"{name}={value}" for name, value in call.arguments.items())
    return f"call {call.tool}({given})"
