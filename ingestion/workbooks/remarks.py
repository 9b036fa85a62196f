"""Remarks to the reporter: what is wrong, what was expected, and which words of the plan say so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ingestion.records import Record, Severity

AUTHOR = "Planledger 校核"
_ORDER: tuple[Severity, ...] = ("critical", "warning", "info")
_LABELS: dict[Severity, str] = {"critical": "须更正", "warning": "请核对", "info": "提示"}
_COLOURS: dict[Severity, str] = {"critical": "FFB3B3", "warning": "FFE08A", "info": "BDD7EE"}
_MOST_CHARACTERS = 2000
"""A longer comment is cut: a spreadsheet shows no more. Unit: characters."""


class Remark(Record):
    """One remark on a submission.

    Attributes:
        sheet: Name of the sheet; ``None`` for the first one, and for files without sheets.
        cell: Address as a spreadsheet shows it (``F12``), or in a JSON file ``values[3]`` with or
            without a field; ``None`` for the file as a whole.
        severity: ``critical`` must be put right, ``warning`` is asked about, ``info`` is told.
        message_zh: What is wrong and what to do.
        code: Check or issue that says so, such as ``S08``.
        expected_zh: What was expected.
        quote: The words of the plan that say so.
        quote_source_zh: Where they stand: title, page or row.
    """

    sheet: str | None = None
    cell: str | None = None
    severity: Severity = "warning"
    message_zh: str
    code: str = ""
    expected_zh: str | None = None
    quote: str | None = None
    quote_source_zh: str | None = None


class Mark(NamedTuple):
    """What one cell gets: its colour by the gravest remark, and one comment of all of them."""

    colour: str
    comment: str


def make_mark(remarks: Iterable[Remark]) -> Mark:
    """Join the remarks on one cell, the gravest first; the same remark twice is one."""
    ordered = sorted(dict.fromkeys(remarks), key=lambda remark: _ORDER.index(remark.severity))
    text = "\n\n".join(_comment(remark) for remark in ordered)
    if len(text) > _MOST_CHARACTERS:
        text = text[: _MOST_CHARACTERS - 1] + "…"
    return Mark(_COLOURS[ordered[0].severity], text)


def _comment(remark: Remark) -> str:
    code = f" {remark.code}" if remark.code else ""
    lines = [f"【{_LABELS[remark.severity]}{code}】{remark.message_zh}"]
    if remark.expected_zh:
        lines.append(f"应为：{remark.expected_zh}")
    if remark.quote:
        source = f"（{remark.quote_source_zh}）" if remark.quote_source_zh else ""
        lines.append(f"依据：“{remark.quote}”{source}")
    return "\n".join(lines)
