"""What is said when a question is not planned: a question back, an unknown name, or “I can't”."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.errors import Ambiguous
from assistant.graph.understanding.intents import Intent, intents
from assistant.graph.understanding.outcome import AskBack, Decline, NotUnderstood, Why
from assistant.graph.understanding.reading import Reading
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Contractor, Person
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.own_work import of_viewer
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
    choices = tuple(_example(intent, seen, reading) for intent in both)
    return AskBack(
        said=Statement(text="I can read that in more than one way. Which do you mean?"),
        choices=choices,
    )


def one_more(reading: Reading, intent: Intent, seen: Snapshot) -> AskBack:
    """Ask for what a question leaves out: of what, or by when."""
    said = Statement(text="I need to know a little more to answer that. Ask it like this.")
    return AskBack(said=said, choices=(_example(intent, seen, reading),))


def unknown_name(reading: Reading, intent: Intent, seen: Snapshot) -> Decline:
    """Say that nothing of a name is here: the same for what is hidden and what does not exist."""
    facts = Facts(seen)
    said = say("There is no {name} here that I know of.", name=_name(facts, reading.unknown[0]))
    return Decline(
        why=Why.UNKNOWN_NAME,
        said=said,
        instead=(_example(intent, seen, None), *_others(seen, intent)),
    )


def _others(seen: Snapshot, intent: Intent) -> tuple[str, ...]:
    return tuple(
        _example(each, seen, None)
        for each in intents()
        if each.tool == "status_list" != intent.tool
    )


def not_understood(reading: Reading, seen: Snapshot, near: Iterable[Intent]) -> NotUnderstood:
    """Say that a question was not understood, and offer the nearest that would be."""
    by_tool = {intent.tool: intent for intent in intents()}
    offered = [*near, *(by_tool[tool] for tool in _OFFERED)]
    nearest = dict.fromkeys(_example(each, seen, reading) for each in offered)
    return NotUnderstood(
        said=Statement(
            text="I can't answer that: I did not understand what you would like to know. I can answer these."
        ),
        nearest=tuple(nearest)[:_NEAREST],
    )


def _name(facts: Facts, text: str) -> Fact:
    return facts.of("question", f"name {text}", text, Unit.NAME)


def _example(intent: Intent, seen: Snapshot, reading: Reading | None) -> str:
    """Return how somebody could ask for it, with names that the asker knows."""
    text = intent.examples[0]
    for kind, name in _names(seen, reading, text).items():
        text = text.replace(f"{{{kind}}}", name)
    return text


def _names(seen: Snapshot, reading: Reading | None, text: str) -> dict[str, str]:
    """Return a name for each slot of an example: one from the question, else one of the asker's."""
    found: dict[str, str] = {}
    for mention in reading.mentions if reading is not None else ():
        for thing in mention.things:
            has_title = thing.kind in {"item", "request", "risk", "decision"}
            found.setdefault(thing.kind, thing.key if has_title else thing.name)
    own = of_viewer(seen)
    if "{project}" in text and "project" not in found:
        projects = seen.all(Project)
        mine = [each.name for each in projects if each.key in own.projects]
        found["project"] = (mine or [each.name for each in projects] or ["the project"])[0]
    if "{milestone}" in text and "milestone" not in found:
        ahead = [each.name for each in seen.all(Milestone) if each.actual is None]
        found["milestone"] = (ahead or ["the milestone"])[0]
    if "{person}" in text and "person" not in found:
        working = [each.name for each in seen.all(Person) if each.skills]
        found["person"] = (working or ["my colleague"])[0]
    if "{item}" in text and "item" not in found:
        from assistant.portfolio.work import WorkItem

        keys = seen.frame(WorkItem)["key"]
        found["item"] = keys[0] if len(keys) else "the first item"
    if "{skill}" in text and "skill" not in found:
        skills = [skill for each in seen.all(Person) for skill in each.skills]
        skills += [skill for each in seen.all(Contractor) for skill in each.skills]
        found["skill"] = min(skills, default="specialist")
    return found
