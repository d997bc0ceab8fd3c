"""`pmo policy`: the rules as tables, checked, shown, compared and tried before they hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import BadInput
from assistant.surfaces.cli import options
from assistant.surfaces.cli.session import Session, begin, paper
from assistant.surfaces.cli.writing import write_file

if TYPE_CHECKING:
    from assistant.policy.remarks import Remark
    from assistant.surfaces.cli.paper import Paper

At = Annotated[
    Path | None,
    typer.Argument(metavar="PATH", help="A folder, .yaml or .xlsx [the policy in force]."),
]
Other = Annotated[Path, typer.Argument(metavar="PATH", help="A folder, .yaml or .xlsx.")]


def register(cli: typer.Typer) -> None:
    """Add the commands."""
    policy = typer.Typer(no_args_is_help=True, help="See, check and try the rules that decide.")
    policy.command("check", epilog="Example: pmo policy check ours/")(check)
    policy.command("test", epilog="Example: pmo policy test ours/stage_gates.yaml")(examples)
    policy.command("show", epilog="Example: pmo policy show stage_gates LANTERN")(show)
    policy.command("findings", epilog="Example: pmo policy findings --json")(findings)
    policy.command("diff", epilog="Example: pmo policy diff ours/")(diff)
    policy.command("dry-run", epilog="Example: pmo policy dry-run ours/freezes.yaml")(dry_run)
    policy.command("export", epilog="Example: pmo policy export --to rules.xlsx")(export)
    policy.command("import", epilog="Example: pmo policy import rules.xlsx --to ours/")(import_)
    cli.add_typer(policy, name="policy")


def check(
    ctx: typer.Context,
    path: At = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Tell also what is worth knowing, but nothing to mend.")
    ] = False,
    store: options.Store = None,
    json: options.Json = False,
) -> None:
    """Check the grammar, run the examples, and say what should be looked at."""
    from assistant.usecases.check_policy import check_policy

    session = begin(ctx, store=store, json=json)
    checked = check_policy(session.app, path)
    if json:
        session.data(checked.model_dump(mode="json"))
        return
    page = _page(session)
    page.line(
        f"It can be used: {checked.tables} tables, {checked.rows} rows, "
        f"{checked.examples} examples answered as they say."
    )
    _tell(page, checked.remarks, everything=everything)
    page.aside(f"Policy {checked.hash[:12]}.")
    if path is None and session.app.tables_set_aside is not None:
        page.line(
            "The tables of the settings differ and are set aside, since here people decide on"
            " rules. Next: pmo propose policy"
        )


def examples(
    ctx: typer.Context, path: At = None, store: options.Store = None, json: options.Json = False
) -> None:
    """Run every example and list how it was answered; ends with 1 where one is answered otherwise."""
    from assistant.surfaces.cli.policy_words import outputs_words
    from assistant.usecases.check_policy import list_examples

    session = begin(ctx, store=store, json=json)
    listed = list_examples(session.app, path)
    results = [each for table in listed.values() for each in table]
    failed = [each for each in results if not each.passes]
    if json:
        session.data([each.model_dump(mode="json") for each in results])
    else:
        page = _page(session)
        for name, table in listed.items():
            passed = sum(each.passes for each in table)
            page.line(f"{name}: {passed} of {len(table)} examples are answered as they say.")
        for each in failed:
            given = ", ".join(f"{key} {text}" for key, text in each.given.items()) or "nothing"
            page.line(
                f"{each.table}, {each.row}, example {each.number}: given {given}, expected "
                f"{outputs_words(each.expected)}, answered {outputs_words(each.answered[0])} "
                f"by {each.rule}."
            )
    if failed:
        raise typer.Exit(1)


def show(
    ctx: typer.Context,
    table: Annotated[str | None, typer.Argument(help="Such as stage_gates [all].")] = None,
    subject: Annotated[
        str | None, typer.Argument(help="A project, item or row: why the table says so.")
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option("--given", metavar="INPUT=VALUE", help="Ask with values of your own."),
    ] = None,
    every: Annotated[bool, typer.Option("--all-rows", help="Trace every row.")] = False,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Show the tables, one of them, or why it decides as it does, cell by cell."""
    session = begin(ctx, store=store, viewer=viewer, json=json)
    if table is None:
        _show_tables(session)
        return
    if subject is None and not given:
        _show_table(session, table)
        return
    from assistant.surfaces.cli.policy_words import show_trace
    from assistant.usecases.show_policy import trace_given, trace_subject

    with session.assessing("Asking the table", as_of=as_of) as assessment:
        if given:
            texts = _given(given)
            found = [trace_given(assessment, table, texts)]
        else:
            found = list(trace_subject(assessment, table, subject or ""))
        today = assessment.seen.as_of
    if json:
        session.data([each.model_dump(mode="json") for each in found])
        return
    for each in found:
        passes = len(found) > 1 and each.outputs[0].get("effect") == "allow"
        show_trace(paper(today), each, every=None if passes and not every else every)


