"""Decisions about submissions are kept for ever and in order, and are whole or refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from ingestion.errors import ConfigError
from ingestion.settings import Settings
from ingestion.submissions.decisions import (
    SubmissionDecision,
    SubmissionDecisionStore,
    decision_rows,
)

REVIEW = {
    "kind": "review",
    "org_code": "330902",
    "period_code": "2024-06",
    "delivery_id": "d",
    "step_name": "初审",
    "verdict": "accept",
    "actor": "某人",
}
CLOSE = {"kind": "close", "period_code": "2024-06", "actor": "某人", "comment": "汇总完毕"}


@pytest.fixture
def store(tmp_path: Path) -> SubmissionDecisionStore:
    return SubmissionDecisionStore(Settings(home=tmp_path))


def test_an_empty_store_has_no_decisions(store: SubmissionDecisionStore) -> None:
    assert (store.files(), store.names(), decision_rows(store.files())) == ([], (), [])


def test_every_decision_stays_in_the_order_in_which_it_was_made(
    store: SubmissionDecisionStore,
) -> None:
    for verdict in ("forward", "accept"):
        store.append([SubmissionDecision.model_validate(REVIEW | {"verdict": verdict})])
    rows = decision_rows(store.files())
    assert [row["verdict"] for row in rows] == ["forward", "accept"]
    assert rows[0]["decided_at"] < rows[1]["decided_at"]
    assert len({row["decision_id"] for row in rows}) == 2
    assert [place for _, place in store.inputs(store.names())] == [
        f"decisions/submissions/{name}" for name in store.names()
    ]


def test_a_clock_that_was_set_back_does_not_make_the_newest_look_old(
    store: SubmissionDecisionStore,
) -> None:
    first = store.append([SubmissionDecision.model_validate(CLOSE)])
    ahead = first.with_name("29990101T000000000000Z-00000000.json")
    content = json.loads(first.read_text("utf-8")) | {"decided_at": "2999-01-01T00:00:00Z"}
    ahead.write_text(json.dumps(content), "utf-8")
    store.append([SubmissionDecision.model_validate(CLOSE | {"kind": "reopen"})])
    (*_, (_, last)) = store.files()
    assert last.decisions[0].kind == "reopen"
    assert last.decided_at > datetime(2999, 1, 1, tzinfo=UTC)


def test_a_file_that_cannot_be_read_stops_everything(store: SubmissionDecisionStore) -> None:
    path = store.append([SubmissionDecision.model_validate(CLOSE)])
    path.write_text("{", "utf-8")
    with pytest.raises(ConfigError, match="从备份恢复"):
        store.files()


@pytest.mark.parametrize(
    "broken",
    [
        REVIEW | {"delivery_id": None},
        REVIEW | {"verdict": None},
        REVIEW | {"verdict": "return"},
        REVIEW | {"actor": " "},
        CLOSE | {"comment": ""},
        CLOSE | {"delivery_id": "d", "verdict": "accept"},
        CLOSE | {"kind": "exception"},
    ],
    ids=[
        *("no_report", "no_verdict", "return_without_reason", "nobody"),
        *("close_without_reason", "close_of_a_report", "exception_for_all"),
    ],
)
def test_what_is_not_whole_is_refused(broken: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        SubmissionDecision.model_validate(broken)
