"""### Reminders: who has not reported, before and after the due date.

Every morning at nine (Beijing time) the reporting calendar and the current release are asked who is
to be reminded. Each reminder goes out once through each channel: the log and a file by default,
mail, DingTalk and other robots as `PLANLEDGER_NOTIFY_URLS` or `PLANLEDGER_NOTIFY_CONFIG` say.

A channel that does not take a notice fails the task after all others were told; the retry sends
only what has not gone out.
"""

from datetime import timedelta

import pendulum
from airflow.sdk import ExceptionRetryPolicy, RetryRule, dag, task
from airflow.sdk.definitions.retry_policy import RetryAction

FINAL_ERRORS = ExceptionRetryPolicy(
    rules=[RetryRule(exception="ingestion.errors.ConfigError", action=RetryAction.FAIL)]
)
DEFAULTS = {
    "retries": 3,
    "retry_delay": timedelta(minutes=10),
    "retry_policy": FINAL_ERRORS,
}


@dag(
    dag_id="remind__submissions",
    schedule="0 9 * * *",
    start_date=pendulum.datetime(2024, 1, 1, tz="Asia/Shanghai"),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    tags=["layer:remind"],
    doc_md=__doc__,
)
def remind__submissions():
    @task
    def send_reminders() -> dict[str, int]:
        from ingestion.pipeline import remind

        return remind.send_reminders()

    send_reminders()


remind__submissions()
