"""Fourth step, with a model only: words between slots; nothing of it is believed yet."""

from __future__ import annotations

from assistant.briefing.reply import WORDS
from assistant.errors import BudgetSpent, ModelFault
from assistant.graph.facts_for_words import WordableFacts
from assistant.graph.model_plan import LONGEST_QUESTION, role_in_words
from assistant.graph.state import Desk, State, Update, reader
from assistant.prompting.envelope import Foreign, envelope
from assistant.prompting.library import prompt


def draft(state: State, desk: Desk) -> Update:
    """Return a model's draft; none where it gave none, and then rules write."""
    if desk.model is None:
        return Update()
    desk.progress.step("Wording", 0, None)
    wordable = WordableFacts.of(state.found, desk.assessment.seen.as_of)
    rendered = prompt("draft").render(
        today=desk.assessment.seen.as_of.isoformat(),
        role=role_in_words(desk),
        words=str(WORDS[reader(state, desk)]),
        must_say=wordable.needed(),
        question=envelope(
            "question", [Foreign(id="question", text=state.question[:LONGEST_QUESTION])]
        ),
        facts=wordable.enveloped(),
        quotes=envelope("quotes", ()),
    )
    try:
        answer = desk.model.text(rendered, desk.budget)
    except (ModelFault, BudgetSpent) as trouble:
        return Update(draft=None, trace=(*state.trace, f"no draft of the model: {trouble}"))
    return Update(
        draft=answer.value,
        model_calls=(*state.model_calls, answer.call),
        trace=(*state.trace, "drafted by the model"),
    )
