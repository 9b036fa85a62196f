"""Read the rows of a submission's table, one at a time, each to a value or to issues. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from ingestion.records import Basis, Locator, SubmissionValue
from ingestion.submissions.orgs import OrgDirectory
from ingestion.submissions.periods import Period, month_period, parse_period
from ingestion.submissions.reported import Reported, parse_reported
from ingestion.submissions.results import ReadRow, issue
from ingestion.submissions.sheets import Sheet, SheetCell
from ingestion.submissions.table import (
    Header,
    TableRow,
    cell_place,
    known,
    locate,
    row_place,
)
from ingestion.values.exact import fits_store
from ingestion.values.width import squash

# What makes a row a reported figure rather than a note, a signature or an unused line of the form.
_SUBJECT = ("indicator", "value")
_THREE_DIGITS = re.compile(r"\d{3}(?:\.\d+)?")
_UP_TO_THREE_DIGITS = re.compile(r"[-+]?\d{1,3}")


@dataclass(frozen=True)
class RowReader:
    """Reads rows of one delivery. ``sender`` is the organisation in whose folder it was put."""

    document_id: str
    delivery_id: str
    sender: str
    orgs: OrgDirectory

    def read(self, sheet: Sheet, header: Header, row: TableRow, *, row_no: int) -> ReadRow:
        """Read one row; every cell that is wrong gets its own issue."""
        return _Row(self, sheet, header, row).read(row_no)


class _Row:
    """One row while it is read: collects what is wrong with its cells."""

    def __init__(self, reader: RowReader, sheet: Sheet, header: Header, row: TableRow) -> None:
        self._reader = reader
        self._sheet = sheet
        self._header = header
        self._row = row
        cells = (
            row.cells[role] for role in ("value", "indicator", "org", "period") if role in row.cells
        )
        self._result = ReadRow(
            place=row_place(sheet, row.row),
            evidence=tuple(self._locate(cell) for cell in cells),
            document_id=reader.document_id,
        )

    def read(self, row_no: int) -> ReadRow:
        result = self._result
        if not self._row.own.intersection(_SUBJECT):
            result.ignore(
                "row_without_figure",
                "本行没有指标和数值，略过",
                "no indicator and no value in this row",
            )
            return result
        period = self._period()
        org_code = self._org()
        indicator = self._text("indicator", "指标", "indicator")
        basis = self._category("basis", "bases", "口径", "basis")
        nature = self._nature()
        reported = self._value()
        self._refuse_shifted_cells()
        result.is_synthetic = nature == "synthetic"
        if result.issues or not (period and org_code and reported):
            return result
        result.value = SubmissionValue(
            document_id=self._reader.document_id,
            delivery_id=self._reader.delivery_id,
            row_no=row_no,
            submitted_by_org_code=self._reader.sender,
            org_code=org_code,
            org_as_printed=self._printed("org"),
            period_code=period.code,
            as_of=period.end,
            indicator=indicator,
            unit=reported.unit,
            value=reported.value,
            raw=self._printed("value"),
            basis=cast(Basis, basis),
            explanation=self._printed("explanation") or None,
            is_synthetic=result.is_synthetic,
            evidence=result.evidence,
        )
        self._note_stray_cells()
        return result

    def _period(self) -> Period | None:
        text = self._text("period", "期间", "period")
        cell = self._row.cells.get("period")
        if not text or cell is None:
            return None
        # A spreadsheet turns a typed 2024-06 into the first day of that month.
        day = cell.day
        is_month = day is not None and day.day == 1
        period = month_period(day.year, day.month) if day and is_month else parse_period(text)
        if period is None:
            self._wrong(
                "unknown_period",
                "period",
                f"看不懂的期间“{text}”，请写作 2024-Q1、2024-06、2024-H1 或 2024",
                f"cannot read the period '{text}'; write 2024-Q1, 2024-06, 2024-H1 or 2024",
            )
            return None
        self._result.period_code = period.code
        self._result.period_evidence = (self._locate(cell),)
        return period

    def _org(self) -> str | None:
        text = self._text("org", "单位", "organisation")
        if not text:
            return None
        orgs, sender = self._reader.orgs, self._reader.sender
        org_code = orgs.match(text, within=sender)
        if org_code is None:
            self._wrong(
                "unknown_org",
                "org",
                f"机构名录中没有“{text}”",
                f"no organisation is known as '{text}'",
            )
        elif not orgs.may_report(sender, org_code):
            self._wrong(
                "org_not_allowed",
                "org",
                f"“{orgs.name(sender)}”只能报送本单位及下级单位，不能替“{text}”报送",
                f"{sender} may report for itself and its children only, not for '{text}'",
            )
            return None
        return org_code

    def _value(self) -> Reported | None:
        text = self._text("value", "数值", "value")
        if not text:
            return None
        reported = parse_reported(text)
        if reported is None:
            self._wrong(
                "unreadable_value",
                "value",
                f"“{text}”不是一个确切的数字，请只填数字",
                f"'{text}' is not one exact number; give the number alone",
            )
            return None
        if not fits_store(reported.value):
            self._wrong(
                "number_out_of_range",
                "value",
                f"“{text}”超出可精确保存的范围（小数点前 28 位、后 10 位）",
                f"'{text}' has more than 28 digits before or 10 digits after the point",
            )
            return None
        return self._with_unit(reported)

    def _with_unit(self, reported: Reported) -> Reported | None:
        column = self._printed("unit")
        if column and reported.unit and squash(column) != squash(reported.unit):
            self._wrong(
                "units_contradict",
                "value",
                f"数值旁的单位“{reported.unit}”与计量单位“{column}”不一致",
                f"the unit '{reported.unit}' beside the value is not the row's unit '{column}'",
            )
            return None
        return reported._replace(unit=column or reported.unit)

    def _category(self, role: str, section: str, zh: str, en: str) -> str | None:
        text = self._text(role, zh, en)
        found = known(section, role, text) if text else None
        if text and found is None:
            self._wrong(f"unknown_{role}", role, f"不认识的{zh}“{text}”", f"unknown {en} '{text}'")
        return found

    def _nature(self) -> str | None:
        text = self._printed("data_nature")
        found = known("data_natures", "nature", text) if text else None
        if text and found is None:
            self._wrong(
                "unknown_data_nature",
                "data_nature",
                f"不认识的数据性质“{text}”",
                f"unknown nature of the data '{text}'",
            )
        return found

    def _text(self, role: str, zh: str, en: str) -> str:
        """The text of a required cell; a blank one is an issue."""
        text = self._printed(role)
        if not text:
            self._wrong(f"blank_{role}", role, f"{zh}为空", f"the {en} is blank")
        return text

    def _printed(self, role: str) -> str:
        """The cell's text. A figure is its own: no merge lends it to the rows below."""
        if role == "value" and role not in self._row.own:
            return ""
        cell = self._row.cells.get(role)
        return cell.text if cell else ""

    def _refuse_shifted_cells(self) -> None:
        """In a CSV file a comma that nobody quoted moves all that follows by one cell."""
        if self._sheet.name is not None:
            return
        if self._row.outside:
            cells = 1 + max(cell.col for cell in self._row.outside)
            width = 1 + max(self._header.columns.values())
            self._result.reject(
                "row_too_many_cells",
                f"本行有 {cells} 格，表头只有 {width} 列；含逗号的内容请加双引号",
                f"this row has {cells} cells under {width} headers; quote what contains a comma",
            )
            return
        beside = self._sheet.cells.get((self._row.row, self._header.columns["value"] + 1))
        if (
            beside is not None
            and beside is self._row.cells.get("explanation")
            and _UP_TO_THREE_DIGITS.fullmatch(self._printed("value"))
            and _THREE_DIGITS.fullmatch(beside.text)
        ):
            self._wrong(
                "number_maybe_split",
                "value",
                f"“{self._printed('value')},{beside.text}”可能是一个带千分位的数，请去掉逗号或加双引号",
                f"'{self._printed('value')},{beside.text}' may be one number with a separator; "
                "quote it or leave the comma out",
            )

    def _note_stray_cells(self) -> None:
        for cell in self._row.outside:
            self._result.issues.append(
                issue(
                    self._reader.document_id,
                    "cell_outside_table",
                    f"“{cell.text}”不在任何列名之下，未读取",
                    f"'{cell.text}' stands under no header and was not read",
                    place=cell_place(self._sheet, cell.row, cell.col),
                    as_printed=cell.text,
                    evidence=(self._locate(cell),),
                    severity="info",
                )
            )

    def _wrong(self, code: str, role: str, message_zh: str, message_en: str) -> None:
        col = self._header.columns[role]
        own = locate(self._sheet, self._reader.document_id, self._row.row, col)
        neighbours = [item for item in self._result.evidence if item.cell != own.cell]
        self._result.issues.append(
            issue(
                self._reader.document_id,
                code,
                message_zh,
                message_en,
                place=cell_place(self._sheet, self._row.row, col),
                as_printed=self._printed(role),
                evidence=(own, *neighbours),
            )
        )

    def _locate(self, cell: SheetCell) -> Locator:
        return locate(self._sheet, self._reader.document_id, cell.row, cell.col)
