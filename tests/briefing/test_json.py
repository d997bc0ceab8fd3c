import json

from assistant.briefing.brief import Audience
from assistant.briefing.json import as_data, to_json
from assistant.briefing.writer import write_brief
from assistant.portfolio.project import Project
from tests.briefing.naughty import hostile_portfolios
from tests.briefing.things import NOUNS, inputs


def test_every_sentence_leads_to_file_row_and_column() -> None:
    data = json.loads(to_json(write_brief(inputs())))
    (section,) = [part for part in data["sections"] if part["kind"] == "decisions"]
    sentence = section["points"][0]["sentences"][0]
    facts = [data["facts"][fact_id] for fact_id in sentence["facts"]]
    cost = next(fact for fact in facts if fact["measure"] == "cost_of_waiting")
    assert cost["value"] == {"amount": "11000", "currency": "EUR"}
    assert cost["shown"] == "€11 k"
    assert cost["sources"] == [
        {
            "source": "larkfield",
            "file": "decisions.csv",
            "row": 2,
            "column": "cost_of_waiting",
            "as_of": "2026-11-16",
        }
    ]


def test_values_are_exact_and_never_floats() -> None:
    def floats(data: object) -> bool:
        if isinstance(data, dict):
            return any(floats(value) for value in data.values())
        if isinstance(data, list):
            return any(floats(value) for value in data)
        return isinstance(data, float)

    data = as_data(write_brief(inputs(Audience.TEAM)))
    assert not floats(data)
    assert data["since"] == "2026-11-09"
    assert data["words"] == write_brief(inputs(Audience.TEAM)).words


def test_what_is_left_out_is_counted_and_listed() -> None:
    brief = write_brief(inputs())
    data = as_data(brief)
    assert data["left_out"]
    for left in data["left_out"]:
        assert left["count"] >= len(left["points"]) > 0


def test_charts_refer_to_facts() -> None:
    data = as_data(write_brief(inputs()))
    assert data["charts"]["health"]
    assert data["charts"]["milestones"]
    ids = [mark[name] for mark in data["charts"]["health"] for name in ("project", "rag")]
    assert all(fact_id in data["facts"] for fact_id in ids)


def test_characters_nobody_sees_are_escaped_and_come_back() -> None:
    unseen = "At\u202elas \U000e0041"
    nouns = tuple(
        thing.model_copy(update={"name": unseen}) if isinstance(thing, Project) else thing
        for thing in NOUNS
    )
    text = to_json(write_brief(inputs(nouns=nouns)))
    assert "\u202e" not in text
    text.encode("utf-8")
    values = [fact["value"] for fact in json.loads(text)["facts"].values()]
    assert unseen in values


def test_hostile_names_make_valid_json() -> None:
    for nouns in hostile_portfolios():
        assert json.loads(to_json(write_brief(inputs(nouns=nouns))))
