"""`pmo check` for a person and for a machine."""

from tests.surfaces.cli.conftest import Pmo


def test_a_false_statement_is_refused_with_what_the_facts_say(pmo: Pmo, sample_store: str) -> None:
    said = pmo("check", "Atlas is two weeks ahead", "--store", sample_store)
    assert said.code == 0
    assert "That does not hold." in said.out
    assert "What the facts say" in said.out
    assert "row" in said.out


def test_a_true_one_holds_and_is_data_for_machines(pmo: Pmo, sample_store: str) -> None:
    found = pmo("check", "Atlas is red.", "--store", sample_store, "--json").data
    assert found["verdict"] == "holds"
    assert found["facts"]
    assert found["facts"][0]["sources"]


def test_what_cannot_be_told_says_why(pmo: Pmo, sample_store: str) -> None:
    said = pmo("check", "Zebulon is red.", "--store", sample_store)
    assert "I can't tell." in said.out
    assert "Zebulon" in said.out


def test_nothing_to_check_is_an_error_with_a_way_on(pmo: Pmo, sample_store: str) -> None:
    said = pmo("check", " ", "--store", sample_store)
    assert said.code != 0
    assert "pmo check" in said.err
