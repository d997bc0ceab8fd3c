"""`pmo audit pack`: a proof of a decision that anybody checks without this program."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from assistant.adapters.signing import FileSigner
from assistant.governance.audit import pack_verify
from assistant.governance.audit.pack_verify import Broken, checked, read_pack, signature_text
from tests.surfaces.cli.conftest import Answer, Pmo

MAREN = ("--viewer", "maren.okafor")
LUIS = ("--viewer", "luis.ferrant")
INGRID = ("--viewer", "ingrid.solheim")

Packed = Callable[..., dict[str, bytes]]


@pytest.fixture
def office(pmo: Pmo, own_store: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Pmo:
    """Run `pmo` where Maren leads the PMO, Hana audits and a correction was approved."""
    monkeypatch.setenv("PMO_AUDIT_KEY", f"{tmp_path}/key.pem")

    def run(*arguments: str) -> Answer:
        return pmo(*arguments, "--store", own_store)

    run("users", "claim", run("users", "init").out.strip(), *MAREN)
    run("users", "grant", "maren.okafor", "PMO lead", *MAREN)
    run("users", "grant", "luis.ferrant", "program lead", *MAREN)
    run("users", "grant", "hana.petrov", "auditor", *MAREN)
    run("propose", "correction", "value_inputs", "KEY-8/cost of delay", "value", "3", *LUIS)
    run("comment", "P-1", "<script>alert(1)</script>", *LUIS)
    assert run("approve", "P-1", *MAREN).code == 0
    assert run("audit", "checkpoint", "--to", f"{tmp_path}/outside.json", *MAREN).code == 0
    return run


@pytest.fixture
def packed(office: Pmo, tmp_path: Path) -> Packed:
    """Pack a subject and return the files of the pack."""

    def run(subject: str = "P-1", viewer: tuple[str, ...] = MAREN) -> dict[str, bytes]:
        file = tmp_path / "pack.zip"
        answer = office("audit", "pack", subject, "--to", str(file), *viewer)
        assert answer.code == 0, answer.err
        return read_pack(file)

    return run


def test_a_pack_is_checked_by_plain_python_alone(packed: Packed, tmp_path: Path) -> None:
    for name, content in packed().items():
        (tmp_path / "unpacked" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "unpacked" / name).write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", "--against", f"{tmp_path}/outside.json"],
        cwd=tmp_path / "unpacked",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "effect.json is what 2 of the events are bound to" in done.stdout
    assert "policy.json is what 2 of the events are bound to" in done.stdout
    assert "the checkpoint from elsewhere vouches for everything up to event" in done.stdout


def test_the_page_tells_who_did_what_and_opens_every_cell(packed: Packed) -> None:
    files = packed()
    page = files["index.html"].decode()
    assert "Value of KEY-8/cost of delay is 3, not 7000." in page
    assert "<td>Maren Okafor</td>" in page
    assert "it takes a program lead at least" in page
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "value_inputs.csv row" in files["evidence.csv"].decode()
    assert files[comment_in(files)] == b"<script>alert(1)</script>"


def comment_in(files: Mapping[str, bytes]) -> str:
    """Return the name of the only comment in a pack."""
    (found,) = (name for name in files if name.startswith("comments/"))
    return found


def test_the_same_record_makes_the_same_bytes(office: Pmo, tmp_path: Path) -> None:
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    office("audit", "pack", "P-1", "--to", str(first), *MAREN)
    office("audit", "pack", "p-1 ", "--to", str(second), *MAREN)
    assert first.read_bytes() == second.read_bytes()
    assert pack_verify.main([str(first)]) == 0


def test_a_change_of_any_file_is_found(packed: Packed, tmp_path: Path) -> None:
    files = packed()
    checked(files, None, None)
    for name, content in files.items():
        for place in {0, len(content) // 2, len(content) - 1}:
            changed = bytearray(content)
            changed[place] ^= 0x20
            assert is_broken({**files, name: bytes(changed)}, tmp_path), (name, place)
        assert is_broken({**files, name: b""}, tmp_path), name
        assert is_broken({each: files[each] for each in files if each != name}, tmp_path), name
    assert is_broken({**files, "more.txt": b"and more"}, tmp_path)


def is_broken(files: Mapping[str, bytes], folder: Path) -> bool:
    file = folder / "tampered.zip"
    with zipfile.ZipFile(file, "w") as written:
        for name, content in files.items():
            written.writestr(name, content)
    return pack_verify.main([str(file)]) == 1


def resigned(files: Mapping[str, bytes], key: Path) -> dict[str, bytes]:
    """Sign files anew, as whoever has a key could."""
    signer = FileSigner(key)
    manifest = json.loads(files["manifest.json"])
    own = {name: files[name] for name in files if name not in pack_verify.UNLISTED}
    manifest["files"] = {name: pack_verify._sha256(own[name]) for name in own}
    text = json.dumps(manifest, indent=1).encode()
    signature = signature_text(signer.key, signer.sign(text))
    return {**own, "manifest.json": text, "signature.json": signature}


def test_whoever_signs_anew_meets_the_chain_and_the_checkpoint(
    packed: Packed, tmp_path: Path
) -> None:
    files = packed()
    outside = (tmp_path / "outside.json").read_bytes()
    key = json.loads(files["signature.json"])["key"]
    with pytest.raises(Broken, match=r"effect\.json is not what the events are bound to"):
        checked(resigned({**files, "effect.json": b"{}"}, tmp_path / "key.pem"), None, None)
    with pytest.raises(Broken, match="is not what was said"):
        checked(resigned({**files, comment_in(files): b"Yes!"}, tmp_path / "key.pem"), None, None)
    rewritten = files["chain.jsonl"].replace(b"not verified", b"very verified")
    with pytest.raises(Broken, match="does not lead to the hash"):
        checked(resigned({**files, "chain.jsonl": rewritten}, tmp_path / "key.pem"), None, None)
    theirs = resigned({**files, "checkpoint.json": b""}, tmp_path / "other.pem")
    del theirs["checkpoint.json"]
    theirs = resigned(theirs, tmp_path / "other.pem")
    checked(theirs, None, None)
    with pytest.raises(Broken, match="signed with another key"):
        checked(theirs, outside, None)
    with pytest.raises(Broken, match="another key than the one you gave"):
        checked(theirs, None, key)


def test_of_all_else_there_are_hashes_only(office: Pmo, packed: Packed) -> None:
    office("propose", "answer", "REQ-2", "accepted", "--because", "fits", *LUIS)
    office("audit", "checkpoint", "--to", "second.json", *MAREN)
    files = packed()
    lines = [json.loads(line) for line in files["chain.jsonl"].splitlines()][1:]
    assert {line[4] for line in lines if isinstance(line, list)} == {"P-1"}
    assert sum(isinstance(line, str) for line in lines) >= 2
    checked(files, None, None)


def test_before_a_checkpoint_it_says_that_nothing_vouches(office: Pmo, tmp_path: Path) -> None:
    office("propose", "answer", "REQ-2", "accepted", "--because", "fits", *LUIS)
    answer = office("audit", "pack", "P-2", "--to", str(tmp_path / "p.zip"), *MAREN)
    assert "No checkpoint covers all of it." in answer.err
    assert b"is out of its reach." in read_pack(tmp_path / "p.zip")["index.html"]


def test_a_decision_on_record_is_packed_by_its_number(office: Pmo, packed: Packed) -> None:
    assert office("decide", "Harbor goes on", "--by", "ingrid.solheim", *LUIS).code == 0
    office("approve", "P-2", *INGRID)
    assert b"Harbor goes on" in packed("d-1")["index.html"]
    assert b"Whoever decided this in a meeting confirms it" in packed("P-2")["index.html"]


def test_who_may_not_read_the_audit_gets_none(office: Pmo, tmp_path: Path) -> None:
    file = tmp_path / "p.zip"
    refused = office("audit", "pack", "P-1", "--to", str(file), *LUIS)
    assert (refused.code, file.exists()) == (1, False)
    assert "Maren Okafor" in refused.err


def test_what_a_reader_may_not_see_is_not_in_their_pack(
    office: Pmo, packed: Packed, tmp_path: Path
) -> None:
    assert office("propose", "order", *LUIS).code == 0
    secret = office("propose", "correction", "projects", "FALCON", "owner", "", *MAREN)
    assert secret.code == 0, secret.err
    whole, part = packed("P-2"), packed("P-2", ("--viewer", "hana.petrov"))
    assert {"effect.json", "words.json"} <= whole.keys()
    assert not {"effect.json", "words.json"} & part.keys()
    assert b"its exact bytes are not part of this pack" in part["index.html"]
    checked(part, None, None)
    for name, content in part.items():
        assert b"falcon" not in content.lower().replace(b"fal-", b"falcon"), name
    assert b"FALCON" in packed("P-3")["effect.json"]
    auditor = ("--viewer", "hana.petrov")
    hidden = office("audit", "pack", "P-3", "--to", str(tmp_path / "x.zip"), *auditor)
    unknown = office("audit", "pack", "P-9", "--to", str(tmp_path / "x.zip"), *auditor)
    assert hidden.err.replace("P-3", "P-9") == unknown.err
    assert (hidden.code, hidden.out) == (unknown.code, unknown.out)


def test_who_was_forgotten_is_not_in_a_pack(office: Pmo, packed: Packed) -> None:
    assert b"Luis Ferrant" in packed()["index.html"]
    office("audit", "forget", "luis.ferrant", *MAREN)
    files = packed()
    assert not [name for name, content in files.items() if b"luis" in content.lower()]
    checked(files, None, None)


def test_what_is_no_pack_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "no.zip"
    file.write_bytes(b"PK")
    assert pack_verify.main([str(file)]) == 1
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as written:
        written.writestr("manifest.json", "{}")
        with pytest.warns(UserWarning, match="Duplicate"):
            written.writestr("manifest.json", "[]")
    file.write_bytes(twice.getvalue())
    assert pack_verify.main([str(file)]) == 1
    assert "a file is in the pack twice" in capsys.readouterr().out
