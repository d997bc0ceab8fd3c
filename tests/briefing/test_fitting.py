from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.briefing.brief import SectionKind
from assistant.briefing.draft import ESSENTIAL, DraftPoint, DraftSection
from assistant.briefing.fitting import KEPT_BESIDE, Room, fit
from assistant.values import Statement
from tests.briefing.things import TODAY

SENTENCE = "Some words that say nothing at all."


def point(key: str, weight: int, *, sentences: int = 1, core: int = 1) -> DraftPoint:
    statements = tuple(Statement(text=SENTENCE) for _ in range(sentences))
    return DraftPoint(keys=(key,), statements=statements, weight=weight, core=core)


def section(*points: DraftPoint, instead: DraftPoint | None = None) -> DraftSection:
    return DraftSection(kind=SectionKind.RISKS, heading="Risks", points=points, instead=instead)


def keys(sections: tuple[DraftSection, ...]) -> list[str]:
    return [key for part in sections for held in part.points for key in held.keys]


def test_everything_stays_where_there_is_room() -> None:
    given_ = section(point("a", 50, sentences=3), point("b", 10))
    fitted, left_out = fit([given_], Room(points={}), today=TODAY)
    assert fitted == (given_,)
    assert left_out == ()


def test_beyond_the_most_of_a_section_the_lightest_go() -> None:
    room = Room(points={SectionKind.RISKS: 2})
    fitted, (left,) = fit(
        [section(point("a", 10), point("b", 80), point("c", 50))], room, today=TODAY
    )
    assert keys(fitted) == ["b", "c"]
    assert (left.count, left.points[0].keys) == (1, ("a",))


def test_a_point_loses_its_details_before_it_goes() -> None:
    room = Room(points={}, words=20)
    fitted, left_out = fit([section(point("a", 80, sentences=3))], room, today=TODAY)
    assert len(fitted[0].points[0].statements) == 2
    assert left_out == ()


def test_sentences_that_belong_together_go_together() -> None:
    room = Room(points={}, words=20)
    both = point("a", 80, sentences=2, core=2)
    fitted, (left,) = fit([section(both, point("b", 90))], room, today=TODAY)
    assert keys(fitted) == ["b"]
    assert left.points == (both,)


def test_what_must_be_said_stays_whatever_the_room() -> None:
    must = [point(f"m{n}", ESSENTIAL) for n in range(3)]
    fitted, _ = fit([section(*must, point("a", 90))], Room(points={}, words=1), today=TODAY)
    assert keys(fitted) == ["m0", "m1", "m2"]


def test_too_much_that_must_be_said_is_said_in_one() -> None:
    must = [point(f"m{n}", ESSENTIAL) for n in range(6)]
    in_one = point("all", ESSENTIAL, sentences=2)
    fitted, (left,) = fit(
        [section(*must, point("a", 90), instead=in_one)], Room(points={}, words=40), today=TODAY
    )
    assert keys(fitted) == ["all", "a"]
    assert len(fitted[0].points[0].statements) == 2
    assert left.count == 6


def test_a_section_without_points_is_not_shown() -> None:
    assert fit([section()], Room(points={}), today=TODAY) == ((), ())


def test_all_that_is_left_out_is_counted_and_the_weightiest_kept() -> None:
    many = [point(f"p{n:03}", n % 90) for n in range(200)]
    room = Room(points={SectionKind.RISKS: 10})
    _, (left,) = fit([section(*many)], room, today=TODAY)
    assert left.count == 190
    assert len(left.points) == KEPT_BESIDE
    assert left.points[0].weight >= left.points[-1].weight


weights = st.lists(st.tuples(st.integers(0, ESSENTIAL), st.integers(1, 3)), max_size=12)


@settings(deadline=None)
@given(st.lists(weights, max_size=4), st.integers(0, 150))
def test_nothing_vanishes_and_the_words_fit_or_only_what_must_stay_is_there(
    shelves: list[list[tuple[int, int]]], words: int
) -> None:
    sections = [
        section(*(point(f"{s}-{p}", weight, sentences=n) for p, (weight, n) in enumerate(points)))
        for s, points in enumerate(shelves)
    ]
    fitted, left_out = fit(sections, Room(points={}, words=words), today=TODAY)

    kept = keys(fitted)
    gone = [key for left in left_out for held in left.points for key in held.keys]
    assert sorted(kept + gone) == sorted(
        key for part in sections for p in part.points for key in p.keys
    )
    taken = sum(2 + sum(1 + 7 * len(p.statements) for p in part.points) for part in fitted)
    free = [p for part in fitted for p in part.points if not p.essential or len(p.statements) > 1]
    assert taken <= words or not free
