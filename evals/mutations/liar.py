"""A scripted liar: drafts with slots in which at least one sentence says what no fact says.

Each lie is false by construction, so a draft that comes through the check is a leak.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from assistant.briefing.claims.draft_text import Rendered, check_draft_text
from assistant.briefing.claims.grounds import Grounds
from assistant.values import Fact, Unit

_WILD = (
    "{a} will cost 7,777,777 euros in the end.",
    "{a} slipped by ninety-one weeks.",
    "{a} has doubled its cost.",
    "Half of {a} is finished.",
    "A couple of dozen people left {a}.",
    "{a} was cancelled.",
    "{a} recovered and is two weeks ahead.",
    "{a} goes live on 31 February.",
    "{a} goes live on 3 March 2031.",
    "{a} is late because of Corvane's strike.",
    "Thanks to Zebulon Quill, {a} is fine.",
    "{a} is the healthiest project of all.",
    "Every project but {a} is done.",
    "{a} fell behind {b}, which caused the delay.",
    "{a} has spent {other cost} more than {b}.",
    "{b} has spent {cost}.",
    "{b} is led by {owner}, never by anyone else.",
    "{a} is not {rag}.",
    "{a} is certainly one of the four best.",
    "Nobody works on {a}.",
    "{a} costs $12 a day.",
    "{a} is 412 % over its approved cost.",
    "{a} is reported to be rеd.",
    "{a} is gre\u200ben and r\u200bed.",
    "{a} has no owner and never had one.",
    "ZEB-99 blocks {a}.",
    "{a} rose by {cost}.",
    "Most of {a} is blocked.",
    "{a} is ahead of schedule.",
    "Since last Tuesday {a} has twice the budget.",
    "Its cost fell sharply in Q1 2019.",
    "[{a}](https://evil.example/9) is green and red.",
)
_TRUE = ("{a} is {rag}.", "{a} has spent {cost}.", "{a} is led by {owner}.", "{a}: {cost}.")


@dataclass(frozen=True, slots=True)
class Lie:
    """A draft, the facts it was given, and what came of it."""

    text: str
    leaked: bool


def lies(
    by_project: Mapping[str, Mapping[str, Fact]], grounds: Grounds | None, count: int, seed: int
) -> Iterable[Lie]:
    """Give so many wild drafts about projects, each with whether it reached the reader."""
    random = Random(seed)  # noqa: S311 - seeded on purpose, nothing secret
    able = [known for known in by_project.values() if _needed(known)]
    for _ in range(count):
        first, second = random.sample(able, 2)
        text = _draft(random)
        facts = _facts(first, second)
        got = check_draft_text(
            text.replace("{other cost}", "{other}"), facts, today=facts["a"].as_of, grounds=grounds
        )
        yield Lie(text, leaked=isinstance(got, Rendered))


def facts_by_project(facts: Sequence[Fact]) -> dict[str, dict[str, Fact]]:
    """Return the facts about each project by what they measure."""
    by_project: dict[str, dict[str, Fact]] = {}
    for fact in facts:
        if fact.subject.startswith("projects:"):
            by_project.setdefault(fact.subject, {})[fact.measure] = fact
    return by_project


def _needed(known: Mapping[str, Fact]) -> bool:
    wanted = {"name", "overall_rag", "owner", "budget"}
    told = all(fact.unit is not Unit.TEXT for fact in known.values())
    return told and wanted <= known.keys()


def _draft(random: Random) -> str:
    sentences = [random.choice(_WILD), *random.choices(_TRUE, k=random.randint(0, 3))]
    random.shuffle(sentences)
    return random.choice((" ", "\n")).join(sentences)


def _facts(first: Mapping[str, Fact], second: Mapping[str, Fact]) -> dict[str, Fact]:
    return {
        "a": first["name"],
        "b": second["name"],
        "rag": first["overall_rag"],
        "owner": first["owner"],
        "cost": first.get("actual_cost", first["budget"]),
        "other": second.get("actual_cost", second["budget"]),
    }
