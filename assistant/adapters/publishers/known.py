"""All the places there are, by how an address begins."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.adapters.publishers import files
from assistant.adapters.publishers.email import (
    SCHEME,
    EmailPublisher,
    Post,
    is_address,
    mail_place,
    tried_out,
)
from assistant.adapters.publishers.files import FilePublisher
from assistant.adapters.slack.addresses import SCHEME as SLACK
from assistant.adapters.slack.addresses import is_slack
from assistant.adapters.slack.opening import slack_publisher
from assistant.adapters.system_clock import SystemClock
from assistant.errors import BadInput
from assistant.ports.chat import ChatAccess
from assistant.ports.clock import Clock
from assistant.ports.publisher import Publisher, Trial


class KnownPublishers:
    """The `Publishers` port: files, e-mail where a server is set, and Slack where that is."""

    def __init__(
        self,
        post: Post | None = None,
        clock: Clock | None = None,
        chat: ChatAccess | None = None,
    ) -> None:
        self._post = post
        self._chat = chat
        self._clock = clock or SystemClock()

    def place(self, named: str, title: str) -> str:
        """Return the exact address of a file, of mail or in Slack, as a person named it."""
        if is_slack(named):
            return slack_publisher(self._chat).place(named)
        if is_address(named):
            place = mail_place(named)
            self.at(place)
            return place
        return files.file_place(named, title)

    def beside(self, place: str, title: str) -> str:
        """Return a new file in the same folder, or the same mail or channel."""
        return files.beside(place, title) if place.startswith(files.SCHEME) else place

    def at(self, place: str) -> Publisher:
        """Return who brings texts to an exact address; BadInput for any other place."""
        if place.startswith(files.SCHEME):
            return FilePublisher()
        if place.startswith(SLACK):
            return slack_publisher(self._chat)
        if not place.startswith(SCHEME):
            raise BadInput(f"Nobody brings anything to {place}.", remedy="Name a file.")
        if self._post is None:
            raise BadInput(
                f"No mail server is set, so nothing can be sent to {place.removeprefix(SCHEME)}.",
                remedy="Set PMO_SMTP_URL and PMO_MAIL_FROM.",
            )
        return EmailPublisher(self._post, self._clock)

    def tried(self) -> Iterator[Trial]:
        """Try whether Slack and the mail server let us in, without sending anything."""
        if self._chat is not None:
            from assistant.adapters.slack.trial import tried_out as slack_tried

            yield from slack_tried(self._chat)
        if self._post is None:
            return
        server = self._post.server
        trouble = tried_out(self._post)
        yield Trial(
            what="mail",
            found=trouble or f"{server.host}, port {server.port}, lets us in",
            fix=None
            if trouble is None
            else "Mend that, or PMO_SMTP_URL, before anything is sent.",
        )
