"""The same steps on LangGraph as it comes: its SQLite checkpointer keeps the conversation.

Its checkpoints cannot hold our values (they come back changed, or not at all), so what is kept is
what an application would keep: the question, the plan and the reply as JSON. The values themselves
go from step to step outside it, which spares the stock graph their serialisation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, TypedDict

from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime

from assistant.briefing.json import as_data
from assistant.graph.state import Body, Desk, State
from assistant.graph.steps.gather import gather
from assistant.graph.steps.plan import plan
from assistant.graph.steps.reply import reply
from assistant.graph.steps.understand import understand
from assistant.graph.steps.write import write


@dataclass
class Carried:
    """What goes from step to step."""

    desk: Desk
    state: State


class Kept(TypedDict, total=False):
    """What the checkpointer keeps."""

    question: str
    plan: str
    reply: str


def stock_graph(saver: Any) -> Any:
    """Return the steps of a question without a model, compiled with a checkpointer."""
    graph: StateGraph[Kept, Carried, Any, Any] = StateGraph(Kept, context_schema=Carried)
    bodies = (understand, plan, gather, write, reply)
    before = START
    for body in bodies:
        graph.add_node(body.__name__, _node(body))
        graph.add_edge(before, body.__name__)
        before = body.__name__
    graph.add_edge(before, END)
    return graph.compile(checkpointer=saver)


def _node(body: Body) -> Any:
    def node(_kept: Kept, runtime: Runtime[Carried]) -> Kept:
        carried = runtime.context
        carried.state = carried.state.model_copy(update=dict(body(carried.state, carried.desk)))
        return _as_kept(body.__name__, carried.state)

    return node


def _as_kept(step: str, state: State) -> Kept:
    if step == "plan":
        return Kept(plan=json.dumps([call.model_dump(mode="json") for call in state.plan]))
    if step == "write" and state.reply is not None:
        return Kept(reply=json.dumps(as_data(state.reply)))
    return Kept(question=state.question)
