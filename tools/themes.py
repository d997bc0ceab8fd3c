"""How much goes to work that serves no strategic theme."""

from __future__ import annotations

from assistant.briefing.brief import Audience
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.told import Told, ToldTable
from assistant.portfolio.organisation import Theme
from assistant.usecases.theme_spend import NO_THEME, ThemeSpend, theme_spend
from assistant.usecases.write_brief import briefing_inputs
from assistant.values import Fact, Statement, say
from tools.tool import Arguments, Context, Tool


class ThemesArguments(Arguments):
    """Nothing more is asked."""


def find_out(context: Context, _asked: ThemesArguments) -> Told:
    """Return the share of budgets without a theme, which projects, and the spread over themes."""
    inputs = briefing_inputs(context.assessment, Audience.TEAM)
    found = theme_spend(inputs)
    return Told(
        title="strategy",
        lead=(found.headline,),
        tables=(_table(inputs, found),) if found.by_theme else (),
        limits=(found.definition, *found.limits),
        subjects=tuple(f"projects:{key}" for key in found.without),
        data=found,
    )


def _table(inputs: BriefingInputs, found: ThemeSpend) -> ToldTable:
    return ToldTable(
        heading="Money by theme",
        headers=tuple(Statement(text=text) for text in ("Theme", "Approved", "Share")),
        rows=tuple(
            (
                Statement(text="none")
                if spend.theme == NO_THEME
                else say("{theme}", theme=inputs.facts.name(Theme, spend.theme)),
                _cell(spend.amount),
                _cell(spend.share),
            )
            for spend in found.by_theme
        ),
    )


def _cell(fact: Fact) -> Statement:
    return say("{it}", it=fact)


TOOL = Tool(
    name="themes",
    about="How much money goes to work that fits no strategic theme, which projects, and the "
    "spread over themes, with the definition.",
    arguments=ThemesArguments,
    find_out=find_out,
)
