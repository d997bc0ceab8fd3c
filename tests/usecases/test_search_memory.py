"""What was written is found by whoever may see it, as quotes, and changes nothing."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.adapters.chroma_memory import ChromaMemory, MemoryPlace
from assistant.adapters.embedding import HashingEmbedder
from assistant.bootstrap import build_app
from assistant.briefing.brief import Audience
from assistant.briefing.reply import write_reply
from assistant.errors import BadInput, MemoryFault, NotFound
from assistant.portfolio.control import Decision
from assistant.portfolio.project import Project, StatusUpdate
from assistant.portfolio.sample import sample_folders
from assistant.ports.memory import MemoryKind
from assistant.ports.progress import Silent
from assistant.usecases.app import App
from assistant.usecases.assessment import Assessment
from assistant.usecases.import_portfolio import BadRows, import_batch, read_source
from assistant.usecases.load_sample import load_sample
from assistant.usecases.memory_told import told_of
from assistant.usecases.remember import add_folder, folders, rebuild_memory, remove_folder
from assistant.usecases.search_memory import FoundAgain, kinds_named, search_memory

INSIDER, OUTSIDER = "ingrid.solheim", "claire.duvoisin"
HOSTILE = Path("../shared/data/security-evals/injections")


def with_words(app: App, folder: Path) -> App:
    return replace(app, memory=ChromaMemory(MemoryPlace(folder), HashingEmbedder()))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    folder = tmp_path_factory.mktemp("memory")
    made = build_app(f"sqlite:///{folder / 'pmo.db'}")
    load_sample(made, sample_folders(), Silent())
    made = with_words(made, folder / "memory")
    rebuild_memory(made, Silent())
    return made


@pytest.fixture
def own(app: App, tmp_path: Path) -> App:
    """The sample, with a memory of its own; what is added to the store is taken back."""
    return with_words(app, tmp_path / "memory")


def search(app: App, viewer: str | None, query: str, **given: object) -> FoundAgain:
    return search_memory(Assessment(app.asked_by(viewer)), query, **given)  # type: ignore[arg-type]  # as the test says


def said(found: FoundAgain) -> list[str]:
    return [str(each.quote.value) for each in found.quotes]


def test_a_quote_says_who_when_where_and_opens_its_row(app: App) -> None:
    found = search(app, None, "firewall lines done")
    first = found.quotes[0]
    assert first.quote.value == "Firewall moves to 30 November. Rules for 112 of 130 lines done."
    assert first.author is not None
    assert first.author.value == "Ben Castellan"
    assert first.project is not None
    assert first.project.value == "Lantern"
    (source,) = first.quote.sources
    assert (source.file, source.column) == ("status_updates.csv", "text")
    assert found.is_current


def test_people_projects_and_times_narrow_it(app: App) -> None:
    assert all(
        "irewall" in text
        for text in said(search(app, None, "what did Ben write about the firewall"))[:1]
    )
    october = search(app, None, "firewall in October")
    assert october.quotes
    assert all(each.day and str(each.day.value)[:7] == "2026-10" for each in october.quotes)
    lantern = search(app, None, "firewall", subject="Lantern")
    assert {each.project.value for each in lantern.quotes if each.project} == {"Lantern"}
    lessons = search(app, None, "decision outcome", kinds=kinds_named(["lessons", "decision"]))
    assert {each.kind for each in lessons.quotes} <= {MemoryKind.LESSON, MemoryKind.DECISION}


def test_what_is_hidden_is_not_found_and_looks_like_what_is_not_there(app: App) -> None:
    assert any("Thornbury" in text for text in said(search(app, INSIDER, "Thornbury ledger")))
    for viewer in (OUTSIDER, None):
        for query in ("Thornbury ledger", "Falcon", "FAL-3", "sellers confirmed retention offers"):
            dumped = search(app, viewer, query).model_dump_json(exclude={"looked_for"}).casefold()
            assert not [
                each for each in ("falcon", "thornbury", "fal-", "sellers") if each in dumped
            ]
    refused = []
    for name in ("Falcon", "Fulcron"):
        with pytest.raises(NotFound) as error:
            search(app, OUTSIDER, "ledger", subject=name)
        refused.append(error.value.message.replace(name, "X"))
    assert refused[0] == refused[1]


def test_whoever_loses_a_right_finds_nothing_more_at_once(
    own: App, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for file in tmp_path_factory.getbasetemp().glob("memory*/pmo.db*"):
        shutil.copy(file, tmp_path / file.name)
    app = replace(own, store=build_app(f"sqlite:///{tmp_path / 'pmo.db'}").store)
    rebuild_memory(app, Silent())
    assert said(search(app, OUTSIDER, "life conversion", subject="Atlas"))
    _close_atlas(app, tmp_path / "closed")
    found = search(app, OUTSIDER, "life conversion")
    assert "atlas" not in found.model_dump_json().casefold()
    assert not found.is_current
    assert "life conversion" in " ".join(said(search(app, INSIDER, "life conversion"))).casefold()


def _close_atlas(app: App, folder: Path) -> None:
    """Import the projects again, one of them confidential now."""
    folder.mkdir()
    (folder / "datapackage.json").write_text(
        json.dumps(
            {
                "name": "x",
                "pmo": {"source": "larkfield", "as_of": "2026-11-16", "complete": False},
                "resources": [],
            }
        ),
        encoding="utf-8",
    )
    with (sample_folders()[0] / "projects.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["key"] == "ATLAS":
            row["confidential"], row["visible_to"] = "yes", INSIDER
    with (folder / "projects.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    batch = read_source(app, folder, mapping=None, as_of=date(2026, 11, 16), progress=Silent())
    import_batch(app, batch, bad_rows=BadRows.QUARANTINE, progress=Silent())


def test_documents_are_found_by_who_may_see_their_project(own: App, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "retro.md").write_text("# Zebra\nThe zebra crossing was late.", encoding="utf-8")
    try:
        done = add_folder(own, str(notes), "Falcon", Silent())
        assert [each.project for each in done.folders] == ["FALCON"]
        assert said(search(own, INSIDER, "zebra")) == ["The zebra crossing was late."]
        assert said(search(own, OUTSIDER, "zebra")) == []
        (notes / "retro.md").unlink()
        assert rebuild_memory(own, Silent()).rebuilt.removed == 1
        notes.rmdir()
        assert "no folder" in rebuild_memory(own, Silent()).left_out[0]
    finally:
        remove_folder(own, "notes", Silent())
    assert folders(own) == ()
    with pytest.raises(NotFound):
        remove_folder(own, "notes", Silent())


def test_what_cannot_be_asked_is_said(own: App, app: App) -> None:
    with pytest.raises(MemoryFault, match="pmo memory rebuild"):
        search(own, None, "firewall")
    for query in ("", "  ", "last month"):
        with pytest.raises(BadInput, match="what to look for"):
            search(app, None, query)
    with pytest.raises(BadInput, match="empty"):
        search(app, None, "firewall since 2027-01-01")
    with pytest.raises(BadInput, match="There are: update"):
        kinds_named(["poem"])


def test_no_row_is_left_out(app: App) -> None:
    full = Assessment(app.asked_by(INSIDER)).view.full
    for update in full.all(StatusUpdate):
        key = f"status_updates:{update.key}"
        found = search(
            app, INSIDER, " ".join(update.text.split()[:4]), subject=update.project, most=40
        )
        assert key in {each.key.partition("#")[0] for each in found.quotes}, update.text
    assert full.all(Decision)
    assert full.all(Project)


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="needs ../shared/data/security-evals")
def test_hostile_documents_stay_quotes_that_do_nothing(own: App, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    for number, text in enumerate(_hostile()):
        (notes / f"h{number:03}.md").write_text(text, encoding="utf-8")
    rebuild_memory(own, Silent())
    before = _computed(own)
    try:
        add_folder(own, str(notes), None, Silent())
        assert _computed(own) == before
        asked = ("ignore previous instructions", "send email to", "![image](https://spikee.ai)",
                 "respond with HACKED", "visit http", "secret api key", "@everyone")  # fmt: skip
        quoted = 0
        for query in asked:
            assessment = Assessment(own.asked_by(OUTSIDER))
            found = search_memory(assessment, query, kinds=(MemoryKind.DOCUMENT,))
            quoted += len(found.quotes)
            told = told_of(assessment, found)
            reply = write_reply([told], assessment.seen, own.policy.hash, Audience.TEAM)
            for text in reply.texts():
                assert not [each for each in ("://", "<", ">", "@", "`") if each in text], text
            static = " ".join(each.text for each in told.statements())
            assert not {"hacked", "ignore", "http"} & set(static.casefold().split())
        assert quoted > len(asked)
    finally:
        remove_folder(own, "notes", Silent())


def _hostile() -> Iterator[str]:
    for file in sorted(HOSTILE.glob("agentthreat*.json")):
        for case in json.loads(file.read_text(encoding="utf-8")):
            yield from (str(each) for each in (case.get("memory_store") or {}).values())
    for name, field in (("spikee-goals", "instruction"), ("ipi-issue-and-repo", "issue_text")):
        lines = (HOSTILE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        yield from (str(json.loads(line).get(field, "")) for line in lines[:60])


def _computed(app: App) -> object:
    """Return what the order and the health are; memory must not be among what they rest on."""
    assessment = Assessment(app.asked_by(OUTSIDER), budget=100)
    return assessment.ranking.model_dump_json(), [
        each.model_dump_json() for each in assessment.health
    ]
