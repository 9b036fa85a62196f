"""One process at a time runs the DAGs of a home."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from ingestion.errors import ConfigError
from ingestion.service.environment import AirflowFiles


@contextmanager
def run_lock(files: AirflowFiles) -> Iterator[None]:
    """Hold the home's run lock; the system releases it when the process ends, however it ends.

    Raises:
        ConfigError: Another process holds it.
    """
    files.root.mkdir(parents=True, exist_ok=True)
    with files.run_lock.open("a") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ConfigError(
                "already_running",
                f"另一个 planledger 进程正在使用 {files.root.parent}，请等它结束",
                f"another planledger process is working on {files.root.parent}; wait for it",
            ) from error
        yield
