"""Answers are checked as a whole: every mistake is named with its row and column."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingestion.match.divisions import build_divisions
from ingestion.match.orgs import NEW_UNIT
from ingestion.review.answers import AnswerChecker
from ingestion.review.questions import Question, Release
from ingestion.review.sheet import AnswerRow

ORG, CELL, ISSUE, PLAIN = "o" * 32, "c" * 32, "i" * 32, "p" * 32


def question(key: str, kind: str, **changes) -> Question:
    fields = dict.fromkeys(Question.model_fields, "") | {
        "queue_key": key,
        "question_type": kind,
        "subject": "某名",
        "candidates": "[]",
        "occurrence_count": 1,
        "first_seen_at": None,
        "suggested_code": None,
    }
    return Question(**fields | changes)


@pytest.fixture(scope="module")
def checker() -> AnswerChecker:
    release = Release(
        questions=(
            question(
                ORG,
                "org_unmatched",
                scope_name="杭州市",
                candidates='[{"code":"330110","name":"余杭区","score":0.67}]',
                suggested_code="330110",
                suggested_name="余杭区",
            ),
            question(PLAIN, "org_unmatched"),
            question(CELL, "cell_alignment_ambiguous"),
            question(ISSUE, "unit_unknown"),
        ),
        answered={"d" * 32: "org_unmatched", "f" * 32: "org_unmatched"},
        accepted={"f" * 32: ("330110", "余杭区")},
        cells=frozenset({"e" * 32}),
        orgs={
            "杭州市高新区": frozenset({("330100-高新区", "杭州市高新区")}),
            "高新区": frozenset({("330100-高新区", "甲"), ("330200-高新区", "乙")}),
        },
        departments={},
        indicators={},
        decisions={"unit_unknown": ("accept", "reject")},
    )
    return AnswerChecker(release, build_divisions([]))


def row(key: str, decision: str, value: str = "", reviewer: str = "王", reason: str = "核对过"):
    return AnswerRow(
        2,
        {
            "queue_key": key,
            "decision": decision,
            "value": value,
            "reviewer": reviewer,
            "reason": reason,
        },
    )


@pytest.mark.parametrize(
    ("key", "decision", "value", "code", "number"),
    [
        (ORG, "接受 accept", "", "330110", None),
        (ORG, "accept", "", "330110", None),
        (ORG, "改为", "余杭区", "330110", None),
        (ORG, "correct", "330106", "330106", None),
        (ORG, "改为", "桐庐县", "330122", None),
        (ORG, "改为", "杭州市高新区", "330100-高新区", None),
        (ORG, "改为", "高新区", "330100-高新区", None),
        (ORG, "改为", "新建", NEW_UNIT, None),
        (ORG, "否决", "", None, None),
        (CELL, "接受", "", None, None),
        (CELL, "改为", "1,200", None, Decimal(1200)),
        (CELL, "改为", "0.9万", None, Decimal(9000)),
        (CELL, "改为", "单位：桐庐县", "330122", None),
        (CELL, "改为", "单位：南昌市西湖区", "360103", None),
        (ORG, "改为", "西湖区", "330106", None),
        (CELL, "改为", "30；单位:桐庐县", "330122", Decimal(30)),
        (ISSUE, "接受", "", None, None),
        ("d" * 32, "否决", "", None, None),
        ("e" * 32, "改为", "5", None, Decimal(5)),
    ],
)
def test_takes_an_answer(checker, key, decision, value, code, number):  # noqa: PLR0917
    (found,), problems = checker.check([row(key, decision, value)])
    assert problems == []
    assert (found.value_code, found.value_number) == (code, number)


@pytest.mark.parametrize(
    ("answer", "column", "zh"),
    [
        (row("x", "接受"), "queue_key", "没有编号为"),
        (row(ORG, "好的"), "decision", "不是可选的决定"),
        (row(ISSUE, "改为", "家"), "decision", "不是可选的决定"),
        (row(ORG, "接受", reviewer=""), "reviewer", "不能为空"),
        (row(ORG, "接受", reason=""), "reason", "不能为空"),
        (row(ORG, "接受", "余杭区"), "value", "只有“改为”"),
        (row(ORG, "改为"), "value", "须填"),
        (row(ORG, "", "余杭区"), "decision", "没有填“决定”"),
        (row(PLAIN, "接受"), "decision", "没有建议可接受"),
        (row(ORG, "改为", "某某区"), "value", "没有名为“某某区”的单位"),
        (row(ORG, "改为", "鼓楼区"), "value", "请填代码"),
        (row(PLAIN, "改为", "高新区"), "value", "请填代码"),
        (row(CELL, "改为", "单位:新建"), "value", "没有名为“新建”的单位"),
        (row(CELL, "改为", "约30"), "value", "不是一个确切的数字"),
        (row(CELL, "改为", "30家"), "value", "不是一个确切的数字"),
    ],
)
def test_names_what_is_wrong_with_its_column(checker, answer, column, zh):
    decisions, (problem,) = checker.check([answer])
    assert decisions == []
    assert problem.row_no == 2
    assert problem.column.endswith(column)
    assert zh in problem.message_zh
    assert problem.message_en.isascii() or "'" in problem.message_en


def test_a_question_answered_twice_is_refused(checker):
    _, problems = checker.check([row(ORG, "接受"), row(ORG, "否决")])
    assert [problem.message_zh for problem in problems] == ["与第2行是同一个问题，只能保留一行"]


def test_a_row_without_an_answer_waits(checker):
    assert checker.check([row(ORG, "", reviewer="", reason="")]) == ([], [])


def test_full_width_codes_and_capital_keys_are_read_as_meant(checker):
    decisions, problems = checker.check([row(f" {ORG.upper()}　", "改为", "３３０１１０ ")])
    assert problems == []
    assert decisions[0].value_code == "330110"


def test_a_zone_of_another_city_is_not_taken_by_its_short_name(checker):
    zone = {"高新区": frozenset({("330200-高新区", "宁波市高新区")})}
    zone |= dict.fromkeys(("宁波市高新区", "330200-高新区"), zone["高新区"])
    release = Release(
        questions=(question(ORG, "org_unmatched", scope_name="杭州市"),),
        answered={},
        cells=frozenset(),
        orgs=zone,
        departments={},
        indicators={},
    )
    narrow = AnswerChecker(release, build_divisions([]))
    decisions, problems = narrow.check([row(ORG, "改为", "高新区")])
    assert decisions == []
    assert "不是这个地方的单位" in problems[0].message_zh
    assert "330200-高新区（宁波市高新区）" in problems[0].message_zh
    for full in ("宁波市高新区", "330200-高新区"):
        assert narrow.check([row(ORG, "改为", full)])[0][0].value_code == "330200-高新区"


def test_the_second_row_for_one_question_names_the_first(checker):
    rows = [row(ORG, "否决"), row(ORG, "接受")._replace(row_no=9)]
    _, problems = checker.check(rows)
    assert [(p.row_no, p.message_zh) for p in problems] == [
        (9, "与第2行是同一个问题，只能保留一行")
    ]


def test_places_of_one_name_are_told_with_what_lies_around_them(checker):
    _, problems = checker.check([row(PLAIN, "改为", "鼓楼区")])
    assert "江苏省南京市鼓楼区" in problems[0].message_zh


def test_old_answers_may_come_again_with_new_ones(checker):
    decisions, problems = checker.check([row("f" * 32, "接受"), row("d" * 32, "改为", "新建")])
    assert problems == []
    assert [one.value_code for one in decisions] == ["330110", NEW_UNIT]


def test_accepting_what_is_suggested_no_more_is_refused_and_never_a_rejection(checker):
    decisions, problems = checker.check([row("d" * 32, "接受")])
    assert (decisions, problems[0].column) == ([], "决定 decision")
    assert "已有决定" in problems[0].message_zh
