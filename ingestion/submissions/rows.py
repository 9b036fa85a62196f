"""Read the rows of a submission's table, one at a time, each to a value or to issues. Pure."""

from __future__ import annotations

import re
from typing import cast

from ingestion.records import Basis, Locator, Severity, SubmissionValue
from ingestion.submissions.envelope import Envelope, Given, KeyedRow
from ingestion.submissions.figures import Figure, Wrong, is_not_applicable, read_figure
from ingestion.submissions.free_columns import is_total
from ingestion.submissions.named_files import NamedFile, split_names
from ingestion.submissions.outside import reaches_outside
from ingestion.submissions.periods import Period, month_period, parse_period
from ingestion.submissions.privacy import mask_numbers
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
from ingestion.values.width import squash

# What makes a row a reported figure rather than a note, a signature or an unused line of the form.
_SUBJECT = ("indicator", "value", "indicator_key")
_PRINTED = ("value", "indicator", "org", "org_code", "period")
_THREE_DIGITS = re.compile(r"\d{3}(?:\.\d+)?")
_UP_TO_THREE_DIGITS = re.compile(r"[-+]?\d{1,3}")


class RowReader:
    """Reads the rows of one table.

    Args:
        envelope: What is known of the delivery.
        sheet: The sheet that the table stands on.
        header: Its columns.
        given: What the file says once for all rows.
    """

    def __init__(self, envelope: Envelope, sheet: Sheet, header: Header, given: Given) -> None:
        self.envelope = envelope
        self.sheet = sheet
        self.header = header
        self.given = given
        self.by_name: dict[str, list[KeyedRow]] = {}
        for keyed in given.keyed.values():
            self.by_name.setdefault(squash(keyed.indicator), []).append(keyed)

    def read(self, row: TableRow, *, row_no: int) -> ReadRow:
        """Read one row; every cell that is wrong gets its own issue."""
        return _Row(self, row).read(row_no)


