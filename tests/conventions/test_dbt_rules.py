"""Tests of rows find what they are for: each rule fails on the smallest table that breaks it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingestion.pipeline.models import build_models
from ingestion.settings import Settings

from .conftest import ROOT

PROJECT = ROOT / "dbt_project"
REFERENCE = "parents.code"
EITHER = ["parents.code", "others.code"]
"""A value is known where any of the parents has it."""
RULES: dict[str, tuple[dict[str, Any], str, str | None]] = {
    # name: (rule, the rows of columns a and b, what is said where it breaks)
    "key": ({"keys": ["a"]}, "('1', 'x'), ('2', 'x')", None),
    "key_twice": ({"keys": ["a"]}, "('1', 'x'), ('1', 'y'), ('2', 'x')", "keys a (1) × 2"),
    "key_missing": ({"keys": ["a"]}, "('1', 'x'), (null, 'y')", "present a × 1"),
    "together": ({"unique": [["a", "b"]]}, "('1', 'x'), ('1', 'y'), (null, 'x')", None),
    "together_twice": (
        {"unique": [["a", "b"]]},
        "('1', null), ('1', null), ('1', 'y')",
        "unique a, b (1, null) × 2",
    ),
    "alone": ({"unique": [["a"]]}, "(null, 'x'), (null, 'y'), ('1', 'x')", None),
    "alone_twice": ({"unique": [["a"]]}, "('1', 'x'), ('1', 'y')", "unique a (1) × 2"),
    "present": ({"present": ["a", "b"]}, "('1', 'x')", None),
    "missing": ({"present": ["a", "b"]}, "('1', null), ('2', null), ('3', 'x')", "present b × 2"),
    "codes": ({"codes": {"b": ["x", "y"]}}, "('1', 'x'), ('1', 'y'), ('1', null)", None),
    "unknown_code": (
        {"codes": {"b": ["x", "y"]}},
        "('1', 'x'), ('1', 'z'), ('1', 'w')",
        "codes b (w) × 2",
    ),
    "reference": ({"references": {"a": REFERENCE}}, "('1', 'x'), ('1', 'y'), (null, 'y')", None),
    "dangling": (
        {"references": {"a": REFERENCE}},
        "('1', 'x'), ('2', 'x')",
        "references a (2) × 1",
    ),
    "either": ({"references": {"a": EITHER}}, "('1', 'x'), ('2', 'x')", None),
    "neither": ({"references": {"a": EITHER}}, "('1', 'x'), ('3', 'x')", "references a (3) × 1"),
    "amount": ({"not_negative": ["a"]}, "(0, 'x'), (1, 'x'), (null, 'x')", None),
    "below_zero": ({"not_negative": ["a"]}, "(0, 'x'), (-1, 'x')", "not_negative a (-1) × 1"),
    "share": ({"shares": ["a"]}, "(0, 'x'), (0.5, 'x'), (1, 'x'), (null, 'x')", None),
    "beyond_one": ({"shares": ["a"]}, "(1, 'x'), (1.1, 'x')", "shares a (1.1) × 1"),
    "below_none": ({"shares": ["a"]}, "(-0.1, 'x'), (1, 'x')", "shares a (-0.1) × 1"),
    "two_rules": (
        {"keys": ["a"], "codes": {"b": ["x"]}},
        "('1', 'x'), ('1', 'y')",
        "codes b (y) × 1; keys a (1) × 2",
    ),
}
EVIDENCE = {
    # name: (subject, document, organisation, period), and what is said where it breaks
    "sound": ("('s', 'd', 'o', 'p'), ('t', 'e', null, null)", None),
    "judged_twice": ("('s', 'd', 'o', 'p'), ('s', 'd', 'o', 'p')", "keys subject_key (s) × 2"),
    "no_subject": ("(null, 'd', 'o', 'p')", "present subject_key × 1"),
    "no_delivery": ("('s', 'x', 'o', 'p')", "references document_key (x) × 1"),
    "no_organisation": ("('s', 'd', 'x', 'p')", "references org_code (x) × 1"),
    "no_period": ("('s', 'd', 'o', 'x')", "references period_code (x) × 1"),
}
PARENTS = {
    "parents": ("'1'", "code"),
    "others": ("'2'", "code"),
    "fct_delivery_outcomes": ("'d'", "document_key"),
    "dim_documents": ("'e'", "document_key"),
    "dim_org_units": ("'o'", "org_code"),
    "dim_periods": ("'p'", "period_code"),
}


class SmallProject(Settings):
    """Settings of a pipeline whose dbt project stands beside its home."""

    @property
    def dbt_project(self) -> Path:
        return self.root.parent / "project"


def write_project(folder: Path) -> None:
    """A project of small tables, with the tests of rows of the real one."""
    for part in ("macros/row_rules.sql", "tests/generic"):
        source, copy = PROJECT / part, folder / part
        copy.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, copy)
    shutil.copy(PROJECT / "profiles.yml", folder)
    settings = yaml.safe_load((PROJECT / "dbt_project.yml").read_text("utf-8"))
    kept = {key: settings[key] for key in ("name", "config-version", "profile", "on-run-end")}
    (folder / "dbt_project.yml").write_text(yaml.safe_dump(kept), encoding="utf-8")
    (folder / "models").mkdir()
    about = []
    for name, (value, column) in PARENTS.items():
        write_model(folder, name, f"({value})", column)
    for name, (rule, rows, _) in RULES.items():
        write_model(folder, name, rows, "a, b")
        about.append(described(name, "rows_hold", {"arguments": rule}))
    for name, (rows, _) in EVIDENCE.items():
        write_model(folder, name, rows, "subject_key, document_key, org_code, period_code")
        about.append(described(name, "evidence_holds", {}))
    (folder / "models" / "all.yml").write_text(yaml.safe_dump({"models": about}), "utf-8")


def write_model(folder: Path, name: str, rows: str, columns: str) -> None:
    sql = f"select * from (values {rows}) as given ({columns})"
    (folder / "models" / f"{name}.sql").write_text(sql, encoding="utf-8")


def described(name: str, kind: str, given: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "data_tests": [{kind: {"name": f"{name}_{kind}", **given}}]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rules")


@pytest.fixture(scope="module")
def results(folder: Path) -> Mapping[str, str]:
    """Name of the test -> how it ended."""
    write_project(folder / "project")
    ended = build_models(
        "facts",
        folder / "candidate.duckdb",
        release_id="r",
        settings=SmallProject(home=folder / "home"),
    )
    return {key.split(".")[2]: status for key, status in ended.items() if key.startswith("test.")}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_fails_on_rows_that_break_it_and_names_its_column(
    results: Mapping[str, str], name: str
) -> None:
    broken = RULES[name][2]
    assert results[f"{name}_rows_hold"] == ("pass" if broken is None else f"fail: {broken}")


@pytest.mark.parametrize("name", EVIDENCE)
def test_evidence_that_names_what_is_not_there_fails(results: Mapping[str, str], name: str) -> None:
    broken = EVIDENCE[name][1]
    assert results[f"{name}_evidence_holds"] == ("pass" if broken is None else f"fail: {broken}")


def test_the_log_of_dbt_names_them_too(results: Mapping[str, str], folder: Path) -> None:
    log = (folder / "home" / "logs" / "dbt" / "dbt.log").read_text(encoding="utf-8")
    assert "two_rules_rows_hold: codes b (y) × 1" in log
    assert "no_period_evidence_holds: references period_code (x) × 1" in log
    assert "key_rows_hold:" not in log
