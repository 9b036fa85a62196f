"""Targets of running text beside the column of the table that they are about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ingestion.match.indicator_model import IndicatorMention
from ingestion.match.pairs import TextPair, TextTarget, pair_targets, text_targets
from ingestion.records import Cell, Locator, Quantity

HERE = Locator(document_id="d", quote="")


def cell(
    row_no: int, indicator: str, org: str, raw: str, value: str | None, **rest: object
) -> Cell:
    fields = {
        "document_id": "d", "part_no": 1, "table_no": 1, "row_no": row_no, "col_no": 1,
        "indicator": indicator, "unit": "个", "org": org, "raw": raw, "measure": "target",
        "state": "value", "comparator": "=", "alignment": "printed", "evidence": (HERE,),
        "value": None if value is None else Decimal(value), "is_total": org == "全市",
    }  # fmt: skip
    return Cell(**(fields | rest))  # type: ignore[arg-type]


TABLE = (
    cell(1, "新建口袋公园", "全市", "12", "12"),
    cell(1, "新建口袋公园", "青溪县", "5", "5"),
    cell(1, "新建口袋公园", "市局", "/", None, state="not_applicable"),
    cell(2, "培育示范门店", "全市", "30", "30"),
    cell(3, "社区食堂", "全市", "新建5家、改造3家", "5"),
    cell(4, "夜间停车泊位", "全市", "300", "300", period="2024-H1", table_no=2),
    cell(4, "夜间停车泊位", "全市", "800", "800", period="2024"),
    cell(4, "夜间停车泊位", "全市", "900", "900", period="2025", table_no=3),
)


def target(name: str, value: int, text: str = "", **rest: object) -> TextTarget:
    about = {key: rest.pop(key) for key in ("org", "due", "is_behind_due") if key in rest}
    mention = IndicatorMention(
        key=f"{name}{value}", name=name, value=Decimal(value), unit="个", text=text or name,
        **({"comparator": "=", "year": 2024} | rest),  # type: ignore[arg-type]
    )  # fmt: skip
    return TextTarget(mention, **about)  # type: ignore[arg-type]


def pair(one: TextTarget) -> TextPair:
    (found,) = pair_targets([one], TABLE, year=2024)
    return found


@pytest.mark.parametrize(
    ("one", "relation", "printed", "difference"),
    [
        (target("新建口袋公园", 12), "agree", "12", 0),
        (target("新建口袋公园", 15), "contradict", "12", -3),
        (target("全市新建口袋公园青溪县", 5), "agree", "5", 0),
        (target("青溪县新建口袋公园", 6), "contradict", "5", -1),
        (target("新建口袋公园", 6, org="青溪"), "contradict", "5", -1),
        (target("新建口袋公园", 4, org="邻州"), "not_comparable", None, None),
        (target("新建口袋公园", 4, org="市局"), "not_comparable", "/", None),
        (target("新建口袋公园", 15, year=2026), "not_comparable", "12", None),
        (target("新建口袋公园", 15, "力争新建口袋公园15个"), "looser", "12", -3),
        (target("新建口袋公园", 9, "力争新建口袋公园9个"), "contradict", "12", 3),
        (target("各县(区)新建口袋公园", 3), "not_comparable", "12", None),
        (target("每季度新建口袋公园", 3), "not_comparable", "12", None),
        (target("累计新建口袋公园", 80), "not_comparable", "12", None),
        (target("认定示范门店", 10), "contradict", "30", 20),
        (target("社区食堂", 3, "社区食堂3家"), "not_comparable", "新建5家、改造3家", None),
        (target("夜间停车泊位", 800), "agree", "800", 0),
        (target("夜间停车泊位", 950, year=2025), "contradict", "900", -50),
        (target("夜间停车泊位", 300, due=date(2024, 6, 30)), "agree", "300", 0),
        (target("夜间停车泊位", 400, is_behind_due=True), "not_comparable", "800", None),
    ],
    ids=lambda value: value.mention.key if isinstance(value, TextTarget) else None,
)
def test_compares_what_is_about_one_place_and_one_time(
    one: TextTarget, relation: str, printed: str | None, difference: int | None
) -> None:
    found = pair(one)
    assert found.match.relation == relation
    assert (found.cell and found.cell.raw) == printed
    assert found.difference == difference


def test_names_whose_verbs_differ_are_asked_about() -> None:
    assert pair(target("认定示范门店", 10)).match.status == "ambiguous"
    assert pair(target("认定示范门店", 30)).match.status == "matched"


def test_a_number_behind_a_day_of_the_same_sentence_may_be_due_then_too() -> None:
    text = "上半年建成驿站3个,建成书屋4个。建成食堂5个。"
    quantities = [
        Quantity(
            document_id="d", part_no=1, kind="target", quote=quote, start=text.index(quote),
            end=text.index(quote) + 2, indicator=quote, comparator="=", value=Decimal(quote[0]),
            unit="个", evidence=(HERE,), due_date=date(2024, 6, 30) if quote == "3个" else None,
        )
        for quote in ("3个", "4个", "5个")
    ]  # fmt: skip
    mentions = [IndicatorMention(f"{one.start}:{one.end}", one.indicator) for one in quantities]
    found = text_targets(mentions, quantities, text)
    assert [one.is_behind_due for one in found] == [False, True, False]
