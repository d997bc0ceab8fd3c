"""Nothing of a secret reaches whoever is not named in it, whatever they ask, as whom, and how.

A cell is a reader, a secret they are not named in, and a way to read. The whole matrix runs under
`make soak`; a sample of it in every test run.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import typer.main
from hypothesis import settings

from assistant.bootstrap import build_app
from assistant.surfaces.cli.commands import build_cli
from tests.entitlement.many_secrets import LETTERS, RICH, VIEWERS, canaries, may_see
from tests.entitlement.office import ROLES_HEAD, Office, Said, filled
from tests.entitlement.reads import ELSEWHERE, NO_VIEWER, POKES, READS, WRITTEN, pokes, reads
from tests.planning.soaking import tell
from tests.remembered_rankings import remember_rankings

SOAK = settings.get_current_profile_name() == "soak"
READERS = VIEWERS if SOAK else (None, "aud")
WAYS = tuple(reads()) if SOAK else tuple(reads())[5::37]
PAIRED = VIEWERS if SOAK else (None, "exe", "zed")
CELLS = 20_000

_HASHED = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+Z|\bf[0-9a-f]{12}\b|\bb[0-9a-f]{16}\b")
pytestmark = pytest.mark.timeout(3_600 if SOAK else 240)

_SLOT = re.compile(r"\{([a-z ]+)\}")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give a store in which everything was done about every secret, with the log wide open."""
    folder = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as settings_from_outside:
        settings_from_outside.setenv("PMO_AUDIT_KEY", str(folder / "key.pem"))
        settings_from_outside.setenv("PMO_LOG_LEVEL", "debug")
        settings_from_outside.setenv("COLUMNS", "120")
        settings_from_outside.setenv("PMO_MEMORY_EMBEDDING", "words")
        if not SOAK:
            remember_rankings(settings_from_outside)
        yield filled(folder)


def asked(office: Office, way: tuple[str, ...], **names: str) -> tuple[str, ...]:
    """Return what is typed, with the names put in."""
    known = {**office.proposals, **names, "folder": str(office.folder)}
    return tuple(_SLOT.sub(lambda slot: known[slot[1]], part) for part in way)


def said_and_written(office: Office, viewer: str | None, way: tuple[str, ...]) -> tuple[Said, str]:
    """Ask, and return the answer and all text of it: said, logged and written to files."""
    for name in WRITTEN:
        (office.folder / name).unlink(missing_ok=True)
    nobody = " ".join(way[:2]) in NO_VIEWER
    answer = office.ask(None if nobody else viewer, *asked(office, way))
    texts = [answer.out, answer.err]
    for name in WRITTEN:
        texts += _texts_in(office.folder / name)
    return answer, "\n".join(texts)


def _texts_in(file: Path) -> Iterator[str]:
    if file.suffix == ".zip" and file.exists():
        with zipfile.ZipFile(file) as packed:
            yield from (packed.read(name).decode() for name in packed.namelist())
    elif file.exists():
        yield file.read_text(encoding="utf-8")


def test_every_command_is_in_the_matrix() -> None:
    there = set(_commands(typer.main.get_command(build_cli(build_app))))
    known = READS.keys() | POKES.keys() | ELSEWHERE.keys()
    assert there - known == set(), "say in tests/entitlement/reads.py how it is read"
    assert (READS.keys() | POKES.keys()) - there == set()


def _commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    if not hasattr(command, "commands"):
        yield " ".join(path)
        return
    for name, inner in command.commands.items():
        yield from _commands(inner, (*path, name))


def test_the_matrix_is_as_large_as_it_says() -> None:
    cells = sum(
        not may_see(viewer, letter)
        for viewer in VIEWERS
        for letter in LETTERS
        for _ in tuple(reads())
    )
    assert cells >= CELLS


