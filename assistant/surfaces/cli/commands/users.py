"""`pmo users`: who is what, who stands in for whom, and who decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from assistant.surfaces.cli import options
from assistant.surfaces.cli.role_words import delegation_line, grant_line, role_words
from assistant.surfaces.cli.session import Session, begin, day
from assistant.surfaces.cli.terminal_text import one_line

Of = Annotated[
    str | None,
    typer.Option("--of", metavar="PROJECT", help="Of a project or program [the whole portfolio]."),
]
Until = Annotated[
    datetime | None,
    typer.Option("--until", formats=["%Y-%m-%d"], metavar="DATE", help="The last day it holds."),
]
RoleName = Annotated[
    str, typer.Argument(metavar="ROLE", help="Such as “PMO lead”, “executive” or “auditor”.")
]
Who = Annotated[str, typer.Argument(metavar="PERSON", help="By key, e-mail or full name.")]


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    users = typer.Typer(no_args_is_help=True, help="Say who is what, and see who decides.")
    users.command("init", epilog="Example: pmo users init")(init)
    users.command("claim", epilog="Example: pmo users claim CODE --viewer maren.okafor")(claim)
    users.command("list", epilog="Example: pmo users list")(list_)
    users.command("grant", epilog='Example: pmo users grant maren.okafor "PMO lead"')(grant)
    users.command("revoke", epilog='Example: pmo users revoke maren.okafor "PMO lead"')(revoke)
    users.command(
        "delegate",
        epilog="Example: pmo users delegate luis.ferrant --until 2026-11-27 --viewer maren.okafor",
    )(delegate)
    users.command("import", epilog="Example: pmo users import roles.csv --members groups.csv")(
        import_
    )
    users.command("who-decides", epilog='Example: pmo users who-decides "agreed order"')(
        who_decides
    )
    cli.add_typer(users, name="users")


def init(ctx: typer.Context, store: options.Store = None) -> None:
    """Make a code that makes whoever claims it the first admin, once, within a day."""
    from assistant.usecases.manage_roles import make_first_code

    code = make_first_code(begin(ctx, store=store).app)
    typer.echo(code)
    typer.echo(f"Next, within a day: pmo users claim {code} --viewer YOU", err=True)


def claim(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="As pmo users init printed it.")],
    store: options.Store = None,
    viewer: options.Viewer = None,
) -> None:
    """Become the first admin, with the code that was made."""
    from assistant.usecases import manage_roles

    session = begin(ctx, store=store, viewer=viewer)
    given = manage_roles.claim(session.app, code)
    typer.echo(f"{grant_line(given, _names(session))} Next: pmo users grant PERSON ROLE")


def list_(
    ctx: typer.Context,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """List the roles that were given, and who stands in for whom."""
    from assistant.usecases.manage_roles import list_roles

    session = begin(ctx, store=store, viewer=viewer, json=json)
    roles = list_roles(session.app)
    if json:
        session.data(roles.model_dump(mode="json"))
        return
    names = _names(session)
    for given in roles.grants:
        typer.echo(grant_line(given, names))
    for stands_in in roles.delegations:
        typer.echo(delegation_line(stands_in, names))
    if not roles.grants:
        typer.echo("No role was given. Owners manage their projects, leads their programs.")


def grant(
    ctx: typer.Context,
    person: Who,
    role: RoleName,
    of: Of = None,
    until: Until = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
) -> None:
    """Give somebody a role; it takes an admin."""
    from assistant.usecases.manage_roles import grant_role, read_role

    session = begin(ctx, store=store, viewer=viewer)
    given = grant_role(session.app, person, read_role(role), of, day(until))
    typer.echo(grant_line(given, _names(session)))


def revoke(
    ctx: typer.Context,
    person: Who,
    role: RoleName,
    of: Of = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
) -> None:
    """Take a role away; it is gone at the next question."""
    from assistant.usecases.manage_roles import read_role, revoke_role

    session = begin(ctx, store=store, viewer=viewer)
    gone = revoke_role(session.app, person, read_role(role), of)
    called = _names(session).get(gone.person, gone.person)
    typer.echo(one_line(f"{called} is no longer {role_words(gone)}."))


def import_(
    ctx: typer.Context,
    roles: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="Columns email or group, role, program or project, until."
        ),
    ] = None,
    members: Annotated[
        Path | None,
        typer.Option("--members", metavar="FILE", help="Who is in which group: group, email."),
    ] = None,
    apply: Annotated[
        str | None, typer.Option("--apply", metavar="CODE", help="Do exactly what was shown.")
    ] = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Show what a list of roles changes, and apply it; whoever is not in it loses what it gave."""
    from assistant.surfaces.cli.role_words import show_changes
    from assistant.usecases.import_roles import compare_roles, import_roles

    session = begin(ctx, store=store, viewer=viewer, json=json)
    if apply is None:
        changes = compare_roles(session.app, roles, members)
    else:
        changes = import_roles(session.app, roles, members, apply)
    if json:
        session.data(changes.model_dump(mode="json", exclude={"names"}))
        return
    files = " ".join(
        [*([str(roles)] if roles else []), *(["--members", str(members)] if members else [])]
    )
    show_changes(changes, files, applied=apply is not None)


def delegate(
    ctx: typer.Context,
    person: Who,
    until: Annotated[
        datetime,
        typer.Option("--until", formats=["%Y-%m-%d"], metavar="DATE", help="The last day."),
    ],
    since: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], metavar="DATE", help="The first [today]."),
    ] = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
) -> None:
    """Let somebody decide for you while you are away; they never decide on what you wrote."""
    from assistant.usecases import manage_roles
    from assistant.usecases.view import view

    session = begin(ctx, store=store, viewer=viewer)
    first = day(since) or view(session.app).full.as_of
    given = manage_roles.delegate(session.app, person, first, until.date())
    typer.echo(delegation_line(given, _names(session)))


def _names(session: Session) -> Mapping[str, str]:
    from assistant.usecases.named import people_names
    from assistant.usecases.view import view

    return people_names(view(session.app).seen)


def who_decides(
    ctx: typer.Context,
    effect: Annotated[
        str, typer.Argument(metavar="EFFECT", help="Such as “agreed order” or “intake”.")
    ],
    project: Annotated[
        str | None, typer.Option("--project", metavar="PROJECT", help="In this project.")
    ] = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say which role decides something by policy, and who has it."""
    from assistant.usecases import manage_roles

    session = begin(ctx, store=store, viewer=viewer, json=json)
    found = manage_roles.who_decides(session.app, manage_roles.read_effect(effect), project)
    if json:
        session.data(found.model_dump(mode="json"))
    elif found.needs is None:
        typer.echo("No rule of the policy says who decides this, so nobody does.")
    else:
        people = ", ".join(found.people) or "nobody today; an admin gives roles"
        typer.echo(one_line(f"It takes a {found.needs.value} at least: {people}."))
