"""A computed order of work, with its proof or its honest gap, and a reason for every place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from assistant.planning.capacity.mode import CapacityMode
from assistant.values import Fact, Statement, Value


class SolveStatus(StrEnum):
    """How good the order is known to be."""

    OPTIMAL = "optimal"
    WITHIN = "within"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


class Standing(StrEnum):
    """What to do with an item now."""

    KEEP_GOING = "keep going"
    START_NEXT = "start next"
    NOT_NOW = "not now"
    CONSIDER_STOPPING = "consider stopping"


class BindingKind(StrEnum):
    """What keeps an item from standing higher, or holds it where it is."""

    NOTHING = "nothing"
    IN_PROGRESS = "in progress"
    DEPENDENCY = "dependency"
    CAPACITY = "capacity"
    PIN = "pin"
    MANDATORY_DATE = "mandatory date"
    VALUE = "value"
    UNSIZED = "unsized"
    UNSCORED = "unscored"
    CYCLE = "cycle"
    GATE = "gate"
    FREEZE = "change freeze"
    WIP = "work in progress limit"


class Binding(Value):
    """The one constraint that decides an item's place."""

    kind: BindingKind
    by: tuple[str, ...] = Field(
        default=(), description="keys of items, gates, freezes or teams, or skills"
    )


class Place(Value):
    """One place of the order, and everything its reason is written from."""

    key: str
    project: str | None
    team: str | None
    position: int = Field(ge=1)
    start_place: int | None = Field(
        default=None, description="its place among what is not started; pins count by it"
    )
    tie_band: int = Field(ge=1, description="items of one band are level on today's data")
    standing: Standing
    binding: Binding
    score: Fact | None = Field(description="the governing score; None where inputs are missing")
    own_place: int | None = Field(description="its place if items were sorted by score alone")
    comparison: Mapping[str, Fact] = Field(
        default_factory=dict, description="WSJF, CD3, RICE, value/effort, where inputs allow"
    )
    missing: tuple[str, ...] = Field(
        default=(), description="inputs that would have to be stated for the governing score"
    )
    matters: bool | None = Field(
        default=None,
        description="whether what is missing could change what starts next; "
        "None where nothing is missing, or it was not tried",
    )
    effort: Fact | None = Field(default=None, description="None where nobody stated a size")
    start: date | None = Field(default=None, description="planned, where capacity is known")
    finish: date | None = None
    above_cut: bool | None = Field(default=None, description="None where there is no cut line")
    waits_for: tuple[str, ...] = ()
    unblocks: tuple[str, ...] = Field(
        default=(),
        description="everything that waits for it, what does directly first; at most 250",
    )
    delay_cost: Decimal = Field(
        default=Decimal(0), description="its share of the order's cost: rate × finish in weeks"
    )


class RankedItem(Place):
    """One place of the order, with its reason."""

    reason: Statement = Field(description="why it stands here, in one or two sentences")


class SkillCut(Value):
    """Where the cut line falls for one skill."""

    skill: str
    last_fitting: str | None = Field(description="key of the last item that fits, if any does")
    first_left_out: str
    statement: Statement


class Conflict(Value):
    """A pin or a date that must hold and does not."""

    items: tuple[str, ...] = Field(description="keys of all the items it is about")
    statement: Statement


class Move(Value):
    """An item that stands at another place than agreed; places count among what was agreed."""

    item: str
    from_place: int = Field(ge=1, description="agreed, among what is still open")
    to_place: int = Field(ge=1, description="computed, among the same items")
    gain: Decimal | None = Field(
        description="points of waiting that standing here saves; None where the agreed place "
        "would break a dependency, a tier or a date"
    )
    saved: Mapping[str, Decimal] | None = Field(description="the same, item by item")


class Moved(Move):
    """A move against the agreed order, with its cause."""

    because: Statement
    statement: Statement = Field(description="the whole move in one sentence")


class CutEdge(Value):
    """A cycle of dependencies, and the cheapest link to give up."""

    items: tuple[str, ...] = Field(
        description="each waits for the one before it, the first for the last"
    )
    predecessor: str
    successor: str
    statement: Statement


class Ranking(Value):
    """The computed order. The same snapshot, policy, seed and budget give the same bytes."""

    as_of: date
    revision: str
    policy_hash: str
    seed: int
    budget: int = Field(description="work units the search was given, not seconds")
    method: str = Field(description="the governing score's name, for a footer")
    mode: CapacityMode
    assumptions: tuple[Statement, ...]
    items: tuple[RankedItem, ...]
    status: SolveStatus
    cost: Decimal = Field(description="Σ cost of delay per week × finish in weeks")
    bound: Decimal = Field(description="no order can cost less")
    gap_percent: Decimal = Field(description="(cost − bound) ÷ cost × 100")
    score_sort_cost: Decimal | None = Field(description="of sorting by score; None if it breaks")
    score_sort_breaks: tuple[str, ...] = Field(description="links that sorting by score breaks")
    cut_line: int | None = Field(description="last position that fits; None without capacity")
    cuts: tuple[SkillCut, ...] = Field(
        default=(), description="the cut line by skill, where not everything fits"
    )
    ready_first_cost: Decimal | None = Field(
        default=None, description="of always taking the best score among what can start"
    )
    conflicts: tuple[Conflict, ...] = Field(
        default=(), description="pins and dates that cannot all hold, in words"
    )
    cycles: tuple[CutEdge, ...] = ()
    questions: tuple[Statement, ...] = Field(
        default=(), description="what it would need, and whether that matters"
    )
    sizes_tried: tuple[Fact, ...] = Field(
        default=(), description="smallest and largest size that unsized items were tried with"
    )

    moves: tuple[Moved, ...] = Field(
        default=(), description="what stands elsewhere than agreed, the farthest first"
    )
    tolerance_percent: Decimal = Field(
        default=Decimal(0),
        description="share of the cost given up to stay near the agreed order",
    )

    def item(self, key: str) -> RankedItem | None:
        """Return the ranked item of that key."""
        return next((item for item in self.items if item.key == key), None)