@pytest.mark.parametrize("viewer", READERS)
def test_nothing_of_a_secret_is_read(
    office: Office, viewer: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    leaks = []
    cells = 0
    for way in WAYS:
        _, text = said_and_written(office, viewer, way)
        for letter in LETTERS:
            if not may_see(viewer, letter):
                cells += 1
                found = canaries(letter).search(text)
                if found:
                    leaks.append((way, text[max(0, found.start() - 60) : found.end() + 20]))
    tell(capsys, f"{cells} cells of {viewer}: {len(leaks)} leaks")
    assert leaks == []


def test_who_is_named_reads_it(office: Office) -> None:
    """The canaries sing: each secret shows to whoever may see it."""
    everything = office.ask("zed", "portfolio", "--json").out
    everything += office.ask("zed", "proposals", "--all").out
    for letter in RICH:
        assert canaries(letter).search(everything)


def test_the_forbidden_and_the_unknown_look_the_same(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    ways = tuple(pokes()) if SOAK else tuple(pokes())[1::11]
    before = state(office)
    apart = []
    asked_for = 0
    for viewer in READERS:
        for way in ways:
            of_nothing = _poked(office, viewer, way, _nothing(office))
            for letter in _hidden_from(viewer):
                asked_for += 1
                hidden = _poked(office, viewer, way, _hidden(office, letter))
                if hidden != of_nothing:
                    apart.append((viewer, way, hidden, of_nothing))
    tell(capsys, f"{asked_for} pokes at something hidden, {len(apart)} unlike one at nothing")
    assert apart == [], [case[:2] for case in apart]
    assert state(office) == before


def _hidden_from(viewer: str | None) -> list[str]:
    """Return rich secrets that somebody may not see: all of them, or one in a sample."""
    hidden = [letter for letter in RICH if not may_see(viewer, letter)]
    return hidden if SOAK else hidden[:1]


def _hidden(office: Office, letter: str) -> dict[str, str]:
    """Return names of hidden things."""
    key = f"ZQ{letter}"
    return {
        "item": f"{key}-1",
        "project": f"{key}SEC",
        "request": f"{key}Q",
        "risk": f"{key}R",
        "milestone": f"M-{key}",
        "proposal": office.proposals[f"correction {letter}"],
        "brief": office.briefs["zed"],
        "publication": office.publication,
        "dispute": office.dispute,
    }


def _nothing(office: Office) -> dict[str, str]:
    """Return names of the same shape of nothing."""
    hidden = _hidden(office, RICH[0])
    unknown = {
        name: value.replace(f"ZQ{RICH[0]}", f"ZX{RICH[0]}") for name, value in hidden.items()
    }
    numbers = {"proposal": "P-999", "publication": "B-999", "dispute": "Q-999"}
    return {**unknown, **numbers, "brief": hidden["brief"][:-4] + "0000"}


def _poked(
    office: Office, viewer: str | None, way: tuple[str, ...], names: dict[str, str]
) -> tuple[int, str, str]:
    order = office.folder / f"{names['item']}.txt"
    order.write_text(f"OP-1\n{names['item']}\nOP-2\n", encoding="utf-8")
    roles = office.folder / f"{names['project']}.csv"
    row = f"bob@x.example,project manager,{names['project']}\n"
    roles.write_text(ROLES_HEAD + row, encoding="utf-8")
    answer = office.ask(viewer, *asked(office, way, **names))
    return answer.code, _blind(answer.out, names), _blind(answer.err, names)


def _blind(text: str, names: dict[str, str]) -> str:
    """Return a text without the names that were asked for, and what is a time or a hash of them."""
    for name, value in names.items():
        text = re.sub(rf"\b{re.escape(value)}\b", f"({name})", text, flags=re.IGNORECASE)
    return _HASHED.sub("(made of it)", text)


def test_a_cell_that_names_a_secret_is_corrected_without_naming_it(office: Office) -> None:
    cell = ("propose", "correction", "milestones", "M-OPEN", "needs_item")
    assert canaries("A").search(office.ask("zed", *cell, "OP-1").out)
    proposed = office.do("ann", *cell, "OP-2")
    told = office.ask("ann", "proposals", "--json").out
    assert not canaries("A").search(proposed.out + told)
    for guess in ("ZQA-2", "QXA-2"):
        assert f"is {guess}, not nothing." in office.do("ann", *cell, guess).out
    assert not canaries("A").search(office.ask("bob", "proposals", "--json").out)


def state(office: Office) -> object:
    """Return what a refused poke must leave as it was."""
    store = build_app(office.url).store
    return store.proposals(), store.audit_head(), store.grants(), store.delegations()


def test_what_two_readers_both_see_is_the_same_for_both(office: Office) -> None:
    seen = {viewer: _seen_by(office, viewer) for viewer in PAIRED}
    for one, other in combinations(PAIRED, 2):
        order, facts = seen[one]
        other_order, other_facts = seen[other]
        both = set(order) & set(other_order)
        assert [key for key in order if key in both] == [key for key in other_order if key in both]
        shared = facts.keys() & other_facts.keys()
        assert shared
        for name in shared:
            assert facts[name] == other_facts[name], (one, other, name)


def _seen_by(office: Office, viewer: str | None) -> tuple[list[str], dict[object, object]]:
    """Return the order somebody sees, and the dates, forecasts and colours by what they are of."""
    ranked = office.do(viewer, "rank", "--all", "--json").data["items"]
    facts: dict[object, object] = {
        ("rank", item["key"]): [
            item[name] for name in ("start", "finish", "standing", "above_cut")
        ]
        for item in ranked
    }
    for name in ("OP-1", "OP-5", "OPEN"):
        told = office.do(viewer, "forecast", name, "--json").data
        facts["forecast", name] = [_figures(told[part]) for part in ("dates", "commitments")]
    brief = office.do(viewer, "brief", "--audience", "team", "--json").data
    for mark in brief["charts"]["health"]:
        name = brief["facts"][mark["project"]]["value"]
        facts["rag", name] = brief["facts"][mark["rag"]]["value"]
    return [item["key"] for item in ranked], facts


def _figures(told: object) -> object:
    """Return what is told without the rows behind it and without whom it waits for."""
    if isinstance(told, dict):
        rest = told.keys() - {"sources", "statement", "decided_by"}
        return {name: _figures(told[name]) for name in sorted(rest)}
    return [_figures(each) for each in told] if isinstance(told, list) else told
