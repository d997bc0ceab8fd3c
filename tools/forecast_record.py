"""How good forecasts were."""

from __future__ import annotations

from pydantic import Field

from assistant.briefing.told import Told, ToldPart
from assistant.usecases.forecast_work import forecast_past
from assistant.usecases.names import NameKind, resolve
from tools.tool import Arguments, Context, Tool

_KINDS = (NameKind.PROJECT, NameKind.TEAM, NameKind.MILESTONE)


class ForecastRecordArguments(Arguments):
    """Forecasts about what."""

    subject: str | None = Field(default=None, description="a project or team; all where none")


def find_out(context: Context, asked: ForecastRecordArguments) -> Told:
    """Return how many forecasts held of how many, with what fits so few."""
    seen = context.assessment.seen
    named = None if asked.subject is None else resolve(seen, asked.subject, _KINDS)
    found = forecast_past(context.assessment, None if named is None else named.key)
    rates = tuple(rate.statement for rate in found.rates if rate.statement != found.headline)
    baseline = () if found.baseline is None else (found.baseline,)
    return Told(
        title="how good forecasts were",
        lead=(found.headline,),
        parts=tuple(
            part
            for part in (
                ToldPart.of("Forecasts that were noted", found.noted),
                ToldPart.of("The others", (*rates, *baseline)),
            )
            if part.points
        ),
        limits=found.assumptions,
        subjects=() if named is None else (named.subject,),
        data=found,
    )


TOOL = Tool(
    name="forecast_record",
    about="How good past forecasts were: hits of how many, the interval that fits, noted "
    "forecasts with their outcome; says when there are too few.",
    arguments=ForecastRecordArguments,
    find_out=find_out,
)
