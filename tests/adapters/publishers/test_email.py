"""Mail leaves once, whole, for everybody or nobody; what is unclear is never called clear."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.publishers import EmailPublisher, KnownPublishers, MailServer, Post, smtp
from assistant.adapters.publishers.mail_text import html_of
from assistant.errors import BadInput
from assistant.governance.delivery import (
    Accepted,
    Answer,
    LookUp,
    Message,
    NoAnswer,
    TryLater,
    TurnedDown,
)
from tests.fakes.hostile_publisher import VirtualClock
from tests.fakes.mail_server import Office, certificate, serving, takes

TEXT = "# Brief \\*for\\* Grüße\n\nAs of Monday\n\n- Decide on \\<b\\>Falcon\\</b\\>.\n- 1\\. two\n.\n"
SENDER = "PMO <pmo@office.example>"
SERVER = MailServer.parse("smtp+plain://127.0.0.1")


def message(to: str = "mailto:ana@office.example", **more: Any) -> Message:
    return Message(id="k1", to=to, text=TEXT, **more)


def post(port: int, url: str = "smtp+plain://127.0.0.1", **more: Any) -> Post:
    server = MailServer.parse(url).model_copy(update={"port": port})
    return Post(server, SENDER, trust=certificate()[1], **more)


def sent(office: Office, to_send: Message | None = None) -> Answer:
    with serving(office) as port:
        return EmailPublisher(post(port), VirtualClock()).publish(to_send or message())


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_the_approved_text_arrives_to_the_byte_with_a_key_of_its_own() -> None:
    office = Office()
    assert sent(office) == Accepted()
    (mail,) = office.taken
    assert part(mail, "plain") == TEXT
    assert mail["Message-ID"] == "<k1@office.example>"
    assert (mail["From"], mail["To"]) == (SENDER, "ana@office.example")
    assert mail["Subject"] == "Brief *for* Grüße"
    assert sent(office) == Accepted()
    assert bytes(office.taken[0]) == bytes(office.taken[1])


def test_the_html_says_the_same_and_loads_nothing() -> None:
    office = Office()
    sent(office)
    html = part(office.taken[0], "html")
    assert "<h1>Brief *for* Grüße</h1>" in html
    assert "<li>Decide on &lt;b&gt;Falcon&lt;/b&gt;.</li>\n<li>1. two</li>\n</ul>" in html
    for loading in ("src", "href", "url(", "<link", "<script", "@import"):
        assert loading not in html


@given(st.text(alphabet="<>&\"'ab-# =./:\n\\!", max_size=60))
def test_no_text_becomes_markup(text: str) -> None:
    body = html_of(text).split("<body", 1)[1].split(">", 1)[1]
    tags = ("h1", "h2", "ul", "li", "p", "body", "html")
    for tag in tags:
        body = body.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "<" not in body


def test_a_file_is_attached_as_it_is() -> None:
    office = Office()
    sent(office, message(file="checkpoint-7.json", title="Keep\r\nBcc: eve@example.org\n this"))
    (mail,) = office.taken
    (file,) = mail.iter_attachments()
    assert file.get_filename() == "checkpoint-7.json"
    assert file.get_content() == TEXT.encode()
    assert mail["Subject"] == "Keep Bcc: eve@example.org this"
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    ("point", "reply", "answer"),
    [
        ("MAIL", "451 busy", TryLater),
        ("MAIL", "421 closing", TryLater),
        ("MAIL", "550 who", TurnedDown),
        ("MAIL", "drop", TryLater),
        ("RCPT", "452 full", TryLater),
        ("RCPT", "drop", TryLater),
        ("DATA", "451 busy", TryLater),
        ("DATA", "554 no", TurnedDown),
        ("DATA", "drop", TryLater),
        ("TEXT", "451 busy", TryLater),
        ("TEXT", "554 spam", TurnedDown),
        ("TEXT", "drop", NoAnswer),
    ],
)
def test_what_a_server_says_means_what_it_means(
    point: str, reply: str, answer: type[Answer]
) -> None:
    office = Office(at={point: reply})
    assert isinstance(sent(office), answer)
    assert len(office.taken) == (reply == "drop" and point == "TEXT")


def test_one_refused_recipient_keeps_it_from_all() -> None:
    office = Office(turns_away={"ben@office.example": "550 unknown"})
    both = message(to="mailto:ana@office.example,ben@office.example")
    answer = sent(office, both)
    assert isinstance(answer, TurnedDown)
    assert "550 unknown" in answer.why
    assert office.taken == []
    office.turns_away = {}
    assert sent(office, both) == Accepted()
    assert office.recipients == [["ana@office.example", "ben@office.example"]]


def test_a_silent_server_is_left_alone_for_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert isinstance(EmailPublisher(post(port), VirtualClock()).publish(message()), TryLater)
    assert isinstance(EmailPublisher(post(port), VirtualClock()).publish(message()), TryLater)


@contextmanager
def speaking(*lines: bytes) -> Iterator[int]:
    """A server that says these lines one after the other, and then nothing for a while."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            line, _ = listening.accept()
            with line:
                for said in lines:
                    line.sendall(said + b"\r\n")
                    line.recv(65536)
                line.settimeout(2)
                while line.recv(65536):
                    pass

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


