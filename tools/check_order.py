"""Somebody's own order against the computed one."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from assistant.briefing.told import UNCHANGED, Told, ToldPart
from assistant.usecases.check_order import check_given_order
from tools.tool import Arguments, Context, Tool

_PASTED = Path("your order.txt")


class CheckOrderArguments(Arguments):
    """An order as somebody pasted it."""

    order: str = Field(max_length=100_000, description="keys, the first first, one a line")


def find_out(context: Context, asked: CheckOrderArguments) -> Told:
    """Return what the order breaks, what it costs more, or that it is as good."""
    lines = "\n".join(asked.order.replace(",", "\n").replace(";", "\n").splitlines())
    found = check_given_order(context.assessment, _PASTED, lines.encode())
    return Told(
        title="your order",
        lead=(found.headline,),
        parts=tuple(
            part
            for part in (
                ToldPart.of("What it breaks", (each.statement for each in found.breaks)),
                ToldPart.of("What costs most", (each.statement for each in found.because)),
            )
            if part.points
        ),
        limits=(*found.notes, UNCHANGED),
        data=found,
    )


TOOL = Tool(
    name="check_order",
    about="What somebody's own order of work items breaks and costs against the computed one, or "
    "that it is as good or better.",
    arguments=CheckOrderArguments,
    find_out=find_out,
)
