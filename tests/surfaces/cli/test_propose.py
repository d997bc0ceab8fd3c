"""Rules and colours on the real command line: proposed, approved, and told from then on."""

from __future__ import annotations

from pathlib import Path

from assistant.policy import default_tables
from tests.surfaces.cli.conftest import Pmo

MAREN = ("--viewer", "maren.okafor")
OWEN = ("--viewer", "owen.brandt")
BEN = ("--viewer", "ben.castellan")


def test_a_colour_for_a_time_is_told_with_the_rules_own(office: Pmo) -> None:
    asked = ("ATLAS", "--status", "amber", "--until", "2026-11-30", "--why", "The vendor signed")
    assert "the rule says Red" in " ".join(office("propose", "rag", *asked, *BEN).out.split())
    assert office("approve", "P-1", *OWEN).code == 0
    said = " ".join(office("portfolio", *BEN).out.split())
    assert "Amber until Mon 30 Nov, overridden by Owen Brandt" in said
    assert "By rule Red" in said
    told = office("audit", "show", "--kind", "overridden", "--from", "2026-01-01", *MAREN).out
    assert "P-1: overridden by Owen Brandt" in told


def test_where_people_have_roles_rules_change_by_a_proposal(office: Pmo, tmp_path: Path) -> None:
    book, ours = tmp_path / "rules.xlsx", tmp_path / "ours"
    (tmp_path / "one").mkdir()
    text = default_tables()["rag_overrides"].replace("ends by itself", "is over")
    (tmp_path / "one" / "rag_overrides.yaml").write_text(text, encoding="utf-8")
    assert office("policy", "export", str(tmp_path / "one"), "--to", str(book)).code == 0
    said = office("policy", "import", str(book), "--to", str(ours)).out
    assert "pmo propose policy" in " ".join(said.split())
    proposed = " ".join(office("propose", "policy", str(ours), *MAREN).out.split())
    assert "rag_overrides / override-for-a-time / because" in proposed
    assert "Nothing that is found today would be different." in proposed
    assert office("approve", "P-1", *MAREN).code != 0
    assert office("approve", "P-1", "--viewer", "ingrid.solheim").code == 0
    assert "is over" in " ".join(office("policy", "show", "rag_overrides").out.split())
