"""The memory: found by words, meaning and day, only on shelves that are open to the asker."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.adapters.chroma_memory import ChromaMemory, MemoryPlace
from assistant.adapters.chroma_memory.fusion import fused
from assistant.adapters.chroma_memory.shelves import OPEN, Shelf, opened
from assistant.adapters.chroma_memory.vectors import VectorShelves
from assistant.adapters.embedding import HashingEmbedder
from assistant.errors import MemoryFault
from assistant.ports.memory import MemoryKind, Wanted
from assistant.ports.progress import Silent
from tests.adapters.chroma_memory.passages import DAY, Counting, found, passage

PASSAGES = (
    passage("a", "The firewall rules are being migrated.", "ATLAS"),
    passage("b", "Lunch was good.", "ATLAS"),
    passage("c", "MOS-9 waits for the firewall.", "BEACON", day=DAY - timedelta(days=60)),
    passage("d", "The firewall of Falcon is secret.", "FALCON", confidential=True),
    passage("e", "Budgets are reviewed in spring.", None, kind=MemoryKind.DOCUMENT),
)
SHELVES = [
    Shelf(number, frozenset({f"projects:{name}"}), name in "XYZ")
    for number, name in enumerate("ABCXYZ", start=1)
]


@pytest.fixture
def place(tmp_path: Path) -> MemoryPlace:
    return MemoryPlace(tmp_path / "memory")


@pytest.fixture
def memory(place: MemoryPlace) -> ChromaMemory:
    made = ChromaMemory(place, HashingEmbedder())
    made.rebuild(PASSAGES, "r1", Silent())
    return made


def test_it_finds_by_words_endings_and_keys(memory: ChromaMemory) -> None:
    assert set(found(memory, "migrating a firewall", "FALCON")) == {"a", "c"}
    assert found(memory, "migrating a firewall", "FALCON")[0] == "a"
    assert found(memory, "what about mos-9?", "FALCON") == ["c"]
    assert found(memory, "quantum", "FALCON") == []
    assert found(memory, "", "FALCON") == []


def test_a_mistyped_word_is_found_by_its_likeness(memory: ChromaMemory) -> None:
    assert found(memory, "budgetts reviewd", "FALCON") == ["e"]


def test_kinds_days_and_projects_narrow_it(memory: ChromaMemory) -> None:
    assert found(memory, "firewall", since=DAY) == ["a", "d"]
    assert found(memory, "firewall", until=DAY - timedelta(days=1)) == ["c"]
    assert found(memory, "firewall budgets", kinds=(MemoryKind.DOCUMENT,)) == ["e"]
    assert found(memory, "firewall", within=frozenset({"projects:BEACON"})) == ["c"]
    assert len(found(memory, "firewall", most=1)) == 1


def test_what_is_hidden_is_not_found_even_before_the_next_rebuild(memory: ChromaMemory) -> None:
    assert "d" in found(memory, "firewall")
    assert "d" not in found(memory, "secret falcon firewall", "FALCON")
    assert found(memory, "firewall", "FALCON", "ATLAS") == ["c"]
    assert found(memory, "firewall", "FALCON", "ATLAS", within=frozenset({"projects:ATLAS"})) == []


def test_what_is_hidden_does_not_move_what_is_seen(place: MemoryPlace, tmp_path: Path) -> None:
    secrets = [
        passage(f"s{each}", "migrated firewall rules", "FALCON", confidential=True)
        for each in range(40)
    ]
    with_secrets = ChromaMemory(place, HashingEmbedder())
    with_secrets.rebuild([*PASSAGES, *secrets], "r", Silent())
    without = ChromaMemory(MemoryPlace(tmp_path / "other"), HashingEmbedder())
    without.rebuild([each for each in PASSAGES if each.key != "d"], "r", Silent())
    for asked in ("firewall rules migrated", "mos-9 firewall", "spring", "lunch firewall"):
        assert found(with_secrets, asked, "FALCON") == found(without, asked, "FALCON")


def test_newer_text_stands_first_among_equals(place: MemoryPlace) -> None:
    memory = ChromaMemory(place, HashingEmbedder())
    days = {"old": date(2025, 1, 1), "new": date(2026, 11, 1), "undated": None}
    memory.rebuild(
        [passage(key, "same words", day=day) for key, day in days.items()], "r", Silent()
    )
    assert found(memory, "same words") == ["new", "old", "undated"]


def test_only_what_changed_is_embedded_again(place: MemoryPlace) -> None:
    embedder = Counting()
    memory = ChromaMemory(place, embedder)
    first = memory.rebuild(PASSAGES, "r1", Silent())
    assert (first.passages, first.added, first.removed) == (5, 5, 0)
    embedder.texts.clear()
    changed = [*PASSAGES[:-1], passage("e", "Budgets are reviewed in autumn.")]
    second = memory.rebuild(changed, "r2", Silent())
    assert (second.passages, second.added, second.removed) == (5, 1, 1)
    assert embedder.texts == [". Budgets are reviewed in autumn."]
    assert memory.rebuild([], "r3", Silent()).removed == 5
    assert found(memory, "firewall") == []


def test_the_order_passages_come_in_does_not_matter(memory: ChromaMemory, tmp_path: Path) -> None:
    other = ChromaMemory(MemoryPlace(tmp_path / "other"), HashingEmbedder())
    other.rebuild(PASSAGES[::-1], "r1", Silent())
    wanted = Wanted(text="firewall rules", hidden=frozenset())
    assert other.search(wanted) == memory.search(wanted)


def test_a_rebuild_that_breaks_off_leaves_the_old_memory(
    memory: ChromaMemory, place: MemoryPlace
) -> None:
    before = found(memory, "firewall")
    broken = ChromaMemory(place, Counting(breaks_at="Zebra"))
    with pytest.raises(KeyboardInterrupt):
        broken.rebuild([passage("a", "Zebra firewall", "ZOO"), PASSAGES[1]], "r2", Silent())
    assert found(memory, "firewall") == before
    assert found(ChromaMemory(place, HashingEmbedder()), "firewall") == before
    assert memory.rebuild(PASSAGES, "r3", Silent()).added == 0


def test_what_another_process_rebuilt_is_found(memory: ChromaMemory, place: MemoryPlace) -> None:
    assert found(memory, "zebra") == []
    code = (
        "import sys; from pathlib import Path\n"
        "from tests.adapters.chroma_memory.passages import *\n"
        "from assistant.adapters.chroma_memory import *\n"
        "from assistant.ports.progress import Silent\n"
        "memory = ChromaMemory(MemoryPlace(Path(sys.argv[1])), HashingEmbedder())\n"
        "memory.rebuild([passage('z', 'A zebra crossing')], 'r2', Silent())\n"
    )
    subprocess.run([sys.executable, "-c", code, str(place.folder)], check=True)
    wanted = Wanted(text="zebra crossin", hidden=frozenset())
    recall = memory.search(wanted)
    assert recall.by_meaning
    assert [each.key for each in recall.found] == ["z"]


def test_two_rebuilds_at_once_are_kept_apart(memory: ChromaMemory, place: MemoryPlace) -> None:
    with place.alone(), pytest.raises(MemoryFault, match="somebody else"):
        memory.rebuild(PASSAGES, "r2", Silent())


def test_nothing_remembered_yet_names_the_command(place: MemoryPlace) -> None:
    with pytest.raises(MemoryFault, match="pmo memory rebuild"):
        found(ChromaMemory(place, HashingEmbedder()), "firewall")


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 300])
def test_a_damaged_catalog_names_the_command_and_is_mended_by_it(
    memory: ChromaMemory, place: MemoryPlace, damage: bytes
) -> None:
    place.catalog.write_bytes(damage)
    with pytest.raises(MemoryFault, match="pmo memory rebuild"):
        found(memory, "firewall")
    memory.rebuild(PASSAGES, "r1", Silent())
    assert "a" in found(memory, "firewall")


def test_another_version_is_not_read(memory: ChromaMemory, place: MemoryPlace) -> None:
    file = sqlite3.connect(place.catalog)
    file.execute("UPDATE about SET value = '0' WHERE name = 'version'")
    file.commit()
    file.close()
    with pytest.raises(MemoryFault, match="another version"):
        found(memory, "firewall")


def test_without_vectors_words_are_compared_and_it_says_so(place: MemoryPlace) -> None:
    ChromaMemory(place, HashingEmbedder()).rebuild(PASSAGES, "r1", Silent())
    copied = MemoryPlace(place.folder.with_name("copied"))
    shutil.copytree(place.folder, copied.folder)
    for file in sorted(copied.vectors.rglob("*")):
        if file.is_file():
            file.write_bytes(b"damaged" * 500)
    damaged = ChromaMemory(copied, HashingEmbedder())
    recall = damaged.search(Wanted(text="migrating firewall", hidden=frozenset()))
    assert not recall.by_meaning
    assert recall.found[0].key == "a"
    damaged.rebuild(PASSAGES, "r1", Silent())
    assert damaged.search(Wanted(text="firewall", hidden=frozenset())).by_meaning


def test_without_the_open_room_chroma_is_asked(memory: ChromaMemory, place: MemoryPlace) -> None:
    wanted = Wanted(text="budgetts reviewd", hidden=frozenset())
    whole = memory.search(wanted)
    for file in place.folder.glob("room-*.npy"):
        file.write_bytes(b"damaged")
    assert ChromaMemory(place, HashingEmbedder()).search(wanted) == whole
    memory.rebuild(PASSAGES, "r1", Silent())
    assert memory.search(wanted) == whole
    assert len(list(place.folder.glob("room-*.npy"))) == 2


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    memory = ChromaMemory(MemoryPlace(tmp_path / "file" / "memory"), HashingEmbedder())
    with pytest.raises(MemoryFault, match="PMO_MEMORY_FOLDER"):
        memory.rebuild(PASSAGES, "r1", Silent())


def test_a_server_that_is_away_is_named(tmp_path: Path) -> None:
    place = MemoryPlace(tmp_path / "memory", url="http://127.0.0.1:9")
    with pytest.raises(MemoryFault, match="PMO_MEMORY_URL"):
        ChromaMemory(place, HashingEmbedder()).rebuild(PASSAGES, "r1", Silent())


names = st.frozensets(st.sampled_from([f"projects:{each}" for each in "ABCXYZ"]))


@given(names, st.none() | names)
def test_exactly_the_allowed_shelves_are_opened(
    hidden: frozenset[str], within: frozenset[str] | None
) -> None:
    where = opened(SHELVES, hidden, within)
    allowed = {
        each.number
        for each in SHELVES
        if not each.needs & hidden and (within is None or each.needs & within)
    }
    assert where.shelves == allowed
    by_name = {each.name: {each.number} for each in SHELVES}
    by_name[OPEN] = {each.number for each in SHELVES if not each.is_confidential}
    reached = [number for name in where.collections for number in by_name[name]]
    assert sorted(reached) == sorted(allowed)
    in_rooms = {
        each.number
        for each in SHELVES
        for room, shelves in where.rooms
        if each.room == room and (shelves is None or each.number in shelves)
    }
    assert in_rooms == allowed


@given(st.lists(st.lists(st.integers(0, 9), unique=True, max_size=6), max_size=4))
@settings(max_examples=50)
def test_everything_found_by_any_way_is_ordered_once(ways: list[list[int]]) -> None:
    order = fused((1.0, way) for way in ways)
    assert sorted(order) == sorted({number for way in ways for number in way})
    assert order == fused((1.0, way) for way in reversed(ways))


def test_collections_tell_nothing_of_what_lies_there(place: MemoryPlace) -> None:
    ChromaMemory(place, HashingEmbedder()).rebuild(PASSAGES, "r1", Silent())
    vectors = VectorShelves(place, HashingEmbedder.name)
    names = [each.name for each in vectors._client.list_collections()]
    assert len(names) == 5
    assert not [
        each for each in names if "falcon" in each.casefold() or "atlas" in each.casefold()
    ]
    stored = b"".join(each.read_bytes() for each in place.vectors.rglob("*") if each.is_file())
    assert b"irewall" not in stored
