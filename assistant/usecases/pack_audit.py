"""Packs everything that proves one decision, as far as the asker may see it, into one file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant import __version__
from assistant.briefing.wording import day_words, render
from assistant.errors import NotFound
from assistant.governance.audit.checkpoint import Checkpoint
from assistant.governance.audit.event import AuditKind
from assistant.governance.audit.pack import Chain, chain_of, newest_vouching, pack, said_bytes
from assistant.governance.audit.pack_page import Evidence, Happened, Page, page_of
from assistant.governance.audit.pack_verify import FORMAT
from assistant.governance.effects import (
    PublishBrief,
    RecordDecision,
    SetAgreedOrder,
    effect_bytes,
)
from assistant.governance.proposal import Proposal
from assistant.governance.publication import publication_id
from assistant.governance.review import review_bytes
from assistant.governance.rights import Action, Resource, needed_role
from assistant.policy import Policy, parse_policy
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from assistant.ports.store import StoredPolicy
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.audit_trail import Told, told_events
from assistant.usecases.decide_proposal import Shown, find_proposal
from assistant.usecases.governed import known_proposal, put_resource
from assistant.usecases.pack_evidence import evidence_csv, evidence_of
from assistant.usecases.view import View
from assistant.values import Statement

_RECORD = re.compile(r"(?:D-|RECORDED-)([1-9][0-9]*)")
_HASHES = re.compile(r"[0-9a-f]{32,64}")
_SHOWN_OF_HASH = 16


@dataclass(frozen=True, slots=True)
class AuditPack:
    """A pack as a zip file; `vouched` says whether a checkpoint covers all of its events."""

    subject: str
    content: bytes
    files: int
    vouched: bool


def pack_audit(app: App, subject: str) -> AuditPack:
    """Return the pack of a proposal (P-17) or of a decision on record (D-17).

    Refused for whoever may not read the audit, NotFound where there is none they may know of.
    """
    actor = Actor.of(app)
    actor.demand(Action.READ_AUDIT, Resource())
    made = _Pack(actor, _proposal(app, subject, actor.view))
    files = made.files()
    return AuditPack(
        subject=made.proposal.id,
        content=pack(made.proposal.id, files, app.signer),
        files=len(files),
        vouched=made.vouches,
    )


def _proposal(app: App, subject: str, view: View) -> Proposal:
    """Return the proposal of an id, or the one that put a decision on record."""
    record = _RECORD.fullmatch(subject.strip().upper())
    if record is None:
        return known_proposal(app, subject, view)
    for each in app.store.proposals():
        effect = each.effect
        if isinstance(effect, RecordDecision) and effect.number == int(record[1]):
            return known_proposal(app, each.id, view)
    raise NotFound("proposal", subject)


class _Pack:
    """Collects the files of a pack."""

    def __init__(self, actor: Actor, proposal: Proposal) -> None:
        self._app, self._view = actor.app, actor.view
        self.proposal = proposal

    def files(self) -> dict[str, bytes]:
        """Return the files by name."""
        files = {"chain.jsonl": self._chain.text, "versions.json": _json(dict(self._versions()))}
        if self._checkpoint is not None:
            files["checkpoint.json"] = (self._checkpoint.model_dump_json(indent=2) + "\n").encode()
        if self._is_whole:
            files["effect.json"] = effect_bytes(self.proposal.effect)
            files["words.json"] = said_bytes(self.proposal)
            files |= dict(self._published_files()) | dict(self._verdict_files())
        files |= dict(self._comment_files()) | dict(self._policy_files())
        evidence = self._evidence
        files["evidence.csv"] = evidence_csv(evidence)
        files["index.html"] = page_of(self._page(evidence))
        return files

    @property
    def vouches(self) -> bool:
        """Whether a checkpoint covers every event about this."""
        taken = self._checkpoint
        return taken is not None and taken.head.number >= self._told[-1].number

    @cached_property
    def _checkpoint(self) -> Checkpoint | None:
        return newest_vouching(self._app.store.checkpoints())

    @cached_property
    def _chain(self) -> Chain:
        return chain_of(self._app.store.audit_frame(), self.proposal.id, self._checkpoint)

    @cached_property
    def _told(self) -> tuple[Told, ...]:
        return told_events(self._app, self.proposal.id)

    @cached_property
    def _shown(self) -> Shown:
        return find_proposal(self._app, self.proposal.id)

    @property
    def _is_whole(self) -> bool:
        """Whether the asker sees all that the proposal is about, so that its very bytes are theirs.

        An order is about everything. Of the rest, what they see of it has to be all of it.
        """
        if isinstance(self.proposal.effect, SetAgreedOrder):
            return self._view.visible_projects() == set(self._view.full.frame(Project)["key"])
        return self._shown.words.text == self.proposal.words.text and (
            _values(self._shown.words) == _values(self.proposal.words)
        )

    def _said(self) -> Iterator[tuple[str, Statement]]:
        """Yield what people read: as it was then for whoever sees all of it."""
        from_then = self.proposal if self._is_whole else self._shown
        yield "the effect", from_then.words
        for line in from_then.lines:
            yield f"line {line.id}", line.statement

    @cached_property
    def _then(self) -> Snapshot:
        """The day the proposal was made of, as far as the asker may see it today."""
        day = next((f.as_of for f in self.proposal.words.facts.values()), self._view.full.as_of)
        return self._app.store.snapshot(day, self._view.scope)

    @cached_property
    def _evidence(self) -> tuple[Evidence, ...]:
        return evidence_of(self._said(), self._then)

    def _published_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the exact bytes of a publication: as proposed, as delivered, and as a document."""
        if not isinstance(self.proposal.effect, PublishBrief):
            return
        kept = self._app.store.publication(publication_id(self.proposal.id))
        yield "published/proposed.txt", kept.text.encode()
        yield "published/brief.json", kept.body.encode()
        yield "published/brief.html", kept.html.encode()
        if kept.delivered_text is not None:
            yield "published/delivered.txt", kept.delivered_text.encode()

    def _verdict_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield what the rules said, by the number of the event that tells so."""
        told = (told.number for told in self._told if "verdict" in told.facts)
        for number, found in zip(told, self.proposal.reviews, strict=False):
            yield f"verdicts/{number}.json", review_bytes(found)

    def _comment_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the comments by the number of the event that says each was made."""
        made = (told.number for told in self._told if told.kind is AuditKind.COMMENTED)
        for number, said in zip(made, self._shown.comments, strict=False):
            yield f"comments/{number}.txt", said.text.encode()

    @cached_property
    def _stored_policy(self) -> StoredPolicy | None:
        return self._app.store.policy_of(self.proposal.policy_hash)

    @cached_property
    def _policy(self) -> Policy | None:
        """The rules the proposal is bound to; None where they were not kept."""
        if self._app.policy.hash == self.proposal.policy_hash:
            return self._app.policy
        kept = self._stored_policy
        parsed = parse_policy(kept.tables) if kept is not None else None
        return parsed if parsed and parsed.hash == self.proposal.policy_hash else None

    def _policy_files(self) -> Iterator[tuple[str, bytes]]:
        if self._policy is not None:
            yield "policy.json", self._policy.hashed_text.encode()
        written = self._stored_policy.tables if self._stored_policy is not None else {}
        for name, text in written.items():
            yield f"policy/{name}.yaml", text.encode()

    def _versions(self) -> Iterator[tuple[str, str]]:
        yield "pmo that made this pack", __version__
        yield "format of the pack", FORMAT
        engines = [told.facts["engine"] for told in self._told if "engine" in told.facts]
        yield (
            "pmo that the decision was taken with",
            str(engines[-1]) if engines else "not decided",
        )
        yield "data the proposal was made from", self.proposal.revision
        yield "policy the proposal was made under", self.proposal.policy_hash

    def _page(self, evidence: tuple[Evidence, ...]) -> Page:
        today = self._view.full.as_of
        (_, effect), *lines = self._said()
        return Page(
            title=f"{self.proposal.id}: {self.proposal.state.value}",
            effect=render(effect, today=today),
            lines=tuple(render(line, today=today) for _, line in lines),
            deciding=self._deciding(),
            happened=tuple(map(_happened, self._told)),
            comments=tuple(f"“{said.text}”" for said in self._shown.comments),
            evidence=evidence,
            rows_since=self._rows_since(),
            vouched=self._vouched(),
            left_out=None if self._is_whole else _LEFT_OUT,
            versions=tuple(self._versions()),
        )

    def _deciding(self) -> str:
        if isinstance(self.proposal.effect, RecordDecision):
            return "Whoever decided this in a meeting confirms it; nobody else can."
        if self._policy is None:
            return "The rules of then were not kept with the record; their hash is in the events."
        needs = needed_role(put_resource(self.proposal, self._view), self._policy)
        who = f"it takes a {needs.value} at least to decide this" if needs else "nobody may decide"
        return f"By the rules it is bound to, {who}, and never whoever wrote it."

    def _rows_since(self) -> str:
        day = day_words(self._then.as_of, today=None)
        if self._then.revision == self.proposal.revision:
            return f"The cells are those of {day}, unchanged since the proposal was made."
        return (
            f"The cells are those of {day} as the sources tell it today; something of that day "
            "was told, or decided, after the proposal was made."
        )

    def _vouched(self) -> str:
        events = f"The events {self._chain.first} to {self._chain.last} are chained without a gap."
        taken = self._checkpoint
        if taken is None:
            return f"{events} No checkpoint was taken yet, so nothing outside vouches for them."
        on = f"the checkpoint of event {taken.head.number}, taken on {taken.at:%Y-%m-%d}"
        if self.vouches:
            return f"{events} They are covered by {on}."
        return f"{events} What came after {on} is out of its reach."


_LEFT_OUT = (
    "You may not see everything this is about, so its exact bytes are not part of this pack; "
    "their hash is, in the events."
)


def _values(statement: Statement) -> Mapping[str, object]:
    return {slot: fact.value for slot, fact in statement.facts.items()}


def _happened(told: Told) -> Happened:
    facts = "; ".join(f"{name} {_short(str(value))}" for name, value in told.facts.items())
    return Happened(
        number=told.number,
        when=f"{told.at:%Y-%m-%d %H:%M}",
        what=told.kind.value,
        who=told.actor,
        facts=facts,
    )


def _short(text: str) -> str:
    return f"{text[:_SHOWN_OF_HASH]}…" if _HASHES.fullmatch(text) else text


def _json(content: Mapping[str, str]) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
