"""The language model for one conversation: told no names, where that is wanted."""

from __future__ import annotations

from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.ports.model import Model
from assistant.usecases.app import App


def model_for(app: App, full: Snapshot) -> Model | None:
    """Return the model to ask about a portfolio; None where there is none.

    It hides the names of everybody in the whole portfolio, also of those the asker may not see:
    what a prompt holds by mistake does not leave either. One model serves one conversation, so that
    a stand-in means the same person throughout.
    """
    language = app.language
    if language is None:
        return None
    if not language.hides_names:
        return language.model
    from assistant.prompting.redacted_model import RedactedModel
    from assistant.prompting.redaction import Redaction

    rows = full.frame(Person).select("name", "key").sort("key").rows()
    return RedactedModel(language.model, Redaction(rows))
