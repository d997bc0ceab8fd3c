"""Puts a document together: fits what there is to say to its reader, and has it checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from assistant.briefing.brief import Audience, Brief, Charts, DocumentKind
from assistant.briefing.draft import Draft, DraftLeftOut, DraftPoint, DraftSection
from assistant.briefing.evidence import evidence_of
from assistant.briefing.fitting import Room, fit, words_in
from assistant.briefing.grounding import Evidence, Refusal, check, is_bound
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.must_say import MustSay
from assistant.briefing.naming_some import counted
from assistant.errors import PmoError
from assistant.portfolio.facts import Facts
from assistant.portfolio.organisation import Organisation
from assistant.values import Fact, FactValue, Statement, Unit, say

CLOSING_WORDS, WITHHOLDING_WORDS = 20, 12
"""Room kept for the lines that say what is left out, which are written last."""

_AUDIENCES = {Audience.EXEC: "executives", Audience.PROGRAM: "programs", Audience.TEAM: "teams"}

Ending = Callable[[DraftSection, int], DraftSection]


class UngroundedBrief(PmoError):
    """A brief was not written, because not every word of it could be traced to the data."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"The brief could not be traced to the data:\n{refusal}")
        self.refusal = refusal


@dataclass(frozen=True)
class Outline:
    """A document before it is fitted: everything there is to say, the weightiest first.

    `ending` completes a section once it is known how many of its points do not fit.
    """

    kind: DocumentKind
    title: str
    sections: tuple[DraftSection, ...]
    room: Room
    lead: tuple[Statement, ...] = ()
    charts: Charts = field(default_factory=Charts)
    must_say: tuple[MustSay, ...] = ()
    ending: Ending | None = None


def assemble(inputs: BriefingInputs, outline: Outline) -> Brief:
    """Return the document. Raises UngroundedBrief where the check refuses it."""
    evidence = evidence_of(inputs, outline.must_say)
    sections, withheld = keep_bound(_said_once(outline.sections), evidence)
    head = (_title(inputs, outline.title), _dateline(inputs))
    taken = CLOSING_WORDS + (WITHHOLDING_WORDS if withheld else 0)
    taken += words_in((*head, *outline.lead), inputs.as_of)
    fitted, left_out = fit(sections, outline.room, today=inputs.as_of, taken=taken)
    draft = Draft(
        **dict(inputs.letterhead(outline.kind)),
        organisation=_organisation(inputs),
        title=head[0],
        dateline=head[1],
        lead=outline.lead,
        sections=_ended(fitted, left_out, outline.ending),
        closing=tuple(closing_words(inputs.facts, left_out, withheld)),
        charts=outline.charts,
        left_out=left_out,
    )
    brief = check(draft, evidence)
    if isinstance(brief, Refusal):
        raise UngroundedBrief(brief)
    return brief


def _ended(
    sections: tuple[DraftSection, ...], left_out: tuple[DraftLeftOut, ...], ending: Ending | None
) -> tuple[DraftSection, ...]:
    if ending is None:
        return sections
    beside = {part.kind: part.count for part in left_out}
    return tuple(ending(section, beside.get(section.kind, 0)) for section in sections)


def _said_once(sections: Iterable[DraftSection]) -> tuple[DraftSection, ...]:
    """Keep of each finding the first section that tells it."""
    told: set[str] = set()
    kept = []
    for section in sections:
        points = [point for point in section.points if told.isdisjoint(point.keys)]
        told.update(key for point in points for key in point.keys)
        kept.append(section.model_copy(update={"points": tuple(points)}))
    return tuple(kept)


def keep_bound(
    sections: Iterable[DraftSection], evidence: Evidence
) -> tuple[tuple[DraftSection, ...], int]:
    """Return sections with their bound points, and how many are withheld.

    Withholds points that the check would refuse, so that one bad line never costs the brief.
    Of two points that give one fact two values, the first stands.
    """
    kept = []
    withheld = 0
    known: dict[str, FactValue] = {}
    for section in sections:
        points = [point for point in section.points if _may_stand(point, evidence, known)]
        withheld += len(section.points) - len(points)
        kept.append(section.model_copy(update={"points": tuple(points)}))
    return tuple(kept), withheld


def _may_stand(point: DraftPoint, evidence: Evidence, known: dict[str, FactValue]) -> bool:
    """Say whether a point is bound and contradicts nothing known; then its facts are known too."""
    if not all(is_bound(said, evidence) for said in point.statements):
        return False
    new: dict[str, FactValue] = {}
    for fact in (fact for said in point.statements for fact in said.facts.values()):
        if known.get(fact.id, new.setdefault(fact.id, fact.value)) != fact.value:
            return False
    known.update(new)
    return True


def _organisation(inputs: BriefingInputs) -> Fact:
    organisation = inputs.snapshot.organisation
    if inputs.snapshot.get(Organisation, organisation.key) is None:
        return inputs.facts.of("organisation", "name", organisation.name, Unit.NAME)
    return inputs.facts.name(Organisation, organisation.key)


def _title(inputs: BriefingInputs, title: str) -> Statement:
    text = f"{{organisation}}: {title} for {_AUDIENCES[inputs.audience]}"
    return say(text, organisation=_organisation(inputs))


def _dateline(inputs: BriefingInputs) -> Statement:
    today = inputs.facts.today()
    if inputs.since is None:
        return say("As of {today}.", today=today)
    since = inputs.facts.of("portfolio", "since", inputs.since, Unit.DATE)
    return say("As of {today}, compared with {since}.", today=today, since=since)


def closing_words(
    facts: Facts, left_out: tuple[DraftLeftOut, ...], withheld: int
) -> Iterable[Statement]:
    """Yield how much does not fit, and how much is withheld because it cannot be traced."""
    if count := sum(part.count for part in left_out):
        more = counted(facts, "points_left_out", count)
        yield say("{more} smaller [point is|points are] in the full list only.", more=more)
    if withheld:
        held = counted(facts, "points_withheld", withheld)
        yield say(
            "{held} [point is|points are] withheld: not every word can be traced.", held=held
        )
