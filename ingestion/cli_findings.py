"""``planledger findings``: what is wrong, and what people say of it.

It only parses arguments. Heavy libraries are imported inside the commands that need them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from ingestion.errors import WarehouseError
from ingestion.settings import Settings

if TYPE_CHECKING:
    from ingestion.load.finding_decisions import Disposition

app = typer.Typer(
    help="查看核验发现；解释、豁免、解决、重新打开。"
    "Findings: see them; explain, waive, resolve and reopen them.",
    no_args_is_help=True,
)

Key = Annotated[
    str,
    typer.Argument(
        metavar="KEY",
        help="发现编号，写开头几位即可，须能唯一确定。Its key, or as much of it as is unique.",
    ),
]
Owner = Annotated[
    str, typer.Option("--owner", metavar="NAME", help="由谁负责。Who answers for it.")
]
Reason = Annotated[str, typer.Option("--reason", help="理由。The reason.")]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="由谁登记；默认同 --owner。Who records it."),
]


@app.command("list")
def list_them(
    check: Annotated[
        str | None, typer.Option("--check", metavar="ID", help="只限某规则，如 P01。One check.")
    ] = None,
    plan: Annotated[
        str | None, typer.Option("--plan", help="只限某计划（编号的一部分）。Part of a plan's id.")
    ] = None,
    disposition: Annotated[
        str | None,
        typer.Option("--disposition", help="open、explained 或 waived。What was decided."),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="只看本次新发现。Only new ones.")] = False,
    blocking: Annotated[
        bool,
        typer.Option("--blocking", help="只看拦下最近一次发布的。Only what blocks the last build."),
    ] = False,
) -> None:
    """列出核验发现。List findings, the worst first; what follows from another stands behind it."""
    from ingestion.service.findings import Wanted, show_findings

    with _errors_told():
        show_findings(Settings(), Wanted(check, plan, disposition, new, blocking))


@app.command()
def show(key: Key) -> None:
    """查看一项发现：算式、证据、历史、处置。One finding with its evidence and history."""
    from ingestion.service.findings import show_finding

    with _errors_told():
        show_finding(Settings(), key)


@app.command()
def explain(key: Key, owner: Owner = "", reason: Reason = "", by: By = None) -> None:
    """登记解释：数是对的，并说明原因。The figure is right, and why."""
    _rule("explained", key, (owner, reason, by))


@app.command()
def waive(
    key: Key,
    owner: Owner = "",
    reason: Reason = "",
    expires: Annotated[
        str | None,
        typer.Option("--expires", metavar="DAY", help="最后一天，如 2025-03-31。The last day."),
    ] = None,
    by: By = None,
) -> None:
    """登记豁免：到期前不再提示，也不拦发布。Let it pass until a day."""
    _rule("waived", key, (owner, reason, by), expires)


@app.command()
def resolve(key: Key, owner: Owner = "", reason: Reason = "", by: By = None) -> None:
    """登记已解决；若再次出现则自动重新打开。It was mended; seen again, it is open again."""
    _rule("resolved", key, (owner, reason, by))


@app.command()
def reopen(key: Key, owner: Owner = "", reason: Reason = "", by: By = None) -> None:
    """重新打开。Open it again."""
    _rule("reopened", key, (owner, reason, by))


def _rule(
    disposition: Disposition,
    key: str,
    word: tuple[str, str, str | None],
    expires: str | None = None,
) -> None:
    from ingestion.review.findings import Ruling, parse_day
    from ingestion.service.findings import rule_on

    owner, reason, actor = word
    with _errors_told():
        last_day = parse_day(expires) if expires is not None else None
        rule_on(Settings(), key, Ruling(disposition, owner, reason, last_day, actor))


@contextmanager
def _errors_told() -> Iterator[None]:
    """Print a deliberate error as one line and exit with 1; any other error is ours and crashes."""
    try:
        yield
    except WarehouseError as error:
        place = f"{error.place}: " if error.place else ""
        print(f"{place}{error.message_zh} | {error.message_en}", file=sys.stderr)
        raise typer.Exit(1) from error
