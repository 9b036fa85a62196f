"""A finding through its releases: opened, waived, changed, not evaluated, gone, and back; and a
release that a check blocks, until somebody answers for it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingestion.errors import GateFailedError
from ingestion.pipeline import models
from ingestion.pipeline.attempt import release_is_due
from ingestion.pipeline.candidate import Candidate
from ingestion.pipeline.ingest import ingest_documents, list_landed
from ingestion.pipeline.release import (
    answer_release,
    ask_to_publish,
    build_facts,
    build_reports,
    publish_release,
    run_checks,
)
from ingestion.publish.release import current_release
from ingestion.review.findings import Ruling, read_findings, record_ruling
from ingestion.settings import Settings

from .conftest import ROOT

pytestmark = pytest.mark.slow


class Home:
    """A home with one plan, and what its releases say of the one sum in it that is wrong.

    What a later plan would print is written into the evidence between the facts and the checks, so
    that a release is built from the last one and not from nothing.
    """

    def __init__(self, folder: Path) -> None:
        self.settings = Settings()
        plans = folder / "landing/plans"
        plans.mkdir(parents=True)
        shutil.copy(ROOT / "samples/plans/zhoushan_2024_plan.html", plans)
        for chunk in list_landed("plans"):
            ingest_documents(chunk)

    def build(self, total: int = 20, *, is_judged: bool = True, is_spoilt: bool = False) -> str:
        """A candidate whose plan prints this total, where its counties add up to 19."""
        release_id = build_facts()
        with duckdb.connect(str(self.database(release_id))) as connection:
            connection.execute(
                "update marts.chk_p01 set expected = ?, difference = ?, is_evaluated = ?"
                " where subject_zh = '第56项 中小学示范食堂建成数'",
                [str(total), 19 - total, is_judged],
            )
            connection.execute(
                "update marts.chk_i01 set difference = if(?, -1, 0), observed = '1'"
                " where subject_key ="
                " (select min(subject_key) from marts.chk_i01 where is_evaluated)",
                [is_spoilt],
            )
        return build_reports(run_checks(release_id), with_docs=False)

    def release(self, total: int = 20, *, is_judged: bool = True) -> str:
        release_id = self.build(total, is_judged=is_judged)
        assert ask_to_publish(release_id) is None
        return publish_release(release_id)

    def database(self, release_id: str) -> Path:
        return Candidate(self.settings, release_id).database

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        release = current_release(self.settings)
        assert release is not None
        with duckdb.connect(str(release.database), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def rule(self, disposition: Any, days: int | None = None) -> str:
        """Decide about the one finding of P01."""
        findings = read_findings(self.settings.current / "planledger.duckdb")
        (finding,) = [one for one in findings if one.check_id == "P01"]
        last_day = (datetime.now(UTC) + timedelta(days=days)).date() if days else None
        ruling = Ruling(disposition, "示例甲", "已核对原件", last_day)
        record_ruling(self.settings, finding, ruling)
        return finding.finding_key

    def now(self) -> tuple[Any, ...]:
        """What the current release says of P01."""
        rows = self.query(
            "select occurrence, disposition, reopened_reason, disposition_owner, seen_count"
            " from marts.fct_findings where check_id = 'P01'"
        )
        return rows[0] if rows else ()

    def events(self, release_id: str) -> list[tuple[Any, ...]]:
        return self.query(
            "select event, reopened_reason, expected, observed from marts.fct_finding_events"
            f" where check_id = 'P01' and release_id = '{release_id}' order by event"
        )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """One home for all: parsing the models costs more than a release."""
    folder = tmp_path_factory.mktemp("findings")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PLANLEDGER_HOME", str(folder))
        patched.setenv("PLANLEDGER_SETTLE_SECONDS", "0")
        patched.setattr(models, "build_models", _facts_once(models.build_models))
        yield Home(folder)


def _facts_once(build: Callable[..., dict[str, str]]) -> Callable[..., dict[str, str]]:
    """Nothing comes after the first release, so that its facts are those of all."""

    def build_models(phase: str, *arguments: Any, **named: Any) -> dict[str, str]:
        is_known = phase == "facts" and named["rebuild"] == "changes"
        return {} if is_known else build(phase, *arguments, **named)

    return build_models


def test_a_finding_keeps_its_identity_and_loses_a_decision_that_no_longer_fits(home: Home) -> None:
    assert home.events(home.release(20)) == [("opened", None, "20", "19")]
    assert home.now() == ("new", "open", None, None, 1)

    key = home.rule("waived", days=30)
    assert release_is_due(home.settings)
    assert home.events(home.release(20)) == [("seen_again", None, "20", "19")]
    assert home.now() == ("seen_again", "waived", None, "示例甲", 2)

    assert home.events(home.release(21)) == [
        ("changed", None, "21", "19"),
        ("reopened", "value_changed", "21", "19"),
    ]
    assert home.now() == ("reopened", "open", "value_changed", None, 3)

    assert home.events(home.release(21, is_judged=False)) == [("not_evaluated", None, "21", "19")]
    assert home.now() == ()

    assert home.events(home.release(19)) == [("gone", None, "19", "19")]

    # What was waived once is not waived for ever.
    assert home.events(home.release(20)) == [("reopened", "seen_after_resolved", "20", "19")]
    assert home.now() == ("reopened", "open", "seen_after_resolved", None, 4)

    assert home.query(
        "select finding_key, first_release_id from marts.fct_findings where check_id = 'P01'"
    ) == [(key, "r0001")]
    assert home.query(
        "select disposition, is_in_force, ended_reason from marts.fct_finding_decisions"
    ) == [("waived", False, "seen_after_resolved")]
    assert home.query(
        "select release_no, total_count, open_count, waived_count, new_count, reopened_count,"
        " gone_count from marts.rpt_release_trends where check_id = 'P01' order by 1"
    ) == [
        (1, 1, 1, 0, 1, 0, 0),
        (2, 1, 0, 1, 0, 0, 0),
        (3, 1, 1, 0, 0, 1, 0),
        (4, 0, 0, 0, 0, 0, 0),
        (5, 0, 0, 0, 0, 0, 1),
        (6, 1, 1, 0, 0, 1, 0),
    ]


def test_a_blocked_release_goes_out_when_somebody_answers_for_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current_release(home.settings)
    first = home.build(is_spoilt=True)
    question = ask_to_publish(first)
    assert question is not None
    assert "I01" in question.body
    with pytest.raises(GateFailedError):
        publish_release(first)
    assert current_release(home.settings) == before
    rows = read_findings(home.database(first))
    (blocking,) = [one for one in rows if one.check_id == "I01"]

    answer_release(first, approved=False, actor="示例乙", reason="先查清")
    assert not home.database(first).exists()

    second = home.build(is_spoilt=True)
    assert ask_to_publish(second) is not None
    answer_release(second, approved=True, actor="示例乙", reason="已知，不影响")
    assert ask_to_publish(second) is None
    publish_release(second)
    assert not release_is_due(home.settings)

    # An approval was for one release, a waiver is for all until it ends.
    last_day = (datetime.now(UTC) + timedelta(days=30)).date()
    record_ruling(home.settings, blocking, Ruling("waived", "示例甲", "供数单位已确认", last_day))
    monkeypatch.setenv("PLANLEDGER_CAN_ASK", "false")
    third = home.build(is_spoilt=True)
    assert ask_to_publish(third) is None
    publish_release(third)
    assert home.query(
        "select check_id, disposition, disposition_owner from marts.fct_findings"
        " where effect = 'block_release'"
    ) == [("I01", "waived", "示例甲")]
    assert home.query(
        "select disposition, release_id, ended_reason from marts.fct_finding_decisions"
        " where check_id = 'I01' order by decided_at"
    ) == [
        ("rejected", first, "one_release"),
        ("approved", second, "one_release"),
        ("waived", first, None),
    ]
