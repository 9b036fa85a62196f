"""Runs of the whole path that several tests look at; each is made once a session."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Run:
    """A finished ``planledger run``."""

    home: Path
    code: int
    said: str
    errors: str


def planledger(home: Path, *arguments: str, **environment: str) -> Run:
    """Run the command line in a process of its own, as a user would."""
    done = subprocess.run(
        [sys.executable, "-m", "ingestion.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PLANLEDGER_HOME": str(home), **environment},
    )
    return Run(home, done.returncode, done.stdout, done.stderr)


def planledger_on_a_terminal(home: Path, *arguments: str) -> Run:
    """The same on a terminal, where progress is shown live."""
    said: list[bytes] = []

    def keep(descriptor: int) -> bytes:
        said.append(os.read(descriptor, 65536))
        return said[-1]

    before = dict(os.environ)
    os.environ.update(PLANLEDGER_HOME=str(home), TERM="xterm", COLUMNS="120")
    try:
        status = pty.spawn([sys.executable, "-m", "ingestion.cli", *arguments], keep)
    finally:
        os.environ.clear()
        os.environ.update(before)
    text = b"".join(said).decode("utf-8", "replace")
    return Run(home, os.waitstatus_to_exitcode(status), text, "")


@pytest.fixture(scope="session")
def samples_run(tmp_path_factory) -> Run:
    """`planledger run` on the samples, in an empty home."""
    return planledger(tmp_path_factory.mktemp("samples"), "run")


@pytest.fixture(scope="session")
def seeds_run(tmp_path_factory, shared) -> Run:
    """`planledger run` on the real documents, in an empty home."""
    home = tmp_path_factory.mktemp("seeds")
    return planledger(home, "run", "--from", str(shared / "seeds"))
