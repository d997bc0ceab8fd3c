"""Pictures: definitions that keep to the grammar, say in words what they show, and hide the hidden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.adapters.vega_drawing import VegaDrawing
from assistant.bootstrap import build_app
from assistant.briefing.pictures.heat_map import heat_map
from assistant.briefing.pictures.moves import ranking_moves
from assistant.briefing.pictures.picture import Picture
from assistant.briefing.pictures.timeline import forecast_timeline
from assistant.portfolio.people import Team
from assistant.portfolio.sample import sample_folders
from assistant.ports.progress import Silent
from assistant.usecases.assessment import Assessment
from assistant.usecases.forecast_work import forecast_work
from assistant.usecases.load_sample import load_sample

NAMES = ("heat-map", "timeline", "moves")
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("pictures") / "pmo.db"
    load_sample(build_app(f"sqlite:///{path}"), sample_folders(), Silent())
    return f"sqlite:///{path}"


def drawn(url: str, viewer: str) -> dict[str, Picture]:
    found = Assessment(build_app(url, viewer))
    made = (
        heat_map(found.capacity, found.seen),
        forecast_timeline(forecast_work(found), found.seen),
        ranking_moves(found.ranking, found.seen),
    )
    return {each.name: each for each in made if each is not None}


@pytest.fixture(scope="module")
def insider(url: str) -> dict[str, Picture]:
    return drawn(url, "maren.okafor")


@pytest.fixture(scope="module")
def outsider(url: str) -> dict[str, Picture]:
    return drawn(url, "claire.duvoisin")


@pytest.mark.parametrize("name", NAMES)
def test_a_definition_keeps_to_the_grammar(insider: dict[str, Picture], name: str) -> None:
    from altair import Chart

    Chart.from_dict(dict(insider[name].definition), validate=True)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_drawn_the_same_again_and_holds_nothing_remote(
    insider: dict[str, Picture], name: str
) -> None:
    drawing = VegaDrawing()
    once, again = (drawing.png(insider[name]) for _ in range(2))
    assert once == again
    assert once.startswith(PNG)
    width, height = (int.from_bytes(once[at : at + 4], "big") for at in (16, 20))
    assert width > 400
    assert height > 300
    svg = drawing.svg(insider[name])
    assert "<script" not in svg
    assert "href=" not in svg


def test_words_say_what_colours_show(insider: dict[str, Picture]) -> None:
    assert "Priya Nair is asked for 19 days" in insider["heat-map"].says.text
    shown = json.dumps(insider["timeline"].definition)
    assert "hardly any chance" in shown
    assert "44 % likely" in shown
    assert insider["moves"].says.text.startswith("5 of 28 places drifted")
    assert all(picture.facts for picture in insider.values())


def test_what_is_hidden_is_in_no_picture(
    insider: dict[str, Picture], outsider: dict[str, Picture]
) -> None:
    assert "Thornbury" in insider["timeline"].model_dump_json()
    for picture in outsider.values():
        told = picture.model_dump_json()
        assert "Thornbury" not in told
        assert "FAL-" not in told
    cells = [
        {cell["who"] + cell["week"]: cell["words"] for cell in layer["data"]["values"]}
        for layer in (each["heat-map"].definition["layer"][0] for each in (insider, outsider))
    ]
    assert cells[0] == cells[1]


def test_a_name_that_acts_somewhere_acts_nowhere(url: str) -> None:
    found = Assessment(build_app(url, "maren.okafor"))
    evil = "<script>x</script>{{7*7}}"
    seen = found.seen
    hostile = seen.supposing([team.model_copy(update={"name": evil}) for team in seen.all(Team)])
    picture = heat_map(found.capacity, hostile)
    assert picture is not None
    assert "<script" not in VegaDrawing().svg(picture)
    assert "<script" not in picture.model_dump_json()


def test_without_load_or_promises_nothing_is_drawn(url: str) -> None:
    found = Assessment(build_app(url, "maren.okafor"))
    empty = found.capacity.model_copy(update={"loads": ()})
    assert heat_map(empty, found.seen) is None
    forecast = forecast_work(found).model_copy(update={"commitments": ()})
    assert forecast_timeline(forecast, found.seen) is None
    still = found.ranking.model_copy(update={"moves": ()})
    assert ranking_moves(still, found.seen) is None
