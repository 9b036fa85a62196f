"""Let Great Expectations judge the evidence tables: one suite a check, one checkpoint for all.

GX answers one question per check: are there failing rows? Its result is capped, so the rows
themselves are read elsewhere, by the same condition. The files are opened READ_ONLY and every
connection is closed before this module returns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from expectations.check import Check
from expectations.duckdb_dialect import import_great_expectations
from expectations.evidence_file import MARTS, evidence_url

_SITE = "checks"
_MOST_SHOWN = 1_000
"""Failing rows that GX counts at most; all of them are read elsewhere. Unit: rows."""


class Judgement(BaseModel):
    """What GX said about one check. ``error`` is set when it could not say anything."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    holds: bool = False
    error: str | None = None


def judge(files: Mapping[Path, Sequence[Check]], *, docs_dir: Path) -> dict[str, Judgement]:
    """Judge every check and build the Data Docs.

    Args:
        files: DuckDB file -> the checks whose ``marts.chk_<id>`` it holds.
        docs_dir: Where the Data Docs go; created if absent.

    Returns:
        Judgement by check id.
    """
    gx = import_great_expectations()
    context = _quiet_context(gx, docs_dir)
    judgements: dict[str, Judgement] = {}
    with _datasources(context, files) as sources:
        definitions = []
        for file, checks in files.items():
            for check in checks:
                try:
                    definitions.append(_definition(gx, context, sources[file], check))
                except Exception as broken:  # a missing table is this check's error, not the run's
                    judgements[check.id] = Judgement(error=_first_line(broken))
        judgements |= _run_checkpoint(gx, context, definitions)
    context.build_data_docs(site_names=[_SITE])
    return judgements


def _quiet_context(gx: Any, docs_dir: Path) -> Any:
    """Make an in-memory context without progress bars, with one Data Docs site in a folder."""
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    docs_dir.mkdir(parents=True, exist_ok=True)
    for site in list(context.get_site_names()):
        context.delete_data_docs_site(site)
    context.add_data_docs_site(
        _SITE,
        {
            "class_name": "SiteBuilder",
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            "store_backend": {
                "class_name": "TupleFilesystemStoreBackend",
                "base_directory": str(docs_dir.resolve()),
            },
        },
    )
    return context


@contextmanager
def _datasources(context: Any, files: Mapping[Path, Sequence[Check]]) -> Iterator[dict[Path, Any]]:
    """Open one datasource a file; close their connections whatever happens."""
    sources: dict[Path, Any] = {}
    try:
        for number, file in enumerate(files):
            sources[file] = context.data_sources.add_sql(
                f"warehouse_{number}",
                connection_string=evidence_url(file),
            )
        yield sources
    finally:
        for source in sources.values():
            execution = source.get_execution_engine()
            execution.close()
            execution.engine.dispose()
            source.get_engine().dispose()


def _definition(gx: Any, context: Any, source: Any, check: Check) -> Any:
    """Bind one check's condition to its evidence table."""
    asset = source.add_table_asset(check.table, table_name=check.table, schema_name=MARTS)
    suite = context.suites.add(gx.ExpectationSuite(name=f"{check.id} {check.title_en}"))
    suite.add_expectation(
        _expectation(gx)(
            unexpected_rows_query=(
                f"select subject_key from {{batch}} where {check.failing_rows} limit {_MOST_SHOWN}"
            ),
            description=f"{check.id} v{check.version} {check.title_zh} | {check.title_en}",
            notes=f"未通过的条件 failing: {check.failing_rows}",
            severity=check.severity,
            meta={"check_id": check.id, "version": check.version, "effect": check.effect},
        )
    )
    batch = asset.add_batch_definition_whole_table("all subjects")
    return context.validation_definitions.add(
        gx.ValidationDefinition(name=check.id, data=batch, suite=suite)
    )


@cache
def _expectation(gx: Any) -> Any:
    """An expectation that counts failing rows by one scan and fetches none of them."""

    class NoFailingSubjects(gx.expectations.UnexpectedRowsExpectation):  # type: ignore[misc]
        metric_dependencies = ("unexpected_rows_query.row_count",)

        def _validate(
            self,
            metrics: dict[str, Any],
            runtime_configuration: dict[str, Any] | None = None,  # noqa: ARG002
            execution_engine: Any = None,  # noqa: ARG002
        ) -> dict[str, Any]:
            count = metrics["unexpected_rows_query.row_count"]
            return {"success": count == 0, "result": {"observed_value": count}}

    return NoFailingSubjects


def _run_checkpoint(gx: Any, context: Any, definitions: Sequence[Any]) -> dict[str, Judgement]:
    """Run all validations in one checkpoint."""
    if not definitions:
        return {}
    checkpoint = context.checkpoints.add(
        gx.Checkpoint(name="candidate", validation_definitions=list(definitions))
    )
    result = checkpoint.run()
    judged: dict[str, Judgement] = {}
    for validation in result.run_results.values():
        for expectation in validation.results:
            check_id = str(expectation.expectation_config.meta["check_id"])
            judged[check_id] = _read_judgement(expectation)
    return judged


def _read_judgement(expectation: Any) -> Judgement:
    """Read ``exception_info`` first: GX reports a crashed expectation as ``success=False``."""
    error = _raised(expectation.exception_info or {})
    return Judgement(error=error) if error else Judgement(holds=bool(expectation.success))


def _raised(info: Mapping[str, Any]) -> str | None:
    """The message of the exception, whichever of GX's two shapes the information has."""
    entries = [info] if "raised_exception" in info else [*info.values()]
    for entry in entries:
        if entry.get("raised_exception"):
            return str(entry.get("exception_message") or "exception without a message")
    return None


def _first_line(broken: Exception) -> str:
    """Kind and first line of an exception: enough to find it, short enough for a table."""
    return f"{type(broken).__name__}: {str(broken).strip().splitlines()[0] if str(broken) else ''}"
