"""Two printings of one department are one; two that are merely alike are asked about."""

from __future__ import annotations

from ingestion.match.answers import Answer
from ingestion.match.departments import match_departments
from ingestion.match.model import Mention, match_key


def mention(name: str, count: int = 1, scope: str = "330100") -> Mention:
    return Mention(scope, "某市", name, count, "[]", "d")


def by_name(*mentions: Mention, answers=None):
    return {one.printed_name: one for one in match_departments(mentions, answers or {})}


def test_width_and_blanks_do_not_make_two_departments():
    found = by_name(mention("质量处(科)", 3), mention("质量处（科）"), mention("质 量 处 (科)"))
    assert {one.matched_code for one in found.values()} == {"330100/质量处科"}
    assert {one.matched_name for one in found.values()} == {"质量处(科)"}


def test_of_two_alike_the_rarer_is_asked_about_once():
    found = by_name(mention("计量评审管理处", 5), mention("计量评审处"))
    assert found["计量评审管理处"].status == "matched"
    assert found["计量评审处"].status == "ambiguous"
    assert [one.name for one in found["计量评审处"].candidates] == ["计量评审管理处"]
    assert found["计量评审处"].matched_code == "330100/计量评审处"


def test_departments_of_two_places_are_two():
    found = match_departments([mention("办公室"), mention("办公室", scope="330200")], {})
    assert len({one.matched_code for one in found}) == 2


def test_a_reviewer_joins_two_or_keeps_them_apart():
    key = match_key("department", "330100", "计量评审处")
    both = (mention("计量评审管理处", 5), mention("计量评审处"))
    joined = by_name(*both, answers={key: Answer("330100/计量评审管理处", "计量评审管理处")})
    assert joined["计量评审处"].matched_code == "330100/计量评审管理处"
    apart = by_name(*both, answers={key: Answer(None)})
    assert apart["计量评审处"].status == "matched"
    assert apart["计量评审处"].matched_code == "330100/计量评审处"