class _Row:
    """One row while it is read: collects what is wrong with its cells."""

    def __init__(self, reader: RowReader, row: TableRow) -> None:
        self._envelope = reader.envelope
        self._sheet = reader.sheet
        self._header = reader.header
        self._given = reader.given
        self._by_name = reader.by_name
        self._row = row
        cells = (row.cells[role] for role in _PRINTED if role in row.cells)
        self._result = ReadRow(
            place=row_place(reader.sheet, row.row),
            evidence=(
                *(self._locate(cell) for cell in cells),
                *self._given.places_of("indicator", "org", "period"),
            ),
            document_id=reader.envelope.document_id,
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
        if self._given.form == "free_table" and is_not_applicable(self._printed("value")):
            result.ignore(
                "row_not_applicable",
                f"“{self._printed('value')}”表示没有这项数，略过",
                "the row says that there is no such figure",
            )
            return result
        period = self._period()
        org_code = self._org()
        keyed = self._keyed()
        indicator = self._text("indicator", "指标", "indicator")
        basis = self._basis(keyed)
        nature = self._nature()
        figure = self._figure(keyed)
        self._refuse_shifted_cells()
        result.is_synthetic = nature == "synthetic"
        result.named_files = self._named_files(row_no)
        if result.issues or not (period and org_code and figure and basis):
            return result
        result.value = SubmissionValue(
            document_id=self._envelope.document_id,
            delivery_id=self._envelope.delivery_id,
            row_no=row_no,
            submitted_by_org_code=self._envelope.sender,
            org_code=org_code,
            org_as_printed=self._printed("org") or self._printed("org_code"),
            period_code=period.code,
            as_of=period.end,
            indicator=indicator,
            unit=figure.unit,
            value=figure.value,
            raw=self._printed("value"),
            basis=cast(Basis, basis),
            explanation=self._explanation(),
            plan_id=self._printed("plan_id") or None,
            indicator_key=(keyed.indicator_key if keyed else self._printed("indicator_key"))
            or None,
            is_synthetic=result.is_synthetic,
            evidence=result.evidence,
        )
        self._note_stray_cells()
        return result

    def _period(self) -> Period | None:
        text = self._text("period", "期间", "period")
        if not text:
            return None
        # A spreadsheet turns a typed 2024-06 into the first day of that month.
        cell = self._row.cells.get("period")
        day = cell.day if cell else None
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
        self._result.period_evidence = (
            (self._locate(cell),) if cell else self._given.places_of("period")
        )
        return period

    def _org(self) -> str | None:
        role = "org_code" if self._printed("org_code") else "org"
        text = self._text(role, "单位", "organisation")
        if not text:
            return None
        orgs, sender = self._envelope.orgs, self._envelope.sender
        if self._given.form == "free_table" and is_total(text):
            return self._given.texts["org"]
        org_code = orgs.match(text, within=sender)
        if org_code is None:
            self._wrong(
                "unknown_org",
                role,
                f"机构名录中没有“{text}”",
                f"no organisation is known as '{text}'",
            )
        elif not orgs.may_report(sender, org_code):
            self._wrong(
                "org_not_allowed",
                role,
                f"“{orgs.name(sender)}”只能报送本单位及下级单位，不能替“{text}”报送",
                f"{sender} may report for itself and its children only, not for '{text}'",
            )
            return None
        return org_code

    def _keyed(self) -> KeyedRow | None:
        """The row of the form that this row is: by its key, else by its name."""
        key, given = self._printed("indicator_key"), self._given.keyed
        if not given:
            return None
        named = squash(self._printed("indicator"))
        if not key:
            same = self._by_name.get(named, [])
            return same[0] if len(same) == 1 else None
        keyed = given.get(key)
        if keyed is None:
            self._wrong(
                "unknown_row_key",
                "indicator_key",
                f"指标编码“{key}”不在这份报送表原有的指标之中，请勿改动隐藏的编码列",
                f"the key '{key}' is none of those that this form was made with",
            )
            return None
        if named in self._by_name and keyed not in self._by_name[named]:
            self._wrong(
                "row_key_contradicts",
                "indicator",
                f"本行写的是“{self._printed('indicator')}”，但隐藏的编码是“{keyed.indicator}”的，"
                "可能移动了部分单元格，请核对本行",
                f"the row names another indicator than its hidden key, which is of "
                f"'{keyed.indicator}'",
            )
        return keyed

    def _basis(self, keyed: KeyedRow | None) -> str | None:
        if not self._printed("basis") and keyed and keyed.basis:
            return keyed.basis
        return self._category("basis", "bases", "口径", "basis")

    def _figure(self, keyed: KeyedRow | None) -> Figure | None:
        text, unit = self._printed("value"), self._printed("unit")
        if not unit and keyed:
            unit = keyed.unit
        outside = self._sheet.facts.outside.get(self._value_place())
        if not text and not outside:
            return self._blank(unit)
        found = read_figure(outside or text, unit)
        if isinstance(found, Wrong):
            self._wrong(found.code, "value", found.message_zh, found.message_en)
            return None
        if found.value is None and not self._given.keeps_blanks:
            self._wrong(
                "unreadable_value",
                "value",
                f"“{text}”表示不适用，没有数值；请填数字，或在情况说明中写明原因",
                f"'{text}' says not applicable; give a number, or explain why there is none",
            )
            return None
        return found

    def _blank(self, unit: str) -> Figure | None:
        place = self._value_place()
        if place in self._sheet.facts.uncalculated:
            self._wrong(
                "formula_not_calculated",
                "value",
                "此格是公式，但文件中没有保存计算结果；请在办公软件中打开、重新计算并保存，或直接填数字",
                "the cell holds a formula that was never calculated; open and save the file, or "
                "give the number itself",
            )
            return None
        if anchor := self._sheet.anchors.get(place):
            merged = self._sheet.address(*anchor)
            self._wrong(
                "blank_value",
                "value",
                f"数值为空：此格与 {merged} 合并，合并格的数只算首行的，请取消合并后逐行填写",
                f"the value is blank: the cell is merged with {merged}, whose figure counts for "
                "its first row only",
            )
            return None
        if self._given.keeps_blanks:
            return Figure(None, unit or None)
        self._wrong("blank_value", "value", "数值为空", "the value is blank")
        return None

    def _value_place(self) -> tuple[int, int]:
        return (self._row.row, self._header.columns["value"])

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

    def _explanation(self) -> str | None:
        text = self._printed("explanation")
        if not text:
            return None
        cell = self._row.cells.get("explanation")
        outside = self._sheet.facts.outside.get((cell.row, cell.col)) if cell else None
        if outside or reaches_outside(text):
            self._note(
                "formula_reaches_outside",
                "explanation",
                f"“{outside or text}”是指向外部的公式，未读取",
                f"'{outside or text}' is a formula that reaches outside the file; it was not read",
                severity="warning",
            )
            return None
        return mask_numbers(text)

    def _named_files(self, row_no: int) -> tuple[NamedFile, ...]:
        text = self._printed("attachments")
        cell = self._row.cells.get("attachments")
        if not text or is_not_applicable(text):
            return ()
        places = (self._locate(cell),) if cell else ()
        return tuple(NamedFile(row_no, name, places) for name in split_names(text))

    def _text(self, role: str, zh: str, en: str) -> str:
        """The text of a required cell; a blank one is an issue."""
        text = self._printed(role)
        if not text:
            self._wrong(f"blank_{role}", role, f"{zh}为空", f"the {en} is blank")
        return text

    def _printed(self, role: str) -> str:
        """The cell's text, else what holds for all rows. A merge lends no figure to other rows."""
        if role in ("value", "indicator_key") and role not in self._row.own:
            return ""
        cell = self._row.cells.get(role)
        return cell.text if cell else self._given.texts.get(role, "")

    def _refuse_shifted_cells(self) -> None:
        """In a CSV file a comma that nobody quoted moves all that follows by one cell."""
        if self._sheet.name is not None or self._sheet.addresses is not None:
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
        if self._given.form == "free_table":
            return
        for cell in self._row.outside:
            self._result.issues.append(
                issue(
                    self._envelope.document_id,
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
        self._note(code, role, message_zh, message_en, severity="warning")

    def _note(
        self, code: str, role: str, message_zh: str, message_en: str, *, severity: Severity
    ) -> None:
        columns = self._header.columns
        col = columns.get(role, columns.get("indicator", columns["value"]))
        own = locate(self._sheet, self._envelope.document_id, self._row.row, col)
        neighbours = [item for item in self._result.evidence if item.cell != own.cell]
        self._result.issues.append(
            issue(
                self._envelope.document_id,
                code,
                message_zh,
                message_en,
                place=cell_place(self._sheet, self._row.row, col),
                as_printed=self._printed(role),
                evidence=(own, *neighbours),
                severity=severity,
            )
        )

    def _locate(self, cell: SheetCell) -> Locator:
        return locate(self._sheet, self._envelope.document_id, cell.row, cell.col)
