"""Nothing gets out of an envelope, and everything comes back out of it unchanged."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from assistant.prompting.envelope import Foreign, envelope, unsealed

TAG = re.compile(r"</?[a-z]+( [a-z]+=\"[^\"<>]*\")*>")
HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from('<>/&"{}textsu1 =\n\u202e\u200b\U000e0041')
    )
)


@given(HOSTILE, HOSTILE)
def test_no_text_ends_its_envelope(text: str, about: str) -> None:
    sealed = envelope("texts", [Foreign(id="u1", text=text, about={"by": about})]).sealed
    assert sealed.startswith("<texts>\n<text ")
    assert sealed.endswith("</text>\n</texts>")
    inside = TAG.sub("", sealed)
    assert not set(inside) & set('<>"{}')
    assert len(TAG.findall(sealed)) == 4


@given(HOSTILE)
def test_a_quote_comes_out_as_it_was_seen(text: str) -> None:
    sealed = envelope("texts", [Foreign(id="u1", text=text)]).sealed
    inside = sealed.partition('<text id="u1">')[2].removesuffix("</text>\n</texts>")
    seen = unsealed(inside)
    assert all(char == "\n" or not unicodedata.category(char).startswith("C") for char in seen)
    written = "".join(text.split())
    if not any(unicodedata.category(char).startswith("C") for char in written):
        assert "".join(seen.split()) == "".join(unicodedata.normalize("NFC", written).split())


def test_a_long_text_is_cut_and_says_so() -> None:
    sealed = envelope("texts", [Foreign(id="u1", text="x" * 50)], longest=10).sealed
    assert sealed == f'<texts>\n<text id="u1" cut="yes">{"x" * 10}</text>\n</texts>'


def test_an_empty_envelope_is_one() -> None:
    assert envelope("quotes", []).sealed == "<quotes></quotes>"
