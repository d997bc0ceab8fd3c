"""A small decision table to try things on."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.policy import Verdict, parse_policy

TABLE = """
table: trial
title: A table to try things on
hit: {hit}
inputs:
  late: {{kind: days, meaning: how late it is}}
  allowed: {{kind: days, meaning: how late it may be}}
  share: {{kind: percent, meaning: a share, when_missing: "no"}}
  seen: {{kind: choice, values: [red, amber, green], meaning: what was seen}}
outputs:
  rag: [red, amber, green, grey]
default: {{then: {{rag: green}}, because: nothing speaks against it, remedy: nothing}}
unknown: {{then: {{rag: grey}}, because: too little is known, remedy: ask}}
rows:
{rows}
"""

LATE = """
  - id: too-late
    owner: PMO lead
    since: 2026-11-01
    severity: high
    when: {late: "> allowed"}
    then: {rag: red}
    because: "{late} is more than {allowed}"
    remedy: Agree a new day.
    examples:
      - {given: {late: 3 days, allowed: 2 days}, expected: {rag: red}}
      - {given: {late: 2 days, allowed: 2 days, seen: green}, expected: {rag: green}}
"""

SEEN = """
  - id: seen-amber
    owner: PMO lead
    since: 2026-11-01
    severity: low
    when: {seen: "in amber, red"}
    then: {rag: amber}
    because: it was seen
    remedy: Look again.
    examples:
      - {given: {late: 0 days, allowed: 2 days, seen: amber}, expected: {rag: amber}}
      - {given: {late: 0 days, allowed: 2 days, seen: green}, expected: {rag: green}}
"""


def trial(rows: str = LATE + SEEN, hit: str = "first") -> str:
    """Return the table's text."""
    return TABLE.format(hit=hit, rows=rows)


def ask(given: Mapping[str, object], text: str | None = None) -> Verdict:
    """Ask the table."""
    policy = parse_policy({"trial": text or trial()})
    return policy.decide("trial", given)  # type: ignore[arg-type]  # any value a test thinks of
