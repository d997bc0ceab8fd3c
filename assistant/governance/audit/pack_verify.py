"""Checks an audit pack without the program that made it: plain Python and its standard library.

    python verify.py                        the pack this file lies in
    python verify.py PACK.zip               a pack as it was handed over
    python verify.py --against FILE         hold it against a checkpoint that was kept elsewhere
    python verify.py --key HEX              the key must be this one

A pack vouches for itself only as far as its key does: whoever has the key can make another pack.
So take the key, a checkpoint and this file from somebody else than the pack where that matters.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any, Dict, List, Tuple  # noqa: UP035 - this file also runs on older Pythons

Files = Dict[str, bytes]  # noqa: UP006 - see above
Events = List[Tuple[int, Dict[str, Any]]]  # noqa: UP006 - see above
Point = Tuple[int, int, int, int]  # noqa: UP006 - see above

FORMAT = "pmo audit pack 1"
CHECKPOINT_FORMAT = "pmo audit checkpoint 1"
UNLISTED = frozenset({"manifest.json", "signature.json"})
BOUND = {
    "effect": "effect.json",
    "words": "words.json",
    "policy": "policy.json",
    "json": "published/brief.json",
    "html": "published/brief.html",
}
"""The facts of an event that are hashes, and the files whose bytes they are hashes of."""

SENT = ("published/proposed.txt", "published/delivered.txt")
"""What was to leave, and what a receiver has: the same bytes, by the hash in every step."""


UNREADABLE = (
    OSError, ValueError, KeyError, TypeError, IndexError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What reading something raises that is no pack, or no checkpoint."""


class Broken(Exception):
    """Something in the pack is not what it was when it was made."""


