"""What nobody could schedule is refused in words."""

from collections.abc import Sequence

import pytest

from assistant.errors import BadInput
from assistant.planning.solvers.multiskill.problem import MultiSkillProblem

ONE = (frozenset({0}),)


@pytest.mark.parametrize(
    ("durations", "needs", "skills", "before", "said"),
    [
        ((1,), ((1, 1),), ONE, ((),), "Task 1 needs 1 with skill 2, nobody has it."),
        (
            (1,),
            ((2,),),
            ONE,
            ((),),
            "Task 1 needs 2 with skill 1, only 1 of the workers can give it.",
        ),
        ((1,), ((1, 1),), (frozenset({0, 1}),), ((),), "Task 1 needs 2 people at once"),
        ((1, 1), ((1,), (1,)), ONE, ((1,), (0,)), "Tasks 2 and 1 wait for each other"),
        ((1, 1, 1), ((1,),) * 3, ONE, ((2,), (0, 2), (2,)), "Task 3 waits for itself"),
        ((1,), ((1,),), ONE, ((3,),), "Task 1 waits for a task that is not there."),
        ((-1,), ((1,),), ONE, ((),), "Task 1 has a negative"),
        ((1, 1), ((1,),), ONE, ((), ()), "not of the same number of tasks"),
        ((1, 1), ((1,), (1, 1)), ONE, ((), ()), "not of the same number of skills"),
    ],
)
def test_the_impossible_is_named(
    durations: Sequence[int],
    needs: Sequence[tuple[int, ...]],
    skills: tuple[frozenset[int], ...],
    before: tuple[tuple[int, ...], ...],
    said: str,
) -> None:
    with pytest.raises(BadInput, match=said.replace(".", r"\.")):
        MultiSkillProblem(tuple(durations), tuple(needs), skills, before)
