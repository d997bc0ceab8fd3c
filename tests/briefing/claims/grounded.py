"""A small portfolio as facts, and the grounds they make."""

from datetime import date
from decimal import Decimal

from assistant.briefing.claims.grounds import Grounds
from assistant.briefing.claims.names import Names
from assistant.values import Fact, FactValue, Money, Unit, say

TODAY = date(2026, 11, 16)


def fact(subject: str, measure: str, value: FactValue, unit: Unit) -> Fact:
    return Fact(
        subject=subject, measure=measure, value=value, unit=unit, as_of=TODAY, revision="r"
    )


def project(key: str, name: str, **more: Fact) -> list[Fact]:
    return [fact(f"projects:{key}", "name", name, Unit.NAME), *more.values()]


ATLAS = "projects:ATLAS"
BEACON = "projects:BEACON"
GOLIVE = "milestones:GO"
FACTS = {
    each.measure if each.subject == ATLAS else f"{each.subject}/{each.measure}": each
    for each in (
        fact(ATLAS, "name", "Atlas", Unit.NAME),
        fact(ATLAS, "overall_rag", "red", Unit.STATUS),
        fact(ATLAS, "reported", "green", Unit.STATUS),
        fact(ATLAS, "schedule_date_slip", Decimal(35), Unit.DAYS),
        fact(ATLAS, "actual_cost", Money(amount=Decimal(3_100_000), currency="EUR"), Unit.MONEY),
        fact(ATLAS, "budget", Money(amount=Decimal(4_800_000), currency="EUR"), Unit.MONEY),
        fact(ATLAS, "cost_at_pace_growth", Decimal("29.1667"), Unit.PERCENT),
        fact(ATLAS, "owner", "Ben Castellan", Unit.NAME),
        fact(BEACON, "name", "Beacon", Unit.NAME),
        fact(BEACON, "overall_rag", "amber", Unit.STATUS),
        fact(BEACON, "owner", "Aisha Rahimi", Unit.NAME),
        fact(BEACON, "without_sponsor", True, Unit.STATUS),
        fact(GOLIVE, "name", "Atlas go-live", Unit.NAME),
        fact(GOLIVE, "of", "Atlas", Unit.NAME),
        fact(GOLIVE, "baseline", date(2026, 11, 30), Unit.DATE),
        fact(GOLIVE, "forecast", date(2026, 12, 18), Unit.DATE),
    )
}


def grounds() -> Grounds:
    names = Names()
    names.add_person("Ben Castellan", "people:ben")
    names.add_person("Aisha Rahimi", "people:aisha")
    waiting = say(
        "{count} of {all} items wait for {name}, and {name} has no room.",
        count=fact("portfolio", "waiting", 9, Unit.COUNT),
        all=fact("portfolio", "all", 14, Unit.COUNT),
        name=FACTS[f"{BEACON}/name"],
    )
    ask = say("{who} can free somebody for it.", who=FACTS[f"{BEACON}/owner"])
    return Grounds([(waiting, ask)], FACTS.values(), today=TODAY, names=names)
