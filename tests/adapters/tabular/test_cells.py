import time
from collections.abc import Callable
from itertools import product

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.adapters.tabular.cells import LONGEST, LONGEST_KEY, LONGEST_PROSE, _answer
from assistant.adapters.tabular.converter import BLANKS, Converter, Unusable
from assistant.adapters.tabular.date_cells import DateCells
from assistant.adapters.tabular.effort_cells import EffortCells
from assistant.adapters.tabular.money_cells import MoneyCells
from assistant.adapters.tabular.number_cells import DecimalCells, IntegerCells
from assistant.adapters.tabular.raw import CellFormat, DecimalMark
from assistant.adapters.tabular.text_cells import CurrencyCells, ListCells
from assistant.adapters.tabular.word_cells import BooleanCells, ChoiceCells
from assistant.portfolio.frames import physical
from assistant.portfolio.noun import Column, Kind
from tests.adapters.tabular.columns_of import column, read, refusal

TEXT = column(Kind.TEXT)
MARKS = tuple(DecimalMark)
PERCENT = column(Kind.DECIMAL, name="x_percent", minimum=0)
DAY = column(Kind.DATE)
CHOICE = column(Kind.CHOICE, choices=("to do", "done"))
Make = Callable[[Column, CellFormat], Converter]
CASES: list[tuple[Make, Column, CellFormat]] = [
    *((DecimalCells, PERCENT, CellFormat(decimal=m, scale=s)) for m in MARKS for s in (1, 100, 7)),
    *((IntegerCells, column(Kind.INTEGER, minimum=1), CellFormat(decimal=m)) for m in MARKS),
    *(
        (MoneyCells, column(Kind.MONEY), CellFormat(decimal=m, currency=c, scale=s))
        for m, c, s in product(MARKS, (None, "USD", "SEK"), (1, 1_000_000))
    ),
    *(
        (EffortCells, column(Kind.EFFORT), CellFormat(decimal=m, unit=u))
        for m, u in product(MARKS, (None, "s", "d"))
    ),
    (DateCells, DAY, CellFormat()),
    (DateCells, DAY, CellFormat(dates=("%d/%m/%Y", "excel", "%B %d, %Y"))),
    (DateCells, DAY, CellFormat(dates=("%d/%b/%y %I:%M %p", "%m/%d/%Y"))),
    (ListCells, column(Kind.LIST), CellFormat()),
    (ListCells, column(Kind.LIST), CellFormat(separator="")),
    (ChoiceCells, CHOICE, CellFormat(choices={"ok": "done"})),
    (BooleanCells, column(Kind.BOOLEAN), CellFormat()),
    (CurrencyCells, column(Kind.TEXT, name="currency"), CellFormat()),
]
_words = [
    "EUR",
    "USD",
    "kr",
    "min",
    "2026",
    "-10-",
    "10/Nov/26",
    "T10:00",
    "yes",
    "to-DO",
    "0x",
    "E",
    "M",
]
_bits = st.sampled_from(
    [*"0123456789mkdhw/", *".,-()%'$€£; \t\\\"", "July 26, 2022", " 3:45 PM", *_words]
)
texts = st.lists(
    (
        st.lists(_bits, min_size=1, max_size=7).map("".join)
        | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
    )
    .map(lambda text: text.strip(BLANKS))
    .filter(bool),
    min_size=1,
    max_size=40,
)


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
@given(texts=texts)
@example(texts=["1,234.50", "E12UR", "-£5", "1.2E+05", "026-10-12", "12.5%", "1.00005", "(5)"])
@settings(max_examples=40, deadline=None)
def test_what_is_read_quickly_is_what_is_read_exactly(
    case: tuple[Make, Column, CellFormat], texts: list[str]
) -> None:
    make, of, written = case
    converter, schema = make(of, written), physical(of)
    answers = zip(converter.quick(pl.col("cell")), schema.items(), strict=True)
    quick = pl.DataFrame({"cell": texts}, schema={"cell": pl.String}).with_columns(
        answer.cast(dtype).alias(name) for answer, (name, dtype) in answers
    )
    for text, *values in quick.select("cell", *schema).iter_rows():
        if values[0] is not None:
            assert _answer(converter, text) == tuple(values)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.CHOICE])
@given(texts=texts)
@settings(max_examples=15, deadline=None)
def test_every_cell_has_a_value_or_a_reason_whatever_stands_beside_it(
    kind: Kind, texts: list[str]
) -> None:
    of = column(kind)
    together = read([*texts, None], of)
    for place, text in enumerate(texts):
        alone = read([text], of)
        assert alone.values.row(0) == together.values.row(place)
        assert str(alone.unusable.get(0)) == str(together.unusable.get(place))
    assert together.values.row(len(texts)) == (None,) * len(physical(of))


def test_blank_ends_do_not_count_and_blank_cells_are_empty() -> None:
    cells = read([" KEY-3 ", "\ufeffa\u200b", "\xa0\t", "", None], TEXT)
    assert cells.values.to_series().to_list() == ["KEY-3", "a", None, None, None]


def test_a_declared_word_for_missing_is_kept_as_the_reason() -> None:
    written = CellFormat(missing=("Exempt…", "NA", "-"))
    days = column(Kind.DATE)
    cells = read(["Exempt under Section 43", "na", "-", "2026-01-01", "NAB"], days, written)
    assert cells.missing.to_list() == ["Exempt under Section 43", "na", "-", None, None]
    assert list(cells.unusable) == [4]


def test_cells_nobody_can_mean_are_refused_and_cost_no_time() -> None:
    huge = "9" * 10_000_000
    started = time.perf_counter()
    for kind in Kind:
        assert "longer than 32,767" in refusal(huge, column(kind, choices=("a", "b")))
    assert time.perf_counter() - started < 5


def test_prose_may_be_long_and_keys_must_be_short() -> None:
    prose = column(Kind.TEXT, name="description")
    key = column(Kind.TEXT, name="key")
    assert read(["x" * LONGEST_PROSE], prose).unusable == {}
    assert "longer" in refusal("x" * (LONGEST_PROSE + 1), prose)
    assert read(["é" * LONGEST], TEXT).unusable == {}
    assert "longer" in refusal("x" * (LONGEST + 1), TEXT)
    assert "longer" in refusal("x" * (LONGEST_KEY + 1), key)
    assert "longer" in refusal("x" * (LONGEST_KEY + 1), column(Kind.TEXT, ref="projects"))


def test_a_nul_character_is_refused() -> None:
    assert "NUL" in refusal("a\x00b", TEXT)


def test_a_refusal_is_two_plain_sentences() -> None:
    reason = Unusable("It is not a number.", "Write it like 1234.50.")
    assert str(reason) == "It is not a number. Write it like 1234.50."
