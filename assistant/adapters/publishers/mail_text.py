"""A message as an e-mail: the approved text to the byte, and the same as HTML that loads nothing.

The text part is the Markdown of the message; the HTML says the same words, escaped, with headings
and lists. A message that is a file is attached as it is. The same message makes the same bytes, but
for its date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from assistant.governance.delivery import Message

_LONGEST_SUBJECT = 150
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A backslash before ASCII punctuation stands for that character (CommonMark 0.31, 2.4)."""

_STYLE = "font-family:sans-serif;max-width:44em;line-height:1.45"


def composed(
    message: Message, sender: str, recipients: Sequence[str], key: str, at: datetime
) -> bytes:
    """Return the bytes of an e-mail, lines ended by CRLF; `key` is its Message-ID."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = ", ".join(recipients)
    mail["Subject"] = _subject(message)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = key
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence note answers it
    if message.file is None:
        mail.set_content(message.text, cte="quoted-printable")
        mail.add_alternative(html_of(message.text), subtype="html", cte="quoted-printable")
    else:
        mail.set_content(f"{_subject(message)}\n", cte="quoted-printable")
        content = message.text.encode()
        mail.add_attachment(content, "application", "octet-stream", filename=message.file)
    mail.set_boundary(f"=_{message.id[:40]}")  # never part of an encoded text
    return mail.as_bytes()


def html_of(text: str) -> str:
    """Return a brief's Markdown as HTML: its words, headings and lists, and nothing else."""
    body = "\n".join(_blocks(text))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"></head>'
        f'<body style="{_STYLE}">\n{body}\n</body></html>\n'
    )


def _blocks(text: str) -> Iterator[str]:
    in_list = False
    for line in text.split("\n"):
        is_point = line.startswith("- ")
        if is_point != in_list and line.strip():
            yield "<ul>" if is_point else "</ul>"
            in_list = is_point
        if line.strip():
            yield _block(line)
    if in_list:
        yield "</ul>"


def _block(line: str) -> str:
    for mark, tag in (("- ", "li"), ("# ", "h1"), ("## ", "h2")):
        if line.startswith(mark):
            return f"<{tag}>{_words(line.removeprefix(mark))}</{tag}>"
    return f"<p>{_words(line)}</p>"


def _words(text: str) -> str:
    return escape(_ESCAPED.sub(r"\1", text))


def _subject(message: Message) -> str:
    first = message.text.split("\n", 1)[0].removeprefix("# ")
    said = message.title or _ESCAPED.sub(r"\1", first)
    plain = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", said).split())
    return plain if len(plain) <= _LONGEST_SUBJECT else f"{plain[: _LONGEST_SUBJECT - 1]}…"
