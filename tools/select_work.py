"""What to fund within a budget, and what a cut would cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import Field

from assistant.briefing.told import UNCHANGED, Told, ToldPart
from assistant.planning.selection.report import FundedCandidate
from assistant.planning.selection.wish import CandidateKind, SelectionWish, read_cut, read_limit
from assistant.usecases.select_work import select_work
from assistant.values import Statement, say
from tools.tool import Arguments, Context, Tool


class SelectWorkArguments(Arguments):
    """What there is to spend, or what is to be saved."""

    cut_percent: str | None = Field(default=None, description="save so much, such as 10%")
    budget: str | None = Field(
        default=None, description="what there is, such as 3MEUR or “backend 60d”"
    )
    keep: tuple[str, ...] = Field(default=(), description="projects or items that stay")
    without: tuple[str, ...] = Field(default=(), description="projects or items that go")
    items: bool = Field(default=False, description="among work items instead of projects")


def find_out(context: Context, asked: SelectWorkArguments) -> Told:
    """Return what goes, what stays, the worth that is lost, and how good the choice is known."""
    wish = SelectionWish(
        kind=CandidateKind.ITEMS if asked.items else CandidateKind.PROJECTS,
        limits=() if asked.budget is None else (read_limit(asked.budget),),
        cut_percent=None if asked.cut_percent is None else read_cut(asked.cut_percent),
        keep=asked.keep,
        without=asked.without,
    )
    found = select_work(context.assessment, wish, context.assessment.progress)
    conflict = () if found.conflict is None else (found.conflict,)
    return Told(
        title="what to fund",
        lead=(*found.headline, *conflict),
        parts=tuple(
            part
            for part in (
                ToldPart(heading="Left out", points=tuple(_told(found.left_out))),
                ToldPart.of("More money", found.more_budget),
                ToldPart(heading="Funded", points=tuple(_told(found.chosen))),
                ToldPart(heading="Cannot be weighed", points=tuple(_told(found.aside))),
                ToldPart.of("What it would need", found.questions),
            )
            if part.points
        ),
        limits=(UNCHANGED, *found.assumptions),
        data=found,
    )


def _told(candidates: Iterable[FundedCandidate]) -> Iterator[tuple[Statement, ...]]:
    for each in candidates:
        costs = list(each.costs)
        text = "{name}, {costs}." if costs else "{name}."
        slots = {"costs": costs} if costs else {}
        yield say(text, name=each.name, **slots), each.reason


TOOL = Tool(
    name="select_work",
    about="Which projects or items to fund within a budget, or what goes when so much is cut: "
    "prerequisites and mandatory work kept, worth lost, with proof or the gap.",
    arguments=SelectWorkArguments,
    find_out=find_out,
)
