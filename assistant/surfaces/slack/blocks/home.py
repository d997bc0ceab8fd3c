"""The home tab: what waits for its reader, and the projects they look after."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.briefing.slack_blocks.mrkdwn import pages, strong, words
from assistant.briefing.slack_blocks.parts import Block, button, context, header, section
from assistant.briefing.wording import render
from assistant.surfaces.slack.clicks import Click
from assistant.usecases.decide_proposal import Shown

_SHOWN = 20


def home(waiting: Sequence[Shown], projects: Sequence[str]) -> Block:
    """Return the tab of one person."""
    left = len(waiting) - _SHOWN
    more = [context(words(f"{left} more wait; pmo proposals lists them."))] if left > 0 else []
    nothing = [section(words("Nothing you need to do today."))] if not waiting else []
    mine = pages((strong("Your projects"), *(words(f"• {each}") for each in projects)))
    return {
        "type": "home",
        "blocks": [
            header("Waiting for you"),
            *nothing,
            *(_waiting(each) for each in waiting[:_SHOWN]),
            *more,
            *([section(each) for each in mine[:_SHOWN]] if projects else []),
            context(words("Ask me anything about the portfolio: what should we build next?")),
        ],
    }


def stranger_home(blocks: list[Block]) -> Block:
    """Return the tab of somebody whom the portfolio does not know."""
    return {"type": "home", "blocks": blocks}


def _waiting(found: Shown) -> Block:
    said = words(f"{found.id}: {render(found.words, today=found.as_of)}")
    show = button("Show", f"{Click.SHOW.value}_{found.id}", found.id)
    return section(said, show)
