"""A real mail server on loopback that can do what goes wrong between two of them."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from aiosmtpd import smtp
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Office:
    """What the server does at each point, and all that it took.

    `at` maps “MAIL”, “RCPT”, “DATA” (before the text) or “TEXT” (after it) to a reply such as
    “451 later”, or to “drop”, which breaks the line; after the text it has taken the message.
    `turns_away` are recipients that are refused.
    """

    at: dict[str, str] = field(default_factory=dict)
    turns_away: dict[str, str] = field(default_factory=dict)
    taken: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's names
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        envelope.mail_from = address
        return self._said(server, "MAIL")

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.turns_away:
            return self.turns_away[address]
        envelope.rcpt_tos.append(address)
        return self._said(server, "RCPT")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        told = self.at.get("TEXT", "250 taken")
        if told.startswith("250") or told == "drop":
            parsed = BytesParser(policy=SMTP).parsebytes(envelope.content)  # type: ignore[arg-type]  # its stubs know the old policy only
            assert isinstance(parsed, EmailMessage)
            self.taken.append(parsed)
            self.recipients.append(list(envelope.rcpt_tos))
        return self._said(server, "TEXT")

    def _said(self, server: Any, point: str) -> str:
        told = self.at.get(point, "250 OK")
        if told == "drop":
            server.transport.abort()
        return told


class _Server(smtp.SMTP):
    """Refuses the command DATA itself, where the office says so."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        refusal = self.event_handler.at.get("DATA")
        if refusal is None:
            await super().smtp_DATA(arg)
        elif refusal == "drop":
            self.transport.abort()  # type: ignore[union-attr]  # it is connected
        else:
            await self.push(refusal)


class _Post(Controller):
    def factory(self) -> smtp.SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)


@contextmanager
def serving(office: Office, **how: Any) -> Iterator[int]:
    """Run a server on loopback inside the block; its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    controller = _Post(office, hostname="127.0.0.1", port=port, **how)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def takes(user: str, password: str) -> dict[str, Any]:
    """How a server is told to let in only somebody with a password."""

    def check(*told: Any) -> Any:
        given = told[-1]
        fine = (given.login, given.password) == (user.encode(), password.encode())
        return smtp.AuthResult(success=fine, handled=False)

    return {"authenticator": check, "auth_required": True, "auth_require_tls": False}


@cache
def certificate() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return the contexts of a server on 127.0.0.1 and of somebody who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)  # noqa: TID251 - a certificate is good around the machine's own time
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    folder = Path(mkdtemp(prefix="pmo-mail-"))
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "both.pem").write_bytes(private + made.public_bytes(pem))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "both.pem")
    return server, ssl.create_default_context(cadata=made.public_bytes(pem).decode())
