"""Say in words what a run did: Chinese first, English beside it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ingestion.pipeline.deliver import Delivered
from ingestion.publish.manifest import Release
from ingestion.service.summary import DocumentLine, RunSummary

_OUTCOMES = {
    "accepted": ("[green]已载入[/]", "loaded"),
    "duplicate": ("[dim]重复[/]", "duplicate"),
    "superseded": ("[dim]已被取代[/]", "superseded"),
    "rejected": ("[red]拒收[/]", "refused"),
    "waiting": ("[yellow]等待[/]", "waiting"),
}
_SEVERITIES = {
    "critical": "[red]严重 critical[/]",
    "warning": "[yellow]警告 warning[/]",
    "info": "[dim]提示 info[/]",
}
_COUNTED_MARTS = {
    "fct_target_statements": ("指标单元格", "target cells"),
    "fct_tasks": ("任务", "tasks"),
    "fct_progress_items": ("进展事项", "progress items"),
    "fct_submissions": ("报送", "submissions"),
    "fct_actuals": ("完成数", "actuals"),
}
_SHOWN_FINDINGS = 40


def narrate(summary: RunSummary, delivered: Delivered, *, log: Path, seconds: float) -> None:
    """Print the end of a run to standard output.

    Args:
        summary: What happened.
        delivered: What was put into the inbox, and what was left.
        log: Where the tools' own output is.
        seconds: How long the run took.
    """
    console = Console(highlight=False, soft_wrap=True)
    _say_documents(console, summary, delivered)
    _say_findings(console, summary)
    _say_release(console, summary)
    for dag, cause in summary.failed.items():
        console.print(
            f"\n[red]未完成[/] [bold]{dag}[/] failed{': ' if cause else ''}{escape(cause)}"
        )
    console.print(f"\n用时 took {seconds:.1f} s；日志 log: {log}", style="dim")


def _say_documents(console: Console, summary: RunSummary, delivered: Delivered) -> None:
    new = [line for line in summary.documents if line.is_new]
    console.print()
    if not summary.documents:
        console.print("[red]没有可载入的文件[/] there was no document to load")
    elif not new:
        console.print(
            f"[bold]没有新文件[/]：{len(summary.documents)} 份文件此前都已处理，未重复载入。"
            "Nothing new: all were dealt with before, nothing was loaded twice."
        )
    else:
        known = len(summary.documents) - len(new)
        counts = Counter(line.outcome.outcome for line in new)
        said = "，".join(f"{' '.join(_OUTCOMES[name])} {n}" for name, n in counts.items())
        console.print(f"[bold]文件[/] documents：{said}，此前已处理 known before {known}")
    shown = new or [line for line in summary.documents if line.outcome.outcome != "accepted"]
    if shown:
        console.print(_document_table(shown))
    if delivered.left:
        names = "、".join(delivered.left[:5]) + (" …" if len(delivered.left) > 5 else "")
        console.print(
            f"未取 left alone（不是文件 not documents）{len(delivered.left)}：{escape(names)}",
            style="dim",
        )


def _document_table(lines: list[DocumentLine]) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="dim")
    for heading in ("  结果 outcome", "文件 file"):
        table.add_column(heading, no_wrap=True)
    table.add_column("载入/应有 loaded/seen", justify="right")
    table.add_column("说明 why", overflow="fold")
    for line in lines:
        outcome = line.outcome
        zh, en = _OUTCOMES[outcome.outcome]
        counts = f"{outcome.records_loaded}/{outcome.records_seen}" if outcome.records_seen else ""
        why = " | ".join(filter(None, (outcome.message_zh, outcome.message_en, outcome.place)))
        table.add_row(f"  {zh} {en}", escape(outcome.path), counts, escape(why))
    return table


def _say_findings(console: Console, summary: RunSummary) -> None:
    if summary.release is None:
        return
    counts = Counter[str](finding.severity for finding in summary.findings)
    said = [f"{words} {counts[name]}" for name, words in _SEVERITIES.items() if counts[name]]
    console.print(
        f"\n[bold]核验发现[/] findings {len(summary.findings)}：{'，'.join(said) or '无'}"
    )
    for finding in summary.findings[:_SHOWN_FINDINGS]:
        console.print(f"  {_SEVERITIES[finding.severity]} {finding.check_id}")
        console.print(f"    {escape(finding.message_zh)}")
        console.print(f"    {escape(finding.message_en)}", style="dim")
    if (hidden := len(summary.findings) - _SHOWN_FINDINGS) > 0:
        console.print(f"  其余 {hidden} 条见报告。{hidden} more are in the report.")


def _say_release(console: Console, summary: RunSummary) -> None:
    release = summary.release
    if release is None:
        console.print("\n[red]尚无发布[/] there is no release yet")
        return
    told = (
        "新发布 new release"
        if summary.is_new_release
        else "当前发布（未变）current release, unchanged"
    )
    console.print(f"\n[bold]{told}[/] {release.release_id}：{_count_marts(release)}")
    for zh, en, path in (
        ("发布目录", "release", release.folder),
        ("数据集市", "marts", release.database),
        ("审计报告", "report", release.report),
    ):
        console.print(f"  {zh} {en:<8} {escape(str(path))}")


def _count_marts(release: Release) -> str:
    return "，".join(
        f"{zh} {en} {release.tables[name].rows}"
        for name, (zh, en) in _COUNTED_MARTS.items()
        if name in release.tables and release.tables[name].rows
    )
