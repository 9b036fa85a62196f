"""What holds for every check: its words, its effect, and fixtures that no mutant survives."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from expectations.check import CHECK_COLUMNS, Check
from expectations.registry import load_checks
from expectations.run_evidence import CHECKS_ON_THE_RUN, write_run_evidence
from ingestion.publish.site.rules import read_specification
from tests.expectations.conftest import GREEN, RED, Judged, fill, read_fixture

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "dbt_project" / "models" / "marts" / "checks"
SEEDS = ROOT / "dbt_project" / "seeds"
BY_DBT = [check for check in load_checks() if check.id not in CHECKS_ON_THE_RUN]
every_check = pytest.mark.parametrize("check", load_checks(), ids=lambda check: check.id)
every_check_by_dbt = pytest.mark.parametrize("check", BY_DBT, ids=lambda check: check.id)


def read_parameters() -> dict[str, set[str]]:
    """Check -> the names of its parameters, as the reviewed seed has them."""
    found: dict[str, set[str]] = {}
    with (SEEDS / "check_parameters.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["check_id"], set()).add(row["parameter_name"])
    return found


PARAMETERS = read_parameters()
MUTATIONS = (
    (r"<>", "="),
    (r"(?<![<>-])>(?![>=])", "<"),
    (r"<(?![>=])", ">"),
    (r"\bnot\b", ""),
    (r"\band\b", "or"),
    (r"-tolerance", "tolerance"),
    (r"> tolerance", "> 0"),
    (r"\babs\(difference\)", "difference"),
    (r"when cast", "when not cast"),
)


def contract(check: Check) -> dict[str, str]:
    """Column -> type as the evidence model's contract declares them."""
    text = (MODELS / f"{check.table}.yml").read_text(encoding="utf-8")
    model = yaml.safe_load(text)["models"][0]
    assert model["config"]["contract"]["enforced"]
    return {column["name"]: column["data_type"] for column in model["columns"]}


def make_table(check: Check, cases: list[str]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("create schema marts")
    rows = [row for case in cases for row in read_fixture(check.id)[case]]
    fill(connection, check, rows)
    return connection


def failing_keys(connection: duckdb.DuckDBPyConnection, check: Check, predicate: str) -> set[str]:
    return {
        row[0]
        for row in connection.execute(
            f"select subject_key from marts.{check.table} where is_evaluated and ({predicate})"
        ).fetchall()
    }


def mutants(predicate: str) -> Iterator[str]:
    for pattern, replacement in MUTATIONS:
        for found in re.finditer(pattern, predicate):
            yield predicate[: found.start()] + replacement + predicate[found.end() :]


def test_the_checks_of_the_catalogue_are_there() -> None:
    assert [check.id for check in load_checks()] == [
        "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A09",
        "I01", "I02", "I03", "I04", "I05",
        "P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08", "P09", "P10", "P11", "P12", "P13",
        "S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S09", "S10",
        "X01", "X02", "X03", "X04",
    ]  # fmt: skip


@every_check
def test_specification_says_rule_basis_evidence_and_when_skipped(check: Check) -> None:
    assert check.specification.startswith(f"{check.id}: ")
    for heading in ("Rule:", "Basis:", "Evidence:", "Skipped:"):
        assert heading in check.specification


@every_check
def test_chinese_specification_has_the_sections_of_the_english(check: Check) -> None:
    names = [name for name, _ in read_specification(check.specification_zh)]
    assert names[:4] == ["Rule", "Basis", "Evidence", "Skipped"]
    assert names == [name for name, _ in read_specification(check.specification)]


@every_check
def test_chinese_specification_is_in_chinese_sentences(check: Check) -> None:
    for _, paragraphs in read_specification(check.specification_zh):
        for paragraph in paragraphs:
            assert paragraph.endswith("。")
            assert re.search("[一-鿿]", paragraph)
            assert not re.search("[你您]", paragraph)


@every_check
def test_chinese_specification_names_what_the_english_names(check: Check) -> None:
    """Tables, columns, seeds and other checks: where one is lost a condition is lost."""
    named = re.compile(r"``[\w\[][^`]*``|\b[A-Z]\d{2}\b")
    english = check.specification.partition("\n")[2]
    assert set(named.findall(english)) <= set(named.findall(check.specification_zh))


@every_check
def test_both_specifications_name_every_parameter_of_the_check(check: Check) -> None:
    for text in (check.specification, check.specification_zh):
        said = " ".join(dict(read_specification(text)).get("Parameters", ()))
        names = set(re.findall(r"\b[a-z]+_[a-z_]+\b", said)) - {"check_parameters"}
        assert names == PARAMETERS.get(check.id, set())


@every_check
def test_only_pipeline_checks_block_a_release(check: Check) -> None:
    """I04 reports: a release without new reports is right, only old."""
    blocks = check.id.startswith("I") and check.id != "I04"
    assert (check.effect == "block_release") == blocks
    assert check.id.startswith(("S", "A")) or check.effect != "quarantine_submission"


@every_check
def test_says_something_in_both_languages(check: Check) -> None:
    assert re.search("[一-鿿]", check.title_zh) and re.search("[一-鿿]", check.message_zh)
    assert not re.search("[一-鿿]", check.title_en + check.message_en)


@every_check_by_dbt
def test_evidence_model_has_the_uniform_columns(check: Check) -> None:
    assert tuple(contract(check)) == CHECK_COLUMNS


@every_check_by_dbt
def test_predicate_uses_only_columns_of_the_contract(check: Check) -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in contract(check).items())
    with duckdb.connect() as connection:
        connection.execute(f"create table evidence ({columns})")
        connection.execute(f"select * from evidence where {check.failing_rows}")


