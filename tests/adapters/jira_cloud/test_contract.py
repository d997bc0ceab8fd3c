"""What is asked is in Jira's contract; what it was recorded to answer is understood."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from assistant.adapters.jira_cloud import answers
from assistant.adapters.jira_cloud.answers import Change, JiraIssue
from assistant.adapters.jira_cloud.asks import READS
from assistant.adapters.jira_cloud.records import moment, record_of
from assistant.adapters.jira_cloud.site_facts import SiteFacts, SiteFields
from tests.adapters.jira_cloud.conftest import Read
from tests.adapters.jira_cloud.contract import (
    FOLDER,
    answer_schema,
    errors,
    needs_contract,
    problems_of,
)
from tests.fakes.jira_server import NOW, JiraServer, Turn

SITE = SiteFacts(
    account="x",
    zone=None,
    projects=(),
    categories={"3": "indeterminate", "10068": "done"},
    fields=SiteFields(points=("customfield_1",), sprint=("sprint",), epic=("epic",), rank=()),
)


@pytest.mark.usefixtures("_contract")
def test_every_request_of_every_kind_of_reading_is_in_the_contract(
    jira: JiraServer, read: Read
) -> None:
    jira.check = lambda turn: jira.problems.extend(problems_of(turn))
    read()
    jira.issues[10_001].updated = jira.now = NOW + timedelta(hours=1)
    del jira.issues[10_002]
    jira.add(99_000, "ATL-900", NOW - timedelta(days=300))
    assert read().complete
    asked = {(turn.method, turn.path) for turn in jira.turns}
    assert asked == READS


@pytest.mark.usefixtures("_contract")
def test_the_fake_answers_as_the_contract_says(jira: JiraServer, read: Read) -> None:
    jira.bend = lambda turn, answer: _held(jira, turn.path, turn.method, answer)
    del jira.issues[10_002]
    read()


def _held(jira: JiraServer, path: str, method: str, answer: Any) -> Any:
    jira.problems += [f"{path} {each}" for each in errors(answer_schema(path, method), answer)]
    return answer


@pytest.fixture
def _contract() -> None:
    needs_contract()


EXAMPLES = {
    "GET /rest/api/3/myself 200": answers.ACCOUNT,
    "GET /rest/api/3/field 200": answers.FIELDS,
    "GET /rest/api/3/status 200": answers.STATUSES,
    "GET /rest/api/3/project/search 200": answers.PROJECTS,
    "POST /rest/api/3/search/jql 200": answers.ISSUES,
    "GET /rest/api/3/search/jql 200": answers.ISSUES,
    "POST /rest/api/3/search/approximate-count 200": answers.COUNT,
    "POST /rest/api/3/issue/bulkfetch 200": answers.FOUND,
    "POST /rest/api/3/changelog/bulkfetch 200": answers.CHANGES,
}


@pytest.mark.usefixtures("_contract")
def test_the_examples_of_the_contract_are_understood() -> None:
    examples = json.loads((FOLDER / "example-responses.from-spec.json").read_text())
    told = {name: examples[name] for name in EXAMPLES if name in examples}
    assert len(told) >= 8
    for name, example in told.items():
        assert EXAMPLES[name].validate_python(_as_value(example)) is not None


def _as_value(example: Any) -> Any:
    return json.loads(example) if isinstance(example, str) else example


def _recorded(name: str) -> list[Any]:
    rows = json.loads((FOLDER / "recorded" / f"{name}.json").read_text(encoding="utf-8"))
    return [row["item"] for row in rows]


@pytest.mark.usefixtures("_contract")
@pytest.mark.parametrize("name", ["agile-issues", "issues-due-date", "external-epics"])
def test_recorded_issues_become_records(name: str) -> None:
    for item in _recorded(name):
        issue = JiraIssue.model_validate(item)
        changes = [_as_bulk(each) for each in item.get("changelog", {}).get("histories", ())]
        record = record_of(issue, changes, SITE)
        assert record["key"] == issue.key
        assert moment(record["created"]) is not None
        assert record.get("standing") in {None, "new", "indeterminate", "done", "dropped"}


def _as_bulk(history: dict[str, Any]) -> Change:
    """Bulk answers name a field's id where others name the field."""
    items = [item | {"fieldId": item.get("fieldId", item["field"])} for item in history["items"]]
    return Change.model_validate(history | {"items": items})


@pytest.mark.usefixtures("_contract")
def test_recorded_lists_are_understood() -> None:
    assert answers.FIELDS.validate_python(_recorded("fields"))
    assert answers.STATUSES.validate_python(_recorded("statuses"))
    assert TypeAdapter(tuple[answers.JiraProject, ...]).validate_python(_recorded("projects"))
    changes = [_as_bulk(item) for item in _recorded("issue-changelogs")]
    assert all(moment(each.created) for each in changes)


@pytest.mark.usefixtures("_contract")
def test_rows_of_the_raw_collection_become_records() -> None:
    folder: Path = FOLDER.parents[1] / "tracker_api_raw" / "jira"
    lines = (folder / "jira_api_issues.jsonl").read_text(encoding="utf-8").splitlines()
    records = [record_of(JiraIssue.model_validate(json.loads(line)), (), SITE) for line in lines]
    assert len({record["id"] for record in records}) > 20


@pytest.mark.usefixtures("_contract")
def test_the_contract_would_notice_a_wrong_request() -> None:
    good = Turn(1, "POST", "/rest/api/3/search/jql", {}, {"jql": "x", "fields": ["key"]}, {})
    assert [*problems_of(good)] == []
    for odd in ({"fields": "key"}, {"startAt": 0}, {"maxResults": "many"}):
        assert [*problems_of(replace(good, body=odd))] != []
    assert [*problems_of(replace(good, method="PUT"))] != []
    assert [*problems_of(replace(good, method="GET", query={"startAt": "0"}))] != []
