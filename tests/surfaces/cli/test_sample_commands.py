"""Every command on the sample portfolio, as people and as machines call it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.surfaces.cli.conftest import Pmo


@pytest.mark.parametrize(
    "verb", ["brief", "rank", "risks", "capacity", "changes", "portfolio", "doctor"]
)
def test_json_is_data_and_nothing_else(pmo: Pmo, sample_store: str, verb: str) -> None:
    answer = pmo(verb, "--json", "--store", sample_store)
    assert answer.code == 0
    assert answer.data
    assert answer.err == ""


def test_the_brief_says_decisions_first(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("brief", "--store", sample_store)
    assert answer.code == 0
    assert answer.out.index("Decisions") < answer.out.index("Health")
    assert "10 days overdue" in answer.out
    assert "€11 k a week" in answer.out


@pytest.mark.parametrize(
    ("audience", "chosen"),
    [("exec", "html"), ("exec", "json"), ("program", "md"), ("team", "md")],
)
def test_a_brief_in_every_format(pmo: Pmo, sample_store: str, audience: str, chosen: str) -> None:
    asked = ("brief", "--audience", audience, "--format", chosen, "--store", sample_store)
    answer = pmo(*asked)
    assert answer.code == 0
    assert "Atlas" in answer.out
    assert pmo(*asked).out == answer.out


def test_every_fact_of_a_brief_opens_its_rows(pmo: Pmo, sample_store: str) -> None:
    facts = pmo("brief", "--json", "--store", sample_store).data["facts"].values()
    traced = [fact for fact in facts if fact["sources"]]
    assert traced
    for fact in traced:
        whole = fact["subject"].startswith("sources:")  # speaks of a source, not of a row
        assert all(place["file"] and (place["row"] or whole) for place in fact["sources"]), fact


def test_nothing_confidential_is_said_to_nobody_in_particular(pmo: Pmo, sample_store: str) -> None:
    for verb in ("brief", "rank", "risks", "capacity", "startable", "changes", "portfolio"):
        for more in ([], ["--json"]):
            answer = pmo(verb, *more, "--store", sample_store)
            said = answer.out + answer.err
            assert "falcon" not in said.casefold(), verb
            assert "FAL-" not in said, verb


def test_who_may_see_a_confidential_project_does(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("portfolio", "--json", "--viewer", "ingrid.solheim", "--store", sample_store)
    whole = pmo("portfolio", "--json", "--store", sample_store)
    count = {noun["table"]: noun["count"] for noun in answer.data["nouns"]}["projects"]
    seen = {noun["table"]: noun["count"] for noun in whole.data["nouns"]}["projects"]
    assert count == seen + 1


def test_two_viewers_see_one_order(pmo: Pmo, sample_store: str) -> None:
    def order(*viewer: str) -> list[str]:
        items = pmo("rank", "--json", *viewer, "--store", sample_store).data["items"]
        return [item["key"] for item in items]

    everyone, ingrid = order(), order("--viewer", "ingrid.solheim")
    assert everyone == [key for key in ingrid if key in set(everyone)]
    assert len(ingrid) > len(everyone)


def test_the_same_question_has_the_same_bytes(pmo: Pmo, sample_store: str) -> None:
    first = pmo("rank", "--json", "--store", sample_store).out
    assert pmo("rank", "--json", "--store", sample_store).out == first


def test_a_quiet_week_is_said_in_one_line(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("changes", "--as-of", "2026-10-26", "--store", sample_store)
    assert "Nothing that matters changed since Mon 19 Oct" in answer.out


def test_the_first_week_has_nothing_to_compare_with(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("changes", "--as-of", "2026-10-12", "--store", sample_store)
    assert "nothing older to compare with" in answer.out


def test_an_unknown_item_suggests_near_ones(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("explain", "KEY-33", "--store", sample_store)
    assert answer.code == 1
    assert "KEY-3" in answer.err


def test_an_item_of_a_confidential_project_is_unknown(pmo: Pmo, sample_store: str) -> None:
    hidden = pmo("explain", "FAL-2", "--store", sample_store)
    assert hidden.code == 1
    assert hidden.err.startswith("There is no work item “FAL-2” here.")
    assert "FAL" not in hidden.err.replace("FAL-2", "")


def test_a_day_before_the_first_import_is_refused_in_words(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("brief", "--as-of", "2020-01-01", "--store", sample_store)
    assert answer.code == 1
    assert "2026-10-12" in answer.err


def test_an_empty_store_says_what_to_do(pmo: Pmo) -> None:
    answer = pmo("brief", "--store", "sqlite:///empty.db")
    assert answer.code == 1
    assert "pmo import" in answer.err


def test_the_doctor_says_that_the_policy_keeps_its_examples(pmo: Pmo, sample_store: str) -> None:
    found = {each["what"]: each for each in pmo("doctor", "--json", "--store", sample_store).data}
    assert all(each["fine"] for each in found.values())
    assert "examples hold" in found["policy"]["found"]
    assert found["time zone"]["found"] == "Europe/Amsterdam"
    assert "PostgreSQL" in found


def test_requests_and_the_pace_of_work_are_on_the_portfolio_page(
    pmo: Pmo, sample_store: str
) -> None:
    page = pmo("portfolio", "--store", sample_store).out
    assert "3 requests wait for a decision" in page
    assert "a week. " in page.split("were finished in the last")[1].split("•")[0]


def test_the_agreed_order_stands_beside_the_computed_one(pmo: Pmo, sample_store: str) -> None:
    assert "drifted from what you agreed on Mon 2 Nov" in pmo("rank", "--store", sample_store).out
    assert (
        "Maren Okafor last agreed it at place"
        in pmo("explain", "CAS-7", "--store", sample_store).out
    )


def test_an_item_is_found_by_its_title(pmo: Pmo, sample_store: str) -> None:
    by_title = pmo("explain", "directory sync", "--store", sample_store)
    assert by_title.out == pmo("explain", "KEY-3", "--store", sample_store).out


def test_better_default_tables_reach_a_store_that_was_made_before(
    pmo: Pmo, sample_store: str, tmp_path: Path
) -> None:
    (tmp_path / "limits.yaml").write_text(
        "table: limits\ntitle: Limits\nlimits:\n  status_update_stale_days:\n    value: 60\n"
        "    unit: days\n    because: A quiet team.\n    remedy: Ask.\n"
    )
    (tmp_path / ".env").write_text(f"PMO_POLICY={tmp_path}\n")
    patient = pmo("brief", "--store", sample_store)
    (tmp_path / ".env").unlink()
    usual = pmo("brief", "--store", sample_store)
    assert "No update since Tue 6 Oct" in usual.out
    assert "No update since Tue 6 Oct" not in patient.out


def test_a_project_has_no_place_and_its_items_are_named(pmo: Pmo, sample_store: str) -> None:
    answer = pmo("explain", "Quay", "--store", sample_store)
    assert answer.code == 1
    assert "is a project; its work items have places" in answer.err
    assert "Ask for one of them: QUA-" in answer.err
    hidden = pmo("explain", "Falcon", "--store", sample_store)
    assert hidden.err.replace("Falcon", "Nothing") == (
        pmo("explain", "Nothing", "--store", sample_store).err
    )
