"""``planledger submissions``: what it shows, what it records, and what it refuses to record."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from ingestion.cli import app
from ingestion.settings import Settings
from ingestion.submissions.decisions import SubmissionDecision, SubmissionDecisionStore

RELEASE = """
    create schema marts;
    create table marts.dim_org_units as select '330902' as org_code, '定海' as org_name;
    create table marts.fct_submissions (
        delivery_id varchar, org_code varchar, period_code varchar, plan_id varchar,
        acceptance_state varchar, acceptance_reason varchar, timeliness varchar,
        revision_no integer, value_count integer, step_names varchar, next_step_name varchar,
        received_at timestamp
    );
    insert into marts.fct_submissions values
        ('d1', '330902', '2024-06', 'p', 'returned', 'returned_by_reviewer', 'on_time', 1, 9,
            '初审、审定', '初审', '2024-07-02 08:00'),
        ('d2', '330902', '2024-06', 'p', 'in_review', 'step_open', 'late', 2, 10,
            '初审、审定', '初审', '2024-07-20 08:00'),
        ('d3', '330903', '2024-06', null, 'accepted', 'complete', 'unknown', 1, 10,
            null, null, '2024-07-02 08:00');
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("PLANLEDGER_HOME", str(tmp_path))
    return Settings()


@pytest.fixture
def released(settings: Settings) -> Settings:
    release = settings.releases / "r1"
    release.mkdir(parents=True)
    with duckdb.connect(str(release / "planledger.duckdb")) as connection:
        connection.execute(RELEASE)
    settings.current.symlink_to(Path("releases") / "r1")
    return settings


def say(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["submissions", *arguments])
    return result.exit_code, result.stdout, result.stderr


def kept(settings: Settings) -> list[SubmissionDecision]:
    return [one for _, file in SubmissionDecisionStore(settings).files() for one in file.decisions]


def test_lists_submissions_with_their_states(released: Settings) -> None:
    code, shown, _ = say("list", "--period", "2024-06", "--state", "in_review")
    assert code == 0
    assert "审核中" in shown and "初审" in shown and "逾期" in shown
    assert "已退回" not in shown and "330903" not in shown


def test_a_state_that_does_not_exist_is_told(released: Settings) -> None:
    code, _, told = say("list", "--state", "lost")
    assert code == 1
    assert "没有“lost”这一状态" in told


def test_steps_follow_one_another_also_before_the_next_build(released: Settings) -> None:
    assert say("forward", "330902", "2024-06", "--by", "甲")[0] == 0
    code, shown, _ = say("accept", "330902", "2024-06", "--by", "乙", "--comment", "属实")
    assert code == 0
    assert "第 2 版 “审定”同意" in shown
    assert [(one.delivery_id, one.step_name, one.verdict, one.actor) for one in kept(released)] == [
        ("d2", "初审", "forward", "甲"),
        ("d2", "审定", "accept", "乙"),
    ]


def test_an_earlier_version_is_named_by_its_number(released: Settings) -> None:
    say("return", "330902", "2024-06@1", "--by", "甲", "--reason", "缺佐证")
    assert [(one.delivery_id, one.comment) for one in kept(released)] == [("d1", "缺佐证")]


def test_what_needs_no_review_may_be_returned(released: Settings) -> None:
    assert say("return", "330903", "2024-06", "--by", "甲", "--reason", "有误")[0] == 0
    assert [(one.delivery_id, one.step_name) for one in kept(released)] == [("d3", None)]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("accept", "330903", "2024-06", "--by", "甲"), "无须审核"),
        (("accept", "330902", "2024-06", "--by", "甲", "--step", "复核"), "应为：初审、审定"),
        (("forward", "330902", "2024-06", "--by", "甲", "--step", "审定"), "最后一步"),
        (("accept", "330902", "2024-05", "--by", "甲"), "没有 330902 2024-05 的报送"),
        (("accept", "330902", "2024-06@3", "--by", "甲"), "没有 330902 2024-06@3 的报送"),
        (("accept", "330902", "2024-06", "--by", " "), "由谁决定"),
        (("return", "330902", "2024-06", "--by", "甲", "--reason", " "), "写明理由"),
        (("close", "2024-13", "--by", "甲", "--reason", "完"), "不是报告期"),
    ],
)
def test_what_decides_nothing_is_refused_and_not_kept(
    released: Settings, arguments: tuple[str, ...], told: str
) -> None:
    code, _, error = say(*arguments)
    assert code == 1
    assert told in error
    assert kept(released) == []


def test_a_period_is_closed_and_opened_with_its_reason(released: Settings) -> None:
    say("close", "2024-06", "--by", "甲", "--reason", "汇总完毕")
    say("except", "330902", "2024-06", "--by", "甲", "--reason", "系统故障")
    say("reopen", "2024-06", "--by", "甲", "--reason", "复核", "--plan", "p")
    assert [(one.kind, one.org_code, one.plan_id, one.comment) for one in kept(released)] == [
        ("close", None, None, "汇总完毕"),
        ("exception", "330902", None, "系统故障"),
        ("reopen", None, "p", "复核"),
    ]


def test_without_a_release_it_says_what_to_do(settings: Settings) -> None:
    code, _, told = say("list")
    assert code == 1
    assert "planledger run" in told
