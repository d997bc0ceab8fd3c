"""What changed in the time people have: measured BAU, absences, people who join."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.health.changes.comparison import Comparison
from assistant.health.naming import count_of, team_name
from assistant.health.verdicts import Change, ChangeKind
from assistant.planning.capacity.measured import latest_bau
from assistant.policy import Policy
from assistant.portfolio.people import Availability, Person, Reserve, Team
from assistant.values import say

BAU = 68
BAU_WITHIN_LIMIT = 20
ABSENCES = 35


def bau_changes(comparison: Comparison, policy: Policy) -> Iterator[Change]:
    """Yield the teams whose measured share for business as usual is another one."""
    then, now = latest_bau(comparison.before), latest_bau(comparison.after)
    for team in sorted(then.keys() & now.keys()):
        old, new = then[team], now[team]
        if old.percent == new.percent:
            continue
        small = abs(new.percent - old.percent) <= policy.limit("change_minor_percent")
        yield Change(
            kind=ChangeKind.CAPACITY,
            table=Team.table,
            key=team,
            project=None,
            materiality=BAU_WITHIN_LIMIT if small else BAU,
            headline=say(
                "Running the business took {new} of the time of {team}, after {old}.",
                team=comparison.new.name(Team, team),
                old=old.fact(comparison.old, team),
                new=new.fact(comparison.new, team),
            ),
            subjects=(f"{Reserve.table}:{new.row}",),
        )


def absence_changes(comparison: Comparison) -> Iterator[Change]:
    """Yield how many absences came in or changed, for each team; who is away is not told."""
    by_team: dict[str | None, list[str]] = {}
    changed = comparison.edited(Availability, "start", "end", "available_percent")
    for key in sorted([*comparison.added(Availability), *changed]):
        absence = comparison.after.get(Availability, key)
        person = comparison.after.get(Person, absence.person) if absence else None
        by_team.setdefault(person.team if person else None, []).append(key)
    for team, keys in sorted(by_team.items(), key=lambda pair: pair[0] or ""):
        where = team or "none"
        yield Change(
            kind=ChangeKind.CAPACITY,
            table=Availability.table,
            key=f"{where}:absences",
            project=None,
            materiality=ABSENCES,
            headline=say(
                "{count} [absence|absences] came in or changed for {team}.",
                count=count_of(
                    comparison.new, Availability, keys, of=f"teams:{where}", what="absences"
                ),
                team=team_name(comparison.new, team),
            ),
            subjects=tuple(f"{Availability.table}:{key}" for key in keys),
        )