def main(given: list[str]) -> int:
    """Check a pack, say what was found, and return zero where nothing is wrong."""
    parser = argparse.ArgumentParser(description="Check an audit pack.")
    parser.add_argument("pack", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--against", type=Path, help="a checkpoint that was kept elsewhere")
    parser.add_argument("--key", help="the public key that it has to be, in hex")
    asked = parser.parse_args(given)
    try:
        outside = asked.against.read_bytes() if asked.against else None
        for said in checked(read_pack(asked.pack), outside, asked.key):
            _say(f"ok       {said}")
    except Broken as wrong:
        _say(f"BROKEN   {wrong}")
        return 1
    except UNREADABLE as error:
        _say(f"BROKEN   the pack or the checkpoint cannot be read: {error!r}")
        return 1
    _say("The pack is what it was when it was made.")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def read_pack(path: Path) -> Files:
    """Return the files of a pack by name, from a folder or a zip file."""
    if path.is_dir():
        found = (each for each in sorted(path.rglob("*")) if each.is_file())
        return {each.relative_to(path).as_posix(): each.read_bytes() for each in found}
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
        if len(set(names)) < len(names):
            raise Broken("a file is in the pack twice")
        return {name: packed.read(name) for name in names}


def checked(files: Files, outside: bytes | None, key: str | None) -> list[str]:
    """Return what holds, one sentence a check; raises Broken at the first that does not."""
    manifest = _manifest(files)
    signer = _signed(files, key)
    said = [
        f"all {len(manifest['files'])} files are those that were signed",
        f"signed with the key {signer}",
    ]
    events, hashes = _chain(files, manifest["subject"])
    said.append(f"{len(events)} events of {manifest['subject']}, chained without a gap")
    said += _bound(files, events)
    if "checkpoint.json" in files:
        said.append(_vouched(files["checkpoint.json"], signer, hashes, "the pack's checkpoint"))
    if outside is not None:
        said.append(_vouched(outside, signer, hashes, "the checkpoint from elsewhere"))
    return said


def _manifest(files: Files) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(files["manifest.json"])
    if manifest["format"] != FORMAT:
        raise Broken("the pack is of another format")
    listed = manifest["files"]
    for name in sorted(set(listed) | (set(files) - UNLISTED)):
        if name not in files:
            raise Broken(f"{name} is missing")
        if name not in listed:
            raise Broken(f"{name} was added")
        if _sha256(files[name]) != listed[name]:
            raise Broken(f"{name} is not what it was")
    return manifest


def _signed(files: Files, wanted: str | None) -> str:
    """Return the key that the list of files was signed with."""
    found = json.loads(files["signature.json"])
    key, signature = str(found["key"]).lower(), str(found["signature"]).lower()
    if files["signature.json"] != signature_text(key, signature):
        raise Broken("signature.json is not what it was")
    if wanted is not None and key != wanted.lower():
        raise Broken("it was signed with another key than the one you gave")
    if not holds(key, signature, files["manifest.json"]):
        raise Broken("the signature of the list of files does not hold")
    return key


def signature_text(key: str, signature: str) -> bytes:
    """Return how a signature of the list of files is written: one spelling for one signature."""
    return (json.dumps({"key": key, "signature": signature}, indent=1) + "\n").encode()


def _chain(files: Files, subject: str) -> tuple[Events, dict[int, str]]:
    """Follow the chain; return the subject's events with their facts, and each number's hash."""
    start, *lines = [json.loads(line) for line in files["chain.jsonl"].splitlines()]
    previous, number = start["hash"], start["after"]
    events, hashes = [], {number: previous}
    for line in lines:
        number += 1
        digest = line
        if isinstance(line, list):
            if line[0] != str(number) or line[4] != subject:
                raise Broken(f"event {number} is not where or whose it says")
            digest = _sha256("\n".join(line).encode())
            events.append((number, json.loads(line[5])))
        previous = _sha256(f"{previous}\n{digest}".encode())
        hashes[number] = previous
    if previous != start["ends"]:
        raise Broken("the chain does not lead to the hash it should")
    return events, hashes


def _bound(files: Files, events: Events) -> list[str]:
    """Hold what the events have hashes of against the files of the pack."""
    said = []
    for fact, name in BOUND.items():
        bound = [facts[fact] for _, facts in events if fact in facts]
        if name not in files:
            if bound:
                said.append(f"{name} is not part of this pack, so its hash stands alone")
        elif not bound:
            said.append(f"{name} is bound by no event")
        elif set(bound) != {_sha256(files[name])}:
            raise Broken(f"{name} is not what the events are bound to")
        else:
            said.append(f"{name} is what {len(bound)} of the events are bound to")
    _numbered(files, events, "comments/{}.txt", "text")
    _numbered(files, events, "verdicts/{}.json", "verdict")
    return said + _sent(files, events)


def _numbered(files: Files, events: Events, named: str, fact: str) -> None:
    """Hold the files that are named after an event against the hash in it."""
    for number, facts in events:
        name = named.format(number)
        if name in files and facts.get(fact) != _sha256(files[name]):
            raise Broken(f"{name} is not what was said")


def _sent(files: Files, events: Events) -> list[str]:
    """Hold what was published against the hash in every step from the proposal to the delivery."""
    own = (facts for number, facts in events if f"comments/{number}.txt" not in files)
    steps, said = [facts["text"] for facts in own if "text" in facts], []
    for name in SENT:
        if name in files and set(steps) != {_sha256(files[name])}:
            raise Broken(f"{name} is not what the events are bound to")
        if name in files:
            said.append(f"{name} is what {len(steps)} of the events are bound to")
    return said


def _vouched(text: bytes, signer: str, hashes: dict[int, str], which: str) -> str:
    """Hold the chain against a checkpoint; return how far that one vouches."""
    found = json.loads(text)
    number, hashed = found["head"]["number"], found["head"]["hash"]
    at = found["at"].replace("Z", "")
    at = at if "." in at else at + ".000000"
    lines = (CHECKPOINT_FORMAT, found["store"], str(number), hashed, at + "Z")
    if found["key"] != signer:
        raise Broken(f"{which} was signed with another key than the pack")
    if not holds(signer, found["signature"], "\n".join(lines).encode()):
        raise Broken(f"the signature of {which} does not hold")
    if number not in hashes:
        return f"{which} is of event {number}, which is not in this pack: nothing to compare"
    if hashes[number] != hashed:
        raise Broken(f"the chain is not the one that {which} was taken of")
    return f"{which} vouches for everything up to event {number}"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# Ed25519 as in RFC 8032, section 5.1 and the code of its section 6 (Josefsson, Liusvaara, 2017):
# points of the curve -x² + y² = 1 + d·x²·y² in extended coordinates (X, Y, Z, T), xy = T/Z.

_P = 2**255 - 19
_Q = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
_KEY_BYTES = 32


def holds(key: str, signature: str, message: bytes) -> bool:
    """Say whether a signature of a message was made with the key's private half; both in hex."""
    public, signed = bytes.fromhex(key), bytes.fromhex(signature)
    if len(public) != _KEY_BYTES or len(signed) != 2 * _KEY_BYTES:
        return False
    point, commitment = _point(public), _point(signed[:_KEY_BYTES])
    factor = int.from_bytes(signed[_KEY_BYTES:], "little")
    if point is None or commitment is None or factor >= _Q:
        return False
    hashed = hashlib.sha512(signed[:_KEY_BYTES] + public + message).digest()
    challenge = int.from_bytes(hashed, "little") % _Q
    left = _times(factor, _BASE)
    right = _plus(commitment, _times(challenge, point))
    return _same(left, right)


def _plus(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % _P
    b = (one[1] + one[0]) * (other[1] + other[0]) % _P
    c = 2 * one[3] * other[3] * _D % _P
    d = 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(factor: int, point: Point) -> Point:
    product = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            product = _plus(product, point)
        point = _plus(point, point)
        factor >>= 1
    return product


def _same(one: Point, other: Point) -> bool:
    apart = (one[0] * other[2] - other[0] * one[2], one[1] * other[2] - other[1] * one[2])
    return all(each % _P == 0 for each in apart)


def _point(packed: bytes) -> Point | None:
    """Return the point that 32 bytes stand for; None where they stand for none."""
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = _x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % _P)


def _x_of(y: int, sign: int) -> int | None:
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    if square == 0:
        return None if sign else 0
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P:
        return None
    return _P - x if x & 1 != sign else x


_BASE_Y = 4 * pow(5, _P - 2, _P) % _P
_BASE_X = _x_of(_BASE_Y, 0) or 0
_BASE = (_BASE_X, _BASE_Y, 1, _BASE_X * _BASE_Y % _P)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
