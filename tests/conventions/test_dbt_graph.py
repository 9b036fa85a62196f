"""The shape of the dbt project: who may read whom, what is tested, what is shown to others.

The rules are those that dbt's project evaluator knows, held on the manifest; what breaks one for a
reason stands in ``exceptions.csv``, and an exception that is no longer needed fails too.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingestion.load.candidate import build_raw
from ingestion.settings import Settings

from .conftest import EVIDENCE_RULES, ROOT, Rules, assert_only_excepted

LAYERS = ("staging", "intermediate", "marts")
MOST_CHILDREN = 8
"""Models that read one model; more, and a change of it is hard to oversee."""
MOST_JOINS = 6
CODES = re.compile(
    r".*_code|(reporting_)?state|status|comparator|change|additivity|direction|kind|basis|relation"
    r"|method|severity|effect|outcome|decision|timeliness|alignment|measure|granularity|org_level"
    r"|format|standing|question_type|reporting_duty|scope|.*_state|.*_status"
)
CHANGED_BY_REPORTS = (
    *("submissions", "submission_values", "submission_decisions", "changed_reports"),
    *("issues", "outcomes", "texts"),
    *("entity_matches", "check_outcomes", "check_failures", "judged_subjects", "finding_causes"),
    *("finding_decisions", "previous_finding_events", "previous_release_trends"),
)
"""Source tables whose rows differ where only reports came or went."""
SHOWN = ("dim_", "fct_", "rpt_")

Exceptions = dict[str, dict[str, str]]


def name_of(unique_id: str) -> str:
    return unique_id.rsplit(".", maxsplit=1)[-1]


@pytest.fixture(scope="module")
def models(manifest: Any) -> dict[str, Any]:
    return {node.name: node for node in manifest.nodes.values() if node.resource_type == "model"}


@pytest.fixture(scope="module")
def tables(manifest: Any) -> dict[str, Any]:
    """Models, seeds and snapshots."""
    kinds = ("model", "seed", "snapshot")
    return {node.name: node for node in manifest.nodes.values() if node.resource_type in kinds}


@pytest.fixture(scope="module")
def parents(tables: dict[str, Any]) -> dict[str, set[str]]:
    """Models, seeds and sources that each model reads; a source is ``source.<table>``."""
    return {
        name: {
            f"source.{name_of(one)}" if one.startswith("source.") else name_of(one)
            for one in node.depends_on.nodes
        }
        for name, node in tables.items()
        if node.resource_type != "seed"
    }


@pytest.fixture(scope="module")
def children(parents: dict[str, set[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for child, read in parents.items():
        for parent in read:
            found[parent].add(child)
    return found


def layer_of(node: Any) -> str:
    return Path(node.original_file_path).parts[1]


# --- who reads whom -------------------------------------------------------------------------


def test_only_staging_reads_sources_and_nothing_else(
    models: dict[str, Any], parents: dict[str, set[str]]
) -> None:
    for name, node in models.items():
        sources = {one for one in parents[name] if one.startswith("source.")}
        if layer_of(node) == "staging":
            assert len(sources) == 1, f"{name} reads {sorted(parents[name])}"
            assert parents[name] == sources, name
        else:
            assert sources == set(), name


def test_every_source_is_read_by_one_staging_model(
    manifest: Any, children: dict[str, set[str]]
) -> None:
    for source in manifest.sources.values():
        assert len(children[f"source.{source.name}"]) == 1, source.name


def test_no_layer_reads_a_later_one(
    models: dict[str, Any], parents: dict[str, set[str]], exceptions: Exceptions
) -> None:
    found = {
        f"{parent} > {name}"
        for name, node in models.items()
        for parent in parents[name] & set(models)
        if LAYERS.index(layer_of(models[parent])) > LAYERS.index(layer_of(node))
    }
    assert_only_excepted(found, exceptions["no_layer_reads_a_later_one"])


def test_every_model_reads_something_and_is_read_or_shown(
    manifest: Any,
    parents: dict[str, set[str]],
    children: dict[str, set[str]],
    exceptions: Exceptions,
) -> None:
    exposed = {
        name_of(one)
        for exposure in manifest.exposures.values()
        for one in exposure.depends_on.nodes
    }
    assert [name for name, read in parents.items() if not read] == []
    # Evidence tables are read by the checks, outside dbt.
    found = {name for name in parents if not (children[name] or name.startswith("chk_"))} - exposed
    assert_only_excepted(found, exceptions["every_model_is_read_or_shown"])


def test_no_name_of_a_table_is_written_out() -> None:
    for file in sorted((ROOT / "dbt_project" / "models").rglob("*.sql")):
        sql = re.sub(r"--.*|\{[%#].*?[%#]\}", "", file.read_text("utf-8"), flags=re.DOTALL)
        assert not re.findall(r"(?<!distinct )\b(?:from|join)\s+\w+\.\w+", sql), file.name


def test_nothing_upstream_is_joined_again(
    parents: dict[str, set[str]], children: dict[str, set[str]], exceptions: Exceptions
) -> None:
    """a feeds b and c, and c reads b, which nobody else reads: b could be a step of c."""
    found = {
        f"{start} > {middle} > {name}"
        for name, read in parents.items()
        if not name.startswith("chk_")  # a check compares an input with what was made of it
        for middle in read
        if middle.startswith("int_")  # a mart is read by others than models
        if children[middle] == {name}
        for start in parents.get(middle, set()) & read
    }
    assert_only_excepted(found, exceptions["nothing_upstream_is_joined_again"])


def test_few_models_hang_on_one(
    models: dict[str, Any], children: dict[str, set[str]], exceptions: Exceptions
) -> None:
    counted = {
        name: sum(not child.startswith("chk_") for child in children[name]) for name in models
    }
    found = {name for name, count in counted.items() if count > MOST_CHILDREN}
    assert_only_excepted(found, exceptions["few_models_hang_on_one"])


def test_no_model_joins_too_much(models: dict[str, Any], exceptions: Exceptions) -> None:
    found = {
        name
        for name, node in models.items()
        if len(re.findall(r"\bjoin\b", node.raw_code)) > MOST_JOINS
    }
    assert_only_excepted(found, exceptions["no_model_joins_too_much"])


def test_no_view_reads_a_view(models: dict[str, Any], parents: dict[str, set[str]]) -> None:
    views = {name for name, node in models.items() if node.config.materialized == "view"}
    assert [name for name in views if parents[name] & views] == []


# --- what is built again --------------------------------------------------------------------


def test_what_a_report_reaches_is_built_again(
    manifest: Any, models: dict[str, Any], children: dict[str, set[str]], exceptions: Exceptions
) -> None:
    """From one model to the next: a list that only grows hands on nothing but what is new."""
    listed = manifest.selectors["reached_by_reports"]["definition"]["union"]
    selected = {one["value"] for one in listed if "value" in one}
    assert selected <= set(models)
    growing = {name for name in selected if models[name].config.meta.get("changed_by") == "nothing"}
    start = {child for table in CHANGED_BY_REPORTS for child in children[f"source.{table}"]}
    second = {name for name, node in models.items() if "phase_2" in node.tags}
    found = {
        f"{name} > {child}"
        for name in (start | selected | second) - growing
        for child in children[name] - selected - second
    }
    assert_only_excepted(found, exceptions["what_a_report_reaches_is_built_again"])


def test_incremental_models_say_what_they_are_replaced_by(models: dict[str, Any]) -> None:
    for name, node in models.items():
        is_incremental = node.config.materialized == "incremental"
        assert is_incremental == ("changed_by" in node.config.meta), name


def test_incremental_models_know_the_list_of_what_replaces_their_rows(
    models: dict[str, Any],
) -> None:
    """dbt sees a reference in a materialization only where the model has it too."""
    lists = {"report": "int_reports_affected", "year": "int_reports_affected"}
    lists |= {"calendar_year": "int_reports_affected", "plan": "int_plans_affected"}
    for name, node in models.items():
        reach = node.config.meta.get("changed_by", "")
        if reach in lists:
            asks = f"changed('{reach}'" in node.raw_code
            assert asks or f"ref('{lists[reach]}')" in node.raw_code, (name, reach)


# --- what is tested -------------------------------------------------------------------------


def test_every_model_and_seed_has_one_data_test_that_is_named_after_it(
    manifest: Any, tables: dict[str, Any]
) -> None:
    """One query for each: a second test of the same rows costs more than its SQL.

    A step without a table of its own would be computed a second time to be tested; what is made of
    it is tested.
    """
    named: dict[str, list[str]] = {name: [] for name in tables}
    for node in manifest.nodes.values():
        if node.resource_type == "test":
            named[name_of(node.attached_node)].append(node.name)
    for name, tests in named.items():
        kind = "evidence_holds" if name.startswith("chk_") else "rows_hold"
        has_rows = tables[name].config.materialized != "ephemeral"
        assert tests == ([f"{name}_{kind}"] if has_rows else []), name


def test_only_steps_have_no_table_and_what_reads_them_is_tested(
    models: dict[str, Any], children: dict[str, set[str]]
) -> None:
    steps = {name for name, node in models.items() if node.config.materialized == "ephemeral"}
    for name in steps:
        assert layer_of(models[name]) == "intermediate", name
        reading, reached = set(children[name]), set()
        while reading:
            reached |= reading - steps
            reading = {child for one in reading & steps for child in children[one]}
        assert reached, f"{name} ends in no table"


def test_rules_are_about_columns_that_exist(tables: dict[str, Any], rules: Rules) -> None:
    for name, node in tables.items():
        columns = {one for _, columns in rules[name] for one in columns.split(", ")}
        assert columns - set(node.columns) == set(), name


def test_what_is_unique_alone_is_not_said_to_be_unique_together_with_more(
    tables: dict[str, Any], rules: Rules
) -> None:
    """One of the two is wrong: a document has a row for each state, and no release came of it."""
    for name in tables:
        keys = {column for rule, column in rules[name] if rule == "keys"}
        together = {
            one for rule, column in rules[name] if rule == "unique" for one in column.split(", ")
        }
        assert keys & together == set(), name


def test_every_foreign_key_of_a_mart_is_tested(
    models: dict[str, Any], rules: Rules, exceptions: Exceptions
) -> None:
    keys = {
        next(iter(node.columns)): name
        for name, node in models.items()
        if name.startswith(("dim_", "fct_"))
    }
    found = {
        f"{name}.{column}"
        for name, node in models.items()
        if name.startswith(SHOWN)
        for position, column in enumerate(node.columns)
        for key, owner in keys.items()
        if (column == key and owner != name) or (position > 0 and column.endswith(f"_{key}"))
        if ("references", column) not in rules[name]
    }
    assert_only_excepted(found, exceptions["every_foreign_key_of_a_mart_is_tested"])


def test_every_code_of_a_mart_has_its_values(
    models: dict[str, Any], rules: Rules, exceptions: Exceptions
) -> None:
    found = {
        f"{name}.{column}"
        for name, node in models.items()
        if name.startswith(SHOWN)
        for position, column in enumerate(node.columns)
        if position > 0
        and CODES.fullmatch(column)
        and not {("references", column), ("codes", column)} & rules[name]
    }
    assert_only_excepted(found, exceptions["every_code_of_a_mart_has_its_values"])


def test_every_evidence_table_names_what_exists(models: dict[str, Any], rules: Rules) -> None:
    for name in models:
        if name.startswith("chk_"):
            assert rules[name] >= EVIDENCE_RULES, name


def test_tests_stand_beside_their_model(manifest: Any) -> None:
    for test in manifest.unit_tests.values():
        assert Path(test.original_file_path).stem == test.model, test.name


# --- what is shown, and to whom -------------------------------------------------------------


def test_only_marts_are_public_and_all_of_one_group(models: dict[str, Any]) -> None:
    for name, node in models.items():
        assert node.group == "warehouse", name
        expected = "private"
        if layer_of(node) == "marts":
            expected = "protected" if name.startswith("chk_") else "public"
        assert node.access.value == expected, name


def test_public_models_have_a_contract_and_every_column_described(models: dict[str, Any]) -> None:
    for name, node in models.items():
        if node.access.value == "public":
            assert node.config.contract.enforced, name
            assert all(one.description.strip() for one in node.columns.values()), name


def test_exposures_read_public_tables(manifest: Any, models: dict[str, Any]) -> None:
    for exposure in manifest.exposures.values():
        assert exposure.description.strip()
        for one in exposure.depends_on.nodes:
            node = models[name_of(one)]
            assert node.access.value == "public", f"{exposure.name} reads {node.name}"
            assert node.config.materialized != "view", f"{exposure.name} reads a view: {node.name}"


def test_whoever_gets_all_marts_is_told_of_all_marts(manifest: Any, models: dict[str, Any]) -> None:
    exposures = {one.name: set(one.depends_on.nodes) for one in manifest.exposures.values()}
    shown = {node.unique_id for name, node in models.items() if name.startswith(SHOWN)}
    assert exposures["bi_marts"] == shown
    assert exposures["postgresql_marts"] == shown


@pytest.mark.parametrize(
    ("exposure", "sources"),
    [
        ("auditor_report", "ingestion/publish/report*.py"),
        ("review_files", "ingestion/review/*.py"),
        ("run_summary", "ingestion/service/*.py"),
    ],
)
def test_what_the_code_reads_is_exposed(manifest: Any, exposure: str, sources: str) -> None:
    (found,) = (one for one in manifest.exposures.values() if one.name == exposure)
    exposed = {name_of(one) for one in found.depends_on.nodes}
    files = sorted(ROOT.glob(sources))
    assert files
    read = {
        name
        for file in files
        for name in re.findall(r"\bmarts\.((?:dim|fct|rpt)_\w+)", file.read_text("utf-8"))
    }
    assert read - exposed == set()


# --- freshness ------------------------------------------------------------------------------


def test_every_source_is_described_and_says_how_fresh_it_must_be(manifest: Any) -> None:
    derived = set()
    for source in manifest.sources.values():
        assert source.description.strip(), source.name
        if source.freshness is None or not (source.freshness.warn_after or {}):
            derived.add(source.name)
        else:
            assert source.loaded_at_field == "received_at", source.name
    assert derived == {
        "changed_reports",
        "check_failures",
        "check_outcomes",
        "document_scopes",
        "entity_matches",
        "finding_hypotheses",
        "finding_causes",
        "finding_decisions",
        "indicator_matches",
        "judged_subjects",
        "org_units_in_use",
        "previous_finding_events",
        "previous_release_trends",
        "review_decisions",
        "submission_decisions",
        "task_matches",
        "working_days",
    }, "these are made here, not received"


@pytest.mark.slow
@pytest.mark.parametrize(("age", "is_fresh"), [(10, True), (500, False)])
def test_reports_that_stopped_coming_are_stale(tmp_path: Path, age: int, is_fresh: bool) -> None:
    candidate = tmp_path / "planledger.duckdb"
    build_raw(candidate, Settings(home=tmp_path / "home"))
    received = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=age)
    with duckdb.connect(str(candidate)) as connection:
        connection.execute("insert into raw.submissions (received_at) values (?)", [received])
    done = subprocess.run(
        [
            *(sys.executable, "-m", "dbt.cli.main", "--no-use-colors", "source", "freshness"),
            *("--select", "source:raw.submissions", "--project-dir", str(ROOT / "dbt_project")),
            *("--profiles-dir", str(ROOT / "dbt_project")),
            *("--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path / "logs")),
        ],
        env=os.environ | {"PLANLEDGER_CANDIDATE": str(candidate)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ("ERROR STALE" not in done.stdout) == is_fresh, done.stdout
    assert (done.returncode == 0) == is_fresh
