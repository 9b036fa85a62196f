"""``planledger run``: a folder into the inbox, the DAGs once, and what came of it in words."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from ingestion.errors import WarehouseError
from ingestion.pipeline.deliver import Delivered, deliver_folder
from ingestion.pipeline.progress import Event, watched_by
from ingestion.publish.release import current_release
from ingestion.service.dag_runs import DagRuns, run_dags
from ingestion.service.display import DELIVER, START_AIRFLOW, RunDisplay
from ingestion.service.environment import airflow_files
from ingestion.service.locks import run_lock
from ingestion.service.narrate import narrate
from ingestion.service.quiet import end_quietly, terminal_kept
from ingestion.service.server import ServiceError, running_service
from ingestion.service.summary import RunSummary, known_generations, summarise
from ingestion.settings import Settings


def run_once(folder: Path, settings: Settings) -> RunSummary:
    """Deliver a folder, run the DAGs and print what was loaded, found and published.

    Args:
        folder: Documents; see ``deliver_folder`` for its layout.
        settings: Home of everything.

    Returns:
        What was printed at the end.

    Raises:
        WarehouseError: The run could not begin.
    """
    begun = time.monotonic()
    if (service := running_service(settings)) is not None:
        raise ServiceError(
            "service_is_up",
            f"服务正在运行（{service.url}），文件放入 {settings.landing} 后会自动处理；"
            "要单独运行，请先执行 planledger down",
            f"the service is up ({service.url}) and reads what lies in {settings.landing}; "
            "to run once, say planledger down first",
        )
    # Before anything is put into the inbox: a run that is refused leaves nothing there.
    with run_lock(airflow_files(settings)):
        return _run_alone(folder, settings, begun)


def _run_alone(folder: Path, settings: Settings, begun: float) -> RunSummary:
    log = settings.logs / f"run-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.log"
    before = known_generations(settings)
    release = current_release(settings)
    with terminal_kept(log) as terminal, RunDisplay(terminal) as display:
        delivered, runs, causes = _work(folder, settings, display)
    summary = summarise(
        settings,
        delivered=delivered.paths,
        generations_before=before,
        release_before=release.release_id if release else None,
        failed={dag: causes.get(dag, "") for dag in runs.failed},
    )
    narrate(summary, delivered, log=log, seconds=time.monotonic() - begun)
    end_quietly(log)
    return summary


def _work(
    folder: Path, settings: Settings, display: RunDisplay
) -> tuple[Delivered, DagRuns, dict[str, str]]:
    errors: list[BaseException] = []

    def watch(event: Event) -> None:
        if event.error is not None:
            errors.append(event.error)
        display.watch(event)

    with display.step(DELIVER):
        delivered = deliver_folder(folder, settings)
    display.watch(Event(START_AIRFLOW, "started"))
    with watched_by(watch):
        runs = run_dags(
            settings, airflow_ready=lambda: display.watch(Event(START_AIRFLOW, "finished"))
        )
    cause = "; ".join(dict.fromkeys(_say(error) for error in errors))
    return delivered, runs, dict.fromkeys(runs.failed, cause)


def _say(error: BaseException) -> str:
    return str(error) if isinstance(error, WarehouseError) else f"{type(error).__name__}: {error}"
