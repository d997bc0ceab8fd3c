"""Asks the table `publication` whether a text may leave: when proposed, approved, and before it is sent.

What the table is given and what it said is kept with the proposal, and chained in the audit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.briefing.brief import Brief
from assistant.briefing.kept import grey_share, is_grounded, kept_brief
from assistant.briefing.wording import render
from assistant.errors import NotFound, Refused
from assistant.governance import proposal as steps
from assistant.governance.audit.event import AuditEntry, AuditKind
from assistant.governance.effects import PublishBrief
from assistant.governance.proposal import Proposal
from assistant.governance.publication import publication_id
from assistant.governance.review import Moment, Review
from assistant.governance.roles import DECIDERS, Role, outranks
from assistant.health.rag.evidence import Evidence
from assistant.health.rag.tolerances import add_limit
from assistant.policy import Policy
from assistant.policy.effects import BY, EFFECT, PolicyEffect
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.acting import BY_ITSELF
from assistant.usecases.app import App
from assistant.usecases.policy_in_force import under_policy_in_force
from assistant.usecases.view import view
from assistant.values import Statement, Unit

TABLE = "publication"

_READERS = {"team": "team", "program": "leadership", "exec": "leadership"}
_DOMAINS = re.compile(r"@([^\s,;>]+)")
_MAIL = "mailto:"


def review(app: App, brief: Brief, effect: PublishBrief, full: Snapshot, moment: Moment) -> Review:
    """Return what the table says of publishing a brief at a place, on a day."""
    evidence = _evidence(app.policy, brief, effect, full)
    verdict = app.policy.decide(TABLE, evidence.values)
    answer, facts = verdict.answer, Facts(full)
    return Review(
        table=TABLE,
        rule=verdict.rule,
        effect=PolicyEffect(answer.then[EFFECT]),
        by=next((role for role in DECIDERS if role.value == answer.then.get(BY)), None),
        because=evidence.say(answer.because, facts),
        remedy=evidence.say(answer.remedy, facts),
        given={name: str(value) for name, value in sorted(evidence.values.items())},
        missing=verdict.missing() if verdict.is_unknown else (),
        policy_hash=app.policy.hash,
        moment=moment,
        at=app.clock.now(),
    )


def refuse_blocked(found: Review, full: Snapshot) -> None:
    """Raise Refused where a verdict lets nothing leave."""
    if found.effect is PolicyEffect.BLOCK:
        raise Refused(
            f"This may not be published: {_words(found.because, full)}.",
            remedy=_words(found.remedy, full),
        )


def reviewed_again(app: App, proposal: Proposal, full: Snapshot, moment: Moment) -> Proposal:
    """Return a proposal with what the table says of it now; what publishes nothing as it is.

    Refused where it may no longer leave.
    """
    if not isinstance(proposal.effect, PublishBrief):
        return proposal
    found = _asked(app, proposal, proposal.effect, full, moment)
    refuse_blocked(found, full)
    return steps.reviewed(proposal, found)


def stopped_by_rules(app: App, proposal_id: str | None) -> str | None:
    """Ask the table before a message is sent, and note what it says; return why it must not leave.

    The same verdict is noted once, however often a message is tried.
    """
    known = None if proposal_id is None else app.store.proposal(proposal_id)
    if known is None or not isinstance(known.effect, PublishBrief):
        return None
    full = view(replace(app, viewer=None)).full
    try:
        found = _asked(under_policy_in_force(app), known, known.effect, full, Moment.SENT)
    except Refused as error:
        return str(error)
    _note_once(app, known.id, found)
    return _why_not(found, known.reviews, full)


def _note_once(app: App, proposal_id: str, found: Review) -> None:
    with app.store.unit_of_work() as unit:
        current = unit.proposal(proposal_id)
        sent = [each for each in current.reviews if each.moment is Moment.SENT]
        if sent and sent[-1].says_the_same(found):
            return
        unit.keep_proposal(steps.reviewed(current, found))
        unit.append_audit(
            AuditEntry(
                at=found.at,
                actor=BY_ITSELF,
                kind=AuditKind.REVIEWED,
                subject=proposal_id,
                facts=found.told,
            )
        )


def _why_not(found: Review, earlier: Iterable[Review], full: Snapshot) -> str | None:
    """Return why something approved may not leave: blocked since, or more is asked for now."""
    if found.effect is PolicyEffect.BLOCK:
        return f"the rules block it: {_words(found.because, full)}"
    approved_by = [each.by for each in earlier if each.moment is Moment.APPROVED]
    if not approved_by or outranks(found.by, approved_by[-1]):
        needed = found.by.value if found.by else Role.PROJECT_MANAGER.value
        return f"the rules now want approval by another role ({needed}): {_words(found.because, full)}"
    return None


def _asked(
    app: App, proposal: Proposal, effect: PublishBrief, full: Snapshot, moment: Moment
) -> Review:
    """Ask about what was kept with a proposal; nothing is known of what was not kept."""
    try:
        kept = app.store.publication(publication_id(proposal.id))
    except NotFound as error:
        raise Refused(
            f"What {proposal.id} would publish was not kept, so nothing is known about it.",
            remedy="Propose it anew: pmo publish.",
        ) from error
    return review(app, kept_brief(kept.body), effect, full, moment)


def _evidence(policy: Policy, brief: Brief, effect: PublishBrief, full: Snapshot) -> Evidence:
    found = Evidence(f"briefs:{brief.id}", TABLE)
    found.computed("audience", _readers(effect, full), Unit.STATUS)
    found.computed("grounded", is_grounded(brief), Unit.STATUS)
    found.computed("confidential", bool(effect.shows), Unit.STATUS)
    found.computed("grey", grey_share(brief), Unit.PERCENT)
    add_limit(policy, found, "age_allowed", "source_stale_days")
    add_limit(policy, found, "grey_allowed", "publication_grey_percent")
    read = [source.as_of for fact in brief.facts.values() for source in fact.sources]
    if read:
        found.computed("age", max(0, (full.as_of - max(read)).days), Unit.DAYS)
    return found


def _readers(effect: PublishBrief, full: Snapshot) -> str | None:
    """Return who would read it: people outside where an address is of none of our domains."""
    if effect.to.casefold().startswith(_MAIL):
        ours = {_domain(person.email) for person in full.all(Person) if person.email}
        if not set(map(str.casefold, _DOMAINS.findall(effect.to))) <= ours:
            return "outside"
    return _READERS.get(effect.audience)


def _domain(address: str) -> str:
    return address.rpartition("@")[2].casefold()


def _words(said: Statement, full: Snapshot) -> str:
    return render(said, today=full.as_of)
