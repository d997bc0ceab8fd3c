"""The flow of a question: nodes and edges, nothing else. Bodies live in `steps`, ways in `ways`."""

from __future__ import annotations

from functools import cache
from typing import Any

from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from assistant.graph.state import Desk, State, step
from assistant.graph.steps.check import check
from assistant.graph.steps.draft import draft
from assistant.graph.steps.gather import gather
from assistant.graph.steps.plan import plan
from assistant.graph.steps.repair import repair
from assistant.graph.steps.reply import reply
from assistant.graph.steps.understand import understand
from assistant.graph.steps.write import write
from assistant.graph.ways import (
    after_check,
    after_draft,
    after_gather,
    after_plan,
    after_understand,
)

Flow = CompiledStateGraph[State, Desk, State, State]


@cache
def flow() -> Flow:
    """Return the compiled flow; it keeps nothing of a question and may be shared by threads."""
    graph: StateGraph[State, Desk, Any, Any] = StateGraph(State, context_schema=Desk)
    for body in (understand, plan, gather, draft, check, repair, write, reply):
        graph.add_node(body.__name__, step(body))
    graph.add_edge(START, "understand")
    graph.add_conditional_edges("understand", after_understand, ["plan", "write"])
    graph.add_conditional_edges("plan", after_plan, ["gather", "write"])
    graph.add_conditional_edges("gather", after_gather, ["draft", "write"])
    graph.add_conditional_edges("draft", after_draft, ["check", "write"])
    graph.add_conditional_edges("check", after_check, ["reply", "repair", "write"])
    graph.add_conditional_edges("repair", after_draft, ["check", "write"])
    graph.add_edge("write", "reply")
    graph.add_edge("reply", END)
    return graph.compile()
