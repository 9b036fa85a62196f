"""What all tests share: where the seed documents are, and that CI skips nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine makes an example slow and not wrong: what is timed stands in tests/bench.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
NO_SKIP = os.environ.get("PLANLEDGER_TEST_NO_SKIP") == "1"


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real documents and their truth; they are read where they are and never copied in."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip(
            "needs the real documents in ../shared/seeds, which are not part of the repository"
        )
    return SHARED


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, by name, a test whose system package is missing."""
    for marker in item.iter_markers("system"):
        missing = [name for name in marker.args if shutil.which(name) is None]
        if missing:
            pytest.skip(f"needs the system package {', '.join(missing)}; .ci/run installs it")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that a skip is a failure where skips are not allowed."""
    skipped = terminalreporter.stats.get("skipped", [])
    if NO_SKIP and skipped:
        terminalreporter.section("skips are not allowed here (PLANLEDGER_TEST_NO_SKIP=1)", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run that skipped where skips are not allowed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if NO_SKIP and exitstatus == 0 and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
