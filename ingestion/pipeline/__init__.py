"""What DAG tasks and the command line call: one function a step, nothing about order.

Importing it is cheap: pandas, dbt and Great Expectations are imported inside the steps.
"""

from ingestion.pipeline.attempt import release_is_due
from ingestion.pipeline.ingest import (
    close_batch,
    ingest_documents,
    ingest_submissions,
    list_landed,
)
from ingestion.pipeline.release import (
    answer_release,
    ask_to_publish,
    build_facts,
    build_reports,
    publish_release,
    run_checks,
)
from ingestion.pipeline.remind import send_reminders
from ingestion.pipeline.replies import write_replies

__all__ = [
    "answer_release",
    "ask_to_publish",
    "build_facts",
    "build_reports",
    "close_batch",
    "ingest_documents",
    "ingest_submissions",
    "list_landed",
    "publish_release",
    "release_is_due",
    "run_checks",
    "send_reminders",
    "write_replies",
]
