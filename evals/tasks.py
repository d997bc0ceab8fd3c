"""The question cases as tasks of inspect_ai: its log viewer, its epochs, any model by URL.

    inspect eval evals/tasks.py@questions --model mockllm/model -T group=outsider --epochs 8
    inspect view

The assistant itself is asked, with the model that the settings name (PMO_MODEL_URL, PMO_MODEL) or
by rules alone; inspect's own model is never called. Samples run one at a time: they share a store.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.scorer import CORRECT, INCORRECT, Score, Scorer, Target, accuracy, scorer
from inspect_ai.solver import Generate, Solver, TaskState, solver

from evals.questions.case import Case, own_cases
from evals.questions.portfolios import Store, sample_store
from evals.questions.running import Result, run_case
from evals.questions.scorers import SCORERS
from evals.questions.unchanged import store_hash

_RESULT = "result"


@task
def questions(group: str | None = None) -> Task:
    """Ask the questions of a group, or of all."""
    chosen = [case for case in own_cases() if group in {None, case.group}]
    samples = [Sample(input=case.asks, id=case.id, target=case.outcome.value) for case in chosen]
    return Task(
        dataset=MemoryDataset(samples, name=group or "questions"),
        solver=asked(),
        scorer=[_scorer(name) for name in SCORERS],
    )


@solver
def asked() -> Solver:
    """Ask the assistant, and keep what every scorer says beside the answer."""

    async def solve(state: TaskState, generate: Generate) -> TaskState:  # noqa: ARG001 - inspect's form of a solver
        result = _result(str(state.sample_id))
        state.output.completion = result.answer.text
        state.metadata[_RESULT] = {
            name: (score.right, score.why) for name, score in result.scores.items()
        }
        return state

    return solve


def _result(case_id: str) -> Result:
    store, before = _sample()
    return run_case(_cases()[case_id], store, before)


def _scorer(name: str) -> Scorer:
    @scorer(metrics=[accuracy()], name=name.replace(" ", "_"))
    def made() -> Scorer:
        async def score(state: TaskState, target: Target) -> Score:  # noqa: ARG001 - inspect's form of a scorer
            right, why = state.metadata[_RESULT][name]
            if right is None:
                return Score.unscored(reason=why)
            value = CORRECT if right else INCORRECT
            return Score(value=value, explanation=why or None, answer=state.output.completion)

        return score

    build: Callable[[], Any] = made
    found: Scorer = build()
    return found


@cache
def _cases() -> dict[str, Case]:
    return {case.id: case for case in own_cases()}


@cache
def _sample() -> tuple[Store, str]:
    """Return the store that all samples of a run share, and its hash before any question."""
    folder = TemporaryDirectory(prefix="pmo-questions-")
    atexit.register(folder.cleanup)
    store = sample_store(Path(folder.name))
    return store, store_hash(store.path)
