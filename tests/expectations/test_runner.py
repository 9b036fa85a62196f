"""Four outcomes: what makes a check ``error``, and what a run leaves behind."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from expectations.outcomes import CheckRun, write_check_results
from expectations.registry import load_checks
from expectations.runner import run_checks
from ingestion.errors import CheckBrokenError, GateFailedError
from ingestion.load.candidate import CHECK_TABLES
from tests.expectations.conftest import GREEN, Judged


@pytest.fixture
def broken(warehouse: Path, tmp_path: Path) -> CheckRun:
    """A run in which three checks are broken, each in another way; all others hold."""
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("drop table marts.chk_p11")
        connection.execute("update marts.chk_p02 set difference = null")
        connection.execute("update marts.chk_p05 set detail = '{}', difference = 1")
    return run_checks(warehouse, docs_dir=tmp_path / "docs", dbt_results=GREEN)


def reasons(run: CheckRun) -> dict[str, str]:
    return {o.check_id: o.reason or "" for o in run.outcomes if o.outcome == "error"}


def test_a_broken_check_is_an_error_and_neither_pass_nor_fail(broken: CheckRun) -> None:
    assert set(reasons(broken)) == {"P02", "P05", "P11"}
    assert "chk_p11" in reasons(broken)["P11"]
    assert "undecided" in reasons(broken)["P02"]
    assert "breaks_zh" in reasons(broken)["P05"]


def test_an_error_blocks_whatever_the_effect_of_the_check(broken: CheckRun) -> None:
    with pytest.raises(CheckBrokenError, match="P02"):
        broken.raise_if_blocked()


def test_a_failed_gate_says_which_and_why_in_both_languages(failing: Judged) -> None:
    with pytest.raises(GateFailedError, match="971") as raised:
        failing.run.raise_if_blocked()
    assert "I01" in raised.value.message_zh and "I01" in raised.value.message_en


def test_findings_about_a_document_do_not_stop_the_release(passing: Judged) -> None:
    passing.run.raise_if_blocked()


def test_data_without_any_dbt_result_does_not_pass(warehouse: Path, tmp_path: Path) -> None:
    run = run_checks(warehouse, docs_dir=tmp_path / "docs", dbt_results={})
    outcome = next(o for o in run.outcomes if o.check_id == "I03")
    assert (outcome.outcome, outcome.failed_count) == ("fail", 1)


def test_leaves_the_candidate_closed_and_unchanged(broken: CheckRun, warehouse: Path) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create table written_afterwards (a integer)")


def test_builds_data_docs_with_a_page_for_every_check(passing: Judged) -> None:
    assert passing.run.docs_index.is_file()
    pages = list(passing.run.docs_index.parent.rglob("*.html"))
    assert len(pages) > len(passing.run.outcomes)


def test_results_replace_those_of_an_earlier_run(failing: Judged, passing: Judged) -> None:
    with duckdb.connect() as connection:
        for judged in (failing, passing, failing):
            write_check_results(connection, judged.run)
        counts = connection.execute(
            "select (select count(*) from raw.check_outcomes), count(*), sum(difference)"
            " from raw.check_failures where check_id = 'P01'"
        ).fetchone()
    assert counts == (len(load_checks()), 4, -601)


def test_results_have_the_types_that_the_candidate_began_with(passing: Judged) -> None:
    described = "select table_name, column_name, data_type from duckdb_columns() order by all"
    with duckdb.connect() as connection:
        connection.execute("create schema raw")
        for name, schema in CHECK_TABLES.items():
            connection.register("empty", schema.empty_table())
            connection.execute(f"create table raw.{name} as select * from empty")
            connection.unregister("empty")
        before = connection.execute(described).fetchall()
        write_check_results(connection, passing.run)
        assert connection.execute(described).fetchall() == before


def test_rows_fit_the_raw_tables(failing: Judged) -> None:
    rows = {
        "check_outcomes": failing.run.outcomes[0].model_dump(),
        "check_failures": next(iter(failing.run.failures)).model_dump(),
    }
    for table, row in rows.items():
        assert list(row) == CHECK_TABLES[table].names


def test_a_build_that_failed_is_named_before_the_checks_that_it_left_without_tables(
    warehouse: Path, tmp_path: Path
) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("drop schema marts cascade")
    results = {"model.a": "skipped", "test.units_rows_hold": "fail: keys unit_code (家) × 2"}
    run = run_checks(warehouse, docs_dir=tmp_path / "docs", dbt_results=results)
    with pytest.raises(GateFailedError, match="units_rows_hold") as raised:
        run.raise_if_blocked()
    said = raised.value.message_zh
    assert said.index("keys unit_code (家) × 2") < said.index("P01")
    assert "model.a" not in said
