import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.errors import UnreadableDocumentError, WarehouseError
from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document
from ingestion.interpret.jsonl import extract_file, to_json_lines

LIST = "临江市2023年任务清单\n序号\n任务名称\n责任部门\n完成时间\n1\n推进改革\n登记科\n6月\n"
MATRIX = (
    "临江市2024年任务分解表\n序号\n目标名称\n全市目标任务\n东城\n西城\n南山\n"
    "1\n新增示范点（家）\n6\n1\n2\n3\n2\n培训（人次）\n0.9万\n3000\n3000\n3000\n"
)


def interpreted(text, name="a.txt"):
    return interpret_document(read_document(text.encode(), name))


def test_a_document_without_a_table_still_has_its_record():
    result = interpreted("临江市2023年工作要点\n加强监管，服务发展。")
    assert [record.record for record in result.records()] == ["document", "text", "issue"]
    assert [issue.code for issue in result.issues] == ["no_table"]
    assert (result.seen, result.loaded) == (0, 0)


def test_records_come_in_order_and_counts_balance():
    result = interpreted(LIST)
    assert [record.record for record in result.records()] == ["document", "text", "task"]
    assert result.seen == result.loaded + result.rejected + result.ignored == 1


def test_a_matrix_is_not_taken_for_a_list():
    result = interpreted(MATRIX)
    assert (len(result.cells), result.tasks, result.progress_items) == (8, (), ())
    assert result.seen == result.loaded == 8


def test_a_row_with_too_many_cells_is_rejected_and_the_rest_loads():
    result = interpreted(MATRIX + "3\n检查（次）\n9\n3\n3\n3\n5\n7\n4\n抽查（批）\n3\n1\n1\n1\n")
    assert {cell.row_no for cell in result.cells} == {1, 2, 4}
    assert "row_too_many_cells" in [issue.code for issue in result.issues]
    assert result.seen == result.loaded + result.rejected + result.ignored


def test_the_kind_of_a_wordless_document_comes_from_its_table():
    result = interpreted(LIST.replace("任务清单", "表格"))
    assert result.document.kind == "task_list"
    assert not result.issues


def test_reads_gbk_like_utf8():
    utf8 = interpreted(LIST)
    gbk = interpret_document(read_document(LIST.encode("gbk"), "a.txt"))
    assert [t.task for t in gbk.tasks] == [t.task for t in utf8.tasks]
    assert gbk.text.text == utf8.text.text


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"\x89PNG\r\n\x1a\n0"])
def test_refuses_a_file_that_no_reader_reads(tmp_path, data):
    path = tmp_path / "坏.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableDocumentError):
        extract_file(path)


def test_prints_one_json_object_a_line_without_exponents(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(MATRIX, encoding="utf-8")
    lines = [json.loads(line) for line in extract_file(path)]
    assert [line["record"] for line in lines[:3]] == ["document", "text", "cell"]
    values = [line["value"] for line in lines if line["record"] == "cell"]
    assert values == ["6", "1", "2", "3", "9000", "3000", "3000", "3000"]


def test_prints_dates_as_iso():
    lines = [json.loads(line) for line in to_json_lines(interpreted(LIST))]
    assert lines[2]["due_date"] == "2023-06-30"


FRAGMENTS = st.sampled_from(
    [
        *(
            "序号",
            "任务名称",
            "责任部门",
            "完成时间",
            "工作进展",
            "附件1",
            "附件：",
            "1",
            "2",
            "11",
            "10月前",
        ),
        *(
            "登记科",
            "一、工作总结",
            "二、2024年工作计划",
            "推进改革",
            "1.完成整治。2.开展检查。",
            "全市目标任务",
        ),
        *(
            "发布日期：2024-01-02",
            "定海",
            "/",
            "0.9万",
            "（示例）",
            "2024年3月5日",
            "临市监〔2024〕1号",
            "附件：1.任务清单 2.分工表",
            "2.分工表",
            "（征求意见稿）",
            "临江市教育局 临江市财政局",
            "关于印发《2024年要点》的",
            "通知",
            "索引号：K1/2024-0001",
            "2024年要点",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(FRAGMENTS, min_size=1, max_size=30))
def test_whatever_stands_in_a_document_evidence_resolves_and_counts_balance(lines):
    read = read_document("\n".join(lines).encode(), "a.txt")
    try:
        result = interpret_document(read)
    except WarehouseError as error:
        assert error.code == "duplicate_header"
        return
    assert result.seen == result.loaded + result.rejected + result.ignored
    found = (result.document, *result.cells, *result.tasks, *result.progress_items, *result.issues)
    for record in found:
        for locator in record.evidence:
            assert locator.quote == read.text[locator.start : locator.end]
    assert result.document.parts[0].start == 0
    assert result.document.parts[-1].end == len(read.text)
