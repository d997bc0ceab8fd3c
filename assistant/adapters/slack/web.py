"""Calls of Slack's Web API whose outcome is known, or is said not to be.

The SDK repeats a call whose connection broke, which posts a message twice: no handler of retries
is installed here, for no call.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from assistant.governance.delivery import Answer, NoAnswer, TryLater, TurnedDown
from assistant.ports.chat import ChatAccess

Found = Mapping[str, Any]

_SECONDS = 30
_BUSY = 429
_BROKEN = 500
_PASSES = frozenset(
    {"rate_limited", "ratelimited", "message_limit_exceeded", "team_added_to_org", "is_inactive"}
)
"""Codes of what was certainly not taken, and may be taken later."""

_CODE = re.compile(r"[a-z_]{1,80}")
"""What Slack calls a fault; the SDK puts a sentence there where the answer was no JSON."""

_UNCLEAR = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
"""Codes of faults of Slack's own, after which a message may be there or not."""

_FIXES = {
    "not_in_channel": "invite the app there: /invite @pmo",
    "channel_not_found": "the channel is gone, or the app was never invited",
    "is_archived": "the channel is archived",
    "missing_scope": "the app lacks a scope: install it again with the manifest",
    "invalid_auth": "the token is not accepted: see PMO_SLACK_BOT_TOKEN",
    "account_inactive": "the app was removed from the workspace",
    "token_revoked": "the token was revoked: install the app again",
    "token_expired": "the token has expired: install the app again",
    "not_authed": "no token was sent: see PMO_SLACK_BOT_TOKEN",
    "user_not_found": "there is nobody of that name in the workspace",
    "users_not_found": "nobody in the workspace has that e-mail address",
}


class SlackTrouble(Exception):
    """A call did not do what it was for; `answer` says what that means for a message."""

    def __init__(self, answer: Answer, why: str) -> None:
        super().__init__(why)
        self.answer = answer
        self.why = why


class SlackWeb:
    """One workspace, by its bot token."""

    def __init__(self, access: ChatAccess, seconds: int = _SECONDS) -> None:
        self._client = WebClient(
            token=access.bot_token.get_secret_value(),
            base_url=access.url,
            timeout=seconds,
            retry_handlers=[],
        )

    def call(self, method: str, **given: Any) -> Found:
        """Return what a method answers; SlackTrouble where it does not do it."""
        found: Found = self._answered(method, given).data
        return found

    def scopes(self) -> frozenset[str]:
        """Return what the token may do."""
        headers = self._answered("auth.test", {}).headers
        told = next((v for k, v in headers.items() if k.casefold() == "x-oauth-scopes"), "")
        return frozenset(each.strip() for each in told.split(",") if each.strip())

    def pages(self, method: str, most: int, **given: Any) -> Iterator[Found]:
        """Yield the pages of a list, at most so many; a last page that is not the end says so."""
        cursor = ""
        for _ in range(most):
            page = self.call(method, **given, **({"cursor": cursor} if cursor else {}))
            yield page
            cursor = next_cursor(page)
            if not cursor:
                return

    def _answered(self, method: str, given: Mapping[str, Any]) -> Any:
        try:
            return self._client.api_call(method, params=_form(given))
        except SlackApiError as error:
            raise _said_no(method, error) from error
        except (SlackClientError, HTTPException, OSError, ValueError) as error:
            raise SlackTrouble(NoAnswer(), "Slack gave no answer") from error


def next_cursor(page: Found) -> str:
    """Return where the next page begins; empty at the end."""
    told = page.get("response_metadata")
    return str(told.get("next_cursor") or "") if isinstance(told, Mapping) else ""


def _form(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments as a form, which every method reads; not every one reads JSON."""
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
        for name, value in given.items()
    }


def _said_no(method: str, error: SlackApiError) -> SlackTrouble:
    response = error.response
    status, headers = response.status_code, response.headers or {}
    told = response.get("error") if isinstance(response.data, Mapping) else None
    code = told if isinstance(told, str) and _CODE.fullmatch(told) else None
    if status == _BUSY or code in _PASSES:
        return SlackTrouble(TryLater(after=_asked_to_wait(headers)), "Slack is busy")
    if status >= _BROKEN or code is None or code in _UNCLEAR:
        return SlackTrouble(NoAnswer(), "Slack gave no answer")
    why = f"Slack's {method} says {code}"
    if code in _FIXES:
        why += f": {_FIXES[code]}"
    return SlackTrouble(TurnedDown(why=why), why)


def _asked_to_wait(headers: Mapping[str, Any]) -> timedelta | None:
    told = next((v for k, v in headers.items() if k.casefold() == "retry-after"), None)
    first = told[0] if isinstance(told, list) else told
    return timedelta(seconds=int(first)) if first and str(first).isdigit() else None
