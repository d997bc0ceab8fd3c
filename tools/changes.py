"""What changed since a day, the most material first."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.briefing.brief import Audience
from assistant.briefing.sections.changes import changes
from assistant.briefing.told import Told, ToldTable
from assistant.briefing.told_sections import part_of
from assistant.health.changes import material
from assistant.portfolio.facts import Facts
from assistant.usecases.assessment import Assessment
from assistant.usecases.names import NameKind, resolve
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Statement, Unit, say
from tools.tool import Arguments, Context, Tool

_FEW, _ROWS = 2, 20
"""From so many changes on all of them are a table too, of at most so many rows."""
_NO_EARLIER = Statement(text="There is nothing earlier to compare with.")
_REST = Statement(text="The rest is unchanged, or did not change in a way that matters.")


class ChangesArguments(Arguments):
    """Since when, and of what."""

    since: date | None = Field(default=None, description="a day; a week ago where none")
    project: str | None = Field(default=None, description="only of this project")


def find_out(context: Context, asked: ChangesArguments) -> Told:
    """Return material changes, and one line for the rest."""
    assessment = context.assessment
    if asked.since is not None:
        assessment = Assessment(assessment.app, since=asked.since, as_of=assessment.seen.as_of)
    if assessment.before is None or assessment.changes is None:
        return Told(title="what changed", lead=(_NO_EARLIER,), data=())
    found = list(material(assessment.changes, assessment.app.policy))
    if asked.project is not None:
        key = resolve(assessment.seen, asked.project, (NameKind.PROJECT,)).key
        found = [each for each in found if each.project == key]
    inputs = briefing_inputs(assessment, Audience.TEAM)
    told = [each.headline for each in found]
    part = part_of(changes(inputs), lambda point: point.statements[0] in told)
    facts = Facts(assessment.seen)
    since = facts.of("portfolio", "since", assessment.before.as_of, Unit.DATE)
    if not found:
        lead = say("Nothing material changed since {since}.", since=since)
        return Told(title="what changed", lead=(lead,), data=assessment.changes)
    count = facts.of("portfolio", "material_changes", len(found), Unit.COUNT)
    text = "{count} [change matters|changes matter] since {since}."
    return Told(
        title="what changed",
        lead=(say(text, count=count, since=since),),
        parts=(part.model_copy(update={"heading": "The most material first"}),),
        tables=(_table(told),) if len(told) > _FEW else (),
        limits=(_REST,),
        subjects=tuple(f"projects:{each.project}" for each in found if each.project)[:1],
        data=assessment.changes,
    )


def _table(told: list[Statement]) -> ToldTable:
    return ToldTable(
        heading="Every change that matters",
        headers=(Statement(text="What changed"),),
        rows=tuple((said,) for said in told[:_ROWS]),
    )


TOOL = Tool(
    name="changes",
    about="What changed since a day (a week ago unless told otherwise), the most material first, "
    "one line for the rest.",
    arguments=ChangesArguments,
    find_out=find_out,
)
