"""One Jira Cloud site, and as whom it is read."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, SecretStr

from assistant.errors import BadInput
from assistant.values import Value

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_WRITE = "Write it such as https://yours.atlassian.net."


class JiraSite(Value):
    """Where Jira is, and how patiently it is read. Without an e-mail the token is OAuth's."""

    url: str = Field(description="the base URL, such as https://yours.atlassian.net")
    email: str | None = None
    token: SecretStr
    points_field: str | None = Field(
        default=None, description="name or id of the field that holds story points"
    )
    cache: Path = Field(description="the folder where readings under way are kept")
    request_seconds: float = Field(default=30, gt=0, description="for one answer, whole")
    waiting_seconds: float = Field(default=300, ge=0, description="for one answer, in all")
    reading_seconds: float = Field(default=3_600, gt=0, description="for a whole reading")
    attempts: int = Field(default=6, ge=1)
    answer_bytes: int = Field(default=64_000_000, gt=0)
    page_size: int = Field(default=100, ge=1, le=5_000, description="issues a page")
    key_page_size: int = Field(default=5_000, ge=1, le=5_000, description="keys a page")

    @property
    def host(self) -> str:
        """The site's name, to tell a person."""
        return urlsplit(self.url).netloc


def site_of(url: str) -> str:
    """Return a site's base URL; BadInput where a token must not go there."""
    address = urlsplit(url.strip())
    if address.scheme not in ("http", "https") or not _has_host(address):
        raise BadInput(f"“{url}” is no address of a site.", remedy=_WRITE)
    if address.username or address.password:
        raise BadInput("a token does not belong into the address, which is shown.", remedy=_WRITE)
    if address.scheme == "http" and address.hostname not in _LOOPBACK:
        raise BadInput("a token leaves over https only.", remedy=_WRITE)
    if address.query or address.fragment:
        raise BadInput(f"“{url}” is more than the address of a site.", remedy=_WRITE)
    return url.strip().rstrip("/")


def _has_host(address: SplitResult) -> bool:
    try:
        return bool(address.hostname) and address.port != 0
    except ValueError:  # the port is no number
        return False
