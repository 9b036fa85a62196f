"""The environment of Airflow on its embedded default: SQLite, one machine, no server to install.

Only settings that stay inside ``<home>`` and this machine are made here; production has its own in
``docker-compose.yml``. Secrets are generated once a home and are readable by their owner only.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ingestion.settings import PROJECT_ROOT, Settings

ADMIN_USER = "admin"
WAREHOUSE_POOL = "warehouse"


@dataclass(frozen=True)
class AirflowFiles:
    """Where the embedded Airflow keeps its own files. All below ``<home>``."""

    root: Path
    logs: Path

    @property
    def database(self) -> Path:
        """SQLite metadata."""
        return self.root / "airflow.db"

    @property
    def secrets(self) -> Path:
        """Keys that sign tokens and encrypt connections. Mode 0600."""
        return self.root / "secrets.json"

    @property
    def passwords(self) -> Path:
        """User name -> password of the web UI. Mode 0600."""
        return self.root / "passwords.json"

    @property
    def service(self) -> Path:
        """What ``planledger up`` started, for ``planledger down``."""
        return self.root / "service.json"

    @property
    def run_lock(self) -> Path:
        """Held while one process runs the DAGs."""
        return self.root / "run.lock"


def airflow_files(settings: Settings) -> AirflowFiles:
    """Return the places of the embedded Airflow; touches nothing."""
    return AirflowFiles(root=settings.root / "airflow", logs=settings.logs)


def prepare_files(files: AirflowFiles) -> None:
    """Create folders, keys and the admin's password where they are missing; keep what is there."""
    files.root.mkdir(parents=True, exist_ok=True)
    files.root.chmod(0o700)
    files.logs.mkdir(parents=True, exist_ok=True)
    _write_once(files.secrets, {name: _new_key() for name in ("fernet", "jwt", "session")})
    write_passwords(files.passwords, [ADMIN_USER])


def write_passwords(path: Path, users: Iterable[str]) -> None:
    """Give each user of the web UI a random password, unless the file exists. Mode 0600."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_once(path, {user: secrets.token_urlsafe(18) for user in users})


def embedded_environment(settings: Settings, base: Mapping[str, str]) -> dict[str, str]:
    """Return the whole environment of an embedded Airflow process.

    Every ``AIRFLOW__*`` of ``base`` is dropped: another Airflow's database or an "all admins" of
    the caller's shell must not leak in.

    Args:
        settings: Where things live; made absolute, as tasks run in other working directories.
        base: The caller's environment, such as ``os.environ``.

    Returns:
        Variable -> value.
    """
    files = airflow_files(settings)
    prepare_files(files)
    kept = {name: value for name, value in base.items() if not name.startswith("AIRFLOW_")}
    return {
        **kept,
        **_airflow_variables(settings, files),
        "PLANLEDGER_HOME": str(settings.root),
        "PLANLEDGER_LANDING_URL": settings.landing,
        "PLANLEDGER_FULL_REFRESH": str(settings.full_refresh),
        # `airflow standalone` starts its parts by name.
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), base.get("PATH", os.defpath))),
        # Without it setproctitle overwrites the environment by which processes are found again.
        "SPT_NOENV": "1",
        "GX_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }


def _airflow_variables(settings: Settings, files: AirflowFiles) -> dict[str, str]:
    keys = json.loads(files.secrets.read_text("utf-8"))
    url = f"http://127.0.0.1:{settings.port}"
    return {
        "AIRFLOW_HOME": str(files.root),
        "AIRFLOW__API__BASE_URL": url,
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(settings.port),
        "AIRFLOW__API__SECRET_KEY": keys["session"],
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__API_AUTH__JWT_SECRET": keys["jwt"],
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT_ROOT / "dags"),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{url}/execution/",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__FERNET_KEY": keys["fernet"],
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__PARALLELISM": "4",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "False",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(files.passwords),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{ADMIN_USER}:admin",
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "30",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{files.database}",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(files.logs / "airflow"),
        "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": str(settings.port + 2),
        "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(settings.port + 1),
        "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.2",
    }


def _new_key() -> str:
    """A key that Fernet takes: 32 random bytes, URL-safe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode("ascii")


def _write_once(path: Path, content: dict[str, str]) -> None:
    """Write a secret file unless it exists; whoever is first wins, nobody sees half of it."""
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump(content, stream)
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
