"""Multi-skill instances are read as they stand, or refused by line; the benchmark measures them."""

import json
import re
from pathlib import Path

import pytest

from assistant.errors import BadSource
from assistant.planning.solvers.multiskill.search import first_schedule
from evals.benchmarks.__main__ import main
from evals.benchmarks.checking.mspsp import violations
from evals.benchmarks.instances.mspsp import read_mspsp, read_references

INSTANCE = """% three tasks, two people
n_skills = 2;
n_workers = 2;
has_skills = [1..2, {1}];
n_tasks = 3;
d = [2, 3, 0];
rr = [| 1, 1, 0
      | 1, 0, 1 |];
suc = [{2}, {}, {}];
"""
SHARED = Path(__file__).parents[3] / "shared" / "data" / "multiskill_mspsp"


def written(folder: Path, text: str = INSTANCE) -> Path:
    path = folder / "small.dzn"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_instance_is_read_as_it_stands(tmp_path: Path) -> None:
    problem = read_mspsp(written(tmp_path))
    assert problem.durations == (2, 3, 0)
    assert problem.needs == ((1, 1), (1, 0), (0, 1))
    assert problem.skills == (frozenset({0, 1}), frozenset({0}))
    assert problem.predecessors == ((), (0,), ())


@pytest.mark.parametrize(
    ("was", "becomes", "line", "said"),
    [
        ("d = [2, 3, 0]", "d = [2, 3]", 6, "There are 2 values, 3 were announced."),
        ("d = [2, 3, 0]", "d = [2, x, 0]", 6, "“x” is not a whole number"),
        ("d = [2, 3, 0]", "d = 2, 3, 0", 6, "does not stand between"),
        ("1, 1, 0\n", "1, 1\n", 7, "There are 2 values"),
        ("[| 1, 1, 0\n      |", "[|", 7, "There are 1 rows, 2 were announced."),
        ("{2}, {}, {}", "{4}, {}, {}", 9, "not from 1 to 3"),
        ("{2}, {}, {}", "{2}, 7, {}", 9, "not a list of sets"),
        ("n_tasks = 3;", "n_tasks 3;", 5, "Here one of"),
        ("n_tasks = 3;", "colour = 3;", 5, "Here one of"),
        ("n_tasks = 3;", "", None, "There is no n_tasks"),
        ("rr = [| 1, 1, 0\n      | 1", "rr = [| 1, 1, 0\n      | 3", None, "Task 1 needs 3"),
        ("{2}, {}, {}", "{2}, {1}, {}", None, "wait for each other"),
    ],
)
def test_what_cannot_be_read_is_named(
    tmp_path: Path, was: str, becomes: str, line: int | None, said: str
) -> None:
    assert was in INSTANCE
    with pytest.raises(BadSource, match=re.escape(said)) as refused:
        read_mspsp(written(tmp_path, INSTANCE.replace(was, becomes)))
    assert (refused.value.file, refused.value.row) == ("small.dzn", line)


def test_the_checker_sees_what_is_wrong(tmp_path: Path) -> None:
    problem = read_mspsp(written(tmp_path))
    good = [{0: 1, 1: 0}, {1: 0}, {0: 1}]
    assert violations(problem, [0, 2, 0], good) == []
    assert "task 2 starts before task 1 ends" in violations(problem, [0, 1, 0], good)
    assert "worker 1 is at tasks 1 and 3 at once" in violations(problem, [0, 2, 1], good)
    unable = violations(problem, [0, 2, 0], [{0: 0, 1: 1}, {1: 0}, {0: 1}])
    assert unable == ["worker 2 does not have skill 2 for task 1"]
    short = violations(problem, [0, 2, 0], [{0: 1}, {1: 0}, {0: 1}])
    assert short == ["task 1 has 0 with skill 1, needs 1"]
    assert "task 1 starts before time" in violations(problem, [-1, 2, 0], good)
    assert violations(problem, [0, 2], good) == ["2 starts and 3 staffed tasks, not 3"]


def test_the_benchmark_reports_ours_beside_the_baselines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path)
    (tmp_path / "reference_makespans.csv").write_text(
        "instance,best_known,status\nsmall,5,OPTIMAL\n", encoding="utf-8"
    )
    main(["multiskill", str(tmp_path), "--seconds", "1"])
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    counted = {name: figures[name] for name in ("instances", "feasible", "proved")}
    assert counted == {"instances": 1, "feasible": 1, "proved": 1}
    assert figures["mean_gap_percent"] == 0
    assert figures["baselines"]["plain_cp_sat"]["proved"] == 1


@pytest.mark.skipif(not SHARED.exists(), reason="the published instances are not beside this repo")
def test_one_rule_schedules_every_published_instance() -> None:
    references = read_references(SHARED / "reference_makespans.csv")
    for path in sorted(SHARED.glob("*.dzn")):
        problem = read_mspsp(path)
        found = first_schedule(problem)
        assert violations(problem, found.starts, found.staffing) == []
        assert found.makespan <= 1.25 * references[path.stem][0]


def test_what_cannot_be_measured_is_said_without_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"There is no \.dzn file in"):
        main(["multiskill", str(tmp_path)])
    written(tmp_path, INSTANCE.replace("d = [2, 3, 0]", "d = [2, 3]"))
    with pytest.raises(SystemExit, match=r"small\.dzn, row 6: There are 2 values"):
        main(["multiskill", str(tmp_path), "--seconds", "1"])
