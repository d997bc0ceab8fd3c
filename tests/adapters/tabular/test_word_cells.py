import pytest

from assistant.adapters.tabular.raw import CellFormat
from assistant.errors import BadMapping
from assistant.portfolio.noun import Kind
from tests.adapters.tabular.columns_of import column, refusal, value

STATUS = column(Kind.CHOICE, choices=("to do", "in progress", "done"))
FLAG = column(Kind.BOOLEAN)


@pytest.mark.parametrize("text", ["in progress", "In Progress", "IN_PROGRESS", "in-progress"])
def test_a_known_word_counts_in_any_case_and_spelling(text: str) -> None:
    assert value(text, STATUS) == "in progress"


def test_a_translation_counts_first() -> None:
    german = CellFormat(choices={"in arbeit": "in progress", "done": "to do"})
    assert value("In Arbeit", STATUS, german) == "in progress"
    assert value("Done", STATUS, german) == "to do"


def test_an_unknown_word_is_refused_with_the_nearest_and_all_allowed() -> None:
    words = refusal("todo", STATUS)
    assert "Did you mean to do?" in words
    assert "to do, in progress or done" in words
    assert "Did you mean" not in refusal("x" * 500, STATUS)


@pytest.mark.parametrize(
    ("text", "answer"), [("Yes", True), ("0", False), ("TRUE", True), ("n", False)]
)
def test_yes_and_no_in_their_usual_words(text: str, *, answer: bool) -> None:
    assert value(text, FLAG) is answer


def test_yes_and_no_may_be_translated() -> None:
    assert value("Ja", FLAG, CellFormat(choices={"ja": "yes"})) is True
    assert "yes or no" in refusal("Ja", FLAG)


def test_translations_into_nothing_known_are_a_bad_mapping() -> None:
    with pytest.raises(BadMapping, match="which field does not know"):
        value("x", STATUS, CellFormat(choices={"x": "someday"}))
    with pytest.raises(BadMapping, match="neither yes nor no"):
        value("x", FLAG, CellFormat(choices={"x": "perhaps"}))
