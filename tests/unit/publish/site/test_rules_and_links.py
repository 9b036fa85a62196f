"""Specifications are read section by section; addresses are made of keys alone."""

from __future__ import annotations

import pytest

from ingestion.publish.site.links import document_page, file_stem, finding_page
from ingestion.publish.site.rows import CheckRow
from ingestion.publish.site.rules import arrange_rules, read_specification

SPECIFICATION = """P01: parts add up.

Rule: the parts
add up.

More of the rule.

Basis: convention.
"""


def test_sections_are_told_apart_and_lines_joined() -> None:
    assert read_specification(SPECIFICATION) == (
        ("Rule", ("the parts add up.", "More of the rule.")),
        ("Basis", ("convention.",)),
    )


SPECIFICATION_ZH = """
规则：各部分之和，
等于总数；``difference`` 为
差额。见 ``chk_p01``
和 P02。

规则之外的一段。

依据：惯例。
"""


def test_chinese_sections_bear_the_same_names_and_lines_join_without_a_space() -> None:
    assert read_specification(SPECIFICATION_ZH) == (
        (
            "Rule",
            (
                "各部分之和，等于总数；``difference`` 为差额。见 ``chk_p01`` 和 P02。",
                "规则之外的一段。",
            ),
        ),
        ("Basis", ("惯例。",)),
    )


def test_no_specification_has_no_sections() -> None:
    assert read_specification("") == ()


def test_a_check_of_the_release_that_the_code_lacks_is_listed_too() -> None:
    check = CheckRow(
        check_id="X09", check_version="2", outcome="pass", reason=None, evaluated_count=3,
        failed_count=0, severity="info", effect="report", title_zh="旧规则", title_en="Old rule",
    )  # fmt: skip
    ((family,)) = arrange_rules((), [check], docs_pages={}, found={})
    (rule,) = family.rules
    assert (rule.rule.title_zh, rule.rule.version, rule.outcome) == ("旧规则", 2, check)


@pytest.mark.parametrize("key", ["../x", "a/b", "键", "<b>", "", "x" * 65, ".hidden", "a b"])
def test_a_key_that_is_no_file_name_is_hashed(key: str) -> None:
    stem = file_stem(key)
    assert len(stem) == 32
    assert stem.isalnum()


def test_a_plain_key_names_its_page() -> None:
    assert finding_page("ab12") == "findings/ab12.html"
    assert document_page("ab12", 3) == "documents/ab12-3.html"
