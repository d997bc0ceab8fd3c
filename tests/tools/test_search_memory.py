"""The tool that searches what was written: short, quoted, and for who may see it."""

from __future__ import annotations

import pytest

from assistant.bootstrap import build_app
from assistant.briefing.brief import Audience
from assistant.briefing.reply import WORDS
from assistant.errors import BadInput
from assistant.ports.progress import Silent
from assistant.usecases.remember import rebuild_memory
from tests.tools.conftest import Ask
from tools.catalog import tool_named

OUTSIDER = "claire.duvoisin"


@pytest.fixture(scope="module", autouse=True)
def remembered(sample_url: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PMO_MEMORY_EMBEDDING", "words")
        rebuild_memory(build_app(sample_url), Silent())


@pytest.mark.parametrize(
    "arguments",
    [
        {"query": "What was said about the firewall?"},
        {"query": "firewall", "since": "2026-10-01", "until": "2026-10-31"},
        {"query": "vendor", "kinds": ("risks", "decision")},
        {"query": "conversion", "subject": "Atlas"},
    ],
)
def test_it_quotes_within_the_length(ask: Ask, arguments: dict[str, object]) -> None:
    answered = ask(OUTSIDER, "search_memory", **arguments)
    lead = sum(len(said.text.split()) for said in answered.told.lead)
    assert answered.words <= WORDS[Audience.TEAM] + max(10, lead)
    assert "“" in answered.text
    assert all(fact.sources for part in answered.told.parts for point in part.points
               for said in point for fact in said.facts.values())  # fmt: skip
    assert not [
        each for each in ("falcon", "thornbury", "fal-") if each in answered.text.casefold()
    ]


def test_nothing_and_hidden_are_told_in_the_same_words(ask: Ask) -> None:
    hidden = ask(OUTSIDER, "search_memory", query="Thornbury").text
    unknown = ask(OUTSIDER, "search_memory", query="Fulcronia").text
    assert hidden.replace("Thornbury", "X") == unknown.replace("Fulcronia", "X")
    assert "Thornbury" in ask("ingrid.solheim", "search_memory", query="Thornbury ledger").text


def test_wrong_arguments_are_refused_by_name() -> None:
    with pytest.raises(BadInput, match="query"):
        tool_named("search_memory").read({"query": ""})
