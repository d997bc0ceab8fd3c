"""What waits for somebody."""

from __future__ import annotations

from pydantic import Field

from assistant.briefing.brief import Audience
from assistant.briefing.sections.decisions import decisions
from assistant.briefing.told import Told, ToldPart
from assistant.briefing.told_sections import part_of
from assistant.errors import Refused
from assistant.portfolio.facts import Facts
from assistant.portfolio.people import Person
from assistant.usecases.decide_proposal import Shown
from assistant.usecases.names import NameKind, resolve
from assistant.usecases.waiting_for import waiting_for
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_NOTHING = Statement(text="Nothing you need to do today.")


class WaitingForArguments(Arguments):
    """For whom."""

    person: str | None = Field(default=None, description="a person; the asker where none")


def find_out(context: Context, asked: WaitingForArguments) -> Told:
    """Return proposals by deadline with their exact effect, and decisions asked of somebody."""
    assessment = context.assessment
    seen = assessment.seen
    key = assessment.view.scope.viewer
    if asked.person is not None:
        key = resolve(seen, asked.person, (NameKind.PERSON,)).key
    if key is None:
        raise Refused("I do not know who you are.", remedy="Say who asks, or whom it is about.")
    inputs = briefing_inputs(assessment, Audience.TEAM)
    own = {f"decisions:{each.key}" for each in inputs.open_decisions if each.decider == key}
    to_decide = part_of(decisions(inputs), lambda point: not own.isdisjoint(point.keys))
    waiting = waiting_for(assessment.app, key)
    facts = Facts(seen)
    return Told(
        title="what is waiting",
        lead=(_lead(facts, key, len(waiting), len(to_decide.points)),),
        parts=tuple(
            part
            for part in (
                ToldPart.of("Proposals", (_told(facts, each) for each in waiting), essential=True),
                to_decide.model_copy(update={"heading": "Decisions"}),
            )
            if part.points
        ),
        subjects=(f"people:{key}",),
        data=waiting,
    )


def _lead(facts: Facts, person: str, proposals: int, decisions: int) -> Statement:
    if not proposals and not decisions:
        return _NOTHING
    told = []
    if proposals:
        count = facts.of(f"people:{person}", "proposals_waiting", proposals, Unit.COUNT)
        told.append(say("{count} [proposal|proposals]", count=count))
    if decisions:
        count = facts.of(f"people:{person}", "decisions_waiting", decisions, Unit.COUNT)
        told.append(say("{count} [decision|decisions]", count=count))
    return say("For {who}: {told}.", who=facts.name(Person, person), told=told)


def _told(facts: Facts, shown: Shown) -> Statement:
    subject = f"proposals:{shown.id}"
    number = facts.of(subject, "id", shown.id, Unit.NAME)
    if shown.expires_at is None:
        return say("{id}: {words}", id=number, words=shown.words)
    until = facts.of(subject, "expires", shown.expires_at.date(), Unit.DATE)
    return say("{id}, until {until}: {words}", id=number, until=until, words=shown.words)


TOOL = Tool(
    name="waiting_for",
    about="What waits for the asker or a person: proposals by deadline with their exact effect, "
    "and open decisions; none invented.",
    arguments=WaitingForArguments,
    find_out=find_out,
)
