"""Units in brackets, declared counts, and what stays in a name."""

from __future__ import annotations

import pytest

from ingestion.values.names import odd_bracket, split_declared_count, split_unit, unit_dimension
from ingestion.values.width import fold_width, squash


@pytest.mark.parametrize(
    ("printed", "name", "unit"),
    [
        ("新建基地(个)", "新建基地", "个"),
        ("新建基地（个）", "新建基地", "个"),
        ("发放贷款(亿元)", "发放贷款", "亿元"),
        ("培训（万人次）", "培训", "万人次"),
        ("培训(单位:人次)", "培训", "人次"),
        ("覆盖率（％）", "覆盖率", "%"),
        ("预审数量(省中心)(件)", "预审数量(省中心)", "件"),
        ("人均收入(元/人)", "人均收入", "元/人"),
        ("拥有量(", "拥有量", None),
        ("商圈数(街区)", "商圈数(街区)", None),
        ("示范文本(合同范本)", "示范文本(合同范本)", None),
        ("覆盖率", "覆盖率", None),
    ],
)
def test_takes_only_reviewed_units_out_of_brackets(
    printed: str, name: str, unit: str | None
) -> None:
    assert split_unit(printed) == (name, unit)


@pytest.mark.parametrize(
    ("printed", "name", "count"),
    [
        ("惠企行动(5项)", "惠企行动", 5),
        ("惠企行动（共１２项）", "惠企行动", 12),
        ("(18项)", "", 18),
        ("惠企行动(十八项)", "惠企行动", 18),
        ("惠企行动", "惠企行动", None),
        ("发布标准(项)", "发布标准(项)", None),
    ],
)
def test_takes_the_declared_count_out_of_a_label(
    printed: str, name: str, count: int | None
) -> None:
    assert split_declared_count(printed) == (name, count)


def test_points_at_short_brackets_that_nobody_reviewed() -> None:
    assert odd_bracket("造船(艇)") == "艇"
    assert odd_bracket("商圈数(街区)") is None
    assert odd_bracket("新建基地(个)") is None


def test_an_unknown_unit_has_no_dimension() -> None:
    assert unit_dimension("艇") is None
    assert unit_dimension("万元") == "money"


def test_folding_keeps_every_offset() -> None:
    text = "１２（家）％ ㎡…"
    assert len(fold_width(text)) == len(text)
    assert squash(" 全 市　目标 ") == "全市目标"


@pytest.mark.parametrize(
    ("unit", "dimension"),
    [
        ("微克/立方米", "length_area_mass_energy"),
        ("微克每立方米", "length_area_mass_energy"),
        ("μg/m³", "length_area_mass_energy"),
        ("毫克/升", "length_area_mass_energy"),
        ("吨标准煤/万元", "length_area_mass_energy"),
        ("万吨标准煤", "length_area_mass_energy"),
        ("立方米/秒", "length_area_mass_energy"),
        ("万标箱", "count"),
        ("张/千人", "count"),
        ("件/万人", "count"),
        ("学位", "count"),
        ("元/亩", "money"),
        ("艇/立方米", None),
        ("吨/艇", None),
    ],
)
def test_knows_the_units_of_other_departments(unit: str, dimension: str | None) -> None:
    assert unit_dimension(unit) == dimension
