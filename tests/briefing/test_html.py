import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import pytest

from assistant.briefing.brief import Audience
from assistant.briefing.html import to_html
from assistant.briefing.writer import write_brief
from tests.briefing.naughty import hostile_portfolios
from tests.briefing.things import inputs

VOID = {"meta", "br", "use", "path", "circle", "rect", "line"}
ATTRIBUTES_OF_OURS = {
    "aria-hidden", "aria-label", "aria-labelledby", "charset", "class", "content", "cx", "cy", "d",
    "datetime", "fill-rule", "height", "href", "http-equiv", "id", "lang", "name", "overflow",
    "preserveaspectratio", "r", "role", "scope", "style", "text-anchor", "title", "value",
    "viewbox", "width", "x", "x1", "x2", "y", "y1", "y2",
}  # fmt: skip


class Page(HTMLParser):
    """What a browser would make of a page: its tags, attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.broken: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.broken.append(tag)

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words += data


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(to_html(write_brief(inputs(Audience.PROGRAM))))


def test_it_is_one_file_without_script_or_anything_remote(page: Page) -> None:
    text = to_html(write_brief(inputs()))
    assert "script" not in page.tags
    assert all(link.startswith("#mark-") for link in page.links)
    assert not re.search(r"(?i)https?:|//[a-z]|url\(|@import|\son\w+=", text)
    assert "default-src 'none'" in text


def test_its_structure_is_sound(page: Page) -> None:
    assert page.broken == []
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert 'lang="en"' in to_html(write_brief(inputs()))


def test_headings_are_in_order(page: Page) -> None:
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_tables_have_headers_and_every_sentence_opens_its_rows(page: Page) -> None:
    assert page.tags.count("thead") == page.tags.count("table") > 10
    assert "scope" in page.attributes
    assert "decisions.csv row 2 “cost_of_waiting”" in page.words
    assert "2026-11-16 − 2026-11-06" in page.words


def test_a_colour_is_a_word_and_a_shape_too() -> None:
    text = to_html(write_brief(inputs()))
    chips = re.findall(r'<span class="fact rag (\w+)">(.*?)</span>', text)
    assert chips
    for colour, chip in chips:
        assert f"#mark-{colour}" in chip
        assert chip.endswith(colour.capitalize())
    assert 'aria-label="1 Red, 1 Amber, 1 Grey, 4 Green"' in text


def test_what_the_chart_shows_is_told_in_words_beside_it(page: Page) -> None:
    assert "expected Mon 4 Jan 2027, promised Mon 30 Nov" in page.words
    assert "Winter freeze, Mon 14 Dec to Sun 3 Jan 2027" in page.words


def test_exact_values_show_on_hover() -> None:
    assert 'title="€11,000">€11 k</data>' in to_html(write_brief(inputs()))


def test_hostile_names_never_break_out() -> None:
    ours = set(Page(to_html(write_brief(inputs(Audience.TEAM)))).tags)
    for nouns in hostile_portfolios():
        found = Page(to_html(write_brief(inputs(Audience.TEAM, nouns))))
        assert set(found.tags) <= ours
        assert found.attributes <= ATTRIBUTES_OF_OURS
        assert found.broken == []
        assert all(link.startswith("#mark-") for link in found.links)


def colours() -> Iterator[dict[str, str]]:
    """Give the palettes of the style sheet: light, dark, print."""
    css = files("assistant.briefing").joinpath("templates/brief.css").read_text("utf-8")
    for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL):
        yield dict(re.findall(r"--([a-z]+): (#[0-9a-f]{3,6});", block))


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_is_readable_in_every_light() -> None:
    palettes = list(colours())
    assert len(palettes) == 3
    for palette in palettes:
        for ground in ("paper", "raised"):
            for ink in ("ink", "muted", "red", "amber", "green", "grey"):
                light, dark = sorted((luminance(palette[ground]), luminance(palette[ink])))
                assert (dark + 0.05) / (light + 0.05) >= 4.5, (ink, ground)


def test_a_key_or_a_file_name_brings_no_control_character_into_the_list_of_facts() -> None:
    given = inputs(Audience.PROGRAM)
    brief = write_brief(given)
    hostile = {
        key: fact.model_copy(
            update={
                "measure": "after \x1b[31m\u202eATL-7",
                "sources": tuple(
                    source.model_copy(update={"file": "\x9b2J.csv"}) for source in fact.sources
                ),
            }
        )
        for key, fact in brief.facts.items()
    }
    page = to_html(brief.model_copy(update={"facts": hostile}))
    assert "after [31mATL-7" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)
