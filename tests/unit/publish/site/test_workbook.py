"""The workbook of findings holds texts as texts, links its pages, and is the same bytes again."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ingestion.publish.site.findings import Cause, group_causes, view_findings
from ingestion.publish.site.rows import FindingRow
from ingestion.publish.site.sources import Lookups
from ingestion.publish.site.workbook import write_workbook

CREATED_AT = datetime(2026, 11, 21, 13, 5, tzinfo=UTC)
HOSTILE = (
    '=HYPERLINK("http://example.invalid","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "007",
    "2024-06",
    "http://example.invalid",
)


def finding(key: str, **changes: Any) -> FindingRow:
    row: dict[str, Any] = dict.fromkeys(FindingRow.model_fields)
    row |= {
        "finding_key": key,
        "check_id": "P01",
        "check_version": "1",
        "severity": "critical",
        "effect": "report",
        "message_zh": "相差 1",
        "message_en": "off by 1",
        "difference": Decimal("-1.0000000000"),
        "disposition": "waived",
        "disposition_expires_on": date(2027, 6, 30),
    }
    return FindingRow(**(row | changes))


def causes(*rows: FindingRow) -> tuple[Cause, ...]:
    lookups = Lookups(
        sources={},
        org_names={},
        plan_titles={},
        synthetic_plans=frozenset(),
        synthetic_reports=frozenset(),
    )
    return group_causes(view_findings(rows, (), lookups))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "findings.xlsx"
    rows = [finding(f"f{number}", subject_zh=text) for number, text in enumerate(HOSTILE)]
    write_workbook(path, causes(*rows), created_at=CREATED_AT)
    return path


def test_what_looks_like_a_formula_is_text(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["核验发现"]
    heads = [cell.value for cell in sheet[1]]
    subjects = {str(row[heads.index("对象")].value): row for row in sheet.iter_rows(min_row=2)}
    assert {text.replace("\r", "\n") for text in subjects} >= {
        text.replace("\r", "\n").replace("_x000D_", "\n") for text in HOSTILE if "\r" not in text
    }
    for row in subjects.values():
        cell = row[heads.index("对象")]
        assert cell.data_type == "s"
        assert cell.hyperlink is None
        is_formula_like = str(cell.value).lstrip("_x0D\r\n\t").startswith(("=", "+", "-", "@"))
        if is_formula_like:
            assert cell.quotePrefix


def test_head_is_chinese_frozen_and_filtered_and_numbers_are_numbers(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["核验发现"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:4] == ["编号", "程度", "检查", "检查内容"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:W{len(HOSTILE) + 1}"
    first = sheet[2]
    assert first[0].hyperlink.target == f"findings\\{first[0].value}.html"  # as Excel writes it
    assert first[heads.index("差额")].value == -1
    assert first[heads.index("处置")].value == "已豁免"
    assert first[heads.index("到期日")].value == datetime(2027, 6, 30)


def test_is_the_same_bytes_again(book: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    rows = [finding(f"f{number}", subject_zh=text) for number, text in enumerate(HOSTILE)]
    write_workbook(again, causes(*rows), created_at=CREATED_AT)
    assert again.read_bytes() == book.read_bytes()


def test_without_findings_it_still_has_its_head(tmp_path: Path) -> None:
    write_workbook(tmp_path / "findings.xlsx", (), created_at=CREATED_AT)
    sheet = openpyxl.load_workbook(tmp_path / "findings.xlsx")["核验发现"]
    assert (sheet.max_row, sheet["A1"].value) == (1, "编号")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_office_program_reads_texts_as_they_are(book: Path, tmp_path: Path) -> None:
    options = (
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
        "--outdir",
        str(tmp_path),
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", "--headless", profile, *options, str(book)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = (tmp_path / "findings.csv").read_text(encoding="utf-8")
    assert '=HYPERLINK(""http://example.invalid"",""x"")' in text
    assert "+1+1" in text
    assert "007" in text
