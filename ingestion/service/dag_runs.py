"""Run the DAGs once in this process, with real Airflow on the embedded default and no server.

``DAG.test()`` creates real DAG runs and asset events in the metadata database. Whether the release
runs is decided as the closing task of an ingest DAG decides it, except that what a check has
blocked is built again: whoever runs it by hand wants to be told again.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingestion.errors import WarehouseError
from ingestion.service.environment import embedded_environment
from ingestion.service.metadata import prepare_metadata
from ingestion.settings import PROJECT_ROOT, Settings

if TYPE_CHECKING:
    from airflow.sdk import DAG

INGEST_DAGS = ("ingest__plan_documents", "ingest__progress_submissions")
RELEASE_DAG = "release__warehouse"
REMINDER_DAG = "remind__submissions"


class DagFailedError(WarehouseError):
    """A DAG file cannot be imported, or none was found."""


@dataclass(frozen=True)
class DagRuns:
    """What ran: a DAG's id -> ``success`` or ``failed``. A DAG that was not due is absent."""

    states: dict[str, str]

    @property
    def failed(self) -> tuple[str, ...]:
        """The ids of the DAGs that failed."""
        return tuple(name for name, state in self.states.items() if state != "success")


def run_dags(settings: Settings, *, airflow_ready: Callable[[], None] = lambda: None) -> DagRuns:
    """Run both ingest DAGs, then the release where it is due.

    The caller holds the run lock. Sets the environment of this process, because Airflow reads it
    when it is first imported.

    Args:
        settings: Home of everything.
        airflow_ready: Called when Airflow is imported and its database is there.

    Raises:
        DagFailedError: A DAG file is broken.
    """
    environment = embedded_environment(settings, os.environ)
    environment["PLANLEDGER_CAN_ASK"] = "False"  # nobody sits at a web UI that is not there
    for name in [name for name in os.environ if name not in environment]:
        del os.environ[name]
    os.environ.update(environment)
    prepare_metadata()
    dags = _load_dags()
    airflow_ready()
    states = {name: _run(dags[name]) for name in INGEST_DAGS}
    if _release_is_due(settings):
        states[RELEASE_DAG] = _run(dags[RELEASE_DAG])
        if states[RELEASE_DAG] == "success":
            _forget_asset_events()
    return DagRuns(states)


def _load_dags() -> dict[str, DAG]:
    from airflow.dag_processing.dagbag import DagBag

    folder = PROJECT_ROOT / "dags"
    bag = DagBag(str(folder))
    wanted = {*INGEST_DAGS, RELEASE_DAG}
    if bag.import_errors or not wanted <= set(bag.dags):
        told = "; ".join(f"{path}: {text}" for path, text in bag.import_errors.items())
        raise DagFailedError(
            "dags_broken",
            f"{folder} 中的 DAG 无法载入：{told or '缺少文件'}",
            f"the DAGs in {folder} cannot be loaded: {told or 'files are missing'}",
        )
    return {name: bag.dags[name] for name in wanted}


def _run(dag: DAG) -> str:
    run: Any = dag.test()
    return str(getattr(run.state, "value", run.state))


def _release_is_due(settings: Settings) -> bool:
    from ingestion.pipeline.attempt import release_is_due

    return settings.full_refresh or release_is_due(settings, even_if_blocked=True)


def _forget_asset_events() -> None:
    """Take the events off the queue, as the scheduler does when it has created the run."""
    from airflow.models.asset import AssetDagRunQueue
    from airflow.utils.session import create_session
    from sqlalchemy import delete

    with create_session() as session:
        session.execute(
            delete(AssetDagRunQueue).where(AssetDagRunQueue.target_dag_id == RELEASE_DAG)
        )
