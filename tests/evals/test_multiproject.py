"""Multi-project instances are read as they stand, or refused by line; the benchmark measures them."""

import json
import re
from pathlib import Path

import pytest

from assistant.errors import BadSource
from assistant.planning.solvers.multimode.solve import first_schedule
from evals.benchmarks.__main__ import main
from evals.benchmarks.checking.mista import objective, violations
from evals.benchmarks.instances.mista import read_mista

PROJECT = """****
projects                      :  1
jobs (incl. supersource/sink ):  4
RESOURCES
  - renewable                 :  2   R
  - nonrenewable              :  1   N
  - doubly constrained        :  0   D
****
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        2          1           4
   3        1          1           4
   4        1          0
****
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2  N 1
----
  1      1     0       0    0    0
  2      1     2       2    1    3
         2     4       1    1    0
  3      1     3       2    0    1
  4      1     0       0    0    0
****
RESOURCEAVAILABILITIES:
  R 1  R 2  N 1
   3    2    4
****
"""
INSTANCE = "2\n0\n3\nsmall.mm\n1\n3\nsmall.mm\n3\n2\t-1\t-1\t"
Plan = list[tuple[int, ...]]
SHARED = Path(__file__).parents[3] / "shared" / "data" / "multiproject_mista2013"


def written(folder: Path, instance: str = INSTANCE, project: str = PROJECT) -> Path:
    (folder / "small.mm").write_text(project, encoding="utf-8")
    path = folder / "A-1.txt"
    path.write_text(instance, encoding="utf-8")
    return path


def test_an_instance_is_read_as_it_stands(tmp_path: Path) -> None:
    problem = read_mista(written(tmp_path))
    assert problem.shared == (2, None)
    first, second = problem.projects
    assert (first.release, second.release, first.critical_path) == (0, 1, 3)
    assert (first.renewable, first.nonrenewable) == ((None, 2), (4,))
    assert [job.predecessors for job in first.jobs] == [(), (0,), (0,), (1, 2)]
    assert [mode.duration for mode in first.jobs[1].modes] == [2, 4]
    assert first.jobs[1].modes[0].renewable == (2, 1)
    assert first.jobs[1].modes[0].nonrenewable == (3,)


@pytest.mark.parametrize(
    ("was", "becomes", "file", "line", "said"),
    [
        ("3\n2\t-1\t-1\t", "3\n2\t-1", "A-1.txt", 9, "At least 3 whole numbers"),
        ("3\n2\t-1\t-1\t", "3\n2\t-1\t9", "A-1.txt", 9, "Only renewable resources"),
        ("3\n2\t-1\t-1\t", "4\n2\t-1\t-1\t-1", "A-1.txt", 9, "does not have 4 resources"),
        ("3\n2\t-1\t-1\t", "", "A-1.txt", None, "ends too early"),
        ("2\n0\n3\nsmall.mm", "2\n0\n3\nother.mm", "A-1.txt", 4, "no file other.mm"),
        ("2\n0\n", "2\nx\n", "A-1.txt", 2, "whole numbers"),
        ("1          2           2   3", "1          2           2", "small.mm", 11, "Job 1"),
        ("1          1           4", "1          1           9", "small.mm", 13, "no job 9"),
        ("2       2    1    3", "2       2    1", "small.mm", 20, "A mode, its duration"),
        ("2     4       1    1    0", "2    -4       1    1    0", "small.mm", 21, "negative"),
        ("   3    2    4\n", "", "small.mm", 27, "3 whole numbers"),
        ("3       2    0    1", "3       9    0    1", "A-1.txt", None, "Job 3 of small"),
    ],
)
def test_what_cannot_be_read_is_named(
    tmp_path: Path, was: str, becomes: str, file: str, line: int | None, said: str
) -> None:
    assert was in INSTANCE + PROJECT
    path = written(tmp_path, INSTANCE.replace(was, becomes, 1), PROJECT.replace(was, becomes, 1))
    with pytest.raises(BadSource, match=re.escape(said)) as refused:
        read_mista(path)
    assert (refused.value.file, refused.value.row) == (file, line)


def test_the_checker_sees_what_is_wrong(tmp_path: Path) -> None:
    problem = read_mista(written(tmp_path))
    modes: Plan = [(0, 0, 0, 0), (0, 0, 0, 0)]
    good: Plan = [(0, 0, 2, 5), (1, 5, 7, 10)]
    assert violations(problem, good, modes) == []
    assert objective(problem, good, modes) == (8, 10)

    def broken(starts: Plan, how: Plan) -> str:
        return "; ".join(violations(problem, starts, how))

    assert "job 1 starts before its release" in broken([good[0], (0, 5, 7, 10)], modes)
    assert "job 4 starts before job 3 ends" in broken([good[0], (1, 5, 7, 9)], modes)
    assert "shared resource 1 is used 4 times at 4" in broken([good[0], (1, 4, 7, 10)], modes)
    thirsty = PROJECT.replace("3       2    0    1", "3       2    0    2")
    problem = read_mista(written(tmp_path, project=thirsty))
    assert "5 of non-renewable resource 1 is used up" in broken(good, modes)


def test_the_benchmark_reports_ours_beside_the_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["multiproject", str(written(tmp_path).parent), "--seconds", "0.2"])
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (figures["instances"], figures["feasible"]) == (1, 1)
    assert figures["total_delay"] <= figures["baselines"]["priority_rule"]["total_delay"]
    assert figures["rows"][0]["best"] == [1, 23]


@pytest.mark.skipif(not SHARED.exists(), reason="the published instances are not beside this repo")
@pytest.mark.parametrize("name", ["A-1", "A-5", "A-10"])
def test_one_rule_schedules_published_instances(name: str) -> None:
    problem = read_mista(SHARED / f"{name}.txt")
    found = first_schedule(problem)
    assert violations(problem, found.starts, found.modes) == []
    assert objective(problem, found.starts, found.modes) == (found.delay, found.makespan)
