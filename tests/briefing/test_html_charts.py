from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.briefing.brief import Band, Brief, Charts, DateMark, RagCount, RagMark
from assistant.briefing.html_charts import MOST_TICKS, MOST_TILES, glance, timeline
from assistant.briefing.writer import write_brief
from assistant.values import Unit
from tests.briefing.things import TODAY, fact, inputs


def mark(expected: date, promised: date | None = None) -> DateMark:
    return DateMark(
        project=fact("Atlas"),
        milestone=fact("Go-live"),
        expected=fact(expected, Unit.DATE),
        promised=fact(promised, Unit.DATE) if promised else None,
    )


def drawn(*marks: DateMark, bands: tuple[Band, ...] = ()) -> Brief:
    charts = Charts(milestones=marks, bands=bands)
    return write_brief(inputs()).model_copy(update={"charts": charts})


days = st.integers(-30, 400).map(lambda number: TODAY + timedelta(days=number))


@settings(deadline=None)
@given(
    st.lists(st.tuples(days, st.none() | days), min_size=1, max_size=10), days, st.integers(0, 60)
)
def test_everything_is_drawn_on_the_lane(
    dates: list[tuple[date, date | None]], start: date, length: int
) -> None:
    band = Band(
        name=fact("Freeze"),
        start=fact(start, Unit.DATE),
        end=fact(start + timedelta(days=length), Unit.DATE),
    )
    road = timeline(drawn(*(mark(*each) for each in dates), bands=(band,)))
    assert road is not None
    places = [lane[name] for lane in road["lanes"] for name in ("expected", "promised")]
    places += [tick["x"] for tick in road["ticks"]]
    assert all(0 <= place <= 100 for place in places if place is not None)
    for stretch in road["bands"]:
        assert stretch["width"] >= 0
        assert stretch["x"] + stretch["width"] <= Decimal("100.01") or stretch["width"] == 0
    assert 1 <= len(road["ticks"]) <= MOST_TICKS


def test_later_than_promised_is_late_and_on_the_day_is_not() -> None:
    road = timeline(
        drawn(
            mark(date(2026, 12, 11), date(2026, 12, 11)),
            mark(date(2026, 12, 12), date(2026, 12, 11)),
            mark(date(2026, 12, 12)),
        )
    )
    assert road is not None
    assert [lane["late"] for lane in road["lanes"]] == [False, True, False]
    assert [lane["project"] for lane in road["lanes"]] == ["Atlas"] * 3


def test_nothing_to_draw_is_no_chart() -> None:
    assert timeline(drawn()) is None
    assert glance(Charts()) is None


def test_shares_add_up_and_tiles_stay_readable() -> None:
    counts = tuple(
        RagCount(rag=fact(rag, Unit.STATUS), count=fact(count, Unit.COUNT))
        for rag, count in (("red", 1), ("amber", 1), ("green", 5))
    )
    marks = tuple(
        RagMark(project=fact(f"P{number}"), rag=fact("green", Unit.STATUS)) for number in range(50)
    )
    shown = glance(Charts(counts=counts, health=marks))
    assert shown is not None
    assert abs(sum(part["width"] for part in shown["parts"]) - 100) < Decimal("0.1")
    assert shown["label"] == "1 Red, 1 Amber, 5 Green"
    assert len(shown["tiles"]) == MOST_TILES
