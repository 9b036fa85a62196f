"""The questions of ``dbt_project/analyses``, asked of the samples' release and of a later one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from .conftest import ROOT, Run
from .planted import planted_in

pytestmark = pytest.mark.slow
PROJECT = ROOT / "dbt_project"
ANALYSES = sorted(path.stem for path in (PROJECT / "analyses").glob("*.sql"))
Ask = Callable[[str], list[dict[str, Any]]]


def compile_analyses(folder: Path, variables: str = "{}") -> dict[str, str]:
    """Compile them for a release file of the usual name; only an empty database is touched."""
    subprocess.run(
        [
            *(sys.executable, "-m", "dbt.cli.main", "--quiet", "compile"),
            *("--select", "resource_type:analysis", "--vars", variables),
            *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
            *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
        ],
        env=os.environ | {"PLANLEDGER_CANDIDATE": str(folder / "planledger.duckdb")},
        check=True,
    )
    compiled = folder / "target/compiled/planledger/analyses"
    return {path.stem: path.read_text("utf-8") for path in compiled.glob("*.sql")}


def planted(code: str, *columns: str, causes: bool = True) -> set[tuple[str, ...]]:
    """What was planted of that code; ``causes``: also what other errors cause besides."""
    errors = planted_in(ROOT / "samples")
    follows = [one for error in errors for one in error.get("follows", ()) if causes]
    return {
        tuple(one.get(column, "") for column in columns)
        for one in (*errors, *follows)
        if one["code"] == code
    }


def org_codes() -> dict[str, str]:
    """Name of an organisation of the samples -> its code."""
    lines = (ROOT / "samples/sources/org_units.csv").read_text("utf-8").splitlines()[1:]
    return {name: code for code, name, _ in (line.split(",") for line in lines)}


def asker(connection: duckdb.DuckDBPyConnection, compiled: dict[str, str]) -> Ask:
    def ask(name: str) -> list[dict[str, Any]]:
        cursor = connection.execute(compiled[name])
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    return ask


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return compile_analyses(tmp_path_factory.mktemp("analyses"))


@pytest.fixture(scope="module")
def release(samples_run: Run) -> Path:
    return (samples_run.home / "current/planledger.duckdb").resolve()


@pytest.fixture(scope="module")
def ask(release: Path, compiled: dict[str, str]) -> Any:
    with duckdb.connect(str(release), read_only=True) as connection:
        yield asker(connection, compiled)


@pytest.fixture(scope="module")
def ask_later(release: Path, compiled: dict[str, str], tmp_path_factory) -> Any:
    """A release after the samples' one: a target raised, a value sent again, a report gone."""
    folder = tmp_path_factory.mktemp("later")
    later, before = folder / "planledger.duckdb", folder / "previous.duckdb"
    shutil.copyfile(release, later)
    shutil.copyfile(release, before)
    with duckdb.connect(str(later)) as connection:
        connection.execute(
            """
            update marts.fct_targets set target_value = target_value + 1
            where target_key = (select min(target_key) from marts.fct_targets where not is_total
                                and target_value is not null);
            delete from marts.fct_findings where check_id = 'P01';
            insert into marts.fct_actuals by name
                select * replace (
                    actual_key || '-2' as actual_key, 2 as revision_no,
                    reported_value + 3 as reported_value,
                    received_at + interval 1 day as received_at
                )
                from marts.fct_actuals
                where org_name = '定海' and period_code = '2024-03' and basis = 'year_to_date'
                order by actual_key limit 1;
            update marts.rpt_org_scorecard set reported_count = reported_count - 4
            where org_name = '岱山' and period_code = '2024-12'
            """
        )
        connection.execute(f"attach '{before}' as previous (read_only)")
        yield asker(connection, compiled)


def test_there_are_ten_and_each_says_its_question_in_chinese() -> None:
    about = yaml.safe_load((PROJECT / "analyses/analyses.yml").read_text("utf-8"))["analyses"]
    assert sorted(one["name"] for one in about) == ANALYSES
    assert len(ANALYSES) >= 10
    listed = (ROOT / "docs/questions.md").read_text("utf-8")
    for one in about:
        assert "？" in one["description"].splitlines()[0], one["name"]
        assert (PROJECT / f"analyses/{one['name']}.sql").read_text("utf-8").startswith("-- ")
        assert f"`{one['name']}`" in listed


def test_who_is_behind_on_what(ask: Ask) -> None:
    rows = ask("behind_targets")
    assert rows
    assert all(row["completion_rate"] < row["time_share"] for row in rows)
    assert all(isinstance(row["lag_share"], Decimal) for row in rows)
    assert [row["lag_share"] for row in rows] == sorted(
        (row["lag_share"] for row in rows), reverse=True
    )
    # The year is over: whatever was not reached is behind.
    assert {row["time_share"] for row in rows} == {Decimal(1)}


