"""People call things by key, name, part of a name, another name, or nearly so."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import Ambiguous, NotFound
from assistant.portfolio.people import Person, Team
from assistant.portfolio.project import Milestone, Program, Project
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.name_index import name_index
from assistant.usecases.names import ANY, Named, NameKind, promise_of, resolve
from assistant.values import Scope
from tests.planning.backlogs import MONDAY, item
from tests.portfolio.larkfield import today


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("BEACON", "project", "BEACON"),
        ("beacon", "project", "BEACON"),
        ("the portal thing", "project", "BEACON"),
        ("Harbour", "project", "HARBOR"),
        ("Mosiac", "project", "MOSAIC"),
        ("the sanctions project", "project", "SENTINEL"),
        ("project Lantern", "project", "LANTERN"),
        ("key-3", "item", "KEY-3"),
        ("Directory Sync", "item", "KEY-3"),
        ("firewall cutover", "item", "LAN-4"),
        ("Lindqvist", "person", "jonas.lindqvist"),
        ("lindqvst", "person", "jonas.lindqvist"),
        ("Priya", "person", "priya.nair"),
        ("priya.nair@larkfield.example", "person", "priya.nair"),
        ("the CIO", "person", "ingrid.solheim"),
        ("the Birchway contract", "milestone", "MOSAIC-LIVE"),
        ("the sanctions deadline", "milestone", "SENTINEL-LIVE"),
        ("the regulator's date", "milestone", "SENTINEL-LIVE"),
        ("Beacon R2", "milestone", "BEACON-R2"),
        ("Atlas go live", "milestone", "ATLAS-GOLIVE"),
        ("DBA", "skill", "dba"),
        ("front-end developers", "skill", "frontend"),
        ("integrators", "skill", "integration"),
        ("lumen", "vendor", "LUMEN"),
        ("the Claims team", "team", "CLAIMS"),
    ],
)
def test_what_people_say(text: str, kind: str, key: str) -> None:
    found = resolve(today(), text, (kind,))
    assert (found.kind, found.key) == (kind, key)


def test_two_of_one_name_are_asked_back() -> None:
    with pytest.raises(Ambiguous) as caught:
        resolve(today(), "Jonas", (NameKind.PERSON,))
    assert caught.value.choices == ("Jonas Lindqvist", "Jonas Weber")
    assert "Jonas Lindqvist or Jonas Weber" in str(caught.value)
    with pytest.raises(Ambiguous, match="Harbor or Quay"):
        resolve(today(), "the data project", (NameKind.PROJECT,))


def test_unknown_and_hidden_are_told_in_the_same_words() -> None:
    seen = today().scoped(Scope(viewer="claire.duvoisin"))
    told = []
    for name in ("Falcon", "Zumbra"):
        with pytest.raises(NotFound) as caught:
            resolve(seen, name)
        assert not {"Falcon", "FALCON"} & set(caught.value.near)
        told.append(caught.value.message.replace(name, "X"))
    assert told[0] == told[1]
    assert resolve(today(), "Falcon").key == "FALCON"


def test_what_is_nearly_called_so_is_offered() -> None:
    with pytest.raises(NotFound) as caught:
        resolve(today(), "KEY-99", (NameKind.ITEM,))
    assert "KEY-9" in caught.value.near


def test_the_first_kind_that_fits_is_meant() -> None:
    assert resolve(today(), "Data", ("team", "program")).kind is NameKind.TEAM
    assert resolve(today(), "Data", ("program", "team")).kind is NameKind.PROGRAM


def test_of_milestones_the_promised_one_ahead_is_meant() -> None:
    seen = Snapshot.of(MONDAY, [
        Project(key="P", name="Alpha"),
        Milestone(key="M1", project="P", name="Alpha start", actual=MONDAY, committed=MONDAY),
        Milestone(key="M2", project="P", name="Alpha review"),
        Milestone(key="M3", project="P", name="Alpha live", committed=MONDAY),
    ])  # fmt: skip
    assert resolve(seen, "the Alpha deadline", (NameKind.MILESTONE,)).key == "M3"
    found = promise_of(seen, Named(NameKind.PROJECT, "P", "Alpha"))
    assert found is not None
    assert found.key == "M3"
    assert promise_of(seen, Named(NameKind.PROJECT, "Q", "Beta")) is None


def test_names_of_other_scripts_and_accents() -> None:
    seen = Snapshot.of(MONDAY, [
        Person(key="u1", name="José Álvarez"),
        Project(key="X", name="我们只是守护"),
        Team(key="T", name="Équipe Données"),
        Program(key="G", name="Größe"),
    ])  # fmt: skip
    assert resolve(seen, "jose alvarez").key == "u1"
    assert resolve(seen, "我们只是守护").key == "X"
    assert resolve(seen, "equipe donnees").key == "T"


def test_the_index_is_made_once_for_the_same_rows() -> None:
    assert name_index(today()) is name_index(today())
    hidden = today().scoped(Scope.public())
    assert name_index(hidden) is not name_index(today())


@given(st.text(max_size=40))
def test_any_text_is_a_name_or_an_error_for_people(text: str) -> None:
    with suppress(NotFound, Ambiguous):
        assert resolve(today(), text, ANY).key


@given(st.permutations([item(f"A-{n}", name=f"Part {n} of the bridge") for n in range(6)]))
def test_the_order_of_rows_does_not_matter(rows: list[object]) -> None:
    seen = Snapshot.of(MONDAY, rows)  # type: ignore[arg-type]  # items are nouns
    with pytest.raises(Ambiguous) as caught:
        resolve(seen, "the bridge", (NameKind.ITEM,))
    assert caught.value.choices[0] == "A-0 (Part 0 of the bridge)"
