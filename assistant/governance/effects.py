"""What a proposal would do, spelled out to the last detail: a closed set.

What changes cells of rows that a source once said tells which: `row_changes`. An order, a
publication, a colour and rules change no row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, JsonValue, TypeAdapter, model_validator

from assistant.governance.rights import EffectKind
from assistant.policy.difference import Difference
from assistant.portfolio.control import Decision, DecisionState, RaidEntry, RaidState
from assistant.portfolio.project import Rag
from assistant.portfolio.work import Request, RequestState
from assistant.values import Period, Value


class RowChange(Value):
    """Other values for some fields of a row; a row that no source has is made of them."""

    table: str
    key: str
    values: Mapping[str, JsonValue]


class SetAgreedOrder(Value):
    """Make an order of open work the agreed one."""

    kind: Literal[EffectKind.AGREED_ORDER] = EffectKind.AGREED_ORDER
    before: tuple[str, ...] = Field(description="the agreed order as it is, open items only")
    after: tuple[str, ...] = Field(description="as it would be; every item once")

    @model_validator(mode="after")
    def _names_every_item_once(self) -> Self:
        for order in (self.before, self.after):
            if len(set(order)) < len(order):
                raise ValueError("an item stands in an order twice")
        return self


class DecideRequest(Value):
    """Give a request its answer."""

    kind: Literal[EffectKind.INTAKE] = EffectKind.INTAKE
    request: str
    before: RequestState
    after: RequestState
    reason: str = Field(min_length=1, max_length=500)

    @property
    def change(self) -> RowChange:
        """The request with its answer."""
        answer = {"state": self.after.value, "reason": self.reason}
        return RowChange(table=Request.table, key=self.request, values=answer)


class CorrectInput(Value):
    """Change one cell of one row; texts as a portfolio folder has them."""

    kind: Literal[EffectKind.INPUT_CORRECTION] = EffectKind.INPUT_CORRECTION
    table: str
    key: str
    field: str
    before: JsonValue
    after: JsonValue

    @property
    def change(self) -> RowChange:
        """The row with the other value."""
        return RowChange(table=self.table, key=self.key, values={self.field: self.after})


class AcceptRisk(Value):
    """Live with a risk until a day."""

    kind: Literal[EffectKind.RISK_ACCEPTANCE] = EffectKind.RISK_ACCEPTANCE
    entry: str
    until: date

    @property
    def change(self) -> RowChange:
        """The risk as accepted."""
        values = {"state": RaidState.ACCEPTED.value, "accepted_until": self.until.isoformat()}
        return RowChange(table=RaidEntry.table, key=self.entry, values=values)


class RecordDecision(Value):
    """Put on record what was decided elsewhere; whoever chaired confirms that it was so."""

    kind: Literal[EffectKind.ORAL_DECISION] = EffectKind.ORAL_DECISION
    number: int = Field(ge=1, description="of the record: D-1 and so on")
    text: str = Field(min_length=1, max_length=500)
    chair: str
    decided_on: date
    project: str | None = None

    @property
    def change(self) -> RowChange:
        """The decision as a row of its own."""
        return RowChange(
            table=Decision.table,
            key=f"recorded-{self.number}",
            values={
                "name": self.text,
                "state": DecisionState.APPROVED.value,
                "decider": self.chair,
                "decided_on": self.decided_on.isoformat(),
                "projects": [self.project] if self.project else [],
            },
        )


class PublishBrief(Value):
    """Bring the exact text of a brief to one place outside."""

    kind: Literal[EffectKind.PUBLISH_BRIEF] = EffectKind.PUBLISH_BRIEF
    brief: str
    audience: str
    as_of: date
    text_hash: str = Field(pattern=r"^[0-9a-f]{64}$", description="sha256 of the bytes that leave")
    to: str = Field(min_length=1, description="the exact address")
    shows: tuple[str, ...] = Field(description="confidential projects its writer could see")


class PostErratum(PublishBrief):
    """Say where a figure was published that it is another one; texts as people read them."""

    kind: Literal[EffectKind.ERRATUM] = EffectKind.ERRATUM  # type: ignore[assignment]  # the tag of the closed set; all else of it is a publication
    corrects: str = Field(description="the publication, such as B-3")
    fact: str = Field(description="id of the fact there")
    figure: str = Field(description="what was measured of what")
    said: str
    now: str | None = Field(description="None where it no longer holds at all")
    known_since: date
    rows: tuple[str, ...] = Field(description="where the figure of now is read")


class OverrideRag(Value):
    """Show a project in another colour than the rule gives, up to a day; the rule's stays told."""

    kind: Literal[EffectKind.RAG_OVERRIDE] = EffectKind.RAG_OVERRIDE
    project: str
    rule: Rag = Field(description="what the rule said when it was proposed")
    status: Rag
    until: date = Field(description="the last day it holds")
    why: str = Field(min_length=1, max_length=500)
    evidence: str | None = Field(default=None, max_length=500, description="what shows it")


