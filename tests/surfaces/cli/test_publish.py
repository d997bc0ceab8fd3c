"""`pmo publish`, `pmo worker` and `pmo deliveries`: from a brief to a file, once it is approved."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.governance.audit.pack_verify import Broken, checked, read_pack
from tests.surfaces.cli.conftest import Pmo
from tests.surfaces.cli.test_audit_pack import resigned

MAREN = ("--viewer", "maren.okafor")
INGRID = ("--viewer", "ingrid.solheim")
FARID = ("--viewer", "farid.noor")
ROOT = Path(__file__).parents[3]


def worker(store: str, *more: str) -> subprocess.CompletedProcess[str]:
    script = "from assistant.main import run; run()"
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script, "worker", "--once", "--store", store, *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_brief_leaves_once_it_is_approved(office: Pmo, own_store: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    office("brief", *INGRID)
    assert f"to file:{out}" in "".join(
        office("publish", "exec", "--to", str(out), *INGRID).out.split("\n")
    ).replace("  ", "")
    assert office("publish", "exec", "--to", str(out), *FARID).code != 0
    assert worker(own_store).returncode == 0
    assert not list(out.glob("*.md"))
    assert "You wrote" in office("approve", "P-1", *INGRID).err
    assert "the worker brings it out" in office("approve", "P-1", *MAREN).out
    assert office("deliveries", "--json", *MAREN).data[0]["state"] == "waiting"
    for _ in range(2):
        done = worker(own_store)
        assert (done.returncode, done.stderr) == (0, "")
    assert office("deliveries", "--json", *MAREN).data[0]["state"] == "delivered"
    assert "Nothing was sent" in office("deliveries", *FARID).out
    (file,) = out.glob("*.md")
    events = office("audit", "show", "P-1", "--json", *MAREN).data
    assert [each["kind"] for each in events] == [
        *("proposed", "reviewed", "reviewed", "approved", "reviewed", "delivered")
    ]
    assert "The rules say" in office("proposals", "P-1", *MAREN).out
    assert events[-1]["facts"]["text"] == hashlib.sha256(file.read_bytes()).hexdigest()
    _pack_holds_the_bytes(office, tmp_path, file.read_bytes())


def _pack_holds_the_bytes(office: Pmo, tmp_path: Path, sent: bytes) -> None:
    pack = tmp_path / "p.zip"
    assert office("audit", "pack", "P-1", "--to", str(pack), *MAREN).code == 0
    files = read_pack(pack)
    assert files["published/proposed.txt"] == files["published/delivered.txt"] == sent
    said = "\n".join(checked(files, None, None))
    assert "published/delivered.txt is what 3 of the events are bound to" in said
    assert "published/brief.html is what 1 of the events are bound to" in said
    assert sum(name.startswith("verdicts/") for name in files) == 3
    for name in ("published/delivered.txt", "published/brief.json", "verdicts/"):
        changed = next(each for each in files if each.startswith(name))
        with pytest.raises(Broken):
            checked(resigned({**files, changed: b"{}"}, tmp_path / "key.pem"), None, None)
    assert office("audit", "pack", "P-1", "--to", str(pack), *FARID).code != 0


def test_what_cannot_be_written_is_a_task_with_a_way_out(
    office: Pmo, own_store: str, tmp_path: Path
) -> None:
    file = tmp_path / "brief.md"
    office("brief", *INGRID)
    office("publish", "exec", "--to", str(file), *INGRID)
    office("approve", "P-1", *MAREN)
    file.write_text("somebody else's")
    told = worker(own_store).stdout
    assert "pmo proposals" in told
    assert "P-1" not in told
    assert "exists already" in office("proposals", *MAREN).out
    assert "exists already" not in office("proposals", *FARID).out
    assert "pmo deliveries P-1 --again" in office("proposals", *MAREN).out
    assert office("deliveries", "P-1", "--again", *FARID).code != 0
    file.unlink()
    assert office("deliveries", "P-1", "--again", *MAREN).code == 0
    assert worker(own_store).stdout == ""
    assert file.read_text().startswith("# ")


def test_one_is_enough_is_asked_for(office: Pmo) -> None:
    assert office("deliveries", "P-1", *MAREN).code != 0
    assert office("deliveries", "--arrived", *MAREN).code != 0
    assert (
        "There is no message of a proposal" in office("deliveries", "P-7", "--again", *MAREN).err
    )
