"""Roles from lists: shown first, applied as shown, gone when somebody is no longer in them."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import BadInput, BadSource, NotFound, Refused
from assistant.governance.audit.event import AuditKind
from assistant.governance.roles import Grant, Role
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.people import Person
from assistant.portfolio.project import Program, Project
from assistant.usecases.acting import Actor
from assistant.usecases.app import App
from assistant.usecases.import_roles import RoleChanges, compare_roles, import_roles
from assistant.usecases.manage_roles import grant_role, revoke_role
from tests.contracts.batches import bring
from tests.contracts.stores import new_store
from tests.usecases.publishing import TODAY, app_on

PEOPLE = ("ana", "ben", "cleo", "dia")
Written = Callable[..., Path]


@pytest.fixture(params=["memory", "sqlite"])
def app(request: pytest.FixtureRequest) -> App:
    """An office in which Ana is admin and sees Falcon, and Dia is admin and does not."""
    store = new_store(request.param)
    bring(
        store,
        [
            Organisation(key="o", name="O", today=TODAY, time_zone="Europe/Dublin"),
            *(Person(key=key, name=key.title(), email=f"{key}@x.example") for key in PEOPLE),
            Person(key="two", name="Two", email="same@x.example"),
            Person(key="too", name="Too", email="Same@x.example"),
            Program(key="core", name="Core"),
            Project(key="open", name="Open"),
            Project(key="falcon", name="Falcon", confidential=True, visible_to=("ana",)),
        ],
        as_of=TODAY,
    )
    with store.unit_of_work() as unit:
        for admin in ("ana", "dia"):
            unit.keep_grant(Grant(person=admin, role=Role.ADMIN, since=TODAY))
    return app_on(store, None)


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(*rows: str, name: str = "roles.csv", header: str | None = None) -> Path:
        path = tmp_path / name
        first = header or "email,role,program,project,until,group"
        path.write_text("\n".join((first, *rows)) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def in_groups(written: Written) -> Written:
    return lambda *rows: written(*rows, name="groups.csv", header="group,email")


def taken_over(
    app: App, roles: Path | None, members: Path | None = None, by: str = "ana"
) -> RoleChanges:
    asked = app.asked_by(by)
    before = app.store.grants()
    shown = compare_roles(asked, roles, members)
    assert app.store.grants() == before
    assert import_roles(asked, roles, members, shown.code) == shown
    again = compare_roles(asked, roles, members)
    assert again.is_nothing
    assert again.difference.is_empty
    return shown


def roles_of(app: App, person: str) -> set[tuple[str, str | None]]:
    standings = Actor.of(app.asked_by(person)).user.standings
    return {(each.role.value, each.of) for each in standings} - {("viewer", None)}


def test_a_list_gives_roles_and_takes_them_away(app: App, written: Written) -> None:
    rows = ("BEN@X.example,PMO lead,,,,", "cleo@x.example,program lead,Core,,2026-12-31,")
    shown = taken_over(app, written(*rows))
    assert [(g.person, g.role.value, g.of) for g in shown.difference.given] == [
        ("ben", "PMO lead", None),
        ("cleo", "program lead", "core"),
    ]
    assert roles_of(app, "ben") == {("PMO lead", None)}
    assert roles_of(app, "ana") == {("admin", None)}
    later = taken_over(app, written("cleo@x.example,program lead,core,,,"))
    assert [g.person for g in later.difference.ended] == ["ben"]
    assert [each.after.until for each in later.difference.changed] == [None]
    assert roles_of(app, "ben") == set()
    told = [each.kind for each in app.store.audit_events()]
    assert told == [AuditKind.ROLE_GRANTED] * 2 + [AuditKind.ROLE_REVOKED, AuditKind.ROLE_GRANTED]
    assert all(each.facts["list"] == "role list" for each in app.store.audit_events())


def test_whoever_leaves_a_group_has_its_role_no_longer(
    app: App, written: Written, in_groups: Written
) -> None:
    roles = written(",executive,,,,@Execs", "ben@x.example,auditor,,,,")
    everybody = in_groups("@execs,ben@x.example", "EXECS,Cleo@x.example", "execs,guest@y.example")
    shown = taken_over(app, roles, everybody)
    assert roles_of(app, "ben") == {("executive", None), ("auditor", None)}
    assert [(m.email, m.where) for m in shown.strangers] == [
        ("guest@y.example", "groups.csv, row 4")
    ]
    taken_over(app, None, in_groups("execs,cleo@x.example"))
    assert roles_of(app, "ben") == {("auditor", None)}
    assert roles_of(app, "cleo") == {("executive", None)}
    with pytest.raises(BadInput, match="Nothing says who is in the group “execs”"):
        compare_roles(app.asked_by("ana"), None, in_groups("other,cleo@x.example"))


def test_what_was_given_by_hand_stays(app: App, written: Written) -> None:
    grant_role(app.asked_by("ana"), "ben", Role.PMO_LEAD, None, None)
    taken_over(app, written("ben@x.example,PMO lead,,,,"))
    taken_over(app, written("cleo@x.example,auditor,,,,"))
    assert roles_of(app, "ben") == {("PMO lead", None)}
    with pytest.raises(Refused, match="comes from the role list"):
        revoke_role(app.asked_by("ana"), "cleo", Role.AUDITOR, None)


def test_only_what_was_shown_is_applied(app: App, written: Written) -> None:
    shown = compare_roles(app.asked_by("ana"), written("ben@x.example,PMO lead,,,,"), None)
    with pytest.raises(Refused, match="not what was shown"):
        import_roles(app.asked_by("ana"), written("ben@x.example,executive,,,,"), None, shown.code)
    assert roles_of(app, "ben") == set()
    assert app.store.audit_events() == ()


def test_only_an_admin_sees_and_applies_a_list(app: App, written: Written) -> None:
    for person in ("ben", None):
        with pytest.raises(Refused):
            compare_roles(app.asked_by(person), written("ben@x.example,admin,,,,"), None)
        with pytest.raises(Refused):
            import_roles(app.asked_by(person), written("ben@x.example,admin,,,,"), None, "x")


def test_every_row_that_cannot_be_used_is_named(app: App, written: Written) -> None:
    listed = written(
        "ben@x.example,PMO lead,,,,",
        "nobody@x.example,PMO lead,,,,",
        "",
        "Ben@X.EXAMPLE,pmo lead,,,2026-12-31,",
        "same@x.example,auditor,,,,",
        "cleo@x.example,king,,,,",
        "cleo@x.example,auditor,,,tomorrow,",
        "cleo@x.example,auditor,,,2026-01-01,",
        "cleo@x.example,auditor,,,,execs",
        "cleo@x.example,project manager,,atlantis,,",
        "cleo@x.example,project manager,core,open,,",
    )
    with pytest.raises(BadInput) as raised:
        compare_roles(app.asked_by("ana"), listed, None)
    told = str(raised.value)
    assert "Row 3: There is no person “nobody@x.example” here." in told
    assert "Row 5: It speaks of the same role as row 2." in told
    assert "Row 6: two, too have the same address" in told or "have the same address" in told
    for row, part in ((7, "king"), (8, "tomorrow"), (9, "before today"), (10, "not both")):
        assert f"Row {row}: " in told
        assert part in told
    assert "Row 11: There is no project or program “atlantis” here." in told
    assert "Row 12: It takes a program or a project, and not both." in told
    assert app.store.grants() == app.store.grants()[:2]


def test_a_file_that_is_no_role_list_is_named(app: App, written: Written) -> None:
    ana = app.asked_by("ana")
    with pytest.raises(BadSource, match="no column “role”"):
        compare_roles(ana, written("ben@x.example,x", header="email,until"), None)
    with pytest.raises(BadSource, match="column “colour”"):
        compare_roles(ana, written("ben@x.example,auditor,red", header="email,role,colour"), None)
    with pytest.raises(BadSource, match=r"groups\.csv, row 2, column “email”"):
        compare_roles(ana, None, written("execs,", name="groups.csv", header="group,email"))
    with pytest.raises(BadSource):
        compare_roles(ana, Path("nowhere.csv"), None)


def test_the_last_admin_stays(app: App, written: Written) -> None:
    taken_over(app, written("ben@x.example,admin,,,,"))
    for admin in ("ana", "dia"):
        revoke_role(app.asked_by("ben"), admin, Role.ADMIN, None)
    with pytest.raises(Refused, match="Nobody would be an admin"):
        taken_over(app, written("cleo@x.example,auditor,,,,"), by="ben")
    assert roles_of(app, "ben") == {("admin", None)}
    assert roles_of(app, "cleo") == set()
    grant_role(app.asked_by("ben"), "cleo", Role.ADMIN, None, None)
    taken_over(app, written("cleo@x.example,auditor,,,,"), by="cleo")
    assert roles_of(app, "ben") == set()
    with pytest.raises(Refused, match="Nobody would be an admin"):
        revoke_role(app.asked_by("cleo"), "cleo", Role.ADMIN, None)
    with pytest.raises(Refused, match="Nobody would be an admin"):
        grant_role(app.asked_by("cleo"), "cleo", Role.ADMIN, None, TODAY)


def test_a_list_does_not_touch_or_tell_what_its_reader_may_not_see(
    app: App, written: Written, in_groups: Written
) -> None:
    secret = written(
        "ben@x.example,project manager,,Falcon,,",
        "ben@x.example,auditor,,,,",
        ",project manager,,falcon,,flyers",
    )
    taken_over(app, secret, in_groups("flyers,cleo@x.example"))
    with pytest.raises(BadInput, match="Row 2: There is no project or program “Falcon” here"):
        compare_roles(app.asked_by("dia"), secret, in_groups("flyers,cleo@x.example"))
    shown = taken_over(app, written("cleo@x.example,auditor,,,,"), by="dia")
    assert "falcon" not in shown.model_dump_json().casefold()
    kept = {(g.person, g.of) for g in app.store.grants() if g.of == "falcon"}
    assert kept == {("ben", "falcon"), ("cleo", "falcon")}
    assert [each.of for each in app.store.group_roles()] == ["falcon"]


def test_the_order_of_rows_does_not_matter(app: App, written: Written) -> None:
    rows = [f"{key}@x.example,{role},,,," for key in PEOPLE for role in ("auditor", "PMO lead")]
    codes = set()
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        codes.add(compare_roles(app.asked_by("ana"), written(*rows), None).code)
    assert len(codes) == 1


def test_an_unknown_project_is_no_role_of_everything(app: App) -> None:
    with pytest.raises(NotFound):
        grant_role(app.asked_by("dia"), "ben", Role.PROJECT_MANAGER, "falcon", None)
