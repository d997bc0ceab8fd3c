"""What a server understands. It is learnt from what the server turns down, and remembered.

Servers that speak Chat Completions differ in a handful of fields; none of them says so beforehand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.ports.model import AnswerForm

_ABOUT = {
    "tokens": re.compile(r"max_completion_tokens", re.IGNORECASE),
    "temperature": re.compile(r"\btemperature\b", re.IGNORECASE),
    "seed": re.compile(r"\bseed\b", re.IGNORECASE),
    "usage": re.compile(r"stream_options|include_usage", re.IGNORECASE),
    "form": re.compile(
        r"response_format|json_schema|json_object|structured output|\bschema\b|\bgrammar\b",
        re.IGNORECASE,
    ),
}
_WEAKER = {AnswerForm.SCHEMA: AnswerForm.JSON, AnswerForm.JSON: AnswerForm.PROMPT}


@dataclass(frozen=True, slots=True)
class Dialect:
    """The fields to use. Most servers take the first of each; lessons only ever take away."""

    form: AnswerForm = AnswerForm.SCHEMA
    tokens_field: str = "max_tokens"
    temperature: bool = True
    seed: bool = True
    usage_in_streams: bool = True

    def learnt(self, said: str, *, structured: bool) -> Dialect | None:
        """Return the dialect after a request was turned down with these words; None: no lesson."""
        about = {name for name, words in _ABOUT.items() if words.search(said)}
        if "tokens" in about and self.tokens_field == "max_tokens":
            return replace(self, tokens_field="max_completion_tokens")
        if "temperature" in about and self.temperature:
            return replace(self, temperature=False)
        if "seed" in about and self.seed:
            return replace(self, seed=False)
        if "usage" in about and self.usage_in_streams:
            return replace(self, usage_in_streams=False)
        return self.weaker() if structured and "form" in about else None

    def weaker(self) -> Dialect | None:
        """Return the dialect that asks less of the answer's form; None at the end."""
        form = _WEAKER.get(self.form)
        return replace(self, form=form) if form else None
