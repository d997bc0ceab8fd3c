"""Two years of the UK government's major projects: no decisions, no people, names of all lengths."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from assistant.adapters.mapping import MappedSource, read_mapping
from assistant.briefing.brief import Audience
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.markdown import to_markdown
from assistant.briefing.plain import to_plain
from assistant.briefing.writer import write_brief
from assistant.health.changes import changes
from assistant.health.rag import judge
from assistant.health.risks import find_risks
from assistant.policy import default_policy
from assistant.ports.progress import Silent
from assistant.values import Scope
from tests.fakes.memory_store import MemoryStore

ROOT = Path(__file__).parents[2]
DATA = ROOT / "../shared/data/uk_gmpp"
MAPPING = ROOT / "evals/mappings/uk_gmpp.yaml"

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the public data sets are not beside this checkout"
)


@cache
def given() -> BriefingInputs:
    store = MemoryStore()
    for file in ("gmpp_march_2022.csv", "gmpp_march_2023.csv"):
        batch = MappedSource(DATA / file, read_mapping(MAPPING)).read(None, Silent())
        store.import_batch(batch, datetime(2026, 11, 16, tzinfo=UTC), Silent())
    before, now = (store.snapshot(day, Scope.of_record()) for day in store.as_of_dates())
    policy = default_policy()
    return BriefingInputs(
        snapshot=now,
        policy=policy,
        audience=Audience.EXEC,
        health=judge(now, policy),
        risks=find_risks(now, policy, [before]),
        changes=changes(before, now, policy),
        since=before.as_of,
        earlier=(before,),
    )


def test_slips_and_growth_are_counted_as_the_data_sets_own_readme_counts_them() -> None:
    text = to_plain(write_brief(given()))
    assert "31 of 118 ends of projects moved later by more than 30 days." in text
    assert "30 of 98 costs grew by more than 5 %." in text


@pytest.mark.parametrize("audience", list(Audience))
def test_a_hundred_and_fifty_projects_make_a_brief_that_is_read(audience: Audience) -> None:
    brief = write_brief(replace(given(), audience=audience))
    assert "withheld" not in to_plain(brief)
    assert len(to_markdown(brief).split()) <= (350 if audience is Audience.EXEC else 2500)
    for fact in brief.facts.values():
        if fact.unit.value == "money":
            assert fact.sources, fact
