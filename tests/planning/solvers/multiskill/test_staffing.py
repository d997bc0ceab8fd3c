"""Places are given to people who have the skills, the first asked first."""

from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from assistant.planning.solvers.multiskill.staffing import staff

SKILLS = st.lists(st.frozensets(st.integers(0, 3)), min_size=1, max_size=5)


@given(SKILLS, st.lists(st.integers(0, 2), min_size=4, max_size=4))
def test_whoever_can_be_found_by_trying_everyone_is_found(
    skills: list[frozenset[int]], needs: list[int]
) -> None:
    places = [skill for skill, count in enumerate(needs) for _ in range(count)]
    possible = [
        group
        for group in combinations(range(len(skills)), len(places))
        if any(
            all(skill in skills[worker] for worker, skill in zip(order, places, strict=True))
            for order in permutations(group)
        )
    ]
    found = staff(needs, skills, range(len(skills)))
    assert (found is not None) == bool(possible)
    if found is not None:
        assert sorted(found.values()) == sorted(places)
        assert all(skill in skills[worker] for worker, skill in found.items())
        assert sum(1 << worker for worker in found) == min(
            sum(1 << worker for worker in group) for group in possible
        )