def test_nobody_has_reported_on_the_plan_of_the_year_before(ask: Ask) -> None:
    rows = ask("targets_nobody_reports")
    counted = Counter(row["period_code"] for row in rows)
    assert counted["2023"] >= 18  # a figure sent for a wrong year is about one of the twenty
    assert all(row["target_count"] > 0 for row in rows)


def test_nothing_has_changed_since_the_same_release(
    release: Path, compiled: dict[str, str]
) -> None:
    with duckdb.connect(str(release), read_only=True) as connection:
        same = compiled["changes_since_release"].replace('"previous".', '"planledger".')
        assert connection.execute(same).fetchall() == []


def test_what_changed_since_the_last_release(ask_later: Ask) -> None:
    rows = ask_later("changes_since_release")
    assert [(row["subject"], row["what_happened"]) for row in rows] == [
        ("finding", "gone"),
        ("target", "changed"),
    ]
    assert Decimal(rows[1]["value_now"]) - Decimal(rows[1]["value_before"]) == 1


def test_which_department_leads_most_late_tasks(ask: Ask) -> None:
    rows = ask("departments_with_late_tasks")
    assert sum(row["late_task_count"] for row in rows) == 30
    assert rows[0]["late_task_count"] == max(row["late_task_count"] for row in rows)


def test_what_is_late_depends_on_the_day_that_is_asked_about(release: Path, tmp_path: Path) -> None:
    early = compile_analyses(tmp_path, "{on_date: '2020-06-15'}")
    with duckdb.connect(str(release), read_only=True) as connection:
        rows = asker(connection, early)("departments_with_late_tasks")
    assert {str(row["earliest_due_date"]) for row in rows} == {"2020-05-31"}


def test_what_is_missing_was_left_out_on_purpose(ask: Ask) -> None:
    codes = org_codes()
    rows = ask("missing_reports")
    missing = {(codes[row["org_name"]], row["period_code"]) for row in rows}
    assert planted("S01", "org_code", "period", causes=False) <= missing
    assert missing <= planted("S01", "org_code", "period")


def test_who_has_not_reported_what_is_due(ask_later: Ask) -> None:
    rows = ask_later("missing_reports")
    found = {(row["org_name"], row["period_code"]): row["missing_count"] for row in rows}
    assert found["岱山", "2024-12"] == 4


def test_the_planted_sums_disagree_and_no_others(ask: Ask) -> None:
    rows = ask("sums_that_disagree")
    assert [row["row_no"] for row in rows if row["scope"] == "target"] == [56]
    found = {
        (row["indicator_name"], row["period_code"]) for row in rows if row["scope"] == "actual"
    }
    assert planted("A01", "indicator", "period", causes=False) <= found
    assert found <= planted("A01", "indicator", "period")


def test_targets_of_running_text_that_the_table_lacks(ask: Ask) -> None:
    rows = ask("narrative_against_table")
    assert rows
    assert {row["status"] for row in rows} == {"unmatched"}
    assert all(row["reason"] and row["narrative_quote"] for row in rows)


def test_what_was_sent_again_was_corrected_on_purpose(ask: Ask) -> None:
    codes = org_codes()  # a form for systems names its sender by code
    rows = ask("values_sent_again")
    found = {(codes.get(row["org_name"], row["org_name"]), row["indicator_name"]) for row in rows}
    assert found == planted("A03", "org_code", "indicator")


def test_a_value_that_was_sent_again_stands_beside_the_one_before(ask_later: Ask) -> None:
    changes = [
        (row["org_name"], row["period_code"], row["revision_no"], row["change_value"])
        for row in ask_later("values_sent_again")
    ]
    assert ("定海", "2024-03", 2, Decimal(3)) in changes


def test_who_is_ahead(ask: Ask) -> None:
    rows = ask("progress_of_organisations")
    assert len(rows) == 11
    assert "全市" not in {row["org_name"] for row in rows}
    assert {row["period_code"] for row in rows} == {"2024-12"}
    assert [row["place_no"] for row in rows] == list(range(1, 12))


def test_every_target_leads_to_the_words_that_printed_it(ask: Ask, release: Path) -> None:
    rows = ask("where_a_target_comes_from")
    with duckdb.connect(str(release), read_only=True) as connection:
        targets = connection.execute("select count(*) from marts.fct_targets").fetchone()
    assert (len(rows),) == targets
    assert len(rows) > 1000
    assert all(row["title"] and row["evidence"] != "[]" for row in rows)
    planted = [row for row in rows if row["indicator_name"] == "中小学示范食堂建成数"]
    assert {row["quote"] for row in planted if row["org_name"] == "全市"} >= {"20"}
