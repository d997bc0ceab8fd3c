"""Many at once: acknowledged in time while busy, one effect each, and nothing forged is taken."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import random
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from assistant.governance.audit.event import AuditKind
from assistant.surfaces.slack import asking
from assistant.surfaces.slack.listening import listening
from assistant.surfaces.slack.run import opened
from tests.fakes.slack_server import LoopbackSlack
from tests.fakes.slack_workspace import APP, TEAM
from tests.planning.soaking import is_soak, tell
from tests.surfaces.slack.conftest import Office, access, an_app, people_of

CONTRACTS = Path(__file__).parents[3] / "../shared/data/api-contracts/slack"
SIGNING = "loopback-signing"


def test_everything_is_acknowledged_in_time_while_questions_are_computed(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = asking.answer_question

    def busy(*given: Any) -> Any:
        until = time.process_time() + 0.05
        while time.process_time() < until:
            sum(range(1_000))
        return real(*given)

    monkeypatch.setattr(asking, "answer_question", busy)
    seconds = 20 if is_soak() else 2
    office.slack.acks.clear()
    for number in range(50 * seconds):
        event = {
            "type": "message", "channel_type": "im", "user": "UANA", "text": "Which projects?",
            "ts": f"8.{number}", "channel": "DUANA", "event_ts": f"8.{number}",
        }  # fmt: skip
        office.slack.event(event, wait=False)
        time.sleep(1 / 50)
    count = 50 * seconds
    office.slack.until(lambda: len(office.slack.acks) == count, 30)

    def all_answered() -> bool:
        said = [e for e in office.slack.at.messages["DUANA"] if e["text"] != asking.LOOKING]
        return len(said) == count

    office.slack.until(all_answered, 120)
    late = sorted(office.slack.acks)[int(len(office.slack.acks) * 0.99)]
    tell(capsys, f"{count} events at 50 a second: acknowledged, p99 {late * 1000:.0f} ms")
    assert late < 0.5


def test_deliveries_that_are_repeated_reordered_and_at_once_have_one_effect_each(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    count = 1_000 if is_soak() else 60
    chance = random.Random(7)
    made = [office.propose(kept=f"b{number}") for number in range(max(1, count // 20))]
    clicks = [(each, f"t{each}-{turn}") for each in made for turn in range(5)] * 4
    chance.shuffle(clicks)
    office.slack.acks.clear()
    for proposal, trigger in clicks:
        office.slack.click(
            "UANA",
            "pmo_approve",
            proposal,
            channel="DUANA",
            ts="1",
            trigger_id=trigger,
            wait=False,
        )
    office.slack.until(lambda: len(office.slack.acks) == len(clicks), 60)
    office.slack.until(
        lambda: (
            len(office.slack.at.whispers) + len(office.slack.at.messages["DUANA"]) >= 5 * len(made)
        ),
        120,
    )
    approved = [e.subject for e in office.app.store.audit_events() if e.kind is AuditKind.APPROVED]
    tell(capsys, f"{len(clicks)} deliveries of {len(made)} decisions: {len(approved)} effects")
    assert sorted(approved) == sorted(made)


def _signed(body: str, at: int, key: str = SIGNING) -> dict[str, str]:
    base = f"v0:{at}:{body}".encode()
    mac = hmac.new(key.encode(), base, hashlib.sha256).hexdigest()
    return {
        "x-slack-signature": f"v0={mac}",
        "x-slack-request-timestamp": str(at),
        "content-type": "application/json",
    }


def _event(number: int) -> dict[str, Any]:
    return {
        "type": "event_callback", "team_id": TEAM, "api_app_id": APP, "event_id": f"Ev{number}",
        "event": {"type": "message", "channel_type": "im", "user": "UANA", "text": "Hello?",
                  "ts": f"9.{number}", "channel": "DUANA"},
    }  # fmt: skip


def _forged(number: int, chance: random.Random, now: int) -> tuple[str, dict[str, str]]:
    """A request that was changed after it was signed, or never signed by whom it says."""
    body = json.dumps(_event(number))
    headers = _signed(body, now)
    how = chance.randrange(6)
    if how == 0:
        place = chance.randrange(len(body))
        body = body[:place] + chr(ord(body[place]) ^ 1) + body[place + 1 :]
    elif how == 1:
        headers = _signed(body, now, key="another")
    elif how == 2:
        headers = _signed(body, now - chance.randrange(301, 10_000))
    elif how == 3:
        headers.pop(chance.choice(["x-slack-signature", "x-slack-request-timestamp"]))
    elif how == 4:
        foreign = {"team_id": "T2"} if number % 2 else {"api_app_id": "A2"}
        body = json.dumps(_event(number) | foreign)
        headers = _signed(body, now)
    else:
        headers["x-slack-signature"] = headers["x-slack-signature"][: chance.randrange(60)]
    return body, headers


def test_nothing_forged_or_changed_is_taken(
    running: LoopbackSlack, capsys: pytest.CaptureFixture[str]
) -> None:
    people_of(running)
    app, count, chance = an_app(running), (10_000 if is_soak() else 200), random.Random(3)

    async def send() -> tuple[int, int]:
        async with opened(app, access(running)) as desk:
            bolt = listening(desk, signing_secret=SIGNING)
            taken = 0
            for number in range(count):
                body, headers = _forged(number, chance, int(time.time()))  # noqa: TID251 - Slack's own clock
                with suppress(json.JSONDecodeError):  # no request at all: Bolt reads it first
                    request = AsyncBoltRequest(mode="http", body=body, headers=headers)
                    taken += (await bolt.async_dispatch(request)).status == 200
            body = json.dumps(_event(count))
            headers = _signed(body, int(time.time()))  # noqa: TID251 - likewise
            request = AsyncBoltRequest(mode="http", body=body, headers=headers)
            genuine = (await bolt.async_dispatch(request)).status
            await asyncio.sleep(1)
            return taken, genuine

    taken, genuine = asyncio.run(send())
    tell(capsys, f"{count} forged or changed requests (seed 3): {taken} taken")
    assert (taken, genuine) == (0, 200)
    assert len(running.at.messages["DUANA"]) == 1


@pytest.mark.parametrize("kind", ["payloads", "realistic-payloads"])
def test_every_shape_that_slack_documents_is_survived(office: Office, kind: str) -> None:
    if not CONTRACTS.exists():
        pytest.skip("the payloads that Slack documents are not beside this checkout")
    for file in sorted((CONTRACTS / kind).glob("*.json")):
        whole = json.loads(file.read_text())
        for body in [whole, *whole.values()] if isinstance(whole, dict) else whole:
            if not isinstance(body, dict):
                continue
            ours = body | {"team_id": TEAM, "team": {"id": TEAM}, "api_app_id": APP}
            for envelope in ("events_api", "interactive", "slash_commands"):
                office.slack.deliver(envelope, ours, wait=False)
    ts = office.slack.say("UANA", "How many projects are there?", "DUANA")
    office.slack.until(lambda: any(
        e.get("thread_ts") == ts and e["text"] != asking.LOOKING
        for e in office.slack.at.messages["DUANA"]
    ), 30)  # fmt: skip
