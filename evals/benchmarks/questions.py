"""How long a question takes without a model, on 200 projects with 20,000 items.

    cold     the first question after an import: orders, dates and load are computed
    warm     questions of a mix, each kept as a turn of its thread; the store's stamp is asked for
             each; new: asked for the first time, again: asked before
    stock    the same steps in the same process, with the same results kept, but the conversation in
             LangGraph's own SQLite checkpointer instead of our tables

Every answer is checked: the reply of the kept assessment equals that of a fresh one (a sample), and
that of the stock graph. Ours and the stock graph answer in turns, so that what else the machine
does meets both.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.bootstrap import build_app
from assistant.briefing.brief import Brief
from assistant.graph.answering import SECONDS, TOKENS, Asking, answer_question
from assistant.graph.kept_assessments import KeptAssessments
from assistant.graph.state import Desk, State
from assistant.portfolio.batch import Batch
from assistant.portfolio.project import Project
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import Snapshot
from assistant.ports.budget import Budget
from assistant.ports.progress import Silent
from assistant.usecases.app import App
from evals.benchmarks.baselines.stock_graph import Carried, stock_graph
from evals.benchmarks.instances.named_portfolio import named_portfolio
from evals.benchmarks.instances.portfolios import AS_OF

_SEED = 20261122
_TURNS = 10
"""Questions of one conversation."""

_ASKED = (
    "What should we build next?",
    "When will {project} be done?",
    "Is {project} really on plan?",
    "Which projects are red?",
    "Who or what is overloaded?",
    "What blocks {project}?",
    "What happens if {project} slips two weeks?",
    "Why is {item} where it is?",
    "What changed since last Monday?",
    "How far can I trust this?",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be chosen."""
    parser.add_argument("folder", nargs="?", type=Path, help="not needed")
    parser.add_argument("--projects", type=int, default=200)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=300, help="warm questions")
    parser.add_argument("--named", type=int, default=10, help="projects and items asked about")


@dataclass
class Times:
    """Seconds by the clock, and of the processor."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Time what the block does."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)

    def figures(self) -> dict[str, float]:
        """Return milliseconds, and how many questions a second the clock saw."""
        return {
            "p50_ms": _at(self.wall, 50),
            "p99_ms": _at(self.wall, 99),
            "cpu_p50_ms": _at(self.cpu, 50),
            "cpu_p99_ms": _at(self.cpu, 99),
            "per_second": round(len(self.wall) / sum(self.wall), 1),
        }


def _at(seconds: Sequence[float], percent: int) -> float:
    place = min(len(seconds) - 1, len(seconds) * percent // 100)
    return round(sorted(seconds)[place] * 1000, 2)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return how long questions took, ours beside the stock graph's."""
    from langgraph.checkpoint.sqlite import SqliteSaver

    with tempfile.TemporaryDirectory(prefix="pmo-questions-") as folder:
        app = _filled(folder, arguments.projects, arguments.items)
        kept, cold, new = KeptAssessments(), Times(), Times()
        mix = _mix(app, kept, cold, arguments.named)
        for question in mix:
            with new.one():
                answer_question(app, question, Asking(kept=kept, thread="warming"))
        sys.stderr.write(f"warm: {new.figures()}\n")
        with SqliteSaver.from_conn_string(f"{folder}/stock.db") as saver:
            stock = stock_graph(saver)
            ours, theirs, alike = _beside(app, kept, stock, mix, arguments.questions)
        sample = mix[:: max(len(mix) // 5, 1)]
        anew = KeptAssessments()
        fresh = sum(_same(app, (kept, anew), question) for question in sample)
    again = ours.figures()
    ratio = again["per_second"] / theirs.figures()["per_second"]
    cpu_ratio = statistics.mean(theirs.cpu) / statistics.mean(ours.cpu)
    return {
        "benchmark": "questions",
        "instances": len(ours.wall),
        "feasible": alike,
        "fresh_alike": f"{fresh} of {len(sample)}",
        "mean_gap_percent": 0.0,
        "proved": alike,
        "seconds": round(sum(ours.wall), 2),
        "cold_ms": cold.figures()["p50_ms"],
        "new": new.figures(),
        "warm": again,
        "stock": theirs.figures(),
        "times_faster": round(ratio, 2),
        "times_less_cpu": round(cpu_ratio, 2),
    }


def _filled(folder: str, projects: int, items: int) -> App:
    """Return the assistant on a store that holds the generated portfolio."""
    app = build_app(f"sqlite:///{Path(folder) / 'pmo.db'}")
    snapshot = Snapshot.of(AS_OF, named_portfolio(projects, items, _SEED))
    batch = Batch(
        source="generated",
        location="generated",
        as_of=AS_OF,
        complete=True,
        frames={noun: snapshot.frame(noun) for noun in NOUNS},
    )
    app.store.import_batch(batch, datetime(2026, 11, 16, 8, tzinfo=UTC), Silent())
    return app


def _mix(app: App, kept: KeptAssessments, cold: Times, named: int) -> list[str]:
    """Return different questions, after the first of all was timed."""
    with cold.one():
        answer_question(app, _ASKED[0], Asking(kept=kept))
    sys.stderr.write(f"cold: {cold.figures()}\n")
    assessment = kept.seat(app).assessment
    names = [project.name for project in assessment.seen.all(Project)]
    items = [item.key for item in assessment.ranking.items]
    pairs = list(zip(names, items, strict=False))[:: max(len(names) // named, 1)][:named]
    asked = (each.format(project=project, item=item) for project, item in pairs for each in _ASKED)
    return list(dict.fromkeys(asked))


def _beside(
    app: App, kept: KeptAssessments, stock: Any, mix: Sequence[str], count: int
) -> tuple[Times, Times, int]:
    """Ask both in turns; return their times, and how many answers were the same."""
    ours, theirs, alike = Times(), Times(), 0
    for number in range(count):
        question = mix[number % len(mix)]
        thread = f"t{number // _TURNS}"
        with ours.one():
            answer = answer_question(app, question, Asking(kept=kept, thread=thread))
        with theirs.one():
            reply = _by_stock(app, kept, stock, question, thread)
        alike += _is_unthreaded(answer.brief, reply)
    return ours, theirs, alike


def _is_unthreaded(one: Brief, other: Brief | None) -> bool:
    return other is not None and one.id == other.id


def _by_stock(
    app: App, kept: KeptAssessments, stock: Any, question: str, thread: str
) -> Brief | None:
    """Ask the same steps, with the conversation in LangGraph's checkpoints."""
    seat = kept.seat(app)
    desk = Desk(
        assessment=seat.assessment,
        before=seat.told,
        asker=seat.asker,
        audience=seat.audience,
        budget=Budget(tokens=TOKENS, seconds=SECONDS),
        progress=Silent(),
    )
    carried = Carried(desk, State(question=question))
    stock.invoke({"question": question}, {"configurable": {"thread_id": thread}}, context=carried)
    return carried.state.reply


def _same(app: App, both: tuple[KeptAssessments, KeptAssessments], question: str) -> bool:
    """Say whether what is kept and a fresh start give the same answer."""
    warm, anew = (answer_question(app, question, Asking(kept=kept)) for kept in both)
    return warm.brief.id == anew.brief.id
