"""Sixth step, with a model only: a refused draft is mended, once."""

from __future__ import annotations

from assistant.briefing.reply import WORDS
from assistant.errors import BudgetSpent, ModelFault
from assistant.graph.facts_for_words import WordableFacts
from assistant.graph.model_plan import LONGEST_QUESTION
from assistant.graph.state import Desk, State, Update, reader
from assistant.prompting.envelope import Foreign, envelope
from assistant.prompting.library import prompt


def repair(state: State, desk: Desk) -> Update:
    """Return the mended draft; none where the model gave none, and then rules write."""
    if desk.model is None or state.draft is None or state.refusal is None:
        return Update(draft=None)
    desk.progress.step("Mending", 0, None)
    wordable = WordableFacts.of(state.found, desk.assessment.seen.as_of)
    refused = wordable.by_aliases(str(state.refusal))
    rendered = prompt("repair").render(
        words=str(WORDS[reader(state, desk)]),
        must_say=wordable.needed(),
        question=envelope(
            "question", [Foreign(id="question", text=state.question[:LONGEST_QUESTION])]
        ),
        facts=wordable.enveloped(),
        draft=envelope("draft", [Foreign(id="draft", text=state.draft)]),
        refusals=envelope("refusals", [Foreign(id="refusals", text=refused)]),
    )
    try:
        answer = desk.model.text(rendered, desk.budget)
    except (ModelFault, BudgetSpent) as trouble:
        return Update(draft=None, trace=(*state.trace, f"not mended by the model: {trouble}"))
    return Update(
        draft=answer.value,
        mended=True,
        model_calls=(*state.model_calls, answer.call),
        trace=(*state.trace, "mended by the model"),
    )
