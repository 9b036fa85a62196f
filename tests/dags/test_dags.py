"""DAGs only order the work, and parsing them costs next to nothing."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from ingestion.service.dag_runs import INGEST_DAGS, RELEASE_DAG, REMINDER_DAG
from ingestion.service.environment import WAREHOUSE_POOL
from ingestion.service.server import DAG_IDS

HEAVY = ("dbt", "duckdb", "expectations", "great_expectations", "ingestion.pipeline", "pandas")


def test_the_bag_is_not_empty_and_has_no_import_errors(bag):
    assert bag.import_errors == {}
    assert set(bag.dags) == {*INGEST_DAGS, RELEASE_DAG, REMINDER_DAG} == DAG_IDS


def test_a_dag_a_file_and_its_function_share_one_name(bag, dag_files):
    for path in dag_files:
        functions = [
            node.name
            for node in ast.parse(path.read_text("utf-8")).body
            if isinstance(node, ast.FunctionDef)
        ]
        assert functions == [path.stem]
        assert bag.dags[path.stem].fileloc == str(path)


def test_no_dag_catches_up_or_overlaps_itself(bag):
    for dag in bag.dags.values():
        assert dag.catchup is False
        assert dag.max_active_runs == 1


def test_every_dag_says_what_it_does_and_where_it_belongs(bag):
    for dag in bag.dags.values():
        assert dag.doc_md.startswith("### ")
        assert dag.tags & {"layer:ingest", "layer:release", "layer:remind"}


def test_parsing_imports_nothing_heavy(dag_files):
    code = (
        "import sys; before = set(sys.modules)\n"
        "import airflow.sdk\n"
        "import runpy\n"
        f"for path in {[str(path) for path in dag_files]!r}: runpy.run_path(path)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_a_task_body_is_one_call_into_the_pipeline(dag_files):
    for path in dag_files:
        for task in _tasks(path):
            body = [node for node in task.body if not isinstance(node, ast.ImportFrom)]
            assert len(body) == 1, f"{path.stem}.{task.name}"


def test_what_an_ingest_dag_emits_is_what_the_release_waits_for(bag):
    emitted = {
        asset.uri for name in INGEST_DAGS for task in bag.dags[name].tasks for asset in task.outlets
    }
    condition = bag.dags[RELEASE_DAG].timetable.asset_condition
    awaited = {asset.uri for asset in condition.objects}
    assert emitted == awaited == {"planledger://records/plans", "planledger://records/submissions"}
    assert type(condition).__name__ == "AssetAny"


@pytest.mark.parametrize("name", INGEST_DAGS)
def test_documents_are_mapped_and_the_batch_is_closed_whatever_happens(bag, name):
    dag = bag.dags[name]
    assert dag.get_task("ingest_chunk").is_mapped
    assert dag.get_task("close_batch").trigger_rule == "all_done"
    assert [task.task_id for task in dag.tasks if task.outlets] == ["close_batch"]


@pytest.mark.parametrize("name", INGEST_DAGS)
def test_a_crashed_chunk_fails_the_run_although_the_batch_is_closed(bag, name):
    crash = bag.dags[name].get_task("report_crash")
    assert crash.trigger_rule == "one_failed"
    assert crash.upstream_task_ids == {"ingest_chunk"}
    assert crash.downstream_task_ids == set()


@pytest.mark.parametrize(
    ("run_type", "only_if_due"), [("asset_triggered", True), ("manual", False)]
)
def test_who_triggers_a_release_by_hand_gets_one(bag, monkeypatch, run_type, only_if_due):
    from ingestion.pipeline import release

    asked = []
    monkeypatch.setattr(release, "build_facts", lambda **named: asked.append(named))
    task = bag.dags[RELEASE_DAG].get_task("build_facts")
    run = SimpleNamespace(run_type=run_type, conf={"full_refresh": True})
    task.python_callable(dag_run=run)
    task.python_callable(dag_run=SimpleNamespace(run_type=run_type, conf=None))
    assert asked == [
        {"only_if_due": only_if_due, "full_refresh": True},
        {"only_if_due": only_if_due, "full_refresh": False},
    ]


@pytest.mark.parametrize("name", INGEST_DAGS)
def test_the_batch_is_closed_by_what_the_stores_say(bag, name):
    close = bag.dags[name].get_task("close_batch")
    assert close.upstream_task_ids == {"ingest_chunk"}
    assert not close.op_args
    assert not close.op_kwargs


def test_one_writer_has_the_warehouse_at_a_time(bag):
    for task in bag.dags[RELEASE_DAG].tasks:
        assert (task.pool, task.pool_slots) == (WAREHOUSE_POOL, 1)


def test_the_release_is_one_chain_that_ends_with_replies_to_what_was_published(bag):
    dag = bag.dags[RELEASE_DAG]
    chain = [dag.roots[0].task_id]
    while following := dag.get_task(chain[-1]).downstream_task_ids:
        chain.extend(following)
    publishing = ["build_facts", "run_checks", "build_reports", "approve_release"]
    assert chain == [*publishing, "publish_release", "write_replies"]


def test_an_error_about_the_data_is_not_tried_again(bag):
    from airflow.sdk.definitions.retry_policy import RetryAction

    from ingestion.errors import GateFailedError

    policy = bag.dags[RELEASE_DAG].get_task("publish_release").retry_policy
    decision = policy.evaluate(GateFailedError("code", "中", "en"), 1, 2)
    assert decision.action is RetryAction.FAIL
    assert policy.evaluate(OSError("disk"), 1, 2).action is not RetryAction.FAIL


def _tasks(path):
    (function,) = [
        node
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]
    return [node for node in function.body if isinstance(node, ast.FunctionDef)]
