"""People are given out once each, and where each piece needs one, nothing better exists."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from assistant.planning.order.giving_out import Piece, give_out

POOLS = st.lists(st.integers(0, 3), max_size=3, unique=True).map(tuple)


@st.composite
def pieces(draw: st.DrawFn, places: int) -> list[Piece]:
    made = [
        Piece(
            number,
            float(draw(st.integers(1, 9))),
            tuple(draw(st.lists(POOLS, min_size=1, max_size=places))),
            draw(st.sampled_from([None, "T"])) if places > 1 else None,
        )
        for number in range(draw(st.integers(0, 5)))
    ]
    return sorted(made, key=lambda piece: (-piece.worth, piece.number))


@given(pieces(places=1))
def test_no_other_choice_is_worth_more(wanted: list[Piece]) -> None:
    taken = give_out([], wanted, {})
    worth = sum(piece.worth for piece in wanted if piece.number in taken)
    assert worth == max(
        sum(piece.worth for piece, who in zip(wanted, choice, strict=True) if who is not None)
        for choice in product(*((None, *piece.places[0]) for piece in wanted))
        if len({who for who in choice if who is not None})
        == sum(who is not None for who in choice)
    )


@given(pieces(places=3), pieces(places=2), st.integers(0, 2))
def test_everybody_is_given_once_and_can_do_it(
    wanted: list[Piece], kept: list[Piece], most: int
) -> None:
    under_way = [Piece(piece.number + 10, 0, piece.places) for piece in kept]
    taken = give_out(under_way, wanted, {"T": most})
    people = [person for those in taken.values() for person in those]
    assert len(people) == len(set(people))
    for piece in (*wanted, *under_way):
        given_to = taken.get(piece.number, ())
        if len(given_to) == 1:
            assert all(given_to[0] in place for place in piece.places)
        elif given_to:
            assert all(who in place for who, place in zip(given_to, piece.places, strict=True))
    begun = [piece for piece in wanted if piece.number in taken and piece.group == "T"]
    assert len(begun) <= most


def test_one_piece_for_two_gives_way_to_two_that_are_worth_more() -> None:
    both = Piece(0, 5, ((0,), (1,)))
    one, other = Piece(1, 4, ((0,),)), Piece(2, 4, ((1,),))
    assert give_out([], [both, one, other], {}) == {1: (0,), 2: (1,)}


def test_work_under_way_keeps_its_people() -> None:
    assert give_out([Piece(7, 0, ((0,),))], [Piece(1, 99, ((0,),))], {}) == {7: (0,)}


def test_people_change_places_so_that_more_is_done() -> None:
    wanted = [Piece(0, 2, ((0, 1),)), Piece(1, 1, ((0,),))]
    assert give_out([], wanted, {}) == {0: (1,), 1: (0,)}
