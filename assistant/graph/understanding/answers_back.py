"""What is said when a question is not planned: a question back, an unknown name, or “I can't”."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.errors import Ambiguous
from assistant.graph.understanding.examples import example_of
from assistant.graph.understanding.intents import Intent, intents
from assistant.graph.understanding.outcome import AskBack, Decline, NotUnderstood, Why
from assistant.graph.understanding.reading import Reading
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Fact, Statement, Unit, say

_NEAREST = 3
_OFFERED = ("build_next", "changes", "status_list", "help")
"""What is offered where nothing is near."""


def asked_which(reading: Reading, several: Ambiguous, seen: Snapshot) -> AskBack:
    """Ask which of several things of one name is meant; each choice is the question with it."""
    facts = Facts(seen)
    said = say(
        "Which {name}: {choices}?",
        name=_name(facts, several.name),
        choices=[_name(facts, each) for each in several.choices],
    )
    return AskBack(
        said=said, choices=tuple(_with(reading, several.name, each) for each in several.choices)
    )


def _with(reading: Reading, name: str, choice: str) -> str:
    """Return the question with a name replaced by one choice."""
    words = name.split()
    found = [
        place
        for place in range(len(reading.question.words) - len(words) + 1)
        if [w.plain for w in reading.question.words[place : place + len(words)]] == words
    ]
    text = reading.text
    plain_choice = choice.split(" (", maxsplit=1)[0]
    if not words or not found:
        return f"{plain_choice}: {text}"
    first = reading.question.words[found[0]]
    last = reading.question.words[found[0] + len(words) - 1]
    before = text[: first.start].removesuffix("the ").removesuffix("The ")
    return f"{before}{plain_choice}{text[last.end :]}"


def one_of(reading: Reading, both: Sequence[Intent], seen: Snapshot) -> AskBack:
    """Ask which of two questions is meant."""
    choices = tuple(example_of(intent, seen, reading) for intent in both)
    return AskBack(
        said=Statement(text="I can read that in more than one way. Which do you mean?"),
        choices=choices,
    )


def one_more(reading: Reading, intent: Intent, seen: Snapshot) -> AskBack:
    """Ask for what a question leaves out: of what, or by when."""
    said = Statement(text="I need to know a little more to answer that. Ask it like this.")
    return AskBack(said=said, choices=(example_of(intent, seen, reading),))


def unknown_name(reading: Reading, intent: Intent, seen: Snapshot) -> Decline:
    """Say that nothing of a name is here: the same for what is hidden and what does not exist."""
    facts = Facts(seen)
    name = facts.of("question", "name", reading.unknown[0], Unit.NAME)
    said = say("There is no {name} here that I know of.", name=name)
    return Decline(
        why=Why.UNKNOWN_NAME,
        said=said,
        instead=(example_of(intent, seen), *_others(seen, intent)),
    )


def _others(seen: Snapshot, intent: Intent) -> tuple[str, ...]:
    return tuple(
        example_of(each, seen) for each in intents() if each.tool == "status_list" != intent.tool
    )


def not_understood(reading: Reading, seen: Snapshot, near: Iterable[Intent]) -> NotUnderstood:
    """Say that a question was not understood, and offer the nearest that would be."""
    by_tool = {intent.tool: intent for intent in intents()}
    offered = [*near, *(by_tool[tool] for tool in _OFFERED)]
    nearest = dict.fromkeys(example_of(each, seen, reading) for each in offered)
    return NotUnderstood(
        said=Statement(
            text="I can't answer that: I did not understand what you would like to know. I can answer these."
        ),
        nearest=tuple(nearest)[:_NEAREST],
    )


def _name(facts: Facts, text: str) -> Fact:
    return facts.of("question", f"name {text}", text, Unit.NAME)
