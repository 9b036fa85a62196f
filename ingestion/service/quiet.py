"""Keep the terminal for what people read: everything that tools print goes to a log file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def terminal_kept(log: Path) -> Iterator[TextIO]:
    """Send file descriptors 1 and 2 to ``log`` and yield a stream to the former standard output.

    Works below Python's own streams, so that libraries written in other languages and child
    processes are covered too.

    Args:
        log: Appended to; its folder is created.

    Yields:
        Where to write what people should see.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    sys.stdout.flush()
    sys.stderr.flush()
    kept_out, kept_err = os.dup(1), os.dup(2)
    with log.open("ab") as stream:
        os.dup2(stream.fileno(), 1)
        os.dup2(stream.fileno(), 2)
    with os.fdopen(os.dup(kept_out), "w", encoding="utf-8", errors="replace") as terminal:
        try:
            yield terminal
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            terminal.flush()
            os.dup2(kept_out, 1)
            os.dup2(kept_err, 2)
            os.close(kept_out)
            os.close(kept_err)


def end_quietly(log: Path) -> None:
    """Send standard error to ``log`` until the process ends; call it when all is said.

    2026-11-21 duckdb 2.0: its bindings print "leaked instances" while the interpreter shuts down,
    after every handler of ours has run.
    """
    sys.stderr.flush()
    with log.open("ab") as stream:
        os.dup2(stream.fileno(), 2)
