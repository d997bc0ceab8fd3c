"""Governance's records: proposals, roles that were given, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import polars as pl

from assistant.adapters.sql_store.governance_tables import (
    CODES,
    DELEGATIONS,
    GRANTS,
    GROUP_ROLES,
    LISTED,
    PROPOSAL_ROWS,
    PROPOSALS,
)
from assistant.adapters.sql_store.session import Bound, Session
from assistant.errors import NotFound
from assistant.governance.effects import row_changes
from assistant.governance.proposal import Proposal, ProposalState
from assistant.governance.rights import EffectKind
from assistant.governance.role_list import GroupRole
from assistant.governance.roles import Delegation, Grant


def new_proposal_id(session: Session) -> str:
    """Return the id of the next proposal; the session is the only writer."""
    where = "WHERE v.number = (SELECT max(number) FROM proposals)"
    last = session.read(PROPOSALS, where, only=("number",))["number"]
    return f"P-{1 if last.is_empty() else int(last[0]) + 1}"


def keep_proposal(session: Session, proposal: Proposal) -> None:
    """Keep a proposal as it is now, instead of as it was."""
    number = int(proposal.id.removeprefix("P-"))
    session.run("DELETE FROM proposals WHERE id = $1", [proposal.id])
    session.add(
        PROPOSALS,
        number=number,
        id=proposal.id,
        state=proposal.state.value,
        effect=proposal.effect.kind.value,
        made_at=proposal.made_at,
        body=proposal.model_dump_json(),
        deadline=None if proposal.deadline is None else int(proposal.deadline.timestamp()),
    )
    session.run("DELETE FROM proposal_rows WHERE proposal = $1", [number])
    rows = sorted({(each.table, each.key, number) for each in row_changes(proposal.effect)})
    if rows:
        frame = pl.DataFrame(rows, schema=dict(PROPOSAL_ROWS.columns), orient="row")
        session.append(PROPOSAL_ROWS, frame)


def proposal(session: Session, proposal_id: str) -> Proposal:
    """Return a proposal by its id; NotFound where there is none."""
    rows = session.read(PROPOSALS, "WHERE v.id = $1", [proposal_id], only=("body",))
    if rows.is_empty():
        raise NotFound("proposal", proposal_id)
    return Proposal.model_validate_json(rows["body"][0])


def proposals(session: Session, states: Sequence[ProposalState]) -> tuple[Proposal, ...]:
    """Return the proposals in some states, in any where none is named; oldest first."""
    marks = ", ".join(f"${place}" for place in range(1, len(states) + 1))
    where = f"WHERE v.state IN ({marks})" if states else ""
    return _proposals(session, where, [state.value for state in states])


def proposals_of(session: Session, kinds: Sequence[EffectKind]) -> tuple[Proposal, ...]:
    """Return the proposals of some kinds of effect, oldest first."""
    marks = ", ".join(f"${place}" for place in range(1, len(kinds) + 1))
    return _proposals(session, f"WHERE v.effect IN ({marks})", [kind.value for kind in kinds])


def proposals_on(session: Session, table: str, key: str) -> tuple[Proposal, ...]:
    """Return the proposals that would change a row, or did; oldest first."""
    where = (
        "WHERE v.number IN"
        " (SELECT proposal FROM proposal_rows WHERE row_table = $1 AND row_key = $2)"
    )
    return _proposals(session, where, [table, key])


def with_deadline(
    session: Session, states: Sequence[ProposalState], after: datetime | None, until: datetime
) -> tuple[Proposal, ...]:
    """Return the proposals in some states whose deadline lies in a time, oldest first."""
    marks = ", ".join(f"${place}" for place in range(3, len(states) + 3))
    since = 0 if after is None else int(after.timestamp())
    where = f"WHERE v.deadline > $1 AND v.deadline <= $2 AND v.state IN ({marks})"
    bound = [since, int(until.timestamp()), *(state.value for state in states)]
    return _proposals(session, where, bound)


def _proposals(session: Session, where: str, bound: Bound) -> tuple[Proposal, ...]:
    rows = session.read(PROPOSALS, where, bound).sort("number")
    return tuple(Proposal.model_validate_json(body) for body in rows["body"])


def keep_grant(session: Session, grant: Grant) -> None:
    """Give a role, instead of what was given of it before, by hand or by the same list."""
    end_grant(session, grant)
    cells = grant.model_dump(exclude={"of", "listed"}) | {"area": grant.of or ""}
    if grant.listed is None:
        session.add(GRANTS, **cells)
    else:
        session.add(LISTED, **cells, listed=grant.listed)


def end_grant(session: Session, grant: Grant) -> None:
    """Take a role away."""
    what = [grant.person, grant.role.value, grant.of or ""]
    same = "person = $1 AND role = $2 AND area = $3"
    if grant.listed is None:
        session.run(f"DELETE FROM role_grants WHERE {same}", what)  # noqa: S608 - the line above
    else:
        session.run(
            f"DELETE FROM listed_roles WHERE {same} AND listed = $4",  # noqa: S608 - as above
            [*what, grant.listed],
        )


def grants(session: Session) -> tuple[Grant, ...]:
    """Return the roles that were given, by hand and by lists, by person."""
    by_hand = session.read(GRANTS).with_columns(listed=pl.lit(None, pl.String))
    rows = pl.concat([by_hand, session.read(LISTED).select(by_hand.columns)])
    named = rows.with_columns(of=pl.col("area").replace({"": None})).drop("area")
    found = (Grant.model_validate(row) for row in named.iter_rows(named=True))
    return tuple(sorted(found, key=lambda grant: grant.place))


def keep_group_roles(session: Session, groups: Sequence[GroupRole]) -> None:
    """Keep which roles groups have, instead of all that was kept of it."""
    session.run("DELETE FROM group_roles")
    for each in groups:
        cells = each.model_dump(exclude={"group", "of"})
        session.add(GROUP_ROLES, **cells, group_name=each.group, area=each.of or "")


def group_roles(session: Session) -> tuple[GroupRole, ...]:
    """Return the roles that groups have, by group."""
    rows = session.read(GROUP_ROLES).sort("group_name", "role", "area")
    named = rows.rename({"group_name": "group"})
    named = named.with_columns(of=pl.col("area").replace({"": None})).drop("area")
    return tuple(GroupRole.model_validate(row) for row in named.iter_rows(named=True))


def keep_delegation(session: Session, delegation: Delegation) -> None:
    """Let somebody stand in for somebody else, instead of what was said of the two before."""
    end_delegation(session, delegation)
    session.add(DELEGATIONS, **delegation.model_dump())


def end_delegation(session: Session, delegation: Delegation) -> None:
    """Let somebody stand in no longer."""
    session.run(
        "DELETE FROM delegations WHERE giver = $1 AND taker = $2",
        [delegation.giver, delegation.taker],
    )


def delegations(session: Session) -> tuple[Delegation, ...]:
    """Return who stands in for whom, by giver."""
    rows = session.read(DELEGATIONS).sort("giver", "taker")
    return tuple(Delegation.model_validate(row) for row in rows.iter_rows(named=True))


def keep_code(session: Session, digest: str, made_at: datetime) -> None:
    """Keep the hash of a one-time code, instead of all earlier ones."""
    session.run("DELETE FROM one_time_codes")
    session.add(CODES, digest=digest, made_at=made_at)


def use_code(session: Session, digest: str) -> datetime | None:
    """Return when a code was made and forget it; None where there is no such code."""
    made = session.read(CODES, "WHERE v.digest = $1", [digest])["made_at"]
    session.run("DELETE FROM one_time_codes WHERE digest = $1", [digest])
    return None if made.is_empty() else datetime.fromisoformat(made[0].isoformat())