def findings(
    ctx: typer.Context,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """List what the governance tables do not simply allow, the gravest first."""
    from assistant.surfaces.cli.policy_words import show_findings
    from assistant.usecases.list_findings import list_findings

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Asking the tables", as_of=as_of) as assessment:
        found = list_findings(assessment)
    if json:
        session.data([each.model_dump(mode="json") for each in found])
        return
    show_findings(paper(assessment.seen.as_of), found)


def diff(
    ctx: typer.Context,
    path: Other,
    than: Annotated[
        Path | None, typer.Option("--than", help="Compare with this one [the policy in force].")
    ] = None,
    store: options.Store = None,
    json: options.Json = False,
) -> None:
    """Say which rows and numbers another policy adds, changes, moves or drops."""
    from assistant.surfaces.cli.policy_words import difference_words
    from assistant.usecases.compare_policies import compare_policies

    session = begin(ctx, store=store, json=json)
    found = compare_policies(session.app, than, path)
    if json:
        session.data([each.model_dump(mode="json") for each in found])
        return
    page = _page(session)
    for each in found:
        page.line(difference_words(each))
    if not found:
        page.line("Both say the same.")


def dry_run(
    ctx: typer.Context,
    path: Other,
    as_of: options.AsOf = None,
    store: options.Store = None,
    viewer: options.Viewer = None,
    json: options.Json = False,
) -> None:
    """Say which findings and colours would come or go under it, today and in the weeks before."""
    from assistant.surfaces.cli.policy_words import show_tried
    from assistant.usecases.compare_policies import try_policy

    session = begin(ctx, store=store, viewer=viewer, json=json)
    with session.assessing("Trying the policy", as_of=as_of) as assessment:
        tried = try_policy(assessment, path)
    if json:
        session.data(tried.model_dump(mode="json"))
        return
    show_tried(paper(tried.days[-1].as_of), tried)


def export(
    ctx: typer.Context,
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="The workbook to write.")],
    path: At = None,
    store: options.Store = None,
) -> None:
    """Write a policy as a workbook: a sheet a table, the examples as a column."""
    from assistant.policy.writing import policy_files
    from assistant.usecases.check_policy import policy_at

    session = begin(ctx, store=store)
    files = policy_files(policy_at(session.app, path))
    write_file(to, session.app.sources.policy_workbook(files))
    _page(session).line(f"{len(files)} sheets are in {to}.")


def import_(
    ctx: typer.Context,
    path: Other,
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where the YAML goes.")],
    replace: Annotated[bool, typer.Option("--replace", help="Write over what is there.")] = False,
    store: options.Store = None,
) -> None:
    """Turn a workbook into YAML files, once its examples pass; it does not come into force.

    Where people have roles, rules change by a proposal alone: pmo propose policy.
    """
    from assistant.policy import parse_policy

    session = begin(ctx, store=store)
    texts = session.app.sources.policy_files(path)
    policy = parse_policy(texts)
    there = [name for name in texts if (to / f"{name}.yaml").exists()]
    if there and not replace:
        raise BadInput(
            f"{to} holds {there[0]}.yaml already, so nothing was written.",
            remedy="Name a new folder, or add --replace.",
        )
    to.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        write_file(to / f"{name}.yaml", text)
    page = _page(session)
    decided = session.app.store.grants()
    how = f"Propose them: pmo propose policy {to}" if decided else "Set PMO_POLICY to it"
    page.line(f"{len(texts)} files are in {to}. {how} to bring them into force.")
    page.aside(f"Policy {policy.hash[:12]}.")


def _page(session: Session) -> Paper:
    return paper(session.app.clock.now().date())


def _tell(page: Paper, remarks: tuple[Remark, ...], *, everything: bool) -> None:
    """Tell what to mend; what is only worth knowing, such as rows whose order decides, on request."""
    from assistant.surfaces.cli.policy_words import remark_words

    told = [each for each in remarks if everything or each.kind.is_warning]
    for each in told:
        page.line(remark_words(each))
    if rest := len(remarks) - len(told):
        page.aside(f"Nothing to mend in {rest} more remarks; --all tells them.")


def _show_tables(session: Session) -> None:
    from assistant.surfaces.cli.policy_words import show_tables

    policy = session.app.policy
    if session.json:
        session.data({name: each.declared.title for name, each in policy.tables.items()})
    else:
        show_tables(_page(session), policy)


def _show_table(session: Session, name: str) -> None:
    from assistant.surfaces.cli.policy_words import show_table

    declared = session.app.policy.table(name).declared
    if session.json:
        session.data(declared.model_dump(mode="json"))
    else:
        show_table(_page(session), declared)


def _given(texts: list[str]) -> dict[str, str]:
    found = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise BadInput(f"“{text}” gives no value.", remedy="Write --given INPUT=VALUE.")
        found[name.strip()] = value.strip()
    return found
