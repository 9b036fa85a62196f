"""Matching of indicators: thousands against thousands, at a cost that grows with their number."""

from __future__ import annotations

import random
import time
from decimal import Decimal

from ingestion.match.indicator_model import IndicatorMention
from ingestion.match.indicators import match_indicators

SUBJECTS = ("绿道", "驿站", "书房", "床位", "学位", "渔港", "茶园", "水库", "管网", "泵站")
PLACES = ("沿江", "沿海", "山区", "库区", "老城", "新城", "港区", "园区", "景区", "社区", "林场")
DEEDS = ("扩容", "巡检", "认证", "评价", "监测", "清淤", "加固", "普查", "备案", "抽检", "回访")
THINGS = ("路灯", "球场", "诊室", "冷库", "大棚", "苗圃", "码头", "矿山", "堤坝", "校舍", "口岸")


def mentions(count: int) -> list[IndicatorMention]:
    chance = random.Random(count)
    return [
        IndicatorMention(
            key=str(number),
            name="".join(map(chance.choice, (PLACES, SUBJECTS, DEEDS, THINGS, DEEDS))) + "数",
            unit="个",
            value=Decimal(chance.randint(1, 500)),
        )
        for number in range(count)
    ]


def seconds(count: int) -> float:
    rows = mentions(count)
    start = time.perf_counter()
    found = match_indicators(rows, rows)
    assert sum(m.status == "matched" for m in found) > count * 0.95
    return time.perf_counter() - start


def test_cost_grows_with_the_number_of_mentions_not_its_square() -> None:
    small, large = seconds(500), seconds(4_000)
    assert large < small * 8 * 2.5


def test_a_name_without_end_costs_no_more_than_a_long_one() -> None:
    endless = [IndicatorMention(key=str(n), name="标准" * 20_000 + str(n)) for n in range(20)]
    start = time.perf_counter()
    match_indicators(endless, endless)
    assert time.perf_counter() - start < 10
