"""What a hypothesis says, and which evidence it brings."""

from __future__ import annotations

import json
from decimal import Decimal

from ingestion.hypotheses.counts import ListRow, explain_count
from ingestion.hypotheses.model import Cell, Sum, System, Witness
from ingestion.hypotheses.sums import explain_sum

LOCATOR = '[{"document_id":"d","start":4,"end":7,"quote":"20家"}]'


def row(total_witnesses: tuple[Witness, ...] = ()) -> System:
    def cell(key: str, value: int | None, state: str = "value") -> Cell:
        number = None if value is None else Decimal(value)
        return Cell(
            key=key, place=f"第5项 {key}", org=key, value=number, raw=str(value), state=state
        )

    total = cell("全市", 20).model_copy(update={"is_total": True, "witnesses": total_witnesses})
    slash = cell("丁", None, "not_applicable").model_copy(update={"raw": "/"})
    cells = (total, cell("甲", 12), cell("乙", 7), slash)
    return System(cells=cells, sums=(Sum(total="全市", parts=("甲", "乙", "丁")),), unit="家")


def test_every_smallest_repair_is_listed_once_and_the_shares_make_one() -> None:
    found = explain_sum(row())
    assert [len(one.changes) for one in found] == [1, 1, 1, 1]
    assert abs(sum(one.score for one in found) - 1) < Decimal("0.001")
    assert found == sorted(found, key=lambda one: -one.score)


def test_says_what_to_change_in_both_languages() -> None:
    said = {one.changes[0].cell.org: one for one in explain_sum(row())}
    assert said["全市"].text_zh == "第5项 全市由 20 改为 19 家即相符：各单位合计即为此数"
    assert said["丁"].text_zh == "第5项 丁由 / 改为 1 家即相符：此格没有数值（/）"
    assert said["甲"].text_en.startswith("第5项 甲 12 → 13 would do")


def test_a_total_that_the_text_repeats_is_rather_right_and_the_text_is_quoted() -> None:
    witness = Witness(kind="narrative", value=Decimal(20), quote="20家", evidence=LOCATOR)
    found = explain_sum(row((witness,)))
    assert found[-1].code == "total_is_wrong"
    assert "全市 20 另有出处相同" in found[0].text_zh
    assert json.loads(found[0].witness_evidence) == json.loads(LOCATOR)
    assert found[-1].witness_evidence == "[]"


def test_a_total_that_the_text_says_otherwise_comes_first_with_its_witness() -> None:
    witness = Witness(kind="narrative", value=Decimal(19), quote="19家", evidence=LOCATOR)
    first = explain_sum(row((witness,)))[0]
    assert (first.code, first.changes[0].value) == ("narrative_witness", 19)
    assert "正文写作19家" in first.text_zh and first.witness_evidence != "[]"


def test_two_rows_of_one_name_explain_a_count_that_is_one_too_high() -> None:
    rows = [ListRow(row_no=n, name=name) for n, name in ((7, "甲"), (8, "乙"), (9, "乙"))]
    found = explain_count(2, rows, label="（2项）", evidence=LOCATOR)
    assert [one.code for one in found] == ["row_counted_twice", "declared_is_wrong"]
    assert "第 8、9 项名称相同" in found[0].text_zh
    assert [change.cell.place for change in found[0].changes] == ["第8项 乙", "第9项 乙"]


def test_a_gap_in_the_numbering_explains_a_count_that_is_one_too_low() -> None:
    rows = [ListRow(row_no=n, name=str(n)) for n in (1, 2, 4)]
    found = explain_count(4, rows, label="（4项）", evidence="[]")
    assert found[0].code == "row_missing" and "3" in found[0].text_zh


def test_without_a_reason_the_declared_number_is_doubted() -> None:
    rows = [ListRow(row_no=n, name=str(n)) for n in (1, 2, 3)]
    assert [one.code for one in explain_count(5, rows, label="", evidence="[]")] == [
        "declared_is_wrong"
    ]
