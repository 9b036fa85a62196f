"""The dbt project keeps its conventions: names, descriptions, contracts, tests."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import Rules

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "dbt_project" / "models"
PREFIXES = {
    "staging": ("stg_",),
    "intermediate": ("int_",),
    "marts": ("dim_", "fct_", "rpt_"),
    "checks": ("chk_",),
}
MAX_LINES = 100
NEVER = re.compile(r"\btry_cast\b|::", re.IGNORECASE)
HIDES_GRAIN = re.compile(r"\bselect distinct\b", re.IGNORECASE)
NEEDS_UNIT_TEST = re.compile(r"\bover\b|\bcase\b|\bjoin\b")
# A lookup by a key that a test holds unique, or a number that only tells repeats apart.
NO_UNIT_TEST = {
    "dim_indicators": "one join by a tested key; the last rule of the seed matches everything",
    "fct_issues": "row_number only tells repeats apart, as in fct_tasks",
    "fct_delivery_outcomes": "row_number only tells repeats apart, as in fct_tasks",
}


def described(manifest: Any) -> dict[str, Any]:
    """Models and seeds by name."""
    return {
        node.name: node
        for node in manifest.nodes.values()
        if node.resource_type in ("model", "seed")
    }


def models(manifest: Any) -> dict[str, Any]:
    return {
        name: node for name, node in described(manifest).items() if node.resource_type == "model"
    }


def sql_files() -> list[Path]:
    files = sorted(MODELS.rglob("*.sql"))
    assert files
    return files


def test_a_prefix_says_the_folder(manifest: Any) -> None:
    wrong = [
        name
        for name, node in models(manifest).items()
        if not name.startswith(PREFIXES[Path(node.original_file_path).parent.name])
    ]
    assert wrong == []


def test_every_model_has_its_own_yml_beside_it() -> None:
    assert [file.name for file in sql_files() if not file.with_suffix(".yml").is_file()] == []


def test_every_description_ends_with_the_grain(manifest: Any) -> None:
    wrong = [
        name
        for name, node in described(manifest).items()
        if "One row per " not in re.split(r"(?<=[.;])\s+(?=[A-Z])", node.description.strip())[-1]
    ]
    assert wrong == []


def test_every_column_that_exists_is_described_in_contracts(manifest: Any) -> None:
    wrong = [
        f"{name}.{column.name}"
        for name, node in described(manifest).items()
        for column in node.columns.values()
        if not column.description.strip()
    ]
    assert wrong == []


def test_every_mart_enforces_its_contract(manifest: Any) -> None:
    wrong = [
        name
        for name, node in models(manifest).items()
        if "/marts/" in node.original_file_path and not node.config.contract.enforced
    ]
    assert wrong == []


def test_the_key_of_every_mart_is_unique_and_not_null(manifest: Any, rules: Rules) -> None:
    for name, node in models(manifest).items():
        if "/marts/" not in node.original_file_path:
            continue
        key = "subject_key" if name.startswith("chk_") else next(iter(node.columns))
        assert ("keys", key) in rules[name], name


def test_every_intermediate_model_has_a_tested_key(manifest: Any, rules: Rules) -> None:
    keyless = {
        "int_indicator_features_listed",  # its grain is all of its columns
        "int_cells_matched",  # int_statements_identified numbers its rows and has their key
    }
    for name, node in models(manifest).items():
        if node.config.materialized == "ephemeral":
            continue  # it has no rows of its own: those made of them are tested
        if name.startswith("int_") and name not in keyless:
            assert {rule for rule, _ in rules[name]} & {"keys", "unique"}, name


def test_what_decides_has_a_unit_test(manifest: Any) -> None:
    tested = {test.model for test in manifest.unit_tests.values()}
    untested = [
        file.stem
        for file in sql_files()
        if NEEDS_UNIT_TEST.search(file.read_text(encoding="utf-8"))
        and file.parent.name != "staging"
        and file.stem not in tested
    ]
    assert sorted(set(untested) - set(NO_UNIT_TEST)) == []
    assert set(NO_UNIT_TEST) <= set(untested), "an exception that is no longer needed"


def test_staging_joins_nothing() -> None:
    joining = [
        file.name
        for file in (MODELS / "staging").glob("*.sql")
        if re.search(r"\bjoin\b", file.read_text(encoding="utf-8"))
    ]
    assert joining == []


def test_models_are_one_page(manifest: Any) -> None:
    """The configuration on top of a model is not counted: it is no SQL."""
    long = {
        file.name: lines
        for file in sql_files()
        if file.parent.name != "checks"
        and (lines := len(_without_head(file.read_text(encoding="utf-8")).splitlines())) > MAX_LINES
    }
    assert long == {}


def _without_head(sql: str) -> str:
    return re.sub(r"\A(\{#-.*?-#\}\s*|\{\{ config\(.*?\) \}\}\s*)+", "", sql, flags=re.DOTALL)


@pytest.mark.parametrize("file", sql_files(), ids=lambda file: file.stem)
def test_sql_hides_nothing(file: Path) -> None:
    sql = file.read_text(encoding="utf-8")
    assert NEVER.findall(sql) == []
    if file.parent.name != "checks":
        assert HIDES_GRAIN.findall(sql) == []


def test_what_reads_the_checks_is_phase_two(manifest: Any) -> None:
    by_id = {node.unique_id: node for node in models(manifest).values()}
    tagged = {key for key, node in by_id.items() if "phase_2" in node.tags}
    assert tagged
    for key, node in by_id.items():
        if key not in tagged:
            assert not tagged & set(node.depends_on.nodes), f"{node.name} needs phase 2"


def test_the_warehouse_and_the_reader_agree_on_what_a_unit_is() -> None:
    """Else one of them takes a bracket off an indicator's name that the other leaves there."""
    lookup = ROOT / "ingestion" / "lookups" / "units.yml"
    reviewed = yaml.safe_load(lookup.read_text(encoding="utf-8"))
    entries = (*reviewed["units"], *reviewed["of_tables"])
    words = {str(word) for entry in entries for word in entry["words"]}
    seed = (ROOT / "dbt_project" / "seeds" / "units.csv").read_text(encoding="utf-8")
    known = {row["unit_name"] for row in csv.DictReader(seed.splitlines())}
    assert sorted(words - known) == []
    assert sorted(known & {entry["word"] for entry in reviewed["not_units"]}) == []


def test_factors_between_units_are_read_in_one_model() -> None:
    reading = {
        file.stem
        for file in sql_files()
        if "ref('units')" in (sql := file.read_text(encoding="utf-8"))
        and re.search(r"(?<!pairs)\.factor\b", sql)
    }
    assert reading == {"int_units_paired"}


def test_readers_of_the_release_are_exposures(manifest: Any) -> None:
    exposed = {
        node.split(".")[-1]
        for exposure in manifest.exposures.values()
        for node in exposure.depends_on.nodes
    }
    shown = {name for name in models(manifest) if name.startswith(("dim_", "fct_", "rpt_"))}
    assert shown == exposed
