"""Keep Airflow up on this machine, with its web UI, and take all of it down again.

``airflow standalone`` leaves its parts running when it is asked to stop, so every process that it
starts carries a mark in its environment, and taking down means ending all that carry it.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from ingestion.errors import ConfigError, WarehouseError
from ingestion.service.api import AirflowApi
from ingestion.service.environment import (
    ADMIN_USER,
    AirflowFiles,
    airflow_files,
    embedded_environment,
)
from ingestion.service.locks import run_lock
from ingestion.settings import Settings

MARK = "PLANLEDGER_SERVICE_MARK"
HEALTHY_WITHIN_SECONDS = 240.0
ASKED_TO_STOP_SECONDS = 10.0
DAG_IDS = frozenset(
    {
        "ingest__plan_documents",
        "ingest__progress_submissions",
        "release__warehouse",
        "remind__submissions",
    }
)


class ServiceError(WarehouseError):
    """The local service could not be started or stopped."""


@dataclass(frozen=True)
class Service:
    """A running local Airflow. ``mark`` is in the environment of each of its processes."""

    mark: str
    port: int
    log: str
    passwords: str
    user: str = ADMIN_USER

    @property
    def url(self) -> str:
        """Address of the web UI."""
        return f"http://127.0.0.1:{self.port}"


def running_service(settings: Settings) -> Service | None:
    """Return what is up on this home, or None; a stale note of a dead service counts as none."""
    files = airflow_files(settings)
    if not files.service.exists():
        return None
    service = Service(**json.loads(files.service.read_text("utf-8")))
    return service if marked_processes(service.mark) else None


def start_service(
    settings: Settings, *, report: Callable[[float], None] = lambda _: None
) -> Service:
    """Start Airflow in its own session and return once it is healthy and its DAGs are on.

    Args:
        settings: Home and port.
        report: Called about once a second with the seconds waited.

    Raises:
        ServiceError: Already up, a run in progress, or it died or stayed unhealthy; then nothing
            is left running.
        ConfigError: A port is taken.
    """
    files = airflow_files(settings)
    if (service := running_service(settings)) is not None:
        raise ServiceError(
            "already_up",
            f"服务已在运行：{service.url}（先运行 planledger down 才能重新启动）",
            f"already up: {service.url} (planledger down stops it)",
        )
    _refuse_taken_ports(settings.port)
    environment = embedded_environment(settings, os.environ)
    with run_lock(files):
        _prepare_metadata(environment, files)
        service = _spawn(settings, environment, files)
        try:
            _wait_until_ready(service, report)
        except BaseException:
            stop_service(settings)
            raise
    return service


def stop_service(settings: Settings) -> int:
    """End every process of the service on this home and verify that none remains.

    Returns:
        How many processes were ended; 0 where nothing was up.

    Raises:
        ServiceError: Some process outlived SIGKILL.
    """
    files = airflow_files(settings)
    if not files.service.exists():
        return 0
    mark = Service(**json.loads(files.service.read_text("utf-8"))).mark
    ended: set[int] = set()
    deadline = time.monotonic() + ASKED_TO_STOP_SECONDS
    # Looked up again each time: a process may start another while it is being asked to stop.
    while processes := marked_processes(mark):
        late = time.monotonic() > deadline
        if late and time.monotonic() > deadline + ASKED_TO_STOP_SECONDS:
            pids = sorted(process.pid for process in processes)
            raise ServiceError("not_down", f"进程未能结束：{pids}", f"still running: {pids}")
        _signal(processes, late=late, asked=ended)
        ended.update(process.pid for process in processes)
        psutil.wait_procs(processes, timeout=1.0)
    files.service.unlink(missing_ok=True)
    return len(ended)


def marked_processes(mark: str) -> list[psutil.Process]:
    """Return the living processes of this user that carry the mark in their environment."""
    found = []
    for process in psutil.process_iter():
        try:
            if (
                process.status() != psutil.STATUS_ZOMBIE
                and process.environ().get(MARK) == mark
                and process.pid != os.getpid()
            ):
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


def _signal(processes: list[psutil.Process], *, late: bool, asked: set[int]) -> None:
    """Ask each process once to stop; when it is late, make it."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            if late:
                process.kill()
            elif process.pid not in asked:
                process.terminate()


def _refuse_taken_ports(port: int) -> None:
    for number in (port, port + 1, port + 2):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", number))
            except OSError as error:
                raise ConfigError(
                    "port_taken",
                    f"端口 {number} 已被占用（需要 {port}–{port + 2}）。"
                    f"请另选一个，例如 PLANLEDGER_PORT={port + 100} planledger up",
                    f"port {number} is taken ({port}-{port + 2} are needed); choose another, "
                    f"such as PLANLEDGER_PORT={port + 100} planledger up",
                ) from error


def _prepare_metadata(environment: Mapping[str, str], files: AirflowFiles) -> None:
    """Create the metadata database and the pool before the scheduler looks for them."""
    log = files.logs / "airflow-metadata.log"
    with log.open("ab") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "ingestion.service.metadata"],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            check=False,
        )
    if done.returncode:
        raise ServiceError(
            "metadata_failed",
            f"无法创建 Airflow 元数据库，详见 {log}",
            f"could not create Airflow's metadata database; see {log}",
        )


def _spawn(settings: Settings, environment: Mapping[str, str], files: AirflowFiles) -> Service:
    service = Service(
        mark=secrets.token_hex(16),
        port=settings.port,
        log=str(files.logs / "airflow-service.log"),
        passwords=str(files.passwords),
    )
    files.service.write_text(json.dumps(asdict(service)), "utf-8")
    with Path(service.log).open("ab") as stream:
        subprocess.Popen(
            [sys.executable, "-m", "airflow", "standalone"],
            env={**environment, MARK: service.mark},
            cwd=files.root,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )
    return service


def _wait_until_ready(service: Service, report: Callable[[float], None]) -> None:
    started = time.monotonic()
    password = json.loads(Path(service.passwords).read_text("utf-8"))[service.user]
    api = AirflowApi(service.url, service.user, password)
    while (waited := time.monotonic() - started) < HEALTHY_WITHIN_SECONDS:
        if not marked_processes(service.mark):
            raise ServiceError(
                "service_died",
                f"Airflow 启动后退出，详见 {service.log}",
                f"Airflow ended while starting; see {service.log}",
            )
        if api.is_healthy() and api.active_dags() >= DAG_IDS:
            return
        report(waited)
        time.sleep(1.0)
    raise ServiceError(
        "not_healthy",
        f"Airflow 在 {HEALTHY_WITHIN_SECONDS:.0f} 秒内未就绪，已停止；详见 {service.log}",
        f"Airflow was not healthy within {HEALTHY_WITHIN_SECONDS:.0f} s and was stopped; "
        f"see {service.log}",
    )
