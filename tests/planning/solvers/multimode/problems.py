"""Small multi-project problems, drawn at random; their stocks may be too small."""

from hypothesis import strategies as st

from assistant.planning.solvers.multimode.problem import Job, Mode, MultiModeProblem, Project

SHARED = (4, None)


@st.composite
def problems(draw: st.DrawFn, most: int = 3) -> MultiModeProblem:
    projects = [_project(draw, number) for number in range(draw(st.integers(1, most)))]
    return MultiModeProblem(tuple(projects), SHARED)


def _project(draw: st.DrawFn, number: int) -> Project:
    jobs = tuple(
        Job(
            tuple(draw(st.lists(_modes(), min_size=1, max_size=3))),
            tuple(sorted(draw(st.sets(st.integers(0, job - 1), max_size=2)))) if job else (),
        )
        for job in range(draw(st.integers(1, 5)))
    )
    return Project(
        name=f"project {number + 1}",
        release=draw(st.integers(0, 6)),
        critical_path=draw(st.integers(0, 6)),
        jobs=jobs,
        renewable=(None, 3),
        nonrenewable=(draw(st.integers(3, 12)),),
    )


def _modes() -> st.SearchStrategy[Mode]:
    return st.builds(
        Mode,
        duration=st.integers(0, 5),
        renewable=st.tuples(st.integers(0, 4), st.integers(0, 3)),
        nonrenewable=st.tuples(st.integers(0, 3)),
    )
