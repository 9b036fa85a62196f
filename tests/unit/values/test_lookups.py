"""The reviewed vocabulary: readable, reasoned, and refused where it is not."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from ingestion.errors import ConfigError
from ingestion.values import lookups
from ingestion.values.names import unit_dimension

SECTIONS = [
    ("units", "units"),
    ("units", "of_tables"),
    ("units", "denominators"),
    ("units", "by_name"),
    ("units", "not_units"),
    ("comparators", "before"),
    ("comparators", "after"),
    ("comparators", "change"),
    ("cell_words", "not_applicable"),
    ("cell_words", "delegated"),
    ("cell_words", "instruction"),
    ("cell_words", "for_each"),
    ("cell_words", "fillers"),
    ("header_words", "roles"),
    ("header_words", "suffixes"),
    ("header_words", "measures"),
    ("header_words", "org_axis"),
    ("header_words", "action_endings"),
]


@pytest.mark.parametrize(("name", "section"), SECTIONS)
def test_every_entry_has_a_reason_and_compiles(name: str, section: str) -> None:
    for entry in lookups.entries(name, section):
        assert entry["reason"]
        if "whole" in entry or "anywhere" in entry:
            re.compile(lookups.entry_expression(entry))


def test_every_unit_of_the_warehouse_is_read_from_documents(root: Path) -> None:
    seed = (root / "dbt_project" / "seeds" / "units.csv").read_text(encoding="utf-8")
    names = [row["unit_name"] for row in csv.DictReader(seed.splitlines())]
    assert [n for n in names if unit_dimension(n) is None] == []


def test_refuses_a_lookup_without_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scratch.yml").write_text("words:\n  - {word: 甲}\n", encoding="utf-8")
    monkeypatch.setattr(lookups, "FOLDER", tmp_path)
    with pytest.raises(ConfigError, match="没有理由"):
        lookups.entries("scratch", "words")


def test_refuses_a_missing_lookup() -> None:
    with pytest.raises(ConfigError):
        lookups.entries("no_such_lookup", "words")
