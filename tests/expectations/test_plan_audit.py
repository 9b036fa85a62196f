"""The audit of a plan on the day of issue, end to end: read, matched, modelled and judged."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from expectations.outcomes import CheckFailure
from expectations.registry import load_checks
from expectations.runner import failures_of
from tests.expectations import small_plans
from tests.expectations.gold_warehouse import build

AUDIT = ("P03", "P04", "P07", "P08", "P10", "P13")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def candidate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("small")
    file = home / "candidate.duckdb"
    small_plans.make_raw(file, home, {"parks": small_plans.PARKS, "works": small_plans.WORKS})
    build(file, home, select=" ".join(f"+chk_{one.lower()}" for one in AUDIT))
    return file


@pytest.fixture(scope="module")
def found(candidate: Path) -> list[CheckFailure]:
    with duckdb.connect(str(candidate), read_only=True) as connection:
        return [
            failure
            for check in load_checks()
            if check.id in AUDIT
            for failure in failures_of(connection, check)
        ]


def said(found: list[CheckFailure], check_id: str) -> set[tuple[str, str, str | None, str | None]]:
    return {
        (row.severity, row.subject_zh, row.expected, row.observed)
        for row in found
        if row.check_id == check_id
    }


def relations(candidate: Path, quote: str) -> list[tuple[str, str | None, str | None]]:
    with duckdb.connect(str(candidate), read_only=True) as connection:
        return connection.execute(
            "select relation, narrative_org_name, table_indicator"
            " from marts.rpt_narrative_vs_table where narrative_quote = ? order by narrative_place",
            [quote],
        ).fetchall()


def test_the_table_that_says_something_else_than_the_text_is_found(
    found: list[CheckFailure],
) -> None:
    assert said(found, "P03") == {
        ("critical", "第1项 新建口袋公园", "15个", "12个"),
        ("critical", "第1项 新建口袋公园", "4个", "3个"),
        ("critical", "第10项 其中：示范站点", "50个", "15个"),
        ("warning", "第3项 公共自行车完好率", "85%", "90%"),
        ("warning", "第4项 道路保洁机械化率", "90%", "95%"),
        ("info", "第5项 发放消费券", "250000000元", "2亿元"),
        ("info", "第7项 建成社区食堂", "12家", "12家"),
    }


@pytest.mark.parametrize(
    ("quote", "relation", "place", "indicator"),
    [
        ("0.6万户", "agree", None, "改造老旧小区"),
        ("2亿元", "agree", None, "发放消费券"),
        ("5个", "agree", "青溪县", "新建口袋公园"),
        ("15个", "contradict", None, "新建口袋公园"),
        ("2.5亿元", "looser", None, "发放消费券"),
        ("12家", "stricter", None, "建成社区食堂"),
        ("1000人次", "milestone", None, "培训家政人员"),
        ("不少于3个", "not_comparable", None, "新建口袋公园"),
        ("达到98%", "not_comparable", None, "公共自行车完好率"),
        ("6场", "only_in_narrative", None, None),
    ],
)
def test_every_relation_is_told_apart(
    candidate: Path, quote: str, relation: str, place: str | None, indicator: str | None
) -> None:
    assert relations(candidate, quote) == [(relation, place, indicator)]


def test_rows_that_the_text_does_not_mention_are_told(candidate: Path) -> None:
    with duckdb.connect(str(candidate), read_only=True) as connection:
        rows = connection.execute(
            "select table_indicator from marts.rpt_narrative_vs_table"
            " where relation = 'only_in_table' order by table_place"
        ).fetchall()
    assert {row[0] for row in rows} == {
        "垃圾分类准确率",
        "公厕星级达标率",
        "改造无障碍设施",
        "更新井盖",
    }


def test_a_promise_for_one_place_is_a_target_of_that_place(candidate: Path) -> None:
    with duckdb.connect(str(candidate), read_only=True) as connection:
        row = connection.execute(
            "select target_value, differing_statement_count from marts.fct_targets"
            " inner join marts.dim_indicators using (indicator_key)"
            " where indicator_name = '新建口袋公园' and org_name = '临江区'"
        ).fetchone()
    assert row == (3, 1)


def test_a_target_that_another_section_gives_otherwise_is_found(found: list[CheckFailure]) -> None:
    assert said(found, "P04") == {("warning", "新增夜间停车泊位", "800个", "800个、650个以上")}


def test_totals_that_their_parts_cannot_make_are_found(found: list[CheckFailure]) -> None:
    assert said(found, "P07") == {
        ("critical", "第11项 垃圾分类准确率", "100", "70–100"),
        ("warning", "第12项 公厕星级达标率", "80", "90–95"),
    }


def test_a_unit_that_only_the_text_has_and_one_that_nobody_has_are_told(
    found: list[CheckFailure],
) -> None:
    assert said(found, "P08") == {
        ("info", "第8项 免费开放场馆", "家", "家"),
        ("warning", "第15项 更新井盖", None, None),
    }


def test_parts_that_are_more_than_their_whole_are_found(found: list[CheckFailure]) -> None:
    assert said(found, "P10") == {
        ("critical", "新增志愿者站点：示范站点", "40", "50"),
        ("warning", "第9项 新增志愿者站点：其中：示范站点", "20", "25"),
    }


def test_a_target_that_stands_in_two_rows_is_found(found: list[CheckFailure]) -> None:
    assert said(found, "P13") == {("warning", "第13项 改造无障碍设施", "1", "2")}


def test_both_sides_are_quoted_and_where_they_stand(found: list[CheckFailure]) -> None:
    row = next(f for f in found if (f.check_id, f.expected) == ("P03", "15个"))
    assert row.message_zh == (
        "第1项 新建口袋公园：表与正文数值不同。正文（一、主要目标）“2024年全市新建口袋公园15个”"
        "为 15个，表（全市）“12”为 12个，表减正文 -3 个（名称相同；数值不一致）"
    )
    assert [one["quote"] for one in json.loads(row.evidence)][:1] == ["15个"]
    assert "12" in [one["quote"] for one in json.loads(row.evidence)]
