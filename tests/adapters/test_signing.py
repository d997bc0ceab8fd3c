"""Signatures of a key in a file: made once, for its owner alone, and checked by anybody."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.adapters.signing import FileSigner
from assistant.errors import BadSetting

# RFC 8032, section 7.1, the second test
KEY = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
SIGNATURE = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_the_standards_own_signature_holds_and_another_message_s_does_not(tmp_path: Path) -> None:
    signer = FileSigner(tmp_path / "never-needed.pem")
    assert signer.holds(KEY, SIGNATURE, b"\x72")
    assert not signer.holds(KEY, SIGNATURE, b"\x73")
    assert not signer.holds(KEY[2:], SIGNATURE, b"\x72")
    assert not signer.holds(KEY, "zz", b"\x72")
    assert not (tmp_path / "never-needed.pem").exists()


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "key.pem"
    first = FileSigner(file)
    signature = first.sign(b"head")
    assert file.stat().st_mode & 0o777 == 0o600
    again = FileSigner(file)
    assert again.key == first.key
    assert again.holds(first.key, signature, b"head")


def test_of_many_who_make_the_key_at_once_all_use_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as signers:
        keys = set(signers.map(lambda _: FileSigner(tmp_path / "key.pem").key, range(8)))
    assert len(keys) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["key.pem"]


def test_a_file_that_holds_no_key_is_named(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_text("something else")
    with pytest.raises(BadSetting, match=r"key\.pem cannot be used: it holds no key"):
        FileSigner(file).sign(b"head")
    with pytest.raises(BadSetting, match="cannot be used"):
        FileSigner(tmp_path).sign(b"head")