@every_check_by_dbt
def test_names_only_details_that_its_evidence_model_makes(check: Check) -> None:
    sql = (MODELS / f"{check.table}.sql").read_text(encoding="utf-8")
    named = set(re.findall(r"{(\w+)}", check.message_zh + check.message_en))
    judged = set(re.findall(r"\$\.(\w+)", check.predicate + check.row_severity))
    for detail in (named | judged) - set(CHECK_COLUMNS):
        assert f"'{detail}'," in sql


@every_check_by_dbt
def test_every_failing_row_of_the_fixture_fails_and_no_passing_row_does(check: Check) -> None:
    with make_table(check, ["failing"]) as connection:
        expected = len(read_fixture(check.id)["failing"])
        assert len(failing_keys(connection, check, check.predicate)) == expected
    with make_table(check, ["passing"]) as connection:
        assert failing_keys(connection, check, check.predicate) == set()


@every_check_by_dbt
def test_no_mutant_of_the_judgement_survives_the_fixtures(check: Check) -> None:
    with make_table(check, ["passing", "failing"]) as connection:
        right = failing_keys(connection, check, check.predicate)
        changed = list(mutants(check.predicate))
        assert changed
        for mutant in changed:
            assert failing_keys(connection, check, mutant) != right, mutant


def test_judges_dbt_results_by_the_very_same_kind_of_evidence(tmp_path: Path) -> None:
    check = next(check for check in load_checks() if check.id == "I03")
    for results, failing in ((GREEN, 0), (RED, 2), ({}, 1)):
        file = tmp_path / f"{failing}.duckdb"
        write_run_evidence(file, results, has_data=True)
        with duckdb.connect(str(file)) as connection:
            assert len(failing_keys(connection, check, check.predicate)) == failing


def test_no_check_stays_green_on_its_failing_fixture(failing: Judged) -> None:
    assert {outcome.check_id: outcome.outcome for outcome in failing.run.outcomes} == {
        check.id: "fail" for check in load_checks()
    }


def test_returns_every_failing_row_with_evidence_and_detail_as_json(failing: Judged) -> None:
    for check in BY_DBT:
        assert len(failing.failures(check.id)) == len(read_fixture(check.id)["failing"])
    for failure in failing.run.failures:
        assert isinstance(json.loads(failure.evidence), list)
        assert isinstance(json.loads(failure.detail), dict)
    quoted: list[dict[str, Any]] = json.loads(failing.failures("P01")[0].evidence)
    assert quoted[0]["quote"] == "20"


def test_only_failures_of_pipeline_checks_block(failing: Judged, passing: Judged) -> None:
    assert {outcome.check_id for outcome in failing.run.blocking} == {"I01", "I02", "I03", "I05"}
    assert passing.run.blocking == ()
