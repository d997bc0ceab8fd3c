"""The flow is what the picture shows, and its steps add only what the state has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from langgraph.graph import END, START, StateGraph

from assistant.graph.build import flow
from assistant.graph.state import Desk, State, Update, step

PICTURE = Path(__file__).parent / "flow.mmd"
DOCS = Path(__file__).parents[2] / "docs" / "architecture.md"


def test_the_drawn_flow_is_the_stored_one() -> None:
    assert flow().get_graph().draw_mermaid() == PICTURE.read_text(encoding="utf-8")


def test_the_docs_hold_the_same_picture() -> None:
    assert PICTURE.read_text(encoding="utf-8").strip() in DOCS.read_text(encoding="utf-8")


def test_a_misspelt_key_is_refused_instead_of_vanishing() -> None:
    def misspelt(_state: State, _desk: Desk) -> Update:
        return {"fuond": ()}  # type: ignore[typeddict-unknown-key]  # what is tested

    graph: StateGraph[State, Any, Any, Any] = StateGraph(State, context_schema=Desk)
    graph.add_node("misspelt", step(misspelt))
    graph.add_edge(START, "misspelt")
    graph.add_edge("misspelt", END)
    with pytest.raises(TypeError, match="fuond"):
        graph.compile().invoke(State(question="?"), context=None)
