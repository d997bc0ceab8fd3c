import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.briefing.harmless import NAME_LENGTH, NAMELESS, harmless
from tests.briefing.naughty import naughty_strings


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Atlas", "Atlas"),
        ("  two\n lines\t here ", "two lines here"),
        ("<script>alert(1)</script>", "‹script›alert(1)‹/script›"),
        ("<!channel> ship it", "‹!channel› ship it"),
        ("ask @here", "ask ＠here"),
        ("see https://evil.example/x", "see https[:]//evil.example/x"),
        ("www.evil.example", "www[.]evil.example"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(A1)", "'＠SUM(A1)"),
        ("-1+1", "'-1+1"),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("zero\u200bwidth", "zerowidth"),
        ("{slot} `code`", "(slot) ʼcodeʼ"),
        ("", NAMELESS),
        ("\u200b\x00", NAMELESS),
    ],
)
def test_what_acts_is_made_inert(written: str, shown: str) -> None:
    assert harmless(written) == shown


def test_long_names_are_cut_where_a_person_sees_it() -> None:
    cut = harmless("word " * 40)
    assert len(cut) <= NAME_LENGTH
    assert cut.endswith("…")
    assert harmless("x" * 500).endswith("…")


def test_stacked_marks_do_not_climb_over_other_lines() -> None:
    assert len(harmless("e" + "\u0301" * 50)) <= 4


def check_is_inert(text: str) -> None:
    assert not set(text) & set("<>@{}`\n\r\t")
    assert "://" not in text
    assert "www." not in text.lower()
    assert not text.startswith(("=", "+", "-"))
    assert not any(unicodedata.category(char).startswith("C") for char in text)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_becomes_inert_and_stays_so(text: str) -> None:
    once = harmless(text)
    check_is_inert(once)
    check_is_inert(harmless(once))
    assert len(once) <= NAME_LENGTH + 1


def test_the_list_of_naughty_strings_becomes_inert() -> None:
    for text in naughty_strings():
        check_is_inert(harmless(text))
