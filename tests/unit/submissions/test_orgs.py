"""Names of organisations mean what the reviewed seeds say, and only whole."""

from pathlib import Path

import pytest

from ingestion.errors import ConfigError
from ingestion.match.divisions import official_rows
from ingestion.settings import Settings
from ingestion.submissions.orgs import OrgDirectory, _rows, load_org_directory


def unit(code: str, name: str, official: str, parent: str) -> dict[str, str]:
    return {
        "org_code": code,
        "org_name": name,
        "official_name": official,
        "parent_org_code": parent,
    }


def alias(name: str, code: str, scope: str = "") -> dict[str, str]:
    return {"alias": name, "org_code": code, "scope_org_code": scope}


@pytest.fixture
def orgs() -> OrgDirectory:
    return OrgDirectory(
        [
            unit("10", "甲", "甲省", ""),
            unit("11", "乙", "乙市", "10"),
            unit("11-B", "市局", "乙市局", "11"),
            unit("111", "丙", "丙县", "11"),
            unit("12", "丁", "丁市", "10"),
            unit("12-B", "市局", "丁市局", "12"),
        ],
        [alias("丙分局", "111", "11"), alias("全市", "11", "11"), alias("全市", "12", "12")],
    )


@pytest.mark.parametrize(
    ("printed", "within", "code"),
    [
        ("丙", "111", "111"),
        ("丙县", "111", "111"),
        ("111", "11", "111"),
        (" 丙 县 ", "11", "111"),
        ("１１１", "11", "111"),
        ("丙分局", "111", "111"),
        ("全市", "11", "11"),
        ("全市", "12", "12"),
        ("市局", "11", "11-B"),
        ("市局", "12", "12-B"),
    ],
)
def test_reads(orgs: OrgDirectory, printed: str, within: str, code: str) -> None:
    assert orgs.match(printed, within=within) == code


@pytest.mark.parametrize(
    ("printed", "within"),
    [
        ("", "11"),
        ("戊", "11"),
        ("丙县人民", "11"),
        ("丙分局", "12"),
        ("全市", "10"),
        ("市局", "10"),
    ],
)
def test_refuses_what_it_does_not_know_or_cannot_tell_apart(
    orgs: OrgDirectory, printed: str, within: str
) -> None:
    assert orgs.match(printed, within=within) is None


def test_an_organisation_reports_for_itself_and_its_children_only(orgs: OrgDirectory) -> None:
    assert orgs.may_report("11", "11")
    assert orgs.may_report("11", "111")
    assert not orgs.may_report("10", "111")
    assert not orgs.may_report("111", "11")
    assert not orgs.may_report("12", "111")


def test_a_seed_that_is_missing_or_lacks_a_column_stops_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        _rows(tmp_path / "org_units.csv", ("org_code",))
    assert caught.value.code == "missing_seed"
    (tmp_path / "org_units.csv").write_text("code\n1\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        _rows(tmp_path / "org_units.csv", ("org_code",))
    assert caught.value.code == "seed_columns"


@pytest.mark.parametrize(
    ("printed", "within", "code"),
    [
        ("戊", "131", "131"),  # a district of a city that nobody reviewed reports for itself
        ("戊区", "13", "131"),
        ("131", "13", "131"),
        ("戊", "121", "121"),  # its namesake elsewhere
        ("戊", "10", None),
        ("丙", "111", "111"),  # what is reviewed is not touched by a namesake
        ("丙", "11", "111"),
    ],
)
def test_knows_the_units_of_the_national_list(printed: str, within: str, code: str | None) -> None:
    orgs = OrgDirectory(
        [
            unit("10", "甲", "甲省", ""),
            unit("11", "乙", "乙市", "10"),
            unit("111", "丙", "丙县", "11"),
        ],
        [],
        [
            unit("111", "旧丙", "旧丙县", "11"),
            unit("12", "丁", "丁市", "10"),
            unit("121", "戊", "戊区", "12"),
            unit("13", "己", "己市", "10"),
            unit("131", "戊", "戊区", "13"),
            unit("132", "丙", "丙区", "13"),
        ],
    )
    assert orgs.match(printed, within=within) == code
    assert orgs.name("111") == "丙"
    assert orgs.may_report("13", "131")
    assert not orgs.may_report("12", "131")


def test_the_seeds_of_the_project_can_be_read() -> None:
    orgs = load_org_directory(Settings())
    assert orgs.match("定海", within="330902") == "330902"
    assert orgs.may_report("330900", "330902")


def test_any_county_of_the_national_list_may_report() -> None:
    orgs = load_org_directory(Settings(), official_rows())
    assert "340102" in orgs
    assert orgs.match("瑶海区", within="340102") == "340102"
    assert orgs.match("定海", within="330902") == "330902"
