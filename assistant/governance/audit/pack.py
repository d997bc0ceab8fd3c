"""A pack: everything about one subject that proves what was done, checkable without this program.

A zip file of plain files. `manifest.json` lists them with their hashes and is signed; `chain.jsonl`
holds the subject's events whole, and of all events in between the hash of their cells only, which
is enough to follow the chain. The same record makes the same bytes: nothing is compressed, and no
file has a time.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import polars as pl

from assistant.governance.audit.checkpoint import Checkpoint, Signer
from assistant.governance.audit.event import GENESIS
from assistant.governance.audit.pack_verify import FORMAT, signature_text
from assistant.governance.audit.verification import event_contents
from assistant.governance.proposal import Proposal
from assistant.values import Value

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip file knows."""

_READABLE = 0o644 << 16


class Chain(Value):
    """The part of the chain that a subject's events need: `text` is chain.jsonl."""

    text: bytes
    first: int
    last: int


def pack(subject: str, contents: Mapping[str, bytes], signer: Signer) -> bytes:
    """Return the zip file of a pack: the given files, the script that checks them, signed."""
    whole = {**contents, "verify.py": verify_script()}
    listed = {name: _sha256(content) for name, content in sorted(whole.items())}
    manifest = _json({"format": FORMAT, "subject": subject, "files": listed})
    whole["manifest.json"] = manifest
    whole["signature.json"] = signature_text(signer.key, signer.sign(manifest))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as packed:
        for name, content in sorted(whole.items()):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.create_system, entry.external_attr = 3, _READABLE
            packed.writestr(entry, content)
    return written.getvalue()


def chain_of(events: pl.DataFrame, subject: str, vouching: Checkpoint | None) -> Chain:
    """Return the chain from a subject's first event to its last, and to a checkpoint if there is one.

    `events` are all there are, by number; at least one is the subject's.
    """
    own = events.filter(pl.col("subject") == subject)["number"]
    head = vouching.head.number if vouching is not None else own[-1]
    after, last = min(own[0] - 1, head), max(own[-1], head)
    before = events["hash"][after - 1] if after else GENESIS
    part = events.slice(after, last - after)
    start = {"after": after, "hash": before, "ends": part["hash"][-1]}
    lines = [json.dumps(start), *_lines(part, subject)]
    return Chain(text=("\n".join(lines) + "\n").encode(), first=own[0], last=last)


def newest_vouching(checkpoints: tuple[Checkpoint, ...]) -> Checkpoint | None:
    """Return the checkpoint that vouches farthest; of equals the one that was taken last."""
    return max(checkpoints, key=lambda each: (each.head.number, each.at), default=None)


def said_bytes(proposal: Proposal) -> bytes:
    """Return what a proposal says to people, with the facts under it: an event is bound to it."""
    lines = [
        {
            "id": line.id,
            "statement": line.statement.model_dump(mode="json"),
            "needs": sorted(line.needs),
        }
        for line in proposal.lines
    ]
    return _json({"words": proposal.words.model_dump(mode="json"), "lines": lines})


@cache
def verify_script() -> bytes:
    """Return the script that checks a pack: the same in every pack of this version."""
    return files("assistant.governance.audit").joinpath("pack_verify.py").read_bytes()


def _lines(part: pl.DataFrame, subject: str) -> Iterator[str]:
    """Yield an event a line: its cells where it is the subject's, the hash of its cells else."""
    contents = part.select(event_contents()).to_series()
    for whose, content in zip(part["subject"], contents, strict=True):
        if whose == subject:
            yield json.dumps(content.split("\n"), ensure_ascii=False)
        else:
            yield json.dumps(_sha256(content.encode()))


def _json(content: Mapping[str, object]) -> bytes:
    return (json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
