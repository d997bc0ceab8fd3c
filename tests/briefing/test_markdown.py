import re

from markdown_it import MarkdownIt

from assistant.briefing.brief import Audience
from assistant.briefing.markdown import to_markdown
from assistant.briefing.plain import to_plain
from assistant.briefing.writer import write_brief
from tests.briefing.naughty import hostile_portfolios
from tests.briefing.things import inputs

OURS = {
    "heading_open",
    "heading_close",
    "paragraph_open",
    "paragraph_close",
    "bullet_list_open",
    "bullet_list_close",
    "list_item_open",
    "list_item_close",
    "inline",
}


def read(text: str) -> tuple[set[str], set[str]]:
    """Return the kinds of blocks and of inline pieces that a Markdown reader sees."""
    blocks = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(text)
    inline = {child.type for block in blocks for child in block.children or ()}
    return {block.type for block in blocks}, inline


def test_a_brief_is_headings_and_lists() -> None:
    text = to_markdown(write_brief(inputs()))
    assert text.startswith("# Larkfield Mutual: brief for executives\n\nAs of Mon 16 Nov")
    assert "\n## Decisions\n\n- Ingrid Solheim decides “Harbor or Quay" in text
    assert text.endswith("\n")
    blocks, inline = read(text)
    assert blocks == OURS
    assert inline == {"text"}


def test_nothing_from_a_tracker_becomes_markup() -> None:
    for nouns in hostile_portfolios():
        brief = write_brief(inputs(Audience.TEAM, nouns))
        blocks, inline = read(to_markdown(brief))
        assert blocks <= OURS
        assert inline <= {"text", "text_special"}
        assert not re.search(r"https?://|www\.", to_markdown(brief))


def test_one_point_is_one_line_in_plain_text() -> None:
    for nouns in hostile_portfolios():
        brief = write_brief(inputs(Audience.TEAM, nouns))
        points = sum(len(part.points) for part in brief.sections)
        lines = to_plain(brief).split("\n")
        assert sum(line.startswith("- ") for line in lines) == points
        assert all(char.isprintable() for line in lines for char in line)


def test_markdown_reads_as_the_plain_text_does() -> None:
    brief = write_brief(inputs(Audience.PROGRAM))
    blocks = MarkdownIt("commonmark").parse(to_markdown(brief))
    read_back = [
        "".join(child.content for child in block.children or ())
        for block in blocks
        if block.type == "inline"
    ]
    assert read_back == [line for line in brief.texts() if line]