@pytest.mark.parametrize("last", [b"", b"what?", b"999 strange"])
def test_after_the_text_only_a_clear_answer_is_one(
    last: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.3)
    said = [b"220 here", b"250 ok", b"250 ok", b"250 ok", b"354 go"] + ([last] if last else [])
    with speaking(*said) as port:
        assert EmailPublisher(post(port), VirtualClock()).publish(message()) == NoAnswer()


def test_a_private_line_is_demanded() -> None:
    server, _ = certificate()
    office = Office()
    with serving(office) as port:
        answer = EmailPublisher(post(port, "smtp://127.0.0.1"), VirtualClock()).publish(message())
        assert isinstance(answer, TurnedDown)
        assert "private line" in answer.why
    with serving(office, tls_context=server) as port:
        private = post(port, "smtp://127.0.0.1")
        assert EmailPublisher(private, VirtualClock()).publish(message()) == Accepted()
        stranger = EmailPublisher(private._replace(trust=None), VirtualClock()).publish(message())
        assert isinstance(stranger, TurnedDown)
        assert "certificate" in stranger.why
    with serving(office, ssl_context=server) as port:
        from_the_start = post(port, "smtps://127.0.0.1")
        assert EmailPublisher(from_the_start, VirtualClock()).publish(message()) == Accepted()
    assert len(office.taken) == 2


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_login_is_used_and_never_told() -> None:
    office = Office()
    with serving(office, **takes("pmo", "s3cret/@")) as port:
        good = post(port, "smtp+plain://pmo:s3cret%2F%40@127.0.0.1")
        assert EmailPublisher(good, VirtualClock()).publish(message()) == Accepted()
        bad = post(port, "smtp+plain://pmo:wr0ng@127.0.0.1")
        answer = EmailPublisher(bad, VirtualClock()).publish(message())
        (fine,) = KnownPublishers(good).tried()
        (wrong,) = KnownPublishers(bad).tried()
    assert isinstance(answer, TurnedDown)
    assert "PMO_SMTP_URL" in answer.why
    assert (fine.fix, len(office.taken)) == (None, 1)
    assert wrong.fix is not None
    for told in (answer.why, wrong.found, repr(bad), repr(good)):
        assert "wr0ng" not in told
        assert "s3cret" not in told


def test_nobody_can_look_into_a_mailbox() -> None:
    publisher = EmailPublisher(Post(SERVER, SENDER), VirtualClock())
    assert publisher.look_up(message()) is LookUp.NO_ANSWER
    assert not publisher.habits.can_look_up
    assert "Message-ID" in (publisher.habits.to_check or "")


def test_addresses_are_places_once_mail_is_set_up() -> None:
    known = KnownPublishers(Post(SERVER, SENDER))
    for named in ("ana@b.example, c@d.example", "mailto:ana@b.example,c@d.example"):
        assert known.place(named, "t") == "mailto:ana@b.example,c@d.example"
    for wrong in (
        "mailto:",
        "mailto:ana",
        "mailto:a@b c@d",
        "mailto:a@b\nRCPT TO:<x@y>",
        "ä@b.de",
    ):
        with pytest.raises(BadInput):
            known.place(wrong, "t")
    with pytest.raises(BadInput, match="PMO_SMTP_URL"):
        KnownPublishers().place("ana@b.example", "t")
    assert list(KnownPublishers().tried()) == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example",
        "http://m",
        "smtp://",
        "smtp://m:x",
        "smtp://m/path",
        "smtp+plain://u:p@m",
    ],
)
def test_a_url_that_is_none_is_said_without_its_password(url: str) -> None:
    with pytest.raises(BadInput) as wrong:
        MailServer.parse(url)
    assert "u:p" not in str(wrong.value)
