"""Old workbooks (XLS) are reports like new ones."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from ingestion.submissions.old_workbook import read_old_workbook
from ingestion.submissions.orgs import OrgDirectory
from ingestion.submissions.sheets import read_workbook
from ingestion.workbooks.correction import write_correction
from ingestion.workbooks.remarks import CellRemark
from tests.unit.submissions.test_read import assert_evidence_resolves, orgs, read

__all__ = ["orgs"]

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "formats"
OLD, NEW = (FIXTURES / f"report.{suffix}" for suffix in ("xls", "xlsx"))


def test_an_old_workbook_has_the_cells_of_the_one_it_was_saved_from() -> None:
    old = read_old_workbook(OLD.read_bytes(), OLD.name)
    new = read_workbook(NEW.read_bytes(), NEW.name)
    assert (old.format, old.text) == ("xls", new.text)
    assert [(one.name, one.cells, one.anchors, one.is_hidden) for one in old.sheets] == [
        (one.name, one.cells, one.anchors, one.is_hidden) for one in new.sheets
    ]


def test_a_report_in_an_old_workbook_is_read_with_the_cell_of_every_value(
    orgs: OrgDirectory,
) -> None:
    reading = read(OLD.read_bytes(), "a.xls", orgs)
    assert [value.value for value in reading.values] == [
        Decimal(12), Decimal("80.5"), Decimal("1234.56"),
    ]  # fmt: skip
    assert [value.evidence[0].cell for value in reading.values] == ["D4", "D5", "D6"]
    assert_evidence_resolves(reading)


def test_what_is_wrong_in_it_comes_back_as_a_new_workbook() -> None:
    remark = CellRemark(cell="D5", message_zh="低于上期。")
    answer = write_correction(OLD.read_bytes(), "a.xls", [remark])
    copied = read_workbook(answer.data, answer.name)
    assert answer.name == "a_需更正.xlsx"
    assert "80.5%" in copied.text
