"""One talk with a mail server (RFC 5321): a message is handed over whole, or certainly not.

Up to the server's word to go ahead nothing has left, so whatever goes wrong before is known. After
the last byte of the text only the server's answer tells; without it nobody knows.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from ipaddress import ip_address
from typing import Self
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

from assistant.errors import BadInput
from assistant.governance.delivery import Accepted, Answer, NoAnswer, TryLater, TurnedDown
from assistant.values import Value

TIMEOUT_SECONDS = 30.0
_GO_AHEAD = 354
_FINE, _NOT_NOW, _NEVER = 2, 4, 5
_HOW = "Write smtp://user:password@host:587, or smtps://user:password@host:465."


class Security(StrEnum):
    """How the line is kept private, by the scheme of the server's URL."""

    FROM_THE_START = "smtps"
    STARTTLS = "smtp"
    NONE = "smtp+plain"


_PORTS = {Security.FROM_THE_START: 465, Security.STARTTLS: 587, Security.NONE: 25}


class Trouble(Exception):
    """It cannot be handed over: what that means for the message, in words without secrets."""

    def __init__(self, answer: TryLater | TurnedDown, why: str) -> None:
        super().__init__(why)
        self.answer = answer
        self.why = why


class MailServer(Value):
    """Where mail is handed in, and as whom."""

    host: str
    port: int
    security: Security
    user: str | None = None
    password: SecretStr = SecretStr("")

    @classmethod
    def parse(cls, url: str) -> Self:
        """Read a server's URL; BadInput says how it is written, and never repeats the password."""
        try:
            parts = urlsplit(url.strip())
            security, port = Security(parts.scheme), parts.port
        except ValueError as error:
            raise BadInput("this is no URL of a mail server.", remedy=_HOW) from error
        if not parts.hostname or parts.path.strip("/") or parts.query:
            raise BadInput("this URL names no mail server.", remedy=_HOW)
        user = unquote(parts.username) if parts.username else None
        if user and security is Security.NONE and not _is_here(parts.hostname):
            raise BadInput("a password does not travel over an open line.", remedy=_HOW)
        return cls(
            host=parts.hostname,
            port=port or _PORTS[security],
            security=security,
            user=user,
            password=SecretStr(unquote(parts.password or "")),
        )

    @contextmanager
    def opened(self, own_name: str, trust: ssl.SSLContext | None = None) -> Iterator[Talk]:
        """Greet the server, make the line private and log in; Trouble where that fails.

        `trust` says which certificates are good; the machine's own where it is not given.
        """
        context = trust or ssl.create_default_context()
        with _in_words(self):
            if self.security is Security.FROM_THE_START:
                line: smtplib.SMTP = smtplib.SMTP_SSL(
                    self.host, self.port, own_name, timeout=TIMEOUT_SECONDS, context=context
                )
            else:
                line = smtplib.SMTP(self.host, self.port, own_name, timeout=TIMEOUT_SECONDS)
        try:
            with _in_words(self):
                if self.security is Security.STARTTLS:
                    line.starttls(context=context)
                if self.user is not None:
                    line.login(self.user, self.password.get_secret_value())
                line.ehlo_or_helo_if_needed()
            yield Talk(line, self)
        finally:
            with suppress(smtplib.SMTPException, OSError):
                line.quit()
            line.close()


class Talk:
    """A line to a server that has let us in."""

    def __init__(self, line: smtplib.SMTP, server: MailServer) -> None:
        self._line = line
        self._server = server

    def hand_over(self, sender: str, recipients: Sequence[str], content: bytes) -> Answer:
        """Hand a message over for all recipients or for none; lines of `content` end with CRLF."""
        with _in_words(self._server):
            self._ask(*self._line.mail(sender))
            for recipient in recipients:
                self._ask(*self._line.rcpt(recipient))
            self._ask(*self._line.docmd("DATA"))
        try:
            self._line.send(_stuffed(content))
            code, said = self._line.getreply()
        except (smtplib.SMTPException, OSError):
            return NoAnswer()
        if code // 100 == _FINE:
            return Accepted()
        return _refusal(code, said).answer if code // 100 in (_NOT_NOW, _NEVER) else NoAnswer()

    def _ask(self, code: int, said: bytes) -> None:
        if code // 100 != _FINE and code != _GO_AHEAD:
            raise _refusal(code, said)


@contextmanager
def _in_words(server: MailServer) -> Iterator[None]:
    """Turn what goes wrong before anything was handed over into Trouble."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        why = f"{server.host} does not take our login: see user and password in PMO_SMTP_URL"
        raise _by_code(error.smtp_code, why) from error
    except smtplib.SMTPResponseException as error:
        said = error.smtp_error
        raise _refusal(error.smtp_code, said if isinstance(said, bytes) else b"") from error
    except (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError) as error:
        raise _later(server) from error
    except ssl.SSLError as error:
        why = (
            f"the line to {server.host} cannot be made private: see its certificate, and whether"
            f" PMO_SMTP_URL wants smtp:// or smtps://"
        )
        raise _never(why) from error
    except smtplib.SMTPException as error:  # it offers no STARTTLS, or no way to log in
        why = f"{server.host} offers no private line or no login: see the scheme in PMO_SMTP_URL"
        raise _never(why) from error
    except OSError as error:
        raise _later(server) from error


def _refusal(code: int, said: bytes) -> Trouble:
    words = " ".join(re.sub(r"[^\x20-\x7e]", " ", said.decode("ascii", "replace")).split())
    return _by_code(code, f"the mail server says {code} {words[:200]}".strip())


def _by_code(code: int, why: str) -> Trouble:
    """Return what a reply code means: 5yz is for good, everything else may be tried again."""
    return _never(why) if code // 100 == _NEVER else Trouble(TryLater(), why)


def _never(why: str) -> Trouble:
    return Trouble(TurnedDown(why=why), why)


def _later(server: MailServer) -> Trouble:
    why = f"{server.host} does not answer on port {server.port}"
    return Trouble(TryLater(), why)


def _stuffed(content: bytes) -> bytes:
    """Return a message as it travels: a leading dot is doubled, a lone dot ends it (RFC 5321)."""
    ended = content if content.endswith(b"\r\n") else content + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", ended) + b".\r\n"


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return False
