"""Run dbt in this process on one candidate file. One call builds one phase."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from expectations.run_evidence import GREEN
from ingestion.errors import ConfigError
from ingestion.pipeline.candidate import Rebuild
from ingestion.pipeline.dbt_costs import spared
from ingestion.settings import Settings

Phase = Literal["facts", "reports"]
_SELECTION: Mapping[tuple[Phase, Rebuild], tuple[str, ...]] = {
    ("facts", "all"): ("--exclude", "tag:phase_2"),
    ("facts", "changes"): ("--selector", "reached_by_reports"),
    ("reports", "all"): ("--select", "tag:phase_2"),
    ("reports", "changes"): ("--select", "tag:phase_2"),
}
_TESTS_OF_ROWS = frozenset({"rows_hold", "evidence_holds"})
"""Data tests whose rows are: rule, column, a value that breaks it, how many rows do."""


def build_models(  # noqa: PLR0913 - what a build is made of and knows, by keyword
    phase: Phase,
    database: Path,
    *,
    release_id: str,
    settings: Settings,
    rebuild: Rebuild = "all",
    as_of: datetime | None = None,
) -> dict[str, str]:
    """Build the models of one phase, with their seeds and tests.

    A model or test that fails is a result, not an exception: the checks judge it.

    Args:
        phase: ``facts`` is everything that is not tagged ``phase_2``.
        database: The candidate; nobody else may have it open.
        release_id: Written into the models that carry it.
        settings: Where the dbt project and the logs are.
        rebuild: ``changes`` builds only what the rows of ``raw.changed_reports`` reach; the
            candidate must hold all the rest.
        as_of: The moment at which the build looks at the world, UTC: what is overdue depends on it.
            Default now.

    Returns:
        dbt's unique id -> status, of what was built. A failed test of rows says which of its rules
        are broken: ``fail: codes state (open) × 3``.

    Raises:
        ConfigError: dbt could not start: a model does not compile.
    """
    arguments = [
        # The manifest is written once, by the phase before the documentation, which reads it.
        "--no-write-json" if phase == "facts" else "--write-json",
        "build",
        *_SELECTION[phase, rebuild],
        "--exclude-resource-type=unit_test",
        *_places(settings, rebuild),
    ]
    known = {"PLANLEDGER_RELEASE_ID": release_id}
    if as_of is not None:
        known["PLANLEDGER_AS_OF"] = as_of.isoformat()
    return _invoke(arguments, database, settings, known)


def write_docs(database: Path, page: Path, *, settings: Settings, rebuild: Rebuild = "all") -> None:
    """Write the browsable documentation of all models and columns as one self-contained page.

    Describes the build of this candidate, whose manifest the phase "reports" has kept.

    Args:
        database: The candidate, for the types of columns.
        page: The file to write.
        settings: Where the dbt project and the logs are.
        rebuild: How the candidate was built: each kind of build keeps its own manifest.

    Raises:
        ConfigError: dbt could not write it.
    """
    _invoke(
        ["docs", "generate", "--static", "--no-compile", *_places(settings, rebuild)],
        database,
        settings,
    )
    page.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_target(settings, rebuild) / "static_index.html", page)


def _places(settings: Settings, rebuild: Rebuild = "all") -> tuple[str, ...]:
    """Return where dbt reads and writes. Each kind of build keeps what it parsed."""
    return (
        f"--project-dir={settings.dbt_project}",
        f"--profiles-dir={settings.dbt_project}",
        f"--target-path={_target(settings, rebuild)}",
        f"--vars={{rebuild: {rebuild}}}",
    )


def _target(settings: Settings, rebuild: Rebuild = "all") -> Path:
    folder = settings.root / "dbt"
    return folder if rebuild == "all" else folder / rebuild


def _invoke(
    arguments: list[str],
    database: Path,
    settings: Settings,
    told: Mapping[str, str] | None = None,
) -> dict[str, str]:
    log_path = settings.logs / "dbt"
    before = [
        "--no-send-anonymous-usage-stats",
        "--no-use-colors",
        "--log-level=warn",
        "--log-level-file=warn",
        f"--log-path={log_path}",
    ]
    known = {"PLANLEDGER_CANDIDATE": str(_same_place(database, settings)), **(told or {})}
    with _environment(known), spared(settings.root / "dbt" / "templates"):
        try:
            from dbt.cli.main import dbtRunner

            answer = dbtRunner().invoke([*before, *arguments])
        finally:
            _close_database()
    if answer.exception is not None:
        raise ConfigError(
            "dbt_failed",
            f"数据模型无法构建，详见 {log_path}/dbt.log",
            f"the models cannot be built: {answer.exception}",
        ) from answer.exception
    results = getattr(answer.result, "results", ())
    return {one.node.unique_id: _status(one, database) for one in results}


def _status(result: Any, database: Path) -> str:
    """Return what dbt says, and of a test that failed what broke it, as its query tells."""
    import duckdb

    test = getattr(result.node, "test_metadata", None)
    if str(result.status) != "fail" or test is None or test.name not in _TESTS_OF_ROWS:
        return str(result.status)
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(result.node.compiled_code).fetchall()
    broken = (
        f"{rule} {column}{'' if value is None else f' ({value})'} × {count}"
        for rule, column, value, count in sorted(rows, key=str)
    )
    return f"fail: {'; '.join(broken)}"


def not_green(results: Mapping[str, str]) -> list[str]:
    """Return the unique ids of the nodes that are not ``GREEN``, sorted."""
    return sorted(name for name, status in results.items() if status not in GREEN)


def _close_database() -> None:
    """Close dbt's connections: the adapter keeps them for the life of the process.

    2026-11-21 dbt-duckdb 1.11: while they are open, nothing else in this process can open the
    candidate read-only.
    """
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    manager: Any = DuckDBConnectionManager
    if manager._ENV is not None:
        manager._ENV.close()
    manager.close_all_connections()


def _same_place(database: Path, settings: Settings) -> Path:
    """Return a path of the candidate that is the same for every build.

    dbt parses all files again whenever the path in its profile changes, or a ``--vars``; that is a
    third of what a build of the samples costs. So the folder of the candidate gets a second name,
    and an environment variable tells the release. One process at a time builds.
    """
    place = _target(settings) / "candidate"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    place.symlink_to(database.parent.resolve(), target_is_directory=True)
    return place / database.name


@contextmanager
def _environment(known: Mapping[str, str]) -> Iterator[None]:
    """Set what dbt's profile and the models read from the environment, for one run of dbt."""
    before = {name: os.environ.get(name) for name in known}
    os.environ.update(known)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
