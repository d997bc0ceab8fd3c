"""A store with many secrets and everything that was ever said about them, and `pmo` to ask it."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.bootstrap import build_app
from assistant.policy import default_tables
from assistant.surfaces.cli.commands import build_cli
from assistant.surfaces.cli.run import run_cli
from assistant.usecases.deliver import deliver
from tests.entitlement.many_secrets import RICH, write_portfolio

FAR = "2027-06-30"
ROLES_HEAD = "email,role,project\n"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@dataclass
class Office:
    """A filled store, and the folder that files are written to."""

    folder: Path
    proposals: dict[str, str] = field(default_factory=dict)
    """Which proposal is about what, such as “correction A” → P-3."""

    briefs: dict[str, str] = field(default_factory=dict)
    """Who had a brief written → its id."""

    publication: str = ""
    """The brief of whoever sees everything, as it was brought out."""

    dispute: str = ""
    """What is disputed of it."""

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'pmo.db'}"

    def ask(self, viewer: str | None, *arguments: str) -> Said:
        """Run `pmo` as somebody, on paper of a fixed width."""
        out, err = io.StringIO(), io.StringIO()
        asked = [*arguments, "--store", self.url, *(("--viewer", viewer) if viewer else ())]
        with redirect_stdout(out), redirect_stderr(err):
            code = run_cli(build_cli(build_app), asked)
        return Said(code, out.getvalue(), err.getvalue())

    def do(self, viewer: str | None, *arguments: str) -> Said:
        """Run `pmo` as somebody who can do what they ask for."""
        said = self.ask(viewer, *arguments)
        assert said.code == 0, (viewer, arguments, said.err)
        return said

    def propose(self, name: str, viewer: str, *arguments: str) -> None:
        said = self.do(viewer, *arguments, "--json")
        self.proposals[name] = said.data["id"]


def filled(folder: Path) -> Office:
    """Fill a store; PMO_AUDIT_KEY names a key in its folder already."""
    office = Office(folder)
    for week, day in write_portfolio(folder):
        run = ("import", str(week), "--as-of", day, "--partial")
        office.do(None, *run)
    office.do(None, "memory", "rebuild")
    _give_roles(office)
    _write_briefs(office)
    for letter in RICH:
        _act_on(office, letter)
    _publish_and_dispute(office)
    office.propose("order", "pia", "propose", "order")
    office.propose("open record", "bob", "decide", "Open goes on", "--by", "exe")
    office.do("exe", "approve", office.proposals["open record"])
    office.do("adm", "users", "revoke", "off", "PMO lead")
    office.do("pia", "audit", "checkpoint", "--to", str(folder / "checkpoint.json"))
    limits = default_tables()["limits"].replace("value: ", "value: 1", 1)
    (folder / "limits.yaml").write_text(limits, encoding="utf-8")
    (folder / "groups.csv").write_text("group,email\nflyers,bob@x.example\n", encoding="utf-8")
    (folder / "roles.csv").write_text(ROLES_HEAD + "bob@x.example,auditor,\n", encoding="utf-8")
    (folder / "order.txt").write_text("OP-1\nOP-2\nOP-3\n", encoding="utf-8")
    return office


def _give_roles(office: Office) -> None:
    office.do("adm", "users", "claim", office.do(None, "users", "init").out.strip())
    for person, role in (
        ("pia", "PMO lead"),
        ("off", "PMO lead"),
        ("exe", "executive"),
        ("aud", "auditor"),
        ("zed", "PMO lead"),
        ("zed", "admin"),
        ("zed", "executive"),
    ):
        office.do("adm", "users", "grant", person, role)
    office.do("zed", "users", "delegate", "dep", "--until", FAR)
    _give_roles_by_list(office)


def _give_roles_by_list(office: Office) -> None:
    """Have roles in secrets by a list and by a group, which an admin who sees none of it reads."""
    roles, groups = office.folder / "secret-roles.csv", office.folder / "secret-groups.csv"
    secrets = [f"ZQ{letter}SEC" for letter in RICH]
    roles.write_text(
        "email,group,role,project\n"
        + "".join(f"zed@x.example,,program lead,{key}\n" for key in secrets)
        + "".join(f",flyers,program lead,{key}\n" for key in secrets),
        encoding="utf-8",
    )
    groups.write_text("group,email\nflyers,zed@x.example\n", encoding="utf-8")
    asked = ("users", "import", str(roles), "--members", str(groups))
    code = office.do("zed", *asked, "--json").data["code"]
    office.do("zed", *asked, "--apply", code)


def _write_briefs(office: Office) -> None:
    """Have briefs written, and one of them published, by those who see much and little."""
    for viewer in ("zed", "bob"):
        office.briefs[viewer] = office.do(viewer, "brief", "--json").data["id"]


def _publish_and_dispute(office: Office) -> None:
    """Bring out the brief of whoever sees everything, and dispute a figure of it."""
    to = str(office.folder / "published.md")
    made = office.do("zed", "publish", office.briefs["zed"], "--to", to, "--json").data["id"]
    office.do("zed", "approve", made, "--alone")
    app = build_app(office.url)
    for each in app.store.deliveries():
        while deliver(app, each.message.id):
            pass
    office.publication = made.replace("P", "B")
    found = office.do("zed", "published", office.publication, "--json").data["said"]
    first, fact = next(
        (each["address"], each["facts"][-1]["id"]) for each in found if each["facts"]
    )
    asked = ("dispute", first, "--fact", fact, "--why", "zqawhy zqbwhy")
    office.dispute = office.do("zed", *asked, "--json").data["id"]


def _act_on(office: Office, letter: str) -> None:
    """Do to a secret everything that can be done, in words that nobody else may read."""
    low = letter.lower()
    key = f"ZQ{letter}"
    office.propose(
        f"correction {letter}",
        "zed",
        *("propose", "correction", "work_items", f"{key}-1", "name", f"Zq{low}renamed"),
    )
    office.do("zed", "comment", office.proposals[f"correction {letter}"], f"zq{low}comment")
    office.propose(
        f"answer {letter}",
        "zed",
        *("propose", "answer", f"{key}Q", "accepted", "--because", f"zq{low}because"),
    )
    office.propose(
        f"acceptance {letter}", "zed", *("propose", "acceptance", f"{key}R", "--until", FAR)
    )
    office.propose(
        f"record {letter}",
        "zed",
        *("decide", f"Zq{low}said", "--by", "exe", "--project", f"{key}SEC"),
    )
    office.do("zed", "approve", office.proposals[f"answer {letter}"], "--alone")
    office.do("zed", "users", "grant", "zed", "project manager", "--of", f"{key}SEC")
