"""`pmo published`, `pmo dispute` and `pmo disputes`: from a wrong figure to an erratum."""

from __future__ import annotations

from pathlib import Path

from tests.surfaces.cli.conftest import Pmo
from tests.surfaces.cli.test_publish import FARID, INGRID, MAREN


def test_from_a_wrong_figure_to_its_erratum(office: Pmo, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    _publish_and_dispute(office, out)
    _only_some_may_answer(office)
    _correct(office)
    office("approve", "P-3", *MAREN)
    for _ in range(2):
        office("worker", "--once")
    assert len(list(out.glob("*erratum*.md"))) == 1
    both = office("published", "B-1", *MAREN).out
    assert "corrected by B-3" in both
    assert "Corrected since:" in both
    assert office("published", "B-3", "--json", *MAREN).data["corrects"] == "B-1"


def _publish_and_dispute(office: Pmo, out: Path) -> None:
    assert "Nothing was published." in office("published", *MAREN).out
    office("brief", *INGRID)
    office("publish", "exec", "--to", str(out), *INGRID)
    assert "There is no publication" in office("published", "B-1", *MAREN).err
    office("approve", "P-1", *MAREN)
    office("worker", "--once")
    assert "brief “exec” of 2026-11-16" in office("published", *MAREN).out
    said = office("published", "B-1", "--sources", *MAREN).out
    line = next(each for each in said.splitlines() if "10 days overdue" in each)
    address = line.split()[0]
    assert "decisions.csv row" in said

    why = ("--why", "It was put off", "--fact", "days overdue")
    assert "There is no published sentence" in office("dispute", address, *why, *FARID).err
    made = office("dispute", address, *why, *INGRID).out
    assert "Q-1 open" in made
    assert "Asked: PMO lead, since nobody is known to own the figure." in made
    assert "disputed already" in office("dispute", address, *why, *MAREN).out


def _only_some_may_answer(office: Pmo) -> None:
    assert "pmo disputes Q-1 --stands" in office("proposals", *MAREN).out
    assert "Q-1" not in office("proposals", *FARID).out
    assert "There is no dispute" in office("disputes", "Q-1", "--stands", "so", *FARID).err
    assert office("disputes", "--corrected", *MAREN).code != 0
    assert "still what was published" in office("disputes", "Q-1", "--corrected", *MAREN).err


def _correct(office: Pmo) -> None:
    office("propose", "correction", "decisions", "D-5", "due", "2026-11-10", *INGRID)
    office("approve", "P-2", *MAREN)
    office("worker", "--once")
    assert "No figure is disputed." in office("disputes", *MAREN).out
    assert "corrected" in office("disputes", "--all", *MAREN).out
    assert "it said 10 days; it is 6 days" in flat(office("proposals", "P-3", *MAREN).out)


def flat(text: str) -> str:
    return " ".join(text.split())
