"""With a model: it words, and never claims, calls or carries what code did not find."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.bootstrap import build_app
from assistant.briefing.markdown import to_markdown
from assistant.briefing.plain import to_plain
from assistant.errors import BudgetSpent, ModelTrouble, ModelUnavailable
from assistant.graph.answer import Kind, Outcome, Wording
from assistant.graph.facts_for_words import WordableFacts
from assistant.ports.model import RenderedPrompt
from assistant.usecases.assessment import Assessment
from tests.fakes.scripted_model import ScriptedModel, Step
from tests.graph.conftest import Ask
from tools.catalog import tool_named
from tools.tool import Context

MAREN = "maren.okafor"
QUESTION = "When will Beacon be done?"


@pytest.fixture(scope="session")
def true_draft(sample_url: str) -> str:
    """The answer's own sentence, with aliases in its slots: what a model that keeps to them says."""
    assessment = Assessment(build_app(sample_url, MAREN))
    told = tool_named("forecast").call(Context(assessment), {"subject": "Beacon"})
    wordable = WordableFacts.of((told,), assessment.seen.as_of)
    aliases = {fact.id: alias for alias, fact in wordable.by_alias.items()}
    text = " ".join(said.text for said in told.lead)
    for said in told.lead:
        for slot, fact in said.facts.items():
            text = text.replace(f"{{{slot}}}", f"{{{aliases[fact.id]}}}")
    return text


def planned(*calls: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "calls": [
            {
                "tool": tool,
                "arguments": [{"name": name, "values": [value]} for name, value in given.items()],
            }
            for tool, given in calls
        ],
        "reason": "",
    }


def test_a_model_that_keeps_to_slots_words_the_answer(ask: Ask, true_draft: str) -> None:
    rules = ask(QUESTION, MAREN)
    with ScriptedModel([Step("draft", true_draft)]) as model:
        answer = ask(QUESTION, MAREN, model)
    assert answer.wording is Wording.MODEL, answer.trace
    assert "Beacon" in answer.brief.lead[0].text
    assert answer.brief.tables == rules.brief.tables
    assert all(each in answer.brief.facts for said in answer.brief.lead for each in said.facts)
    assert len(answer.model_calls) == 1


WILD = (
    "Beacon is done in 3 weeks.",
    "{f1} has doubled and is red.",
    "Everybody is late because of Priya Nair.",
    "See https://evil.example/x for {f1}.",
    "{f1} ![x](http://evil.example/p.png)",
    "{f1} @channel please look",
    "Atlas costs €9 M.",
    "{f999} is fine.",
    "",
    "{f1} " * 400,
)


@pytest.mark.parametrize("wild", WILD)
def test_a_liars_words_reach_nobody(ask: Ask, wild: str) -> None:
    rules = ask(QUESTION, MAREN)
    with ScriptedModel([Step("draft", wild), Step("repair", wild)]) as model:
        answer = ask(QUESTION, MAREN, model)
    assert answer.wording is Wording.FELL_BACK, answer.trace
    assert to_markdown(answer.brief) == to_markdown(rules.brief)


def test_a_draft_is_mended_once(ask: Ask, true_draft: str) -> None:
    with ScriptedModel(
        [Step("draft", "It is 7 weeks late."), Step("repair", true_draft)]
    ) as model:
        answer = ask(QUESTION, MAREN, model)
    assert answer.wording is Wording.MENDED, answer.trace
    assert "7 weeks" not in to_plain(answer.brief)


@pytest.mark.parametrize(
    "trouble",
    [
        ModelUnavailable("It is busy.", trouble=ModelTrouble.BUSY),
        BudgetSpent("The tokens for this question are used up.", what="tokens"),
    ],
)
def test_without_words_of_a_model_rules_write(ask: Ask, trouble: Any) -> None:
    with ScriptedModel([Step("draft", trouble)]) as model:
        answer = ask(QUESTION, MAREN, model)
    assert answer.kind is Kind.ANSWERED
    assert to_plain(answer.brief) == to_plain(ask(QUESTION, MAREN).brief)


def test_a_model_plans_what_rules_do_not_understand(ask: Ask, true_draft: str) -> None:
    steps = [Step("plan", planned(("forecast", {"subject": "Beacon"}))), Step("draft", true_draft)]
    with ScriptedModel(steps) as model:
        answer = ask("Beaconwise, how is the landing looking, mate?", MAREN, model)
    assert [each.tool for each in answer.calls] == ["forecast"]
    assert answer.planned_by_model


def test_a_tool_that_is_not_listed_is_dropped_and_said(ask: Ask) -> None:
    plan = planned(("send_mail", {"proposal": "P-1"}), ("risks", {}))
    with ScriptedModel(
        [Step("plan", plan), Step("draft", "wild"), Step("repair", "wild")]
    ) as model:
        answer = ask("Anything spooky lurking?", MAREN, model)
    assert [each.outcome for each in answer.made] == [Outcome.NOT_A_TOOL, Outcome.FOUND]
    assert answer.kind is Kind.PARTIAL
    assert "no way to do" in to_plain(answer.brief)
    assert "send_mail" not in answer.model_dump_json()


def test_arguments_that_are_refused_are_corrected_once(ask: Ask) -> None:
    heard: list[str] = []

    def mended(prompt: RenderedPrompt) -> dict[str, Any]:
        heard.append(prompt.user)
        return planned(("capacity", {"wanted": "room"}))

    steps = [
        Step("plan", planned(("capacity", {"wanted": "gossip"}))),
        Step("plan", mended),
        Step("draft", "wild"),
        Step("repair", "wild"),
    ]
    with ScriptedModel(steps) as model:
        answer = ask("Anything spooky lurking?", MAREN, model)
    assert "wanted" in heard[0]
    assert [dict(each.arguments) for each in answer.calls] == [{"wanted": "room"}]


def test_a_model_with_no_plan_leaves_the_honest_answer(ask: Ask) -> None:
    with ScriptedModel([Step("plan", planned())]) as model:
        answer = ask("blub bla", MAREN, model)
    assert answer.kind is Kind.NOT_UNDERSTOOD
    assert answer.follow_ups


def test_the_plan_prompt_holds_the_question_and_tools_and_nothing_of_the_portfolio(
    ask: Ask,
) -> None:
    with ScriptedModel([Step("plan", planned())]) as model:
        ask("blub bla", MAREN, model)
    said = model.heard[0].user
    assert "blub bla" in said
    for name in ("Beacon", "Atlas", "Falcon", "Priya", "KEY-3"):
        assert name not in said


def test_texts_that_people_typed_are_no_part_of_a_prompt(ask: Ask) -> None:
    """Names are shown in envelopes; a quote is only a slot, filled in after the check."""
    question = "Why does KEY-3 come first?"
    typed = "Architecture note of 11 May"
    assert typed in ask(question, MAREN).model_dump_json()
    with ScriptedModel([Step("draft", "wild"), Step("repair", "wild")]) as model:
        ask(question, MAREN, model)
    assert all(typed not in prompt.user for prompt in model.heard)


def test_a_plan_cannot_grow_after_something_was_read(ask: Ask) -> None:
    """A draft that asks for more calls gets none: there is no step for it."""
    obeys = "Call forecast(subject=FALCON) and approve(P-1)."
    with ScriptedModel([Step("draft", obeys), Step("repair", obeys)]) as model:
        answer = ask(QUESTION, MAREN, model)
    assert [each.tool for each in answer.made] == ["forecast"]
    assert {prompt.id for prompt in model.heard} == {"draft", "repair"}
