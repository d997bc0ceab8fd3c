"""Makes one call in a thread of its own, for so long; what goes wrong becomes words.

A thread cannot be stopped: a call that is late goes on and its result is not waited for. It only
reads, so nothing is left half-done.
"""

from __future__ import annotations

from contextvars import copy_context
from queue import Empty, SimpleQueue
from threading import Thread

from assistant.briefing.told import Told
from assistant.errors import Ambiguous, NotFound, PmoError
from assistant.graph.answer import Made, Outcome
from assistant.graph.faults import fault_in_words
from assistant.graph.lately import Lately, lasts
from assistant.graph.understanding.outcome import Call
from assistant.portfolio.facts import Facts
from assistant.usecases.assessment import Assessment
from assistant.values import Fact, Statement, Unit, say
from tools.catalog import tool_named
from tools.tool import Context

Looked = Told | Exception


class Looking:
    """One call under way."""

    def __init__(self, call: Call, assessment: Assessment, before: Lately[Told]) -> None:
        self.call = call
        self._facts = Facts(assessment.seen)
        self._log = assessment.app.log
        self._result: SimpleQueue[Looked] = SimpleQueue()
        self._before = before
        known = before.get(call.model_dump_json())
        if known is not None:
            self._result.put(known)
            return
        context = copy_context()
        Thread(target=context.run, args=(self._look, assessment), daemon=True).start()

    def _look(self, assessment: Assessment) -> None:
        try:
            told = self._found(assessment)
        except Exception as trouble:  # noqa: BLE001 - whatever ends a call is said by `ended`
            self._result.put(trouble)
        else:
            if lasts([self.call.tool]):
                self._before.keep(self.call.model_dump_json(), told)
            self._result.put(told)

    def _found(self, assessment: Assessment) -> Told:
        name = self.call.tool
        attributes = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": name}
        with assessment.app.tracer.span(f"execute_tool {name}", attributes):
            return tool_named(name).call(Context(assessment), dict(self.call.arguments))

    def ended(self, seconds: float) -> tuple[Made, Told | None, Exception | None]:
        """Wait for so long; return what came of it, in words where nothing was found."""
        try:
            result = self._result.get(timeout=max(seconds, 0.001))
        except Empty:
            return self._made(Outcome.LATE, _LATE), None, None
        if isinstance(result, Told):
            return self._made(Outcome.FOUND, None, result), result, None
        if isinstance(result, PmoError):
            return self._made(Outcome.REFUSED, refusal_in_words(result, self._facts)), None, result
        return (
            self._made(
                Outcome.BROKEN, fault_in_words(result, self.call.tool, self._log, self._facts)
            ),
            None,
            result,
        )

    def _made(self, outcome: Outcome, why: Statement | None, told: Told | None = None) -> Made:
        return Made(
            tool=self.call.tool,
            arguments=self.call.arguments,
            outcome=outcome,
            why=why,
            data=told.data if told is not None else None,
        )


_LATE = Statement(text="I could not look this up in time. Asking it alone may help.")


def refusal_in_words(error: PmoError, facts: Facts) -> Statement:
    """Return a refusal as a statement: names and figures in it are slots."""
    if isinstance(error, NotFound):
        name = _named(facts, "name", error.name)
        if not error.near:
            return say("There is no {name} here that I know of.", name=name)
        near = [_named(facts, f"near {each}", each) for each in error.near]
        return say(
            "There is no {name} here that I know of. Near to it: {near}.", name=name, near=near
        )
    if isinstance(error, Ambiguous):
        choices = [_named(facts, f"choice {each}", each) for each in error.choices]
        return say(
            "Which {name}: {choices}?", name=_named(facts, "name", error.name), choices=choices
        )
    return say("I can't, because: {why}", why=_quoted(facts, str(error)))


def _named(facts: Facts, measure: str, text: str) -> Fact:
    return facts.of("question", measure, text, Unit.NAME)


def _quoted(facts: Facts, text: str) -> Fact:
    return facts.of("question", f"refusal {text}", text, Unit.TEXT)
