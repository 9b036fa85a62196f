"""Say in words what a run did: Chinese first, English beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from ingestion.pipeline.deliver import Delivered
from ingestion.publish.manifest import Release
from ingestion.service.summary import DocumentLine, FindingLine, RunSummary

_OUTCOMES = {
    "accepted": "[green]已载入[/] loaded ",
    "duplicate": "[dim]重复[/] duplicate",
    "superseded": "[dim]被取代[/] superseded",
    "rejected": "[red]拒收[/] refused  ",
    "waiting": "[yellow]等待[/] waiting  ",
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
_SHOWN_LOADED = 60
"""Loaded files named one by one; whatever is not loaded is always named. Unit: files."""
_SHOWN_A_DOCUMENT = 3
"""Issues of one document told in words; the report has them all. Unit: issues."""
_SHOWN_A_CHECK = 5
"""Findings of one check told in words; the report has them all. Unit: findings."""


def narrate(summary: RunSummary, delivered: Delivered, *, log: Path, seconds: float) -> None:
    """Print the end of a run to standard output.

    Args:
        summary: What happened.
        delivered: What was put into the inbox, and what was left.
        log: Where the tools' own output is.
        seconds: How long the run took.
    """
    console = Console(highlight=False, soft_wrap=True)
    _say_documents(console, summary)
    _say_left(console, delivered)
    if summary.release is not None:
        _say_findings(console, summary.findings)
        _say_questions(console, summary.release)
        _say_release(console, summary.release, is_new=summary.is_new_release)
    else:
        console.print("\n[red]尚无发布[/] there is no release yet")
    for dag, cause in summary.failed.items():
        console.print(f"\n[red]未完成[/] [bold]{dag}[/] failed: {escape(cause)}")
    if summary.failed and summary.release is not None:
        console.print("原发布仍为当前发布。The release above stays the current one.")
    console.print(f"\n用时 took {seconds:.1f} s；日志 log: {log}", style="dim")


def _say_documents(console: Console, summary: RunSummary) -> None:
    new = [line for line in summary.documents if line.is_new]
    console.print()
    if not summary.documents:
        console.print("[red]没有可载入的文件[/] there was no document to load")
    elif not new:
        console.print(
            f"[bold]没有新文件[/]：{len(summary.documents)} 份文件此前都已处理，未重复载入。"
            "Nothing new: every file was dealt with before, nothing was loaded twice."
        )
    else:
        known = len(summary.documents) - len(new)
        counts = Counter[str](line.outcome.outcome for line in new)
        said = "，".join(f"{_OUTCOMES[name].strip()} {n}" for name, n in counts.items())
        console.print(f"[bold]文件[/] documents：{said}，此前已处理 known before {known}")
    loaded = [line for line in new if line.outcome.outcome == "accepted"]
    for line in loaded[:_SHOWN_LOADED]:
        _say_document(console, line)
    if (hidden := len(loaded) - _SHOWN_LOADED) > 0:
        console.print(f"  另有 {hidden} 份已载入 and {hidden} more are loaded", style="dim")
    for line in summary.documents:
        if line.outcome.outcome != "accepted":
            _say_document(console, line)


def _say_document(console: Console, line: DocumentLine) -> None:
    outcome = line.outcome
    counts = f"{outcome.records_loaded}/{outcome.records_seen}" if outcome.records_seen else ""
    console.print(f"  {_OUTCOMES[outcome.outcome]} {counts:>9}  {escape(outcome.path)}")
    _say_both(console, outcome.message_zh, outcome.message_en, place=outcome.place)
    for issue in line.worth_telling[:_SHOWN_A_DOCUMENT]:
        _say_both(console, issue.message_zh, issue.message_en, place=issue.place)
    if (hidden := len(line.worth_telling) - _SHOWN_A_DOCUMENT) > 0:
        console.print(f"      另有 {hidden} 个问题 and {hidden} more issues", style="dim")


def _say_left(console: Console, delivered: Delivered) -> None:
    for path in delivered.growing:
        console.print(f"  {_OUTCOMES['waiting']} {'':>9}  {escape(path)}")
        _say_both(
            console,
            "文件仍在写入，这次未取；写完后再运行一次。",
            "The file is still being written and was not taken; run again when it is complete.",
        )
    if delivered.linked:
        names = "、".join(delivered.linked[:2]) + (" …" if len(delivered.linked) > 2 else "")
        console.print(
            f"  未取 {len(delivered.linked)} 个指向目录之外的链接，请放入文件本身 "
            f"links that lead out of the folder; put in the files themselves：{escape(names)}",
            style="yellow",
        )
    if delivered.left:
        names = "、".join(delivered.left[:2]) + (" …" if len(delivered.left) > 2 else "")
        console.print(
            f"  未取 {len(delivered.left)} 个不在收件目录内的文件 files outside the inbox folders "
            f"left alone：{escape(names)}",
            style="dim",
        )


def _say_findings(console: Console, findings: Sequence[FindingLine]) -> None:
    counts = Counter[str](finding.severity for finding in findings)
    said = [f"{words} {counts[name]}" for name, words in _SEVERITIES.items() if counts[name]]
    told = "，".join(said) or "无 none"
    console.print(f"\n[bold]核验发现[/] findings {len(findings)}：{told}")
    for _, group in groupby(findings, key=lambda finding: (finding.severity, finding.check_id)):
        _say_check(console, list(group))


def _say_check(console: Console, findings: list[FindingLine]) -> None:
    first = findings[0]
    title = escape(" ".join(filter(None, (first.title_zh, first.title_en))))
    severity = _SEVERITIES[first.severity]
    console.print(f"  {severity} [bold]{first.check_id}[/] {title} ({len(findings)})")
    told = groupby(findings[:_SHOWN_A_CHECK], key=lambda finding: finding.document_title)
    for document, of_document in told:
        if document:
            console.print(f"    《{escape(document)}》", style="dim")
        for finding in of_document:
            _say_both(console, finding.message_zh, finding.message_en)
    if (hidden := len(findings) - _SHOWN_A_CHECK) > 0:
        console.print(f"      其余 {hidden} 条见报告 {hidden} more are in the report", style="dim")


def _say_questions(console: Console, release: Release) -> None:
    queue = release.tables.get("rpt_review_queue")
    if queue is not None and queue.rows:
        console.print(
            f"\n[bold]待审核[/] to be reviewed {queue.rows}：planledger review 查看，"
            "--export 导出填写，--import 导入 see them, answer them in a file, take it in"
        )


def _say_both(console: Console, zh: str, en: str, *, place: str = "") -> None:
    lines: Iterable[str] = filter(None, (zh, en))
    where = f"（{place}）" if place else ""
    for number, text in enumerate(lines):
        console.print(f"      {escape(text + where)}", style="dim" if number else None)
        where = ""


def _say_release(console: Console, release: Release, *, is_new: bool) -> None:
    told = "新发布 new release" if is_new else "当前发布（未变）current release, unchanged"
    rows = "，".join(
        f"{zh} {en} {release.tables[name].rows}"
        for name, (zh, en) in _COUNTED_MARTS.items()
        if name in release.tables and release.tables[name].rows
    )
    console.print(f"\n[bold]{told}[/] {release.release_id}：{rows}")
    for zh, en, path in (
        ("发布目录", "release", release.folder),
        ("数据集市", "marts", release.database),
        ("审计报告", "report", release.report),
    ):
        console.print(f"  {zh} {en:<8} {escape(str(path))}")
