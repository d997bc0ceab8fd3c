"""The part of the store that keeps what was published, and what is disputed of it."""

from __future__ import annotations

from typing import Protocol

from assistant.governance.dispute import Dispute, DisputeState
from assistant.governance.publication import Publication


class PublicationWriter(Protocol):
    """What a unit of work can do with publications and disputes."""

    def publication(self, publication_id: str) -> Publication:
        """Return a publication as this unit of work finds it; NotFound where there is none."""
        ...

    def keep_publication(self, publication: Publication) -> None:
        """Keep a publication as it is now, instead of as it was."""
        ...

    def errata_of(self, publication_id: str) -> tuple[Publication, ...]:
        """Return the errata to a publication as this unit of work finds them, oldest first."""
        ...

    def new_dispute_id(self) -> str:
        """Return the id that the next dispute is kept under."""
        ...

    def dispute(self, dispute_id: str) -> Dispute:
        """Return a dispute as this unit of work finds it; NotFound where there is none."""
        ...

    def disputes_of(self, publication_id: str) -> tuple[Dispute, ...]:
        """Return what is disputed of a publication as this unit of work finds it, oldest first."""
        ...

    def keep_dispute(self, dispute: Dispute) -> None:
        """Keep a dispute as it is now, instead of as it was."""
        ...


class PublicationReader(Protocol):
    """What a store tells of publications and disputes."""

    def publication(self, publication_id: str) -> Publication:
        """Return a publication by its id; NotFound where there is none."""
        ...

    def publications(self, brief: str | None = None) -> tuple[Publication, ...]:
        """Return the publications of one brief, or all of them, oldest first."""
        ...

    def errata_of(self, publication_id: str) -> tuple[Publication, ...]:
        """Return the errata to a publication, oldest first."""
        ...

    def dispute(self, dispute_id: str) -> Dispute:
        """Return a dispute by its id; NotFound where there is none."""
        ...

    def disputes(self, *states: DisputeState) -> tuple[Dispute, ...]:
        """Return the disputes in some states, in any where none is named; oldest first."""
        ...
