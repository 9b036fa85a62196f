"""The official list holds together: parents, successors, validity and short names."""

from __future__ import annotations

import csv

import pytest

from ingestion.match.divisions import Divisions, build_divisions
from ingestion.match.names import short_name
from ingestion.values.lookups import FOLDER


@pytest.fixture(scope="module")
def divisions() -> Divisions:
    return build_divisions([])


def test_every_parent_and_every_successor_is_in_the_list(divisions):
    units = divisions.units
    assert len(units) > 3500
    assert [u.code for u in units.values() if u.parent and u.parent not in units] == []
    assert [u.code for u in units.values() if u.successor and u.successor not in units] == []


def test_what_ended_says_when_and_no_succession_goes_round_in_circles(divisions):
    for unit in divisions.units.values():
        if unit.successor:
            assert unit.valid_to is not None, unit.code
        seen = [unit.code]
        while successor := divisions.units[seen[-1]].successor:
            assert successor not in seen
            seen.append(successor)


@pytest.mark.parametrize(
    ("code", "name", "year", "successor"),
    [
        ("330104", "江干区", 2021, "330102"),
        ("330103", "下城区", 2021, "330105"),
        ("330204", "江东区", 2016, "330212"),
        ("110228", "密云县", 2015, "110118"),
        ("320503", "平江区", 2011, "320508"),
    ],
)
def test_a_merged_district_keeps_its_end_and_its_successor(divisions, code, name, year, successor):
    unit = divisions.units[code]
    assert (unit.official_name, unit.valid_to.year, unit.successor) == (name, year, successor)
    assert unit.existed_in(year)
    assert not unit.existed_in(year + 1)
    assert divisions.units[successor].existed_in(year + 1)


def test_a_renamed_city_is_found_by_both_names(divisions):
    assert divisions.with_full_name("襄樊市") == divisions.with_full_name("襄阳市") == ["420600"]


@pytest.mark.parametrize(
    ("official", "short"),
    [
        ("杭州市", "杭州"),
        ("沙县", "沙县"),
        ("长阳土家族自治县", "长阳"),
        ("恩施土家族苗族自治州", "恩施"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("广西壮族自治区", "广西"),
        ("内蒙古自治区", "内蒙古"),
        ("神农架林区", "神农架"),
    ],
)
def test_the_short_name_is_the_one_that_tables_print(official, short):
    assert short_name(official) == short


@pytest.mark.parametrize(
    ("name", "field", "basis"),
    [
        ("official_divisions.csv", "valid_to", "valid_to_basis"),
        ("official_divisions.csv", "successor_org_code", "successor_basis"),
        ("official_former_names.csv", "valid_to", "valid_to_basis"),
    ],
)
def test_every_end_and_successor_says_whether_a_source_shows_it(name, field, basis):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row[basis] for row in rows if row[field]} <= {"official", "derived"}
    assert {row[basis] for row in rows if not row[field]} <= {""}
    assert sum(row[basis] == "derived" for row in rows) < 30