class NewTable(Value):
    """A policy table as it would be, bound to what it replaces."""

    replaces: str | None = Field(description="sha256 of the table's text; None where it is new")
    text: str = Field(description="YAML")
    changes: tuple[Difference, ...] = Field(min_length=1)


class ChangePolicy(Value):
    """Put other tables in force; each can be put in force without the others."""

    kind: Literal[EffectKind.POLICY_CHANGE] = EffectKind.POLICY_CHANGE
    against: str = Field(description="hash of the policy that it was made against")
    tables: Mapping[str, NewTable] = Field(min_length=1)


class DecidedRow(Value):
    """Other values for some fields of a row, beside those they replace; None: it is a new row."""

    change: RowChange
    before: Mapping[str, JsonValue] | None


class ScenarioPart(Value):
    """One scenario that was decided on: what it supposes as it was typed, and the rows it changes."""

    phrase: str
    rows: tuple[DecidedRow, ...] = Field(min_length=1)


class DecideScenario(Value):
    """Let what scenarios suppose be so: the portfolio's rows say it from then on.

    Its parts are lines, by their number.
    """

    kind: Literal[EffectKind.SCENARIO] = EffectKind.SCENARIO
    parts: tuple[ScenarioPart, ...] = Field(min_length=1)


class SettleConflict(Value):
    """Choose a way out where more is asked of somebody than they have time for."""

    kind: Literal[EffectKind.CONFLICT] = EffectKind.CONFLICT
    person: str
    period: Period
    claims: tuple[str, ...] = Field(description="the projects that ask, by key")
    option: str = Field(description="which way out: its kind, as planning calls it")
    item: str | None = Field(description="what is moved or handed over")
    who: str | None = Field(description="the person or contractor who comes in")
    rows: tuple[DecidedRow, ...] = ()
    reason: str = Field(min_length=1, max_length=500)

    @property
    def record(self) -> RowChange:
        """The decision as a row of its own."""
        return RowChange(
            table=Decision.table,
            key=f"conflict-{self.person}-{self.period.start.isoformat()}",
            values={
                "name": f"Who works on what: {self.option}",
                "state": DecisionState.APPROVED.value,
                "projects": list(self.claims),
                "items": [self.item] if self.item else [],
                "reason": self.reason,
            },
        )


Effect = Annotated[
    SetAgreedOrder
    | DecideRequest
    | CorrectInput
    | AcceptRisk
    | RecordDecision
    | PublishBrief
    | PostErratum
    | OverrideRag
    | ChangePolicy
    | DecideScenario
    | SettleConflict,
    Field(discriminator="kind"),
]
"""Everything that a proposal can do."""


def row_changes(effect: Effect, accepted: Collection[str] | None = None) -> tuple[RowChange, ...]:
    """Return which cells of which rows an effect changes; of a scenario, by its accepted parts."""
    if isinstance(effect, SetAgreedOrder | PublishBrief | OverrideRag | ChangePolicy):
        return ()
    if isinstance(effect, SettleConflict):
        return (effect.record, *(row.change for row in effect.rows))
    if isinstance(effect, DecideScenario):
        numbered = enumerate(effect.parts, start=1)
        parts = [part for n, part in numbered if accepted is None or str(n) in accepted]
        return tuple(row.change for part in parts for row in part.rows)
    return (effect.change,)


_EFFECT: TypeAdapter[Effect] = TypeAdapter(Effect)


def effect_hash(effect: Effect) -> str:
    """Return the sha256 of an effect: what an approval in the audit is bound to."""
    return hashlib.sha256(effect_bytes(effect)).hexdigest()


def effect_bytes(effect: Effect) -> bytes:
    """Return an effect as the bytes that are hashed."""
    return _EFFECT.dump_json(effect)
