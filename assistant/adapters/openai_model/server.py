"""One OpenAI-compatible server, and the model that is asked for there."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, SecretStr

from assistant.errors import BadInput
from assistant.ports.model import Usage
from assistant.values import Money, Value

_PER_PRICE = 1_000_000


class Price(Value):
    """What a million tokens cost."""

    currency: str = Field(pattern=r"^[A-Z]{3}$")
    read: Decimal = Field(ge=0, description="a million tokens of prompts")
    written: Decimal = Field(ge=0, description="a million tokens of answers")

    def of(self, usage: Usage) -> Money:
        """Return what a call cost at most: tokens the server had kept count as any other."""
        paid = self.read * usage.input_tokens + self.written * usage.output_tokens
        return Money(amount=paid / _PER_PRICE, currency=self.currency)


def server_address(text: str) -> str:
    """Return the base URL of a server; BadInput where it is none, or carries a password."""
    address = urlsplit(text.strip())
    if address.scheme not in ("http", "https") or not _has_host(address):
        raise BadInput(
            f"“{text}” is no base URL.", remedy="Write it such as http://localhost:11434/v1."
        )
    if address.username or address.password:
        raise BadInput(
            "a key does not belong into the address, which is shown.",
            remedy="Set PMO_MODEL_KEY instead.",
        )
    return text.strip()


def _has_host(address: SplitResult) -> bool:
    try:
        return bool(address.hostname) and address.port != 0
    except ValueError:  # the port is no number
        return False


class ModelServer(Value):
    """Where a model is, and what may be asked of it."""

    url: str = Field(description="the base URL, such as http://localhost:11434/v1")
    model: str
    key: SecretStr | None = None
    api_version: str | None = Field(default=None, description="Azure's dated API version")
    seconds: float = Field(default=60, gt=0, description="for one call, attempts included")
    connect_seconds: float = Field(default=5, gt=0)
    attempts: int = Field(default=3, ge=1)
    answer_tokens: int = Field(default=2_000, gt=0, description="the longest answer")
    answer_bytes: int = Field(default=4_000_000, gt=0, description="on the wire")
    price: Price | None = None
