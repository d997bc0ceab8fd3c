"""Makes each change from its verb and fields, with the names that its asker may know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from assistant.errors import BadInput
from assistant.planning.inputs.backlog import read_backlog
from assistant.planning.inputs.sizes import named
from assistant.planning.scenarios import amounts
from assistant.planning.scenarios.item_changes import Add, Defer, Drop, Fix, Resize, Revalue
from assistant.planning.scenarios.naming import Names
from assistant.planning.scenarios.rule_changes import Fund, Move, Weigh
from assistant.planning.scenarios.staff_changes import Away, Hire, Lend, Share
from assistant.planning.scenarios.world import Change
from assistant.policy import Policy
from assistant.policy.scoring import POINT_FACTORS
from assistant.portfolio.people import Contractor
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Factor, ValueInput, WorkItem
from assistant.values import Money, Period

VERBS: Mapping[str, frozenset[str]] = {
    "drop": frozenset(),
    "defer": frozenset({"until"}),
    "pause": frozenset({"until"}),
    "add": frozenset({"title", "project", "team", "effort", "worth", "after", "due"}),
    "resize": frozenset({"effort"}),
    "revalue": frozenset({"worth", "factor"}),
    "pin": frozenset({"place", "by"}),
    "unpin": frozenset(),
    "away": frozenset({"from", "until", "left"}),
    "hire": frozenset({"team", "skills", "from", "until", "rate", "ramp"}),
    "lend": frozenset({"to", "from", "until"}),
    "share": frozenset({"to"}),
    "move": frozenset({"to"}),
    "weigh": frozenset({"to"}),
    "fund": frozenset({"to"}),
}
"""The verbs, and the fields each takes."""

_DAYS_PER_WEEK = 7


class Maker:
    """Makes changes for somebody who sees one snapshot; BadInput and NotFound say what is wrong."""

    def __init__(self, seen: Snapshot, policy: Policy) -> None:
        self._seen = seen
        self._policy = policy
        self._names = Names(seen)

    def make(self, verb: str, asked: Mapping[str, str]) -> Change:
        """Return the change that is asked for."""
        odd = sorted(set(asked) - VERBS[verb] - {verb})
        if odd:
            raise BadInput(f"“{verb}” takes no “{odd[0]}”.")
        about = asked[verb].strip()
        if not about:
            raise BadInput(f"“{verb}” does not say what.")
        makers: Mapping[str, Callable[[str, _Fields], Change]] = {
            "drop": self._drop, "defer": self._defer, "pause": self._pause, "add": self._add,
            "resize": self._resize, "revalue": self._revalue, "pin": self._pin,
            "unpin": self._unpin, "away": self._away, "hire": self._hire, "lend": self._lend,
            "share": self._share, "move": self._move, "weigh": self._weigh, "fund": self._fund,
        }  # fmt: skip
        return makers[verb](about, _Fields(verb, asked, self._seen.as_of))

    def _drop(self, about: str, _fields: _Fields) -> Change:
        return Drop(work=self._names.work(about))

    def _defer(self, about: str, fields: _Fields) -> Change:
        return Defer(work=self._names.work(about), until=fields.ahead("until"))

    def _pause(self, about: str, fields: _Fields) -> Change:
        if fields.has("until"):
            return self._defer(about, fields)
        return Drop(work=self._names.work(about), is_pause=True)

    def _add(self, about: str, fields: _Fields) -> Change:
        key = about.upper() if about.islower() else about
        if self._seen.get(WorkItem, key) is not None:
            raise BadInput(f"{key} is in the portfolio already.", remedy="Give it another key.")
        after = fields.text("after").replace(";", ",").split(",") if fields.has("after") else []
        item = WorkItem(
            key=key,
            name=fields.text("title") if fields.has("title") else key,
            project=self._names.project(fields.text("project")) if fields.has("project") else None,
            team=self._names.team(fields.text("team")) if fields.has("team") else None,
            estimate=amounts.effort(fields.text("effort")) if fields.has("effort") else (),
            due=fields.ahead("due") if fields.has("due") else None,
        )
        worth = (_worth(key, fields.text("worth"), self._seen),) if fields.has("worth") else ()
        before = tuple(self._names.item(each.strip()) for each in after if each.strip())
        return Add(item=item, worth=worth, after=before)

    def _resize(self, about: str, fields: _Fields) -> Change:
        return Resize(item=self._names.item(about), estimate=amounts.effort(fields.text("effort")))

    def _revalue(self, about: str, fields: _Fields) -> Change:
        item, amount = self._names.item(about), amounts.money(fields.text("worth"))
        factor = _factor(fields.text("factor")) if fields.has("factor") else Factor.COST_OF_DELAY
        if isinstance(amount, Money):
            if factor is not Factor.COST_OF_DELAY:
                raise BadInput(f"The {factor.value} is no money.")
            return Revalue(item=item, factor=factor, value=amount.amount, currency=amount.currency)
        return Revalue(item=item, factor=factor, value=amount)

    def _pin(self, about: str, fields: _Fields) -> Change:
        item = self._names.item(about)
        if fields.has("place") == fields.has("by"):
            raise BadInput("“pin” needs either a place or by when.")
        if fields.has("place"):
            return Fix(item=item, place=amounts.count(fields.text("place")))
        return Fix(item=item, by=fields.ahead("by"))

    def _unpin(self, about: str, _fields: _Fields) -> Change:
        return Fix(item=self._names.item(about))

    def _away(self, about: str, fields: _Fields) -> Change:
        left = amounts.percent(fields.text("left")) if fields.has("left") else Decimal(0)
        return Away(person=self._names.person(about), period=fields.period(), left=left)

    def _hire(self, about: str, fields: _Fields) -> Change:
        contractor = self._names.contractor(about)
        known = contractor or Contractor(key=f"hired/{about.casefold()}", name=about)
        stated = fields.text("skills").replace(";", ",").split(",") if fields.has("skills") else []
        skills = tuple(skill.strip() for skill in stated if skill.strip()) or known.skills
        if not skills:
            raise BadInput(f"Nobody says what {about} can do.", remedy="Add skills, such as dba.")
        start = fields.start(soonest=first_day(known, self._seen.as_of))
        weeks = int(self._policy.limit("load_horizon_weeks"))
        end = fields.end(start, otherwise=self._seen.as_of + timedelta(weeks=weeks))
        rate = amounts.money(fields.text("rate")) if fields.has("rate") else known.day_rate
        if isinstance(rate, Decimal):
            raise BadInput("The rate has no currency.", remedy="Write it like 850 EUR.")
        ramp = fields.day("ramp") - self._seen.as_of if fields.has("ramp") else timedelta(0)
        team = fields.text("team") if fields.has("team") else None
        return Hire(
            person=known.key,
            name=known.name,
            team=self._names.team(team) if team else self.team_short_of(skills),
            skills=skills,
            period=Period(start=start, end=end),
            day_rate=rate,
            ramp_weeks=-(-ramp.days // _DAYS_PER_WEEK),
        )

    def _lend(self, about: str, fields: _Fields) -> Change:
        team = self._names.team(fields.text("to"))
        return Lend(person=self._names.person(about), team=team, period=fields.period())

    def _share(self, about: str, fields: _Fields) -> Change:
        share = amounts.percent(fields.text("to"))
        return Share(team=self._names.team(about), percent=share)

    def _move(self, about: str, fields: _Fields) -> Change:
        milestone = self._names.milestone(about)
        if milestone is not None:
            return Move(milestone=milestone, to=fields.ahead("to"))
        return Move(item=self._names.item(about), to=fields.ahead("to"))

    def _weigh(self, about: str, fields: _Fields) -> Change:
        factor = _factor(about)
        if factor not in POINT_FACTORS:
            known = ", ".join(sorted(POINT_FACTORS))
            raise BadInput(f"The {factor.value} has no weight.", remedy=f"These may: {known}.")
        return Weigh(shares={factor: amounts.percent(fields.text("to"))})

    def _fund(self, about: str, fields: _Fields) -> Change:
        amount = amounts.money(fields.text("to"))
        if not isinstance(amount, Money):
            raise BadInput("The budget has no currency.", remedy="Write it like 900kEUR.")
        return Fund(project=self._names.project(about), amount=amount)

    def team_short_of(self, skills: tuple[str, ...]) -> str | None:
        """Return the team with the most open work of some skills; None where none has any."""
        wanted = {named(skill) for skill in skills}
        work: dict[str, int] = {}
        for candidate in read_backlog(self._seen, self._policy).candidates:
            minutes = sum(amount for skill, amount in candidate.parts if skill in wanted)
            if candidate.team is not None and minutes:
                work[candidate.team] = work.get(candidate.team, 0) + minutes
        return min(work, key=lambda team: (-work[team], team), default=None)


def first_day(contractor: Contractor, today: date) -> date:
    """Return the first day somebody can be there, who is asked today."""
    asked = today + timedelta(days=contractor.lead_time_days or 0)
    return max(asked, contractor.available_from or asked)


class _Fields:
    """The fields of one change."""

    def __init__(self, verb: str, asked: Mapping[str, str], today: date) -> None:
        self._verb = verb
        self._asked = asked
        self._today = today

    def has(self, field: str) -> bool:
        return bool(self._asked.get(field, "").strip())

    def text(self, field: str) -> str:
        if not self.has(field):
            raise BadInput(f"“{self._verb}” does not say “{field}”.")
        return self._asked[field].strip()

    def day(self, field: str, start: date | None = None) -> date:
        return amounts.day(self.text(field), start or self._today)

    def ahead(self, field: str) -> date:
        """Return a day after today."""
        found = self.day(field)
        if found <= self._today:
            raise BadInput(f"“{field} {self.text(field)}” is not ahead of {self._today}.")
        return found

    def start(self, soonest: date) -> date:
        """Return the day something starts: stated, never before it can."""
        return max(self.day("from"), soonest) if self.has("from") else soonest

    def end(self, start: date, otherwise: date | None = None) -> date:
        """Return the last day; a span counts from the first, so that a week is seven days."""
        if otherwise is not None and not self.has("until"):
            return max(otherwise, start)
        found = self.day("until", start)
        end = found - timedelta(days=1) if amounts.is_span(self.text("until")) else found
        if end < start:
            raise BadInput(f"It ends ({end}) before it starts ({start}).")
        return end

    def period(self) -> Period:
        start = self.start(self._today)
        return Period(start=start, end=self.end(start))


def _factor(text: str) -> Factor:
    wanted = text.strip().casefold().replace("_", " ")
    if wanted not in set(Factor):
        known = ", ".join(Factor)
        raise BadInput(f"There is no factor “{text}”.", remedy=f"These are: {known}.")
    return Factor(wanted)


def _worth(key: str, text: str, seen: Snapshot) -> ValueInput:
    amount = amounts.money(text)
    is_money = isinstance(amount, Money)
    return ValueInput(
        key=f"{key}/{Factor.COST_OF_DELAY.value}",
        item=key,
        factor=Factor.COST_OF_DELAY,
        value=amount.amount if isinstance(amount, Money) else amount,
        currency=amount.currency if is_money and isinstance(amount, Money) else None,
        stated_on=seen.as_of,
    )
