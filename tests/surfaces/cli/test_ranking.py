"""`pmo rank` for one's own teams and beside other scores; `pmo explain --suppose`."""

from __future__ import annotations

from tests.surfaces.cli.conftest import Pmo


def test_who_asks_reads_about_their_own_work_and_all_is_everything(
    pmo: Pmo, sample_store: str
) -> None:
    asked = ("--viewer", "aisha.rahimi", "--store", sample_store)
    own = pmo("rank", *asked).out
    assert "Keep going with MOS-4" in own
    assert "Keep going with HAR-4" not in own
    assert "Keep going with HAR-4" in pmo("rank", "--all", *asked).out


def test_a_team_is_asked_about_by_name(pmo: Pmo, sample_store: str) -> None:
    data = pmo("rank", "--team", "Data", "--store", sample_store).out
    assert "Keep going with HAR-4" in data
    assert "Keep going with MOS-4" not in data
    unknown = pmo("rank", "--team", "Dtaa", "--store", sample_store)
    assert unknown.code == 1
    assert unknown.err.startswith("There is no team “Dtaa” here. Did you mean DATA")


def test_what_to_stop_says_what_is_freed_and_never_what_must_be(
    pmo: Pmo, sample_store: str
) -> None:
    said = pmo("rank", "--all", "--store", sample_store).out
    page = " ".join(said.split("Consider stopping")[1].split("What would make")[0].split())
    assert "Consider pausing WIL-3" in page
    assert "Left to do: " in page
    assert "what was spent so far does not count" in page
    assert "Stopping Harbor would free" in page
    assert "Stopping Quay would free" in page
    assert "Sentinel" not in page


def test_who_is_free_is_said_with_what_they_could_start(pmo: Pmo, sample_store: str) -> None:
    page = pmo("rank", "--team", "Portal", "--store", sample_store).out
    start = " ".join(page.split("Start next")[1].split("Not now")[0].split())
    assert "2 frontend people in Portal are free from Mon 30 Nov; best startable: " in start


def test_another_score_stands_beside_the_order_and_names_what_it_lacks(
    pmo: Pmo, sample_store: str
) -> None:
    answer = pmo("rank", "--compare", "rice", "--store", sample_store)
    assert "It is for comparison only" in " ".join(answer.out.split())
    assert "No reach: " in answer.out
    assert pmo("rank", "--compare", "rice", "--json", "--store", sample_store).data["items"]
    refused = pmo("rank", "--compare", "moscow", "--store", sample_store)
    assert refused.code == 1
    assert "wsjf, cd3, rice, value_effort" in refused.err


def test_a_correction_is_previewed_with_who_is_displaced(pmo: Pmo, sample_store: str) -> None:
    supposed = ("explain", "QUA-4", "--suppose", "cost of delay=20kEUR", "--suppose", "size=5d")
    data = pmo(*supposed, "--json", "--store", sample_store).data
    assert data["to_place"] < data["from_place"]
    assert data["displaced"]
    assert "Nothing was changed." in " ".join(pmo(*supposed, "--store", sample_store).out.split())
    assert "FAL" not in pmo(*supposed, "--json", "--store", sample_store).out


def test_a_supposition_that_is_none_says_what_can_be_supposed(pmo: Pmo, sample_store: str) -> None:
    for text, words in (
        ("value=3", "Suppose one of: business value"),
        ("size", "Write it like"),
        ("size=big", "is not work by skill"),
        ("cost of delay=lots", "is no amount"),
    ):
        answer = pmo("explain", "KEY-8", "--suppose", text, "--store", sample_store)
        assert answer.code == 1
        assert words in answer.err
    going = pmo("explain", "HAR-4", "--suppose", "size=1d", "--store", sample_store)
    assert "is not waiting to be started" in going.err
    hidden = pmo("explain", "FAL-3", "--suppose", "size=1d", "--store", sample_store)
    assert hidden.err.startswith("There is no work item “FAL-3” here.")
