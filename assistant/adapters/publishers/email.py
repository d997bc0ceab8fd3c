"""Texts as e-mail. A mail server cannot be asked whether it has a message.

So what is unclear is a person's task, unless the organisation rather has a mail twice than not at
all: every attempt then carries the same Message-ID, by which most mail programs show it once.
"""

from __future__ import annotations

import re
import ssl
from email.utils import parseaddr
from typing import NamedTuple

from assistant.adapters.publishers.mail_text import composed
from assistant.adapters.publishers.smtp import MailServer, Trouble
from assistant.errors import BadInput
from assistant.governance.delivery import Answer, Habits, LookUp, Message
from assistant.ports.clock import Clock

SCHEME = "mailto:"
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_AT = re.compile(r"[^/\\]+@[^/\\]+")


class Post(NamedTuple):
    """How mail leaves: the server, whom it is from, and whether what is unclear is sent again."""

    server: MailServer
    sender: str
    repeats_unclear: bool = False
    trust: ssl.SSLContext | None = None


def is_address(named: str) -> bool:
    """Say whether a place that a person named means mail, not a file."""
    return named.strip().casefold().startswith(SCHEME) or bool(_AT.fullmatch(named.strip()))


def mail_place(named: str) -> str:
    """Return the exact place of some addresses, “mailto:a@b.example,c@d.example”; or BadInput."""
    text = named.strip()
    if text.casefold().startswith(SCHEME):
        text = text[len(SCHEME) :]
    return SCHEME + ",".join(_checked(each.strip()) for each in text.split(","))


def sender_address(sender: str) -> str:
    """Return the bare address of “PMO <pmo@example.org>”; BadInput where there is none."""
    return _checked(parseaddr(sender)[1])


class EmailPublisher:
    """The `Publisher` port for e-mail addresses."""

    def __init__(self, post: Post, clock: Clock) -> None:
        self._post = post
        self._clock = clock

    @property
    def habits(self) -> Habits:
        """Nobody can look into other people's mail."""
        return Habits(
            can_look_up=False,
            repeats_unclear=self._post.repeats_unclear,
            to_check="ask a recipient, or look in the mail server's log for the Message-ID",
        )

    def publish(self, message: Message) -> Answer:
        """Hand the message to the mail server, for all its recipients or for none."""
        sender = sender_address(self._post.sender)
        domain = sender.rpartition("@")[2]
        recipients = message.to.removeprefix(SCHEME).split(",")
        key = f"<{message.id}@{domain}>"
        content = composed(message, self._post.sender, recipients, key, self._clock.now())
        try:
            with self._post.server.opened(domain, self._post.trust) as talk:
                return talk.hand_over(sender, recipients, content)
        except Trouble as trouble:
            return trouble.answer

    def look_up(self, message: Message) -> LookUp:  # noqa: ARG002 - the port asks about a message
        """Say that nobody knows."""
        return LookUp.NO_ANSWER


def tried_out(post: Post) -> str | None:
    """Greet the mail server and log in, without sending; return what is wrong, None for nothing."""
    try:
        with post.server.opened(sender_address(post.sender).rpartition("@")[2], post.trust):
            return None
    except Trouble as trouble:
        return trouble.why


def _checked(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise BadInput(
            f"“{address}” is no e-mail address.", remedy="Write it as somebody@example.org."
        )
    return address
