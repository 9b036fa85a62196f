"""Documents that print no title: neither a row of data nor a field of a record becomes one."""

from __future__ import annotations

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document


def title_of(text: str, name: str) -> tuple[str, bool]:
    result = interpret_document(read_document(text.encode(), name))
    printed = all(issue.code != "title_not_printed" for issue in result.issues)
    return result.document.title, printed


@pytest.mark.parametrize(
    "text",
    [
        "县区,2031年目标(个),完成(个)\n甲县,10,9\n乙县,20,15\n",
        "任务,工作目标,责任单位,完成时限\n2031年演练工作方案,每季度一次,县应急局,12月底\n排查,全部,住建局,5月\n",
    ],
)
def test_a_row_of_a_sheet_is_no_title(text: str) -> None:
    title, printed = title_of(text, "sheet.csv")
    assert not printed
    assert title in text.splitlines()[0].split(",")


def test_a_title_over_the_table_of_a_sheet_is_read() -> None:
    text = "甲县2031年目标分解表,,单位:个\n县区,目标,完成\n甲镇,10,9\n乙镇,20,15\n"
    assert title_of(text, "sheet.csv") == ("甲县2031年目标分解表", True)


def test_a_field_of_a_record_is_no_title() -> None:
    text = (
        "任务名称：应急演练工作方案\n责任单位：县应急局\n完成时限：12月底\n工作目标：每季度一次\n"
    )
    assert title_of(text, "record.txt") == ("应急演练工作方案", False)


def test_neither_label_nor_value_of_a_record_sheet_is_its_title() -> None:
    rows = (("任务名称", "应急演练方案"), ("责任单位", "县应急局"), ("完成时限", "12月底"))
    cells = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    page = f"<html><body><p>任务名称：应急演练</p><table>{cells}</table></body></html>"
    assert title_of(page, "record.html") == ("应急演练", False)
