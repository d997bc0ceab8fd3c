"""What people see of a proposal, written for whoever the assistant is asked by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

from assistant.briefing.slack_blocks.mrkdwn import Mrkdwn
from assistant.briefing.slack_blocks.parts import Block
from assistant.portfolio.people import Person
from assistant.surfaces.slack.blocks import card as drawn
from assistant.usecases.app import App
from assistant.usecases.decide_proposal import Shown, find_proposal
from assistant.usecases.view import View, person_key, view


class Card(NamedTuple):
    """A proposal as blocks, its line for notifications, and what was done to it last."""

    found: Shown
    blocks: list[Block]
    text: str
    receipt: Mrkdwn


def card_of(app: App, proposal: str) -> Card:
    """Return the card of a proposal; NotFound where the asker may not know of it."""
    own = view(app)
    found, names, reader = _seen(app, own, proposal)
    receipt = drawn.receipt(found, names, ZoneInfo(own.full.organisation.time_zone))
    return Card(found, drawn.card(found, names, reader), drawn.notice(found), receipt)


def card_text(app: App, proposal: str) -> str:
    """Return the card of a proposal as what is posted."""
    return drawn.card_text(*_seen(app, view(app), proposal))


def _seen(app: App, own: View, proposal: str) -> tuple[Shown, Mapping[str, str], str | None]:
    names = {person.key: person.name for person in own.seen.all(Person)}
    return find_proposal(app, proposal), names, person_key(app, own.full)
