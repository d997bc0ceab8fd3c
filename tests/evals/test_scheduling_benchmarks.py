"""The scheduling benchmarks check every answer and say how far each way is from the best."""

import json
from pathlib import Path

import pytest

from assistant.errors import BadSource
from evals.benchmarks.__main__ import main
from evals.benchmarks.delaycost import seeded_weights
from evals.benchmarks.instances.psplib import read_instance
from evals.benchmarks.rcpsp import best_known
from tests.evals.test_psplib import MINIZINC, written

CROWDED = """n_res = 1;
rc = [ 3 ];
n_tasks = 4;
d = [ 2, 2, 2, 1 ];
rr = [| 2, 2, 2, 1 |];
suc = [ {  }, {  }, {  }, {  } ];
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("j30", "j60"):
        (tmp_path / name).mkdir()
    written(tmp_path / "j30", MINIZINC, "J30_1_1.dzn")
    written(tmp_path / "j30", CROWDED, "J30_2_1.dzn")
    written(tmp_path / "j60", CROWDED, "J60_1_1.dzn")
    written(tmp_path, "instance,lower_bound,best_known,proven\nJ30_1_1,,6,0\n", "best_known.csv")
    return tmp_path


@pytest.mark.parametrize("name", ["rcpsp", "delaycost"])
def test_small_instances_are_proved_beside_the_baselines(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main([name, str(folder), "--seconds", "2"])
    told = capsys.readouterr()
    figures = json.loads(told.out.splitlines()[-1])
    assert (figures["instances"], figures["feasible"], figures["proved"]) == (3, 3, 3)
    assert figures["mean_gap_percent"] == 0
    assert set(figures["baselines"]) == {"priority_rule", "cp_sat"}
    assert figures["baselines"]["cp_sat"]["proved"] == 3
    assert {key: each["instances"] for key, each in figures["sets"].items()} == {
        "j30": 2,
        "j60": 1,
    }
    assert "J60_1_1" in told.err


def test_a_limit_counts_for_each_set(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["rcpsp", str(folder), "--seconds", "1", "--limit", "1", "--no-baseline"])
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert figures["instances"] == 2
    assert set(figures["baselines"]) == {"priority_rule"}


def test_a_folder_without_instances_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="no instances"):
        main(["rcpsp", str(tmp_path)])


def test_a_bad_row_of_best_known_makespans_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "instance,best_known\nJ30_1_1,43\nJ30_2_1,many\n", "best_known.csv")
    with pytest.raises(BadSource) as refused:
        best_known(path)
    assert refused.value.row == 3


def test_weights_are_those_of_the_name(folder: Path) -> None:
    one, other = (read_instance(folder / "j30" / f"J30_{n}_1.dzn") for n in (1, 2))
    assert seeded_weights(one) == seeded_weights(one)
    assert seeded_weights(one) != seeded_weights(other)
    assert all(1 <= weight <= 10 for weight in seeded_weights(other))
