"""Small multi-skill problems, drawn at random; every one can be scheduled."""

from hypothesis import strategies as st

from assistant.planning.solvers.multiskill.problem import MultiSkillProblem


@st.composite
def problems(draw: st.DrawFn, tasks: int = 6) -> MultiSkillProblem:
    skills = draw(st.integers(1, 3))
    workers = draw(st.lists(st.frozensets(st.integers(0, skills - 1)), min_size=1, max_size=4))
    size = draw(st.integers(0, tasks))
    durations = tuple(draw(st.lists(st.integers(0, 4), min_size=size, max_size=size)))
    needs = tuple(_needs(draw, skills, workers) for _ in range(size))
    before = tuple(
        tuple(sorted(draw(st.sets(st.integers(0, task - 1), max_size=2)))) if task else ()
        for task in range(size)
    )
    return MultiSkillProblem(durations, needs, tuple(workers), before)


def _needs(draw: st.DrawFn, skills: int, workers: list[frozenset[int]]) -> tuple[int, ...]:
    """Return needs that some of the workers, each giving one skill, would meet."""
    needs = [0] * skills
    for held in workers:
        gives = draw(st.sampled_from([None, *sorted(held)]))
        if gives is not None:
            needs[gives] += 1
    return tuple(needs)
