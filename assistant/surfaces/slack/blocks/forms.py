"""Windows: lines to choose from, a comment, and texts to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.briefing.slack_blocks.mrkdwn import Mrkdwn, pages, words
from assistant.briefing.slack_blocks.parts import Block, context, modal, option, plain, section
from assistant.briefing.wording import render
from assistant.surfaces.slack.clicks import COMMENT_BLOCK, FIELD, LINES_BLOCK, Form
from assistant.usecases.decide_proposal import Shown

_AT_ONCE = 10
"""Options in one group of boxes, by Slack's limit."""

_GROUPS = 30
_MOST_PAGES = 90
_LONGEST_COMMENT = 2_000


def waiting() -> Block:
    """Return the window that is there at once, until there is something to show."""
    return modal("One moment", Form.READ, [section(words("I am looking that up …"))])


def reading(title: str, texts: Iterable[Mrkdwn]) -> Block:
    """Return a window to read; what does not fit is counted."""
    blocks = [section(text) for text in pages(texts)]
    left = len(blocks) - _MOST_PAGES
    if left > 0:
        blocks = [*blocks[:_MOST_PAGES], context(words(f"{left} more parts are not shown here."))]
    return modal(title, Form.READ, blocks or [section(words("There is nothing to show."))])


def choosing_lines(found: Shown) -> Block:
    """Return boxes for the lines of a proposal, all of them ticked."""
    today = found.as_of
    options = [option(render(each.statement, today=today), each.id) for each in found.lines]
    boxes = [
        _boxes(number, options[start : start + _AT_ONCE])
        for number, start in enumerate(range(0, len(options), _AT_ONCE))
    ]
    left = len(options) - _GROUPS * _AT_ONCE
    explained = [context(words("Lines that need each other go together; what you untick stays."))]
    if left > 0:
        lost = f"{left} more lines do not fit here; pmo approve --lines takes them."
        explained.append(context(words(lost)))
    blocks = [section(words(render(found.words, today=today))), *boxes[:_GROUPS], *explained]
    submit = "Agree to these lines"
    return modal("Choose lines", Form.LINES, blocks, submit=submit, private_metadata=found.id)


def commenting(proposal: str) -> Block:
    """Return a field for a comment."""
    field = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "multiline": True,
        "max_length": _LONGEST_COMMENT,
    }
    asked = {
        "type": "input",
        "block_id": COMMENT_BLOCK,
        "label": plain("What do you want to say? It decides nothing.", 100),
        "element": field,
    }
    title = "Comment"
    return modal(title, Form.COMMENT, [asked], submit="Say it", private_metadata=proposal)


def _boxes(number: int, options: Sequence[Block]) -> Block:
    boxes = {
        "type": "checkboxes",
        "action_id": f"{FIELD}{number}",
        "options": list(options),
        "initial_options": list(options),
    }
    return {
        "type": "input",
        "block_id": f"{LINES_BLOCK}{number}",
        "optional": True,
        "label": plain("Lines", 100),
        "element": boxes,
    }
