"""``planledger check`` in words: what the warehouse would say of a report, before it is sent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from ingestion.errors import ConfigError
from ingestion.match.divisions import official_rows
from ingestion.pipeline.precheck import Precheck, check_report
from ingestion.pipeline.replies import cell_remarks
from ingestion.publish.remarks import ReportRemark
from ingestion.service.quiet import end_quietly, terminal_kept
from ingestion.settings import Settings
from ingestion.submissions.orgs import OrgDirectory, load_org_directory
from ingestion.submissions.template import named_sender
from ingestion.workbooks.correction import write_correction

_SEVERITIES = {
    "critical": "[red]须更正[/] must be mended",
    "warning": "[yellow]请核实或说明[/] verify or explain",
    "info": "[dim]提示[/] note",
}
_DISPOSITIONS = {
    "explained": "已说明 explained",
    "waived": "已豁免 waived",
    "resolved": "已解决 resolved",
}
_STATES = {
    "received": "已收到 received",
    "in_review": "待审核 in review",
    "accepted": "可接收 would be accepted",
    "partly_accepted": "部分接收 would be accepted in part",
    "returned": "将被退回 would be returned",
}


def check_file(file: Path, settings: Settings, *, org_code: str | None) -> Precheck:
    """Try one report for its sender.

    Args:
        file: The report.
        settings: The home whose warehouse is asked.
        org_code: The sender; by default what the file says, or the folder that it lies in.

    Raises:
        ConfigError: Who sends it is not known, or nothing is loaded yet.
    """
    orgs = load_org_directory(settings, official_rows())
    sender = org_code or _sender(file, orgs)
    log = settings.logs / "check.log"
    with terminal_kept(log):
        checked = check_report(file, settings, org_code=sender)
    end_quietly(log)
    return checked


def tell_check(checked: Precheck, file: Path, console: Console | None = None) -> None:
    """Print what is to be mended, cell by cell, and what would become of the report."""
    console = console or Console(highlight=False, soft_wrap=True)
    outcome = checked.outcome
    console.print(f"[bold]预检[/] check  {escape(str(file))}")
    if outcome.outcome != "accepted":
        place = f"（{escape(outcome.place)}）" if outcome.place else ""
        console.print(f"  [red]不能接收[/] would be refused：{escape(outcome.message_zh)}{place}")
        console.print(f"      {escape(outcome.message_en)}", style="dim")
    else:
        told = "，".join(f"{period} {_STATES[state]}" for period, state in checked.acceptance)
        console.print(f"  读取 read {outcome.records_loaded}/{outcome.records_seen}　{told}")
    to_mend = [one for one in checked.remarks if one.is_to_mend]
    others = [one for one in checked.remarks if not one.is_to_mend]
    _say_remarks(console, "须处理", "to be mended or explained", to_mend)
    _say_remarks(console, "其他", "for information", others)
    if checked.is_clean:
        console.print("  [green]没有需要处理的问题，可以报送[/] nothing to mend: it can be sent")


def mark_file(checked: Precheck, file: Path, target: Path) -> Path | None:
    """Write the file with its cells marked, if anything is to be said about it.

    Args:
        checked: What the warehouse would say.
        file: The report.
        target: A folder, or the file to write.

    Returns:
        The file written; ``None`` where nothing is to be marked.
    """
    marks = cell_remarks(one for one in checked.remarks if one.is_to_mend)
    if not marks:
        return None
    marked = write_correction(file.read_bytes(), file.name, marks)
    place = target / marked.name if target.is_dir() else target
    place.write_bytes(marked.data)
    return place


def print_check(checked: Precheck) -> None:
    """Print the same as one JSON object, for scripts."""
    content = checked.model_dump(mode="json") | {"is_clean": checked.is_clean}
    print(json.dumps(content, ensure_ascii=False, indent=1))


def _say_remarks(console: Console, zh: str, en: str, remarks: Iterable[ReportRemark]) -> None:
    remarks = list(remarks)
    if not remarks:
        return
    console.print(f"\n[bold]{zh}[/] {en} {len(remarks)}")
    for one in remarks:
        address = escape(one.address) or "整份 whole file"
        console.print(f"  [bold]{address}[/]  {_standing(one)}  [dim]{one.remark_code}[/]")
        console.print(f"      {escape(one.message_zh)}")
        console.print(f"      {escape(one.message_en)}", style="dim")
        if one.plan_quote:
            said = f"《{one.plan_title}》：「{one.plan_quote}」"
            console.print(f"      依据 basis {escape(said)}", style="dim")


def _standing(remark: ReportRemark) -> str:
    if remark.is_to_mend or remark.severity == "info":
        return _SEVERITIES[remark.severity]
    if not remark.is_own:
        return "[dim]与本表有关 involves this report[/]"
    return f"[dim]{_DISPOSITIONS[remark.disposition]}[/]"


def _sender(file: Path, orgs: OrgDirectory) -> str:
    """The organisation that the form was made for, or in whose folder the file lies."""
    named = named_sender(file.read_bytes(), file.name)
    if named is not None and named in orgs:
        return named
    for folder in file.resolve().parents:
        if folder.name in orgs:
            return folder.name
    raise ConfigError(
        "sender_unknown",
        "不知道报送单位：请用 --org 给出单位代码，或使用下发的报送表",
        "who sends it is not known: give --org CODE, or use the form that was handed out",
    )
