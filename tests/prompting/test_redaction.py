"""Nothing personal leaves, and everything comes back exactly."""

from __future__ import annotations

import re
import time
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ModelAnswerInvalid
from assistant.ports.budget import Budget
from assistant.ports.model import RenderedPrompt
from assistant.prompting.redacted_model import RedactedModel
from assistant.prompting.redaction import MASKED, Redaction, Restoring
from assistant.values import Value
from tests.fakes.scripted_model import ScriptedModel, Step

PEOPLE = [
    ("Priya Nair", "priya.nair"),
    ("Jonas Berg", "jonas.berg"),
    ("Jonas Lindqvist", "jonas.lindqvist"),
    ("May Chen", "may.chen"),
    ("Inés O'Brien", "E-1023"),
    ("李雷", "lilei"),
    ("Åsa Lindström-Holm", "asa"),
]
SECRETS = [
    "sk-proj-abcdefghijklmnop1234",
    "ghp_abcdefghijklmnopqrstuvwx1234",
    "xoxb-1234567890-abcdef",
    "AKIAIOSFODNN7EXAMPLE",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcDEF123",
    "DE89 3704 0044 0532 0130 00",
    "GB82WEST12345698765432",
    "4111 1111 1111 1111",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIabc+/=\n-----END RSA PRIVATE KEY-----",
]
PERSONAL = [
    "priya@larkfield.example", "unknown.person@other.example", "Jonas.Berg+x@mail.larkfield.example", "+44 161 496 0000",
    "(555) 123-4567", "0161 496 0000",
]  # fmt: skip


def _spellings(name: str) -> list[str]:
    words = name.split()
    return [
        name, name.upper(), name.lower(), f"{words[-1]}, {words[0]}", ".".join(words),
        "_".join(words), "".join(words), unicodedata.normalize("NFD", name),
        name.replace("'", "’"), f"{name}'s", words[0], words[-1],
    ]  # fmt: skip


NAMES = [each for full, _ in PEOPLE for each in _spellings(full)]
PLAIN = st.text(alphabet=st.sampled_from("abz XY.,-_[]()0123\n{}f<>AMT"), max_size=12)
STAND_INS = st.sampled_from(
    ["[Person A]", "[Mail A]", "[Person A b]", "[Text A]", "[masked]", "[Perso"]
)
PARTS = st.lists(
    st.one_of(PLAIN, STAND_INS, st.sampled_from(NAMES), st.sampled_from(PERSONAL)), max_size=12
)
_LETTERS = re.compile(r"[^\W\d_]+")


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


@given(PARTS)
def test_everything_comes_back_exactly(parts: list[str]) -> None:
    redaction = Redaction(PEOPLE)
    text = " ".join(parts)
    assert redaction.restore(redaction.hide(text)) == text
    joined = "".join(parts)
    assert redaction.restore(redaction.hide(joined)) == joined


@given(PARTS)
def test_no_name_address_or_number_leaves(parts: list[str]) -> None:
    hidden = Redaction(PEOPLE).hide(" ".join(parts))
    words = {_folded(word) for word in _LETTERS.findall(hidden)}
    assert not words & {"priya", "nair", "jonas", "lindqvist", "brien", "lindstrom", "priyanair"}
    assert "李" not in hidden
    assert not re.search("@|larkfield|other|4567|496", hidden)


@given(PARTS, st.lists(st.integers(1, 9), min_size=1))
def test_pieces_come_back_like_the_whole(parts: list[str], cuts: list[int]) -> None:
    redaction = Redaction(PEOPLE)
    hidden = redaction.hide(" ".join(parts))
    got: list[str] = []
    restoring = Restoring(redaction, got.append)
    at = turn = 0
    while at < len(hidden):
        step = cuts[turn % len(cuts)]
        restoring.take(hidden[at : at + step])
        at, turn = at + step, turn + 1
    restoring.end()
    assert "".join(got) == redaction.restore(hidden)


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_masked_for_good(secret: str) -> None:
    redaction = Redaction(PEOPLE)
    hidden = redaction.hide(f"Use {secret} for KEY-3, says Priya.")
    assert hidden == f"Use {MASKED} for KEY-3, says [Person A b]."
    assert secret not in redaction.restore(hidden)


