"""Nothing that somebody wrote into a file acts on the terminal that shows it."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from assistant.surfaces.cli.terminal_text import harmless_lines, one_line


def test_escape_sequences_are_marked_and_show() -> None:
    assert one_line("\x1b[2J\x1b]0;owned\x07 ok\x9b31m") == "�[2J�]0;owned� ok�31m"


def test_what_turns_the_direction_of_writing_is_marked() -> None:
    assert one_line("fdp.\u202etxt") == "fdp.�txt"


def test_scripts_and_emoji_stay_whole() -> None:
    for text in ("Straße", "数据", "می\u200cخواهم", "👩\u200d💻", "a\u0301"):
        assert one_line(text) == text


def test_a_name_that_is_no_text_can_be_written() -> None:
    assert harmless_lines("bad\udcff.csv").encode() == "bad�.csv".encode()


def test_lines_stay_lines_where_that_is_meant() -> None:
    assert harmless_lines("one\ntwo") == "one\ntwo"
    assert one_line("one\r\ntwo\tthree") == "one two three"


@given(st.text(), st.integers(2, 20))
def test_one_line_is_one_short_harmless_line(text: str, longest: int) -> None:
    line = one_line(text, longest)
    assert len(line) <= longest
    assert not any(unicodedata.category(char) == "Cc" for char in line)
    assert len(line.splitlines()) <= 1
