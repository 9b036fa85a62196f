"""A reported name that no plan prints is asked about, never forced."""

from __future__ import annotations

from ingestion.match.answers import Answer
from ingestion.match.model import Mention, match_key
from ingestion.match.reported import match_reported

PLANNED = [("2024", "新增示范企业数"), ("2024", "检查场所（个）"), ("2023", "老指标")]


def match(name: str, answers=None):
    mention = Mention("2024", "2024年计划指标", name, 1, "[]", "d")
    (found,) = match_reported([mention], PLANNED, answers or {})
    return found


def test_a_name_as_the_plan_prints_it_needs_nothing():
    assert match("检查场所").status == "matched"
    assert match("新增 示范企业数（家）").status == "matched"


def test_another_name_gets_candidates_of_its_year_only():
    found = match("新增示范企业")
    assert (found.status, found.matched_code) == ("unmatched", None)
    assert [one.code for one in found.candidates] == ["新增示范企业数"]
    assert match("老指标").status == "unmatched"


def test_a_reviewer_names_the_indicator_or_rejects_it():
    key = match_key("indicator", "2024", "新增示范企业")
    found = match("新增示范企业", {key: Answer("新增示范企业数", "新增示范企业数")})
    assert (found.matched_code, found.method) == ("新增示范企业数", "reviewed")
    assert match("新增示范企业", {key: Answer(None)}).status == "rejected"
    assert match("新增示范企业", {key: Answer("不在了")}).status == "unmatched"
