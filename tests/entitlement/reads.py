"""Every way to read, command by command: a command that is not here fails the matrix."""

from __future__ import annotations

from collections.abc import Iterator

from tests.surfaces.cli.secret_portfolio import DAYS, OPEN_ITEMS

Path = tuple[str, ...]

_JSON = ((), ("--json",))
_BEFORE = ("--as-of", DAYS[0])
_AUDIENCES = ("exec", "program", "team")


def _each(*ways: Path, json: bool = True) -> tuple[Path, ...]:
    """Return ways to ask, each for people and for machines."""
    return tuple((*way, *form) for way in ways for form in (_JSON if json else ((),)))


READS: dict[str, tuple[Path, ...]] = {
    "ask": _each(
        ("What should we build next?",),
        ("Which projects are red?",),
        ("Who or what is overloaded?",),
        ("When is Open finished?",),
        ("Why is OP-1 where it is?", "--sources", "--trace"),
    ),
    "quarantine": _each(()),
    "portfolio": _each((), _BEFORE),
    "rank": _each(
        (), ("--all",), ("--team", "T1"), ("--compare",), ("--seed", "7"), _BEFORE
    ),
    "explain": _each(
        *((item,) for item in OPEN_ITEMS),
        ("OP-1", "--suppose", "estimate=9d"),
        ("OP-1", *_BEFORE),
    ),
    "check": _each(
        ("Open is red",), ("OP-1 is late",), ("Everything is green",), ("Open costs 5 k", *_BEFORE)
    ),
    "check-order": _each(("{folder}/order.txt",)),
    "what-if": _each(("--if", "pause OTHER"), ("--if", "without bob until 2026-12-31")),
    "intake": _each(
        ("--title", "Open wish", "--effort", "backend 5d", "--project", "OPEN"), ("RQ1",)
    ),
    "crisis": _each(("--away", "bob", "--from", "2026-11-16", "--until", "2026-11-27")),
    "brief": (
        *_each(*(("--audience", name) for name in _AUDIENCES), _BEFORE, ("--since", DAYS[0])),
        *(("--audience", name, "--format", form) for name in _AUDIENCES for form in ("md", "html")),
    ),
    "risks": _each((), _BEFORE),
    "propose conflict": _each(("bob",), ("nobody",)),
    "capacity": _each((), ("--finish-by", "2027-03-31"), _BEFORE),
    "select": _each(
        ("--budget", "500000 EUR"), ("--cut", "25%"), ("--cut", "10%", "--all")
    ),
    "startable": _each((), ("--team", "T1"), ("--item", "OP-1")),
    "forecast": _each(
        (),
        *((name,) for name in ("OPEN", "OTHER", "OP-1", "OP-2", "OP-5")),
        ("--by", "2026-12-11"),
        ("--backtest",),
    ),
    "scoreboard": _each((), _BEFORE, ("--since", DAYS[0])),
    "dependencies": _each((), *((item,) for item in OPEN_ITEMS)),
    "cascade": _each(*((item, "--slip", "2w") for item in OPEN_ITEMS)),
    "changes": _each((), ("--since", DAYS[0])),
    "doctor": _each(()),
    "agreed": (*_each(()), ("--csv", "{folder}/out.csv"), ("--jira", "{folder}/out.jsonl")),
    "proposals": _each((), ("--all",), ("{order}",), ("{open record}",)),
    "deliveries": _each(()),
    "published": _each(()),
    "disputes": _each((), ("--all",)),
    "memory search": _each(
        ("open update",), ("decided risk live",), ("bob", "--project", "Open one"), ("open", *_BEFORE)
    ),
    "policy show": _each((), ("stage_gates", "OPEN"), ("rag_schedule", "OPEN"), ("intake", "RQ1")),
    "policy findings": _each((), _BEFORE),
    "policy dry-run": _each(("{folder}/limits.yaml",)),
    "users list": _each(()),
    "users import": _each(("{folder}/roles.csv",), ("--members", "{folder}/groups.csv")),
    "users who-decides": _each(
        ("agreed order",), ("intake", "--project", "OPEN"), ("publish brief",), ("stop",)
    ),
    "audit show": _each(
        (), ("{order}",), ("{open record}",), ("--kind", "role granted"), ("--kind", "proposed"),
        ("--kind", "broke glass"), ("--from", "2026-01-01"),
    ),
    "audit verify": _each((), ("--against", "{folder}/checkpoint.json")),
    "audit pack": tuple(
        (name, "--to", "{folder}/out.zip") for name in ("{order}", "{open record}")
    ),
}  # fmt: skip
"""By command: the ways to read by it that concern nothing hidden. They write files of their own."""

WRITTEN = ("out.csv", "out.jsonl", "out.zip")
"""What those ways write beside what they say."""

NO_VIEWER = frozenset({"audit verify"})
"""Commands that say the same to everybody, so that nobody is asked who they are."""

