"""Who fixed an item's place or day, until when, and at what price."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from assistant.briefing.told import Told, ToldPart
from assistant.planning.explaining.explanation import Explanation
from assistant.portfolio.facts import Facts
from assistant.portfolio.work import Pin, WorkItem
from assistant.usecases.explain_item import explain_item
from assistant.usecases.names import NameKind, resolve
from assistant.values import Statement, say
from tools.tool import Arguments, Context, Tool

_NONE = Statement(text="Nobody has pinned anything here.")


class PinsArguments(Arguments):
    """Which item."""

    item: str | None = Field(default=None, description="a work item; all pins where none")


def find_out(context: Context, asked: PinsArguments) -> Told:
    """Return each pin with person, day, reason and price by the same evaluator as the order."""
    seen = context.assessment.seen
    pins = {pin.item: pin for pin in seen.all(Pin)}
    wanted = sorted(pins)
    if asked.item is not None:
        key = resolve(seen, asked.item, (NameKind.ITEM,)).key
        wanted = [key] if key in pins else []
        if not wanted:
            name = Facts(seen).key(WorkItem, key)
            return Told(title="pins", lead=(say("Nobody has pinned {item}.", item=name),), data=())
    found = [explain_item(context.assessment, key) for key in wanted]
    told = [each for explained in found for each in _told(explained)]
    return Told(
        title="pins",
        lead=tuple(told[:1]) or (_NONE,),
        parts=(ToldPart.of("Beside it", told[1:]),) if told[1:] else (),
        subjects=tuple(f"work_items:{key}" for key in wanted),
        data=tuple(found),
    )


def _told(found: Explanation) -> Iterator[Statement]:
    if found.pin is not None:
        yield found.pin
    else:
        yield found.headline
    if found.without_reason is not None:
        yield found.without_reason


TOOL = Tool(
    name="pins",
    about="Who pinned an item (or all pins): person, place or day, until when, why, and what the "
    "pin costs.",
    arguments=PinsArguments,
    find_out=find_out,
)
