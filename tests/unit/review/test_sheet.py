"""The file of answers goes out and comes back, harmless in any spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from ingestion.errors import UnreadableDocumentError
from ingestion.review.questions import Question
from ingestion.review.sheet import read_answers, write_questions


def question(subject: str = "东海片", **changes) -> Question:
    fields = {
        "queue_key": "a" * 32,
        "question_type": "org_unmatched",
        "title_zh": "单位名称未识别",
        "title_en": "Organisation not known",
        "subject": subject,
        "scope_name": "杭州市",
        "document_title": "分解表",
        "quote": "7",
        "candidates": '[{"code":"330110","name":"余杭区","score":0.5}]',
        "suggested_code": "330110",
        "suggested_name": "余杭区",
        "decisions": "accept|correct|reject",
        "answer_zh": "填写",
        "answer_en": "answer",
        "occurrence_count": 2,
        "first_seen_at": None,
    }
    return Question(**fields | changes)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "subject", ["=1+1", "@SUM(A1)", "-3", "+甲", "'引", "余抗区\n分局", "甲,乙"]
)
def test_what_a_document_prints_is_text_and_comes_back(tmp_path, ending, subject):
    file = tmp_path / f"q.{ending}"
    write_questions([question(subject)], file)
    (row,) = read_answers(file)
    assert row.cells["subject"] == subject
    assert row.cells["decision"] == ""
    if ending == "csv":
        (written,) = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))[1:]
        assert not written[2].startswith(("=", "+", "-", "@"))
    else:
        cells = load_workbook(file).worksheets[0][2]
        assert "f" not in {cell.data_type for cell in cells}


def test_a_character_that_no_workbook_may_hold_is_left_out(tmp_path):
    write_questions([question("东\x0b海\x00片")], tmp_path / "q.xlsx")
    assert read_answers(tmp_path / "q.xlsx")[0].cells["subject"] == "东海片"


def test_a_workbook_offers_the_decisions_as_a_list(tmp_path):
    file = tmp_path / "q.xlsx"
    write_questions([question()], file)
    (choice,) = load_workbook(file).worksheets[0].data_validations.dataValidation
    assert choice.formula1 == '"接受 accept,改为 correct,否决 reject"'
    assert "L2" in choice.sqref


def test_columns_are_known_in_either_language_and_any_order(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text(
        "理由,reviewer,值 value,决定,queue_key,旁注\n因,王,7,改为,k,x\n,,,,,\n", "utf-8"
    )
    (row,) = read_answers(file)
    assert row.row_no == 2
    assert row.cells == {
        "reason": "因",
        "reviewer": "王",
        "value": "7",
        "decision": "改为",
        "queue_key": "k",
    }


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"x", "unknown_format"),
        ("a.xlsx", b"no workbook", "damaged_workbook"),
        ("a.csv", "编号,决定\nk,接受\n".encode(), "missing_columns"),
        ("a.csv", b"", "empty_file"),
    ],
)
def test_refuses_what_it_cannot_read(tmp_path, name, content, code):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(UnreadableDocumentError) as error:
        read_answers(file)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("delimiter", "encoding", "above"),
    [
        pytest.param(",", "gb18030", "", id="Excel saves as GBK"),
        pytest.param(";", "utf-8-sig", "", id="semicolons"),
        pytest.param("\t", "utf-16", "", id="text with tabs, UTF-16"),
        pytest.param(";", "utf-8-sig", "sep=;\n", id="a hint at the separator"),
        pytest.param(",", "utf-8", "待审核问题,,\n\n", id="a title above the header"),
    ],
)
def test_reads_what_a_spreadsheet_saves(tmp_path, delimiter, encoding, above):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(["理由　", "编号", "审核人 ", "值", "决定", "我的备注"])
    writer.writerow(["对照;原文,无误", "a" * 32, "王", "330110", "改为", "x"])
    file = tmp_path / "q.csv"
    file.write_bytes((above + text.getvalue()).encode(encoding))
    (row,) = read_answers(file)
    assert row.cells["reason"] == "对照;原文,无误"
    assert row.cells["queue_key"] == "a" * 32
    assert row.row_no == (4 if "待审核" in above else 2)