POKES: dict[str, tuple[Path, ...]] = {
    "ask": _each(
        ("When is {project} finished?",), ("Why is {item} where it is?",), ("What blocks {item}?",)
    ),
    "policy show": _each(("stage_gates", "{project}"), ("intake", "{request}")),
    "explain": _each(("{item}",), ("{item}", "--suppose", "estimate=9d")),
    "what-if": _each(("--if", "pause {project}"), ("--if", "{item} takes 3d")),
    "intake": _each(
        ("--title", "Wish", "--effort", "backend 5d", "--project", "{project}"),
        ("--title", "Wish", "--effort", "backend 5d", "--after", "{item}"),
        ("{request}",),
    ),
    "forecast": _each(("{item}",), ("{project}",), ("{milestone}",)),
    "dependencies": _each(("{item}",)),
    "cascade": _each(("{item}", "--slip", "2w"), ("{milestone}", "--slip", "2w")),
    "startable": _each(("--item", "{item}")),
    "select": _each(("--keep", "{project}"), ("--without", "{project}")),
    "check": _each(("{project} is green",), ("{item} is done",), ("{risk} is red",)),
    "check-order": _each(("{folder}/{item}.txt",)),
    "proposals": _each(("{proposal}",)),
    "approve": _each(("{proposal}",), ("{proposal}", "--alone"), json=False),
    "reject": _each(("{proposal}", "--because", "not now"), json=False),
    "withdraw": _each(("{proposal}",), json=False),
    "ratify": _each(("{proposal}",), json=False),
    "comment": _each(("{proposal}", "Why?"), json=False),
    "decide": _each(("Said", "--by", "exe", "--project", "{project}")),
    "publish": _each(("{brief}", "--to", "{folder}")),
    "deliveries": _each(("{proposal}", "--arrived")),
    "published": _each(("{publication}",)),
    "dispute": _each(("{publication}.1", "--why", "Wrong")),
    "disputes": _each(("{dispute}",), ("{dispute}", "--stands", "so")),
    "propose correction": _each(
        ("work_items", "{item}", "name", "x"),
        ("projects", "{project}", "name", "x"),
        ("raid", "{risk}", "name", "x"),
    ),
    "edit": _each(("{proposal}",)),
    "propose rag": _each(
        ("{project}", "--status", "amber", "--until", "2026-12-01", "--why", "so"),
    ),
    "propose scenario": _each(("--if", "pause {project}"), ("--if", "drop {item}")),
    "propose answer": _each(("{request}", "accepted", "--because", "fits")),
    "propose acceptance": _each(("{risk}", "--until", "2027-01-01")),
    "users grant": _each(("bob", "project manager", "--of", "{project}"), json=False),
    "users revoke": _each(("zed", "project manager", "--of", "{project}"), json=False),
    "users import": _each(("{folder}/{project}.csv",)),
    "users who-decides": _each(("intake", "--project", "{project}")),
    "audit show": _each(("{proposal}",)),
    "audit pack": (("{proposal}", "--to", "{folder}/poke.zip"),),
}
"""By command: the ways to ask for something by its name, which may be hidden or not be there."""

ELSEWHERE = {
    "chat": "answers as ask does, line by line",
    "mcp": "calls the tools that ask calls, as the one who started it",
    "slack": "is run by who keeps the store; each person is shown what they may see: tests/surfaces/slack",
    "demo": "shows the sample, in a store of its own",
    "import": "is run by who keeps the store, who sees everything",
    "memory rebuild": "is run by who keeps the store, who sees everything",
    "memory add": "is run by who keeps the store, who sees everything",
    "memory remove": "is run by who keeps the store, who sees everything",
    "refresh": "is run by who keeps the store, who sees everything",
    "worker": "is run by who keeps the store, and says how much it sent",
    "propose policy": "puts tables to people, and nothing of the portfolio",
    "propose order": "is proposed while the store is filled; what it shows is asked for above",
    "users init": "makes a code and tells nothing else",
    "users claim": "takes a code and tells nothing else",
    "users delegate": "names people only",
    "audit checkpoint": "tells a number and a hash",
    "audit forget": "names people only",
    "policy check": "reads the tables, and nothing of the portfolio",
    "policy test": "reads the tables, and nothing of the portfolio",
    "policy diff": "reads the tables, and nothing of the portfolio",
    "policy export": "reads the tables, and nothing of the portfolio",
    "policy import": "reads the tables, and nothing of the portfolio",
}
"""Commands that are in no cell, and why."""


def reads() -> Iterator[Path]:
    """Yield every way to read, with its command in front."""
    for command, ways in READS.items():
        yield from ((*command.split(), *way) for way in ways)


def pokes() -> Iterator[Path]:
    """Yield every way to ask for something by name, with its command in front."""
    for command, ways in POKES.items():
        yield from ((*command.split(), *way) for way in ways)
