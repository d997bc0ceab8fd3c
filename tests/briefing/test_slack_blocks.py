"""Whatever a document says, Slack takes its blocks, and nothing in them acts by itself."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.briefing.brief import (
    Audience,
    Brief,
    Point,
    Section,
    SectionKind,
    Sentence,
    Span,
    Table,
)
from assistant.briefing.harmless import harmless
from assistant.briefing.slack_blocks import document_blocks, fallback, to_slack
from assistant.briefing.slack_blocks.document import ROWS, table_pages
from assistant.briefing.slack_blocks.mrkdwn import SECTION, code, cut, pages, short, strong, words
from assistant.values import Fact, Unit
from tests.briefing.naughty import naughty_strings
from tests.fakes.slack_rules import acting_markup, faults_of_message
from tests.planning.soaking import LONG

TODAY = date(2026, 11, 16)
HOSTILE = (
    "<!channel>", "<!here|x>", "<@U123>", "<#C1|general>", "<https://evil.example|click>",
    "https://evil.example/x", "www.evil.example", "mailto:a@b.example", "@everyone", "#general",
    "*bold*", "_it_", "~no~", "`code`", "```x```", "> quote", ":rotating_light:", "&lt;!channel&gt;",
    "<!date^1^{date}|x>", "\u202eabc", "\x00\x07", "a\nb", "", " ", "<" * 4000, "&" * 4000, "x" * 9000,
)  # fmt: skip
texts = st.one_of(
    st.text(max_size=200), st.sampled_from(HOSTILE), st.text("<>&*_~`:@#!|/ \n", max_size=80)
)
LIVE = re.compile(
    r"<|>|(?<![\w])[*~`](?=\S)|://|\bwww\.|@\w|#\w|:[\w+'-]+:|[\x00-\x08\x0b-\x1f\x7f\u202e]"
)


def said(text: str) -> Sentence:
    return Sentence(spans=(Span(text=text),))


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    width = draw(st.integers(1, 4))
    row = st.tuples(*[texts.map(said)] * width)
    points = st.builds(
        lambda each: Point(keys=("k",), sentences=tuple(map(said, each))),
        st.lists(texts, min_size=1, max_size=3),
    )
    sections = st.builds(
        lambda heading, found: Section(
            kind=SectionKind.RISKS, heading=heading, points=tuple(found)
        ),
        texts,
        st.lists(points, max_size=draw(st.sampled_from([3, 3, 40]))),
    )
    tables = st.builds(
        lambda heading, headers, rows: Table(heading=heading, headers=headers, rows=tuple(rows)),
        texts,
        row,
        st.lists(row, max_size=40),
    )
    return Brief(
        audience=Audience.EXEC,
        as_of=TODAY,
        revision="r",
        policy_hash="h",
        organisation="O",
        title=said(draw(texts)),
        dateline=said(draw(texts)),
        lead=tuple(map(said, draw(st.lists(texts, max_size=5)))),
        sections=tuple(draw(st.lists(sections, max_size=6))),
        tables=tuple(draw(st.lists(tables, max_size=2))),
        closing=tuple(map(said, draw(st.lists(texts, max_size=5)))),
        facts={},
    )


def held(blocks: object, text: str = "x") -> None:
    assert faults_of_message({"text": text, "blocks": blocks}) == []
    assert acting_markup(blocks) == []


@LONG
@settings(max_examples=100 if settings.get_current_profile_name() != "soak" else 5_000)
@given(brief=briefs(), page=st.integers(0, 5))
def test_every_document_is_taken(brief: Brief, page: int) -> None:
    held(document_blocks(brief, page), fallback(brief))
    sent = json.loads(to_slack(brief))
    held(sent["blocks"], sent["text"])


@settings(max_examples=300 if settings.get_current_profile_name() != "soak" else 5_000)
@given(texts)
def test_no_text_comes_to_life(text: str) -> None:
    inert = words(text)
    left = re.sub(r"&(amp|lt|gt);", " ", inert)
    assert not LIVE.search(left), inert
    assert len(short(text, 75)) <= 75
    assert all(len(each) <= SECTION for each in pages([words(text), strong(text)]))


def test_no_naughty_string_comes_to_life() -> None:
    for text in naughty_strings():
        for inert in (words(text), words(harmless(text))):
            assert not LIVE.search(re.sub(r"&(amp|lt|gt);", " ", inert)), (text, inert)
        assert "```" not in code(text)[3:-3]


def test_words_stay_readable() -> None:
    assert words("KEY-3 costs 5 < 6 & more, see my_file_name") == (
        "KEY-3 costs 5 &lt; 6 &amp; more, see my_file_name"
    )
    assert words("Fri 29 Jan, 09:30; a/b: c") == "Fri 29 Jan, 09:30; a/b: c"


def test_a_cut_never_ends_inside_an_escape() -> None:
    text = words("a&<>" * 5)
    for length in range(2, len(text) + 2):
        short_one = cut(text, length)
        assert len(short_one) <= length
        assert not re.search("&[a-z]*…$", short_one)


def test_a_colour_has_its_word_and_its_sign() -> None:
    fact = Fact(subject="projects:A", measure="rag", value="red", unit=Unit.STATUS, as_of=TODAY,
                revision="r", sources=())  # fmt: skip
    lead = Sentence(spans=(Span(text="A is "), Span(text="Red", fact=fact.id), Span(text=".")))
    brief = Brief(
        audience=Audience.EXEC, as_of=TODAY, revision="r", policy_hash="h", organisation="O",
        title=said("T"), dateline=said("D"), lead=(lead,), sections=(), facts={fact.id: fact},
    )  # fmt: skip
    assert "A is 🔴 Red." in json.dumps(document_blocks(brief), ensure_ascii=False)


@pytest.mark.parametrize("rows", [0, 1, ROWS, ROWS + 1, 100])
def test_pages_of_a_table_show_every_row_once(rows: int) -> None:
    table = Table(
        heading="H", headers=(said("Key"),), rows=tuple((said(f"row-{n}-"),) for n in range(rows))
    )
    brief = Brief(
        audience=Audience.EXEC, as_of=TODAY, revision="r", policy_hash="h", organisation="O",
        title=said("T"), dateline=said("D"), lead=(), sections=(), tables=(table,), facts={},
    )  # fmt: skip
    everything = "".join(
        json.dumps(document_blocks(brief, page)) for page in range(table_pages(brief))
    )
    assert [everything.count(f"row-{n}-") for n in range(rows)] == [1] * rows


def test_what_does_not_fit_is_counted() -> None:
    long = Point(keys=("k",), sentences=(said("x" * 2_900),))
    part = Section(kind=SectionKind.RISKS, heading="H", points=(long,) * 100)
    brief = Brief(
        audience=Audience.EXEC, as_of=TODAY, revision="r", policy_hash="h", organisation="O",
        title=said("T"), dateline=said("D"), lead=(), sections=(part,), facts={},
    )  # fmt: skip
    blocks = document_blocks(brief)
    assert "more parts do not fit" in json.dumps(blocks[-1])
    held(blocks)