@pytest.mark.parametrize(
    "text", ["password: hunter22", 'api_key = "abcd1234"', "https://me:pass1@host.example/x"]
)
def test_what_is_called_a_secret_is_one(text: str) -> None:
    hidden = Redaction([]).hide(text)
    assert MASKED in hidden
    assert not re.search("hunter|abcd|pass1", hidden)


@pytest.mark.parametrize(
    "text",
    [
        "KEY-3 moves from 2026-11-16 to 2026-11-30: €1,370,000 of 1 200 000, 14 %.",
        "It may be done; will it? 12.50 days, 85 in 100, {f12}, BEA-6, v2.10.1, 10:30–11:45.",
        "R-12 is 38 days old; 1023 rows; E2E tests; D-1…D-4; 79.0 k v. 93.2 k.",
    ],
)
def test_figures_dates_keys_and_everyday_words_stay(text: str) -> None:
    assert Redaction(PEOPLE).hide(text) == text


def test_a_person_keeps_a_stand_in_and_two_of_a_name_share_one() -> None:
    redaction = Redaction(PEOPLE)
    assert redaction.hide("Priya Nair, Jonas, Jonas Berg") == "[Person A], [Name A], [Person B]"
    assert redaction.hide("Jonas and Priya Nair") == "[Name A] and [Person A]"
    assert Redaction(PEOPLE).hide("Priya Nair") == "[Person A]", "also in another conversation"


def test_a_stand_in_that_was_never_given_stays() -> None:
    assert Redaction(PEOPLE).restore("[Person Z] [Mail Q]") == "[Person Z] [Mail Q]"


@pytest.mark.parametrize(
    "piece", ["0 ", "a@", "a.", "1-", "eyJ", "AB12 ", "[Person ", "password=", "://a:", "+1", "李"]
)
def test_no_text_makes_it_slow(piece: str) -> None:
    redaction = Redaction(PEOPLE)
    began = time.process_time()
    redaction.hide(piece * 20_000)
    assert time.process_time() - began < 3


def test_thousands_of_people_cost_no_more_than_ten() -> None:
    text = "Ask Name7 Surname7 about KEY-3 and Atlas. " * 200
    crowd = Redaction([(f"Name{number} Surname{number}",) for number in range(5_000)])
    began = time.process_time()
    assert "Surname7" not in crowd.hide(text)
    assert time.process_time() - began < 1


class Found(Value):
    """An answer with names in several places."""

    who: str
    others: tuple[str, ...] = ()


PROMPT = RenderedPrompt(id="plan", version="v", system="Rules for May.", user="Can Priya Nair?")


def _budget() -> Budget:
    return Budget(tokens=100, seconds=100)


def test_a_model_is_told_no_name_and_its_answer_has_them_again() -> None:
    steps = [
        Step("plan", {"who": "[Person A]", "others": ["[Person B] x", "[Person Q]"]}),
        Step("plan", "[Person A] starts."),
        Step("plan", "Ask [Person A]."),
    ]
    with ScriptedModel(steps) as inside:
        asked: Any = RedactedModel(inside, Redaction(PEOPLE))
        found = asked.structured(PROMPT, Found, _budget()).value
        assert found == Found(who="Priya Nair", others=("Jonas Berg x", "[Person Q]"))
        pieces: list[str] = []
        assert asked.text(PROMPT, _budget(), pieces.append).value == "Priya Nair starts."
        assert "".join(pieces).strip() == "Priya Nair starts."
        assert asked.text(PROMPT, _budget()).value == "Ask Priya Nair."
    for heard in inside.heard:
        assert heard.user == "Can [Person A]?"
        assert heard.system == PROMPT.system, "the beginning stays the same for every portfolio"


def test_an_answer_that_no_longer_fits_is_a_fault() -> None:
    class Short(Value):
        who: str

        def model_post_init(self, _context: object) -> None:
            if len(self.who) > 10 or self.who.startswith("Inés"):
                raise ValueError

    inside = ScriptedModel([Step("plan", {"who": "[Person E]"})])
    with inside, pytest.raises(ModelAnswerInvalid):
        RedactedModel(inside, Redaction(PEOPLE)).structured(PROMPT, Short, _budget())
