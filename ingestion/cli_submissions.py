"""``planledger submissions``: the review of reports, and periods that are closed or open.

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
    from ingestion.submissions.decisions import DecisionKind, Verdict

app = typer.Typer(
    help="查看报送状态；逐级审核；关闭、重开报告期，登记例外。"
    "States of submissions; review step by step; close and reopen periods.",
    no_args_is_help=True,
)

Org = Annotated[str, typer.Argument(metavar="ORG", help="单位代码。Code of the organisation.")]
Period = Annotated[str, typer.Argument(metavar="PERIOD", help="报告期，如 2024-06。The period.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="由谁决定。Who decides.")]
Reason = Annotated[
    str, typer.Option("--reason", "--comment", help="理由或意见。The reason, or a comment.")
]
Report = Annotated[
    str,
    typer.Argument(
        metavar="PERIOD",
        help="报告期，如 2024-06；指明版本写作 2024-06@1，默认末版。"
        "The period; 2024-06@1 names the first version, default the last.",
    ),
]
Step = Annotated[
    str | None,
    typer.Option("--step", help="步骤名；默认为尚无结论的第一步。Step; default the first open."),
]
OnlyOrg = Annotated[str | None, typer.Option("--org", help="只限某单位。Only one organisation.")]
Plan = Annotated[
    str | None, typer.Option("--plan", help="只限某计划（plan_id）。Only one plan, by its id.")
]


@app.command("list")
def list_them(
    org: OnlyOrg = None,
    period: Annotated[str | None, typer.Option("--period", help="报告期。The period.")] = None,
    state: Annotated[
        str | None,
        typer.Option(
            "--state",
            help="状态 received、in_review、accepted、partly_accepted、returned。The state.",
        ),
    ] = None,
) -> None:
    """列出报送及其状态。List submissions with their states."""
    from ingestion.service.submissions import show_submissions

    with _errors_told():
        show_submissions(Settings(), org, period, state)


@app.command()
def accept(org: Org, period: Report, by: By, reason: Reason = "", step: Step = None) -> None:
    """审核同意；最后一步同意后计入。Accept a step; after the last one the figures count."""
    _review("accept", (org, period), (by, reason, step))


@app.command()
def forward(org: Org, period: Report, by: By, reason: Reason = "", step: Step = None) -> None:
    """转下一步审核。Hand on to the next step."""
    _review("forward", (org, period), (by, reason, step))


@app.command("return")
def give_back(org: Org, period: Report, by: By, reason: Reason, step: Step = None) -> None:
    """退回报送单位，须写理由。Return to the sender, with the reason."""
    _review("return", (org, period), (by, reason, step))


@app.command()
def close(period: Period, by: By, reason: Reason, org: OnlyOrg = None, plan: Plan = None) -> None:
    """关闭报告期。Close a period: what comes later waits."""
    _decide("close", (period, org, plan), (by, reason))


@app.command()
def reopen(period: Period, by: By, reason: Reason, org: OnlyOrg = None, plan: Plan = None) -> None:
    """重新开放报告期。Reopen a period: what waits is taken."""
    _decide("reopen", (period, org, plan), (by, reason))


@app.command("except")
def make_exception(org: Org, period: Period, by: By, reason: Reason, plan: Plan = None) -> None:
    """允许某单位向已关闭的报告期报送。Let one organisation report into a closed period."""
    _decide("exception", (period, org, plan), (by, reason))


def _review(verdict: Verdict, about: tuple[str, str], word: tuple[str, str, str | None]) -> None:
    from ingestion.review.submissions import Word
    from ingestion.service.submissions import review_submission

    with _errors_told():
        review_submission(Settings(), *about, verdict, Word(*word))


def _decide(
    kind: DecisionKind, about: tuple[str, str | None, str | None], word: tuple[str, str]
) -> None:
    from ingestion.review.submissions import Scope, Word
    from ingestion.service.submissions import decide_period

    with _errors_told():
        decide_period(Settings(), kind, Scope(*about), Word(*word))


@contextmanager
def _errors_told() -> Iterator[None]:
    """Print a deliberate error as one line and exit with 1; any other error is ours and crashes."""
    try:
        yield
    except WarehouseError as error:
        place = f"{error.place}: " if error.place else ""
        print(f"{place}{error.message_zh} | {error.message_en}", file=sys.stderr)
        raise typer.Exit(1) from error
