"""The parsed dbt project, and the exceptions that were reviewed, for all tests of conventions."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXCEPTIONS = Path(__file__).with_name("exceptions.csv")
EVIDENCE_RULES = {
    ("keys", "subject_key"),
    ("references", "document_key"),
    ("references", "org_code"),
    ("references", "period_code"),
}
"""What the test ``evidence_holds`` holds of every evidence table."""


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What dbt understood of the project; parsed once."""
    from dbt.cli.main import dbtRunner

    scratch = tmp_path_factory.mktemp("dbt")
    parsed = dbtRunner().invoke(
        [
            "--quiet",
            "parse",
            f"--project-dir={ROOT / 'dbt_project'}",
            f"--profiles-dir={ROOT / 'dbt_project'}",
            f"--target-path={scratch / 'target'}",
            f"--log-path={scratch / 'logs'}",
        ]
    )
    assert parsed.success, parsed.exception
    return parsed.result


Rules = dict[str, set[tuple[str, str]]]


@pytest.fixture(scope="session")
def rules(manifest: Any) -> Rules:
    """Model or seed -> (rule, column) of what its rows must hold; columns together as "a, b"."""
    found: Rules = defaultdict(set)
    for node in manifest.nodes.values():
        if node.resource_type == "test":
            name = node.attached_node.rsplit(".", maxsplit=1)[-1]
            found[name] |= _rules_of(node.test_metadata)
    return found


def _rules_of(test: Any) -> set[tuple[str, str]]:
    """The rules of one test of rows. No other kind of data test is known here."""
    if test.name == "evidence_holds":
        return EVIDENCE_RULES
    assert test.name == "rows_hold", f"a data test of another kind: {test.name}"
    found = set()
    for rule, columns in test.kwargs.items():
        if rule != "model":
            found |= {(rule, one if isinstance(one, str) else ", ".join(one)) for one in columns}
    return found


@pytest.fixture(scope="session")
def exceptions() -> dict[str, dict[str, str]]:
    """Rule -> object -> why the rule does not hold there."""
    with EXCEPTIONS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert all(row["reason"].strip() for row in rows)
    known: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        assert row["object"] not in known[row["rule"]], f"said twice: {row}"
        known[row["rule"]][row["object"]] = row["reason"]
    return known


def assert_only_excepted(found: set[str], excepted: dict[str, str]) -> None:
    """What breaks a rule is exactly what was excepted: the list may only shrink."""
    breaking, needless = sorted(found - set(excepted)), sorted(set(excepted) - found)
    assert not breaking, f"breaks the rule: {', '.join(breaking)}"
    assert not needless, f"an exception that is no longer needed: {', '.join(needless)}"
