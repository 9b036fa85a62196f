"""Remarks to the reporter: what is wrong, what was expected, and which words of the plan say so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ingestion.records import Record, Severity

AUTHOR = "Planledger 校核"
_CHECK_ID = re.compile(r"[A-Z]\d{2}")
_ORDER: tuple[Severity, ...] = ("critical", "warning", "info")
_LABELS: dict[Severity, str] = {"critical": "须更正", "warning": "请核对", "info": "提示"}
_COLOURS: dict[Severity, str] = {"critical": "F28B82", "warning": "F6A94A", "info": "9DC3E6"}
_MOST_CHARACTERS = 2000
"""A longer comment is cut: a spreadsheet shows no more. Unit: characters."""


class CellRemark(Record):
    """One remark on a submission.

    Attributes:
        sheet: Name of the sheet; ``None`` for the first one, and for files without sheets.
        cell: Address as a spreadsheet shows it (``F12``), or in a JSON file ``values[3]`` with or
            without a field; ``None`` for the file as a whole.
        severity: ``critical`` must be put right, ``warning`` is asked about, ``info`` is told.
        message_zh: What is wrong and what to do.
        code: Check or issue that says so; of a check, such as ``S08``, the reporter is told it.
        place: The place in words, where there is one but no cell: ``第3行``.
        expected_zh: What was expected, unless the message says it.
        plan_quotes: The words of the plan that say so.
    """

    sheet: str | None = None
    cell: str | None = None
    severity: Severity = "warning"
    message_zh: str
    code: str = ""
    place: str = ""
    expected_zh: str | None = None
    plan_quotes: tuple[str, ...] = ()


class Mark(NamedTuple):
    """What one cell gets: its colour by the gravest remark, and one comment of all of them."""

    colour: str
    comment: str


def make_mark(remarks: Iterable[CellRemark]) -> Mark:
    """Join the remarks on one cell, the gravest first; the same remark twice is one."""
    ordered = sorted(dict.fromkeys(remarks), key=lambda remark: _ORDER.index(remark.severity))
    text = "\n\n".join(_comment(remark) for remark in ordered)
    if len(text) > _MOST_CHARACTERS:
        text = text[: _MOST_CHARACTERS - 1] + "…"
    return Mark(_COLOURS[ordered[0].severity], text)


def _comment(remark: CellRemark) -> str:
    code = f" {remark.code}" if _CHECK_ID.fullmatch(remark.code) else ""
    place = f"（{remark.place}）" if remark.place else ""
    lines = [f"【{_LABELS[remark.severity]}{code}】{place}{remark.message_zh}"]
    if remark.expected_zh:
        lines.append(f"应为：{remark.expected_zh}")
    lines += [f"计划原文：“{quote}”" for quote in remark.plan_quotes]
    return "\n".join(lines)
