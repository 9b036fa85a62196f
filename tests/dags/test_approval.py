"""A person is asked only where a check blocks, and the answer is handed on whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from ingestion.pipeline import release
from ingestion.pipeline.gate import Question
from ingestion.service.dag_runs import RELEASE_DAG


@pytest.fixture
def approval(bag):
    task = bag.dags[RELEASE_DAG].get_task("approve_release")
    task.release_id = "r0002"
    return task


def answer(chosen: str, reason: str = "已知") -> dict[str, Any]:
    return {
        "chosen_options": [chosen],
        "params_input": {"reason": reason},
        "responded_at": datetime(2026, 1, 1, tzinfo=UTC),
        "responded_by_user": {"id": "7", "name": "示例乙"},
    }


def test_it_takes_the_candidate_from_the_findings_and_hands_it_to_the_publication(bag) -> None:
    dag = bag.dags[RELEASE_DAG]
    assert dag.get_task("approve_release").upstream_task_ids == {"build_reports"}
    assert dag.get_task("approve_release").downstream_task_ids == {"publish_release"}
    assert dag.get_task("approve_release").response_timeout == timedelta(days=1)


def test_nobody_is_asked_where_nothing_blocks(approval, monkeypatch) -> None:
    monkeypatch.setattr(release, "ask_to_publish", lambda _one: None)
    assert approval.execute({}) == "r0002"


def test_what_blocks_is_asked_and_waited_for(approval, monkeypatch) -> None:
    from airflow.sdk.exceptions import TaskAwaitingInput

    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(
        "airflow.providers.standard.operators.hitl.upsert_hitl_detail",
        lambda **named: asked.append(named),
    )
    monkeypatch.setattr(
        release, "ask_to_publish", lambda _one: Question(subject="发布？", body="少一行")
    )
    with pytest.raises(TaskAwaitingInput):
        approval.execute({"task_instance": SimpleNamespace(id="t")})
    ((only,),) = [asked]
    assert (only["subject"], only["body"]) == ("发布？", "少一行")
    assert only["options"] == ["Approve", "Reject"]
    assert set(only["params"]) == {"reason"}


@pytest.mark.parametrize(("chosen", "approved"), [("Approve", True), ("Reject", False)])
def test_the_answer_is_recorded_with_who_gave_it_and_why(
    approval, monkeypatch, chosen: str, approved: bool
) -> None:
    said: list[dict[str, Any]] = []
    skipped: list[Any] = []
    monkeypatch.setattr(
        release, "answer_release", lambda one, **named: said.append({"release_id": one, **named})
    )
    monkeypatch.setattr(type(approval), "skip", lambda _self, **named: skipped.append(named))
    context = {"task": approval, "ti": SimpleNamespace(map_index=-1)}
    assert approval.execute_complete(context, answer(chosen)) == "r0002"
    assert said == [
        {"release_id": "r0002", "approved": approved, "actor": "示例乙", "reason": "已知"}
    ]
    assert bool(skipped) is not approved, "after a no nothing is published"


def test_who_gives_no_reason_is_recorded_as_that(approval, monkeypatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        release, "answer_release", lambda _one, **named: said.append(named["reason"])
    )
    approval.execute_complete({"task": approval}, answer("Approve", " "))
    assert said == ["（未写理由 no reason given）"]


def test_where_nobody_answers_in_time_nothing_is_recorded(approval, monkeypatch) -> None:
    from airflow.providers.standard.exceptions import HITLTimeoutError

    monkeypatch.setattr(release, "answer_release", lambda *_, **__: pytest.fail("recorded"))
    with pytest.raises(HITLTimeoutError):
        approval.execute_complete({}, {"error": "nobody", "error_type": "timeout"})
