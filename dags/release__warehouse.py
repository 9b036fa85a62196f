"""### Release: from records to a checked, published warehouse.

Runs when committed records wait for a release; one triggered by hand builds in any case. One
candidate file, one writer: every task takes the only slot of the pool `warehouse`, and BI opens
published releases only.

`build_facts` (dbt, phase 1) → `run_checks` (Great Expectations) → `build_reports` (dbt, phase 2) →
`approve_release` → `publish_release` (DuckDB, Parquet, report, manifest, then the symlink) →
`write_replies` (receipts and corrections for the senders, under `outbox/`).

Where only reports came since the last release, only what they reach is built again. The
configuration `{"full_refresh": true}` of a run, or `PLANLEDGER_FULL_REFRESH=1`, builds all anew.

Where a check that blocks has failed, `approve_release` asks a person, unless waivers are in force
on every failing row. The answer is recorded in `decisions/approvals/` and is for this candidate
alone; a rejected one is thrown away. Where nobody answers within a day, or nobody may approve (a
check broke, a model was not built), the old release stays current. The same is then built once an
hour, or as soon as something is committed or decided or the code changes; what was rejected only
then, and what failed for another reason within a minute.
"""

from datetime import datetime, timedelta

from airflow.sdk import Asset, ExceptionRetryPolicy, RetryRule, dag, task
from airflow.sdk.definitions.retry_policy import RetryAction

from ingestion.service.approval import ReleaseApproval

PLAN_RECORDS = Asset("planledger://records/plans")
SUBMISSION_RECORDS = Asset("planledger://records/submissions")
FINAL_ERRORS = ExceptionRetryPolicy(
    rules=[RetryRule(exception="ingestion.errors.WarehouseError", action=RetryAction.FAIL)]
)
DEFAULTS = {
    "retries": 1,
    "retry_delay": timedelta(seconds=10),
    "retry_policy": FINAL_ERRORS,
    "pool": "warehouse",
    "queue": "warehouse",
}


@dag(
    dag_id="release__warehouse",
    schedule=(PLAN_RECORDS | SUBMISSION_RECORDS),
    start_date=datetime(2024, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    tags=["layer:release"],
    doc_md=__doc__,
)
def release__warehouse():
    @task
    def build_facts(dag_run=None) -> str:
        from ingestion.pipeline import release

        return release.build_facts(
            only_if_due=dag_run.run_type == "asset_triggered",
            full_refresh=bool((dag_run.conf or {}).get("full_refresh")),
        )

    @task
    def run_checks(release_id: str) -> str:
        from ingestion.pipeline import release

        return release.run_checks(release_id)

    @task
    def build_reports(release_id: str) -> str:
        from ingestion.pipeline import release

        return release.build_reports(release_id)

    @task
    def publish_release(release_id: str) -> str:
        from ingestion.pipeline import release

        return release.publish_release(release_id)

    @task
    def write_replies() -> dict[str, int]:
        from ingestion.pipeline import replies

        return replies.write_replies()

    approve_release = ReleaseApproval(
        task_id="approve_release",
        release_id=build_reports(run_checks(build_facts())),
        response_timeout=timedelta(days=1),
        retries=0,
    )
    publish_release(approve_release.output) >> write_replies()


release__warehouse()
