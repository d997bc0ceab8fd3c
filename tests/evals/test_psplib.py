"""Instances of PSPLIB are read as they stand, or refused by file and line."""

import re
from pathlib import Path

import pytest

from assistant.errors import BadSource
from evals.benchmarks.checking.schedules import faults, makespan, weighted_finish
from evals.benchmarks.instances.psplib import ProjectInstance, read_instance

MINIZINC = """% three tasks, two resources
n_res = 2;
rc = [ 2, 3 ];
n_tasks = 3;
d = [ 2, 3, 1 ];
rr = [| 1, 2, 0
      | 0, 0, 3 |];
suc = [ { 2 },
        { 3 },
        {  } ];
"""
OWN = """****************
projects                      :  1
  - nonrenewable              :  0   N
****************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          1           2
   2        1          1           3
   3        1          1           4
   4        1          1           5
   5        1          0
****************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
----------------
  1      1     0       0    0
  2      1     2       1    0
  3      1     3       2    0
  4      1     1       0    3
  5      1     0       0    0
****************
RESOURCEAVAILABILITIES:
  R 1  R 2
    2    3
****************
"""
SHARED = Path(__file__).parents[3] / "shared" / "data" / "rcpsp_psplib"


def written(folder: Path, text: str, name: str = "small.dzn") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def small(folder: Path) -> ProjectInstance:
    return read_instance(written(folder, MINIZINC))


def test_both_forms_say_the_same(tmp_path: Path) -> None:
    one, other = small(tmp_path), read_instance(written(tmp_path, OWN, "small.sm"))
    assert one == other
    assert one.durations == [2, 3, 1]
    assert one.demands == [[1, 0], [2, 0], [0, 3]]
    assert one.successors == [[1], [2], []]
    assert one.critical_path == 6


@pytest.mark.parametrize(
    ("right", "wrong", "line", "says"),
    [
        ("d = [ 2, 3, 1 ];", "d = [ 2, 3 ];", 5, "3 numbers belong here, 2"),
        ("d = [ 2, 3, 1 ];", "d = [ 2, -3, 1 ];", 5, "no whole number"),
        ("      | 0, 0, 3 |];", "      | 0, 0, x |];", 7, "no whole number"),
        ("{ 3 }", "{ 4 }", 9, "none of the 3"),
        ("{ 3 },\n", "", 8, "3 sets belong here, 2"),
        ("rc = [ 2, 3 ];", "", 10, "no field “rc"),
    ],
)
def test_a_bad_minizinc_file_is_refused_by_line(
    tmp_path: Path, right: str, wrong: str, line: int, says: str
) -> None:
    path = written(tmp_path, MINIZINC.replace(right, wrong))
    with pytest.raises(BadSource, match=re.escape(says)) as refused:
        read_instance(path)
    assert refused.value.file == str(path)
    assert refused.value.row == line


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("   3        1          1           4", "   3        1          2           4", 9),
        ("   3        1          1           4", "   3        1          1           2", 9),
        ("  2      1     2       1    0", "  2      2     2       1    0", 17),
        ("  2      1     2       1    0", "  2      1     2       1", 17),
        ("  - nonrenewable              :  0", "  - nonrenewable              :  2", 1),
        ("RESOURCEAVAILABILITIES:", "RESOURCES:", 25),
        ("   4        1          1           5\n", "", 7),
    ],
)
def test_a_bad_file_of_the_library_is_refused_by_line(
    tmp_path: Path, right: str, wrong: str, line: int
) -> None:
    path = written(tmp_path, OWN.replace(right, wrong), "small.sm")
    with pytest.raises(BadSource) as refused:
        read_instance(path)
    assert refused.value.row == line


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "small.dzn"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadSource):
        read_instance(path)


def test_the_checker_names_what_is_wrong(tmp_path: Path) -> None:
    instance = small(tmp_path)
    assert faults(instance, [0, 2, 5]) == []
    assert faults(instance, [0, 1, 4]) == [
        "task 1 starts before 0 is done",
        "resource 0 is overdrawn at time 1",
    ]
    assert faults(instance, [-1, 2, 5]) == ["task 0 starts before time 0"]
    assert faults(instance, [0, 2]) == ["2 starts for 3 tasks"]
    assert makespan(instance, [0, 2, 5]) == 6
    assert weighted_finish(instance, [1, 0, 2], [0, 2, 5]) == 14


@pytest.mark.skipif(not SHARED.exists(), reason="the published instances are not at hand")
def test_the_published_files_agree_with_each_other() -> None:
    own = read_instance(SHARED / "native_format_samples" / "j301_1.sm")
    minizinc = read_instance(SHARED / "j30" / "J30_1_1.dzn")
    assert (own.durations, own.demands) == (minizinc.durations, minizinc.demands)
    assert (own.capacities, own.successors) == (minizinc.capacities, minizinc.successors)
