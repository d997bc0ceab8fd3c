"""Whatever a portfolio holds, health has an answer: grounded, the same for any order of rows."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.health.caveats import caveats
from assistant.health.changes import changes
from assistant.health.flow import flow
from assistant.health.risks import find_risks
from assistant.policy import default_policy
from assistant.portfolio.noun import Column, Kind, Noun, columns
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import Snapshot
from tests.health.reading import check_grounded
from tests.portfolio.things import things

TODAY = date(2026, 11, 16)
POLICY = default_policy()
KEYS = st.sampled_from(["A", "B", "C"])
NEAR = st.integers(-60, 60).map(lambda days: TODAY + timedelta(days=days))


def _near(column: Column, value: Any, draw: st.DrawFn) -> Any:
    """Let dates be near and references lead somewhere, so that rows have to do with each other."""
    if value is None:
        return None
    if column.ref is not None or column.name == "key":
        return (draw(KEYS),) if column.kind is Kind.LIST else draw(KEYS)
    return draw(NEAR) if column.kind is Kind.DATE else value


@st.composite
def rows(draw: st.DrawFn) -> Noun:
    noun = draw(st.sampled_from(NOUNS))
    thing = draw(things(noun))
    fields = {
        column.name: _near(column, getattr(thing, column.name), draw) for column in columns(noun)
    }
    return thing.model_copy(update=fields)


PORTFOLIOS = st.lists(rows(), max_size=14, unique_by=lambda row: (type(row), row.key))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PORTFOLIOS, PORTFOLIOS)
def test_any_rows_give_grounded_findings_in_any_order(
    before: list[Noun], after: list[Noun]
) -> None:
    then, now = Snapshot.of(TODAY - timedelta(days=7), before), Snapshot.of(TODAY, after)
    mixed_then = Snapshot.of(then.as_of, before[::-1])
    mixed_now = Snapshot.of(TODAY, after[::-1])

    risks = find_risks(now, POLICY, [then])
    gaps = caveats(now, POLICY)
    page = flow(now, POLICY)
    different = changes(then, now, POLICY)

    check_grounded(
        [
            *(said for risk in risks for said in (risk.headline, risk.remedy)),
            *(said for gap in gaps for said in (gap.headline, gap.remedy, gap.unlocks)),
            *(said for found in page for said in (found.headline, *found.details)),
            *(change.headline for change in different),
        ]
    )
    assert [risk.key for risk in find_risks(mixed_now, POLICY, [mixed_then])] == [
        risk.key for risk in risks
    ]
    assert [gap.key for gap in caveats(mixed_now, POLICY)] == [gap.key for gap in gaps]
    assert len({risk.key for risk in risks}) == len(risks)
    assert len({gap.key for gap in gaps}) == len(gaps)
