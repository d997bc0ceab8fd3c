"""What was brought outside, kept to the last byte: as it was proposed, and as it was delivered.

`B-7` is what `P-7` publishes. Its sentences have addresses, `B-7.1` and so on in reading order, by
which people speak of them. An erratum is a publication too: it `corrects` an earlier one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

from pydantic import AwareDatetime, Field

from assistant.values import Value


class Publication(Value):
    """The exact bytes of one text for one place, with the document they were made from."""

    id: str = Field(pattern=r"^B-[1-9][0-9]*$")
    proposal: str
    brief: str = Field(description="id of the document")
    audience: str
    as_of: date
    since: date | None
    viewer: str | None = Field(description="by whose view it was written")
    shows: tuple[str, ...] = Field(description="confidential projects its writer could see")
    to: str
    text: str = Field(description="what leaves")
    body: str = Field(description="the document as JSON, with all its facts")
    html: str = Field(description="the document as a page")
    kept_at: AwareDatetime
    corrects: str | None = Field(default=None, description="the publication it is an erratum to")
    fact: str | None = Field(default=None, description="id of the fact there that it corrects")
    delivered_at: AwareDatetime | None = None
    delivered_text: str | None = Field(default=None, description="what a receiver has")

    @property
    def number(self) -> int:
        """The number it shares with its proposal."""
        return int(self.id.removeprefix("B-"))

    @property
    def hashes(self) -> dict[str, str]:
        """The sha256 of each form it is kept in, as the audit names them."""
        return {name: sha256(content) for name, content in self.forms.items()}

    @property
    def forms(self) -> Mapping[str, bytes]:
        """What is kept, by what it is."""
        return {
            "text": self.text.encode(),
            "json": self.body.encode(),
            "html": self.html.encode(),
        }


def publication_id(proposal_id: str) -> str:
    """Return what a proposal's publication is called."""
    return f"B-{proposal_id.removeprefix('P-')}"


def delivered(publication: Publication, text: str, at: AwareDatetime) -> Publication:
    """Note what arrived, once; a second word of the same arrival changes nothing."""
    if publication.delivered_at is not None:
        return publication
    return publication.model_copy(update={"delivered_at": at, "delivered_text": text})


def sha256(content: bytes) -> str:
    """Return the hash that the audit is bound to."""
    return hashlib.sha256(content).hexdigest()
