"""Next release instances are read as they stand, or refused by line; the benchmark measures them."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from assistant.errors import BadInput, BadSource
from evals.benchmarks.__main__ import main
from evals.benchmarks.baselines.plain_selection import greedy, plain_cp_sat, plain_highs
from evals.benchmarks.checking.nrp import profit
from evals.benchmarks.instances.nrp import Case, Customer, read_cases, read_instance

INSTANCE = """2
3
4 3 5
2
2 6
3
1 4
2 4
3 5
3
10 1 4
7 2 1 2
9 1 5
"""
HALF = Fraction(1, 2)
SHARED = Path(__file__).parents[3] / "shared" / "data" / "nrp"


def written(folder: Path, text: str = INSTANCE, name: str = "nrp-small.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_instance_is_read_as_it_stands(tmp_path: Path) -> None:
    instance = read_instance(written(tmp_path))
    assert instance.costs == (4, 3, 5, 2, 6)
    assert instance.dependencies == ((0, 3), (1, 3), (2, 4))
    assert instance.customers == (Customer(10, (3,)), Customer(7, (0, 1)), Customer(9, (4,)))
    assert instance.budget(HALF) == 10


def test_a_ratio_is_no_binary_fraction(tmp_path: Path) -> None:
    instance = read_instance(written(tmp_path, "1\n1\n10\n0\n0\n"))
    assert instance.budget(Fraction("0.7")) == 7


@pytest.mark.parametrize(
    ("was", "becomes", "line", "said"),
    [
        ("4 3 5", "4 x 5", 3, "“x” is not a cost."),
        ("4 3 5", "4 -3 5", 3, "-3 is too small"),
        ("3 5\n3", "3 6\n3", 9, "6 is not a requirement: there are 5."),
        ("10 1 4", "10 1 0", 11, "0 is too small"),
        ("9 1 5\n", "9 1\n", 13, "the file ends before a requirement."),
        ("9 1 5\n", "9 1 5 8\n", 13, "stands behind the last customer."),
        ("2\n3\n4", "0\n3\n4", 1, "0 is too small for the number of levels."),
    ],
)
def test_what_cannot_be_read_is_named(
    tmp_path: Path, was: str, becomes: str, line: int, said: str
) -> None:
    path = written(tmp_path, INSTANCE.replace(was, becomes, 1))
    with pytest.raises(BadSource) as caught:
        read_instance(path)
    assert (caught.value.file, caught.value.row) == (str(path), line)
    assert said in str(caught.value)


def test_a_file_that_is_no_text_and_a_folder_without_instances(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="no instance"):
        list(read_cases(tmp_path))
    path = tmp_path / "nrp1.txt"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadSource, match="cannot be read as text"):
        list(read_cases(tmp_path))


def test_ratios_are_those_with_a_reference_else_the_usual(tmp_path: Path) -> None:
    written(tmp_path)
    assert [float(case.ratio) for case in read_cases(tmp_path)] == [0.3, 0.5, 0.7]
    csv = tmp_path / "reference_optima.csv"
    csv.write_text("instance,ratio,best_profit\nnrp-small,0.5,17\n", encoding="utf-8")
    instance = read_instance(tmp_path / "nrp-small.txt")
    assert list(read_cases(tmp_path)) == [Case(instance, HALF, 17)]
    csv.write_text("instance,ratio,best_profit\nnrp-small,half,17\n", encoding="utf-8")
    with pytest.raises(BadSource, match=r"row 2.*best_profit"):
        list(read_cases(tmp_path))


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    instance = read_instance(written(tmp_path))
    assert profit(instance, HALF, {0, 1, 3}) == (17, [])
    assert profit(instance, HALF, {3}) == (
        10,
        ["requirement 3 without 0", "requirement 3 without 1"],
    )
    assert profit(instance, Fraction(1, 4), {0, 1}) == (7, ["it costs 7 of 5"])
    assert profit(instance, HALF, {7})[1] == ["something chosen is no requirement"]


def test_baselines_solve_the_same_problem(tmp_path: Path) -> None:
    instance = read_instance(written(tmp_path))
    assert greedy(instance, HALF).requirements == {0, 1, 3}
    for answer in (plain_highs(instance, HALF, 10), plain_cp_sat(instance, HALF, 10)):
        assert answer.is_proved
        assert profit(instance, HALF, answer.requirements) == (17, [])


def test_the_benchmark_measures_and_verifies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path)
    main(["nrp", str(tmp_path), "--seconds", "5"])
    said = capsys.readouterr()
    figures = json.loads(said.out.splitlines()[-1])
    assert figures["instances"] == figures["feasible"] == figures["proved"] == 3
    assert figures["mean_gap_percent"] == 0
    assert figures["optima_reached"] == 3
    assert set(figures["baselines"]) == {"greedy", "plain_highs", "plain_cp_sat"}
    assert "nrp-small at 0.5" in said.err


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no folder"):
        main(["nrp", str(tmp_path / "none")])


@pytest.mark.skipif(not SHARED.exists(), reason="the public instances are not beside the checkout")
def test_public_instances_reach_their_proven_optima(capsys: pytest.CaptureFixture[str]) -> None:
    main(["nrp", str(SHARED), "--limit", "3", "--no-baseline"])
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert figures["feasible"] == figures["proved"] == figures["optima_reached"] == 3
