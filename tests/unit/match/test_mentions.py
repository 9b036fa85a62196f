"""Mentions made of a document's own records."""

from __future__ import annotations

from decimal import Decimal

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document
from ingestion.match.indicators import match_indicators
from ingestion.match.mentions import clause_around, mentions_of_cells, mentions_of_quantities
from ingestion.records import Cell, Locator, Quantity

HERE = Locator(document_id="d", quote="")


def cell(row_no: int, org: str, raw: str, value: str | None, **rest: object) -> Cell:
    fields = {
        "document_id": "d", "part_no": 1, "table_no": 1, "row_no": row_no, "col_no": 1,
        "indicator": "特种设备使用单位抽查比例", "unit": "%", "org": org, "raw": raw,
        "state": "value", "comparator": ">=", "alignment": "printed", "evidence": (HERE,),
        "value": None if value is None else Decimal(value),
    }  # fmt: skip
    return Cell(**(fields | rest))  # type: ignore[arg-type]


def test_a_row_is_one_mention_of_its_total() -> None:
    cells = (cell(3, "全市", "不低于8%", "8", is_total=True), cell(3, "东区", "8%", "8"))
    (mention,) = mentions_of_cells(cells, year=2024)
    assert (mention.key, mention.value, mention.year) == ("1:1:3", Decimal(8), 2024)


def test_what_a_cell_nests_is_a_mention_of_its_own() -> None:
    raw = "使用单位抽查不少于8%,其中人员密集场所抽查比例不少于60%"
    cells = (
        cell(3, "全市", "不低于8%", "8", is_total=True),
        cell(3, "东区", raw, "8"),
        cell(3, "西区", raw, "8"),
    )
    _, nested = mentions_of_cells(cells)
    assert (nested.key, nested.value, nested.comparator) == ("1:1:3#1", Decimal(60), ">=")
    text = mentions_of_cells((cell(9, "全市", "", "60", is_total=True),))[0]
    assert nested.unit == text.unit
    assert "人员密集场所" in nested.name


def test_a_clause_ends_where_the_next_quantity_is_nested() -> None:
    text = "今年以来,新建驿站15家(其中旗舰店3家),培训店员200人。"
    start = text.index("15家")
    ends = [start + 3, text.index("3家)") + 2, text.index("200人") + 4]
    assert clause_around(text, start, start + 3, ends) == "新建驿站15家"


def test_targets_of_the_text_find_their_rows() -> None:
    text = "文化惠民行动实施方案\n全年新建城市书房12个以上,送戏下乡300场。\n"
    read = read_document(text.encode(), "plan.txt")
    document = interpret_document(read).document
    quotes = (("12个以上", "新建城市书房", "12", "个"), ("300场", "送戏下乡", "300", "场"))
    quantities = tuple(
        Quantity(
            document_id=document.document_id,
            part_no=1,
            kind="target",
            quote=quote,
            start=text.index(quote),
            end=text.index(quote) + len(quote),
            indicator=indicator,
            comparator="=",
            value=Decimal(value),
            unit=unit,
            evidence=(HERE,),
        )
        for quote, indicator, value, unit in quotes
    )
    rows = mentions_of_cells(
        (
            cell(1, "全市", "12", "12", is_total=True, indicator="城市书房建成数", unit="个"),
            cell(2, "全市", "280", "280", is_total=True, indicator="送戏下乡场次", unit="场次"),
        )
    )
    found = match_indicators(mentions_of_quantities(document, text, quantities), rows)
    assert [(m.right_key, m.relation) for m in found] == [
        ("1:1:1", "agree"),
        ("1:1:2", "contradict"),
    ]
