"""Who may excuse what: waivers on every row, or a yes to this very candidate; never what broke."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from expectations.outcomes import CheckOutcome
from ingestion.errors import CheckBrokenError, GateFailedError
from ingestion.load.finding_decisions import FindingDecisionStore
from ingestion.pipeline.attempt import read_attempt
from ingestion.pipeline.candidate import BuildState, Candidate, begin_candidate
from ingestion.pipeline.gate import Gate
from ingestion.pipeline.release import answer_release, ask_to_publish
from ingestion.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


def outcome(check_id: str, failed: int, said: str = "fail") -> CheckOutcome:
    return CheckOutcome(
        check_id=check_id,
        check_version="1",
        outcome=said,  # type: ignore[arg-type]
        reason="坏了" if said == "error" else None,
        evaluated_count=9,
        failed_count=failed,
        severity="critical",
        effect="block_release",
        title_zh="行数相符",
        title_en="Rows agree",
    )


def built(
    settings: Settings,
    *outcomes: CheckOutcome,
    rows: dict[str, tuple[str, str]],
    observed: str = "1",
    reports: dict[str, str] | None = None,
) -> Candidate:
    """A candidate with these findings: key -> (check, disposition)."""
    candidate = begin_candidate(settings, "r0002")
    candidate.save(
        BuildState(
            release_id="r0002",
            as_of=datetime(2026, 1, 1, tzinfo=UTC),
            check_outcomes=outcomes,
            report_results=reports or {},
        )
    )
    with duckdb.connect(str(candidate.database)) as connection:
        connection.execute(
            "create schema marts; create table marts.fct_findings (finding_key varchar,"
            " check_id varchar, subject_zh varchar, message_zh varchar, message_en varchar,"
            " observed varchar, fingerprint varchar, disposition varchar, last_release_id varchar)"
        )
        for key, (check_id, disposition) in rows.items():
            connection.execute(
                "insert into marts.fct_findings values (?, ?, '甲', '少了一行', 'a row is lost',"
                " ?, 'f', ?, 'r0002')",
                [key, check_id, observed, disposition],
            )
    return candidate


def test_waivers_on_every_row_let_a_release_out_without_a_question(settings: Settings) -> None:
    rows = {"a": ("I01", "waived"), "b": ("I01", "waived")}
    built(settings, outcome("I01", 2), rows=rows)
    assert ask_to_publish("r0002", settings=settings) is None


@pytest.mark.parametrize(
    "rows",
    [
        {"a": ("I01", "waived"), "b": ("I01", "open")},
        {"a": ("I01", "waived"), "b": ("I01", "explained")},
        {"a": ("I01", "waived"), "b": ("I02", "open")},
    ],
    ids=["a_row_is_open", "explained_is_not_waived", "another_check"],
)
def test_one_row_without_a_waiver_is_asked_about(
    settings: Settings, rows: dict[str, tuple[str, str]]
) -> None:
    counts = {check: sum(one == check for one, _ in rows.values()) for check in ("I01", "I02")}
    built(settings, *(outcome(one, count) for one, count in counts.items() if count), rows=rows)
    question = ask_to_publish("r0002", settings=settings)
    assert question is not None
    assert "少了一行" in question.body and "a row is lost" in question.body
    assert "r0002" in question.subject
    assert "`a`" not in question.body, "what is waived is not asked about"


def test_a_row_that_is_not_known_cannot_be_excused(settings: Settings) -> None:
    candidate = built(settings, outcome("I01", 2), rows={"a": ("I01", "waived")})
    with pytest.raises(GateFailedError):
        Gate(settings, candidate).enforce()
    with pytest.raises(GateFailedError):
        ask_to_publish("r0002", settings=settings)


def test_a_check_that_broke_is_excused_by_nobody(settings: Settings) -> None:
    rows = {"a": ("I01", "waived")}
    built(settings, outcome("I01", 1), outcome("I02", 0, "error"), rows=rows)
    with pytest.raises(CheckBrokenError):
        ask_to_publish("r0002", settings=settings)


@pytest.mark.parametrize(
    ("observed", "is_excused"),
    [("fail: keys finding_key × 1", True), ("error", False), ("skipped", False)],
)
def test_a_model_that_was_not_built_is_excused_by_nobody(
    settings: Settings, observed: str, is_excused: bool
) -> None:
    rows = {"a": ("I03", "waived")}
    candidate = built(settings, outcome("I03", 1), rows=rows, observed=observed)
    if is_excused:
        Gate(settings, candidate).enforce()
    else:
        with pytest.raises(GateFailedError):
            Gate(settings, candidate).enforce()


def test_a_waiver_does_not_excuse_reports_that_were_not_built(settings: Settings) -> None:
    candidate = built(
        settings,
        outcome("I01", 1),
        rows={"a": ("I01", "waived")},
        reports={"model.planledger.rpt_league_table": "error"},
    )
    with pytest.raises(GateFailedError, match="rpt_league_table"):
        Gate(settings, candidate).enforce()


def test_a_yes_is_for_the_rows_that_were_shown(settings: Settings) -> None:
    candidate = built(settings, outcome("I01", 1), rows={"a": ("I01", "open")})
    assert ask_to_publish("r0002", settings=settings) is not None
    attempt = read_attempt(settings)
    assert attempt is not None and attempt.ended == "blocked", "until somebody answers"
    answer_release("r0002", approved=True, actor="示例", reason="已知", settings=settings)
    Gate(settings, candidate).enforce()
    with duckdb.connect(str(candidate.database)) as connection:
        connection.execute("update marts.fct_findings set fingerprint = 'g'")
    with pytest.raises(GateFailedError):
        Gate(settings, candidate).enforce()


def test_a_no_throws_the_candidate_away_and_is_kept(settings: Settings) -> None:
    candidate = built(settings, outcome("I01", 1), rows={"a": ("I01", "open")})
    answer_release("r0002", approved=False, actor="示例", reason="先查清", settings=settings)
    assert not candidate.folder.exists()
    attempt = read_attempt(settings)
    assert attempt is not None and attempt.ended == "rejected"
    ((place, file),) = FindingDecisionStore(settings).files()
    assert place.startswith("approvals/")
    (decision,) = file.decisions
    assert (decision.disposition, decision.owner, decision.reason) == ("rejected", "示例", "先查清")


def test_where_nobody_can_be_asked_the_message_says_which_command_helps(tmp_path: Path) -> None:
    alone = Settings(home=tmp_path, can_ask=False)
    built(alone, outcome("I01", 1), rows={"a": ("I01", "open")})
    with pytest.raises(GateFailedError) as blocked:
        ask_to_publish("r0002", settings=alone)
    assert "planledger findings list --blocking" in blocked.value.message_zh
    assert "planledger findings waive KEY" in blocked.value.message_en
    attempt = read_attempt(alone)
    assert attempt is not None and attempt.ended == "blocked"


def test_nothing_is_asked_where_nothing_blocks(settings: Settings) -> None:
    built(settings, outcome("I01", 0, "pass"), rows={})
    assert ask_to_publish("r0002", settings=settings) is None


def notices(settings: Settings) -> list[dict[str, str]]:
    file = settings.notices / "notices.jsonl"
    return (
        [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
    )


def test_who_may_answer_is_told_once_that_a_release_waits(settings: Settings) -> None:
    built(settings, outcome("I01", 1), rows={"a": ("I01", "open")})
    for _ in range(2):
        assert ask_to_publish("r0002", settings=settings) is not None
    ((only),) = notices(settings)
    assert only["org_code"] == "approvers"
    assert "r0002" in only["title"] and "少了一行" in only["body"]
    built(settings, outcome("I01", 2), rows={"a": ("I01", "open"), "b": ("I01", "open")})
    assert ask_to_publish("r0002", settings=settings) is not None
    assert len(notices(settings)) == 2, "another question is told again"


def test_nobody_is_told_of_a_release_that_may_go_out(settings: Settings) -> None:
    built(settings, outcome("I01", 1), rows={"a": ("I01", "waived")})
    assert ask_to_publish("r0002", settings=settings) is None
    assert notices(settings) == []


def test_an_address_that_is_wrong_keeps_no_question_from_being_asked(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, notify_urls="nonsense://x")
    built(settings, outcome("I01", 1), rows={"a": ("I01", "open")})
    assert ask_to_publish("r0002", settings=settings) is not None
