"""### Plan documents: from landing to records.

Lists what lies in `landing/plans/`, reads it in chunks and commits the records. A refused document
is an outcome, not a failed task. A chunk fails, after committing what it has read, when the disk or
the memory gave out, or when our code crashed on a document (outcome `internal_error`).

**Emits** the asset `planledger://records/plans`, only where committed records wait for
a release.
"""

from datetime import datetime, timedelta

from airflow.sdk import Asset, ExceptionRetryPolicy, RetryRule, dag, task
from airflow.sdk.definitions.retry_policy import RetryAction

PLAN_RECORDS = Asset("planledger://records/plans")
FINAL_ERRORS = ExceptionRetryPolicy(
    rules=[RetryRule(exception="ingestion.errors.WarehouseError", action=RetryAction.FAIL)]
)
DEFAULTS = {
    "retries": 2,
    "retry_delay": timedelta(seconds=10),
    "retry_policy": FINAL_ERRORS,
}


@dag(
    dag_id="ingest__plan_documents",
    schedule="* * * * *",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    tags=["layer:ingest"],
    doc_md=__doc__,
)
def ingest__plan_documents():
    @task
    def list_chunks() -> list[list[str]]:
        from ingestion.pipeline.ingest import list_landed

        return list_landed("plans")

    @task
    def ingest_chunk(paths: list[str]) -> dict[str, int]:
        from ingestion.pipeline.ingest import ingest_documents

        return ingest_documents(paths)

    @task(trigger_rule="all_done", outlets=[PLAN_RECORDS])
    def close_batch() -> None:
        from ingestion.pipeline import ingest

        ingest.close_batch()

    @task(trigger_rule="one_failed", retries=0)
    def report_crash() -> None:
        raise RuntimeError("A chunk crashed; its log says why. What was read is committed.")

    chunks = ingest_chunk.expand(paths=list_chunks())
    chunks >> [close_batch(), report_crash()]


ingest__plan_documents()
