"""Ed25519 signatures (RFC 8032) with a key in a file of its own, outside the store."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from assistant.errors import BadSetting

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class FileSigner:
    """Signs with the key of a file, which is made when it is first needed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def key(self) -> str:
        """The public key, in hex."""
        return self._private.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> str:
        """Return the signature of a message, in hex."""
        return self._private.sign(message).hex()

    def holds(self, key: str, signature: str, message: bytes) -> bool:
        """Say whether a signature of a message was made with the key's private half."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
            public.verify(bytes.fromhex(signature), message)
        except (InvalidSignature, ValueError):
            return False
        return True

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            text = self._path.read_bytes()
        except FileNotFoundError:
            return self._made()
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from error
        try:
            found = load_pem_private_key(text, password=None)
        except (ValueError, TypeError) as error:
            raise self._unusable("it holds no key without a password") from error
        if not isinstance(found, Ed25519PrivateKey):
            raise self._unusable("its key is of another kind than Ed25519")
        return found

    def _made(self) -> Ed25519PrivateKey:
        """Make a key; of two processes that do so at once, both use the one that came first."""
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        made = Ed25519PrivateKey.generate()
        text = made.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._path.parent) as file:  # only its owner can read it
                file.write(text)
                file.flush()
                os.link(file.name, self._path)
        except FileExistsError:
            return self._private
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from error
        return made

    def _unusable(self, why: str) -> BadSetting:
        return BadSetting(
            f"the key file {self._path} cannot be used: {why}.",
            name="PMO_AUDIT_KEY",
            remedy="Name a file outside the store that only you can read.",
        )
