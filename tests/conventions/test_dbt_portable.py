"""Models keep to what DuckDB and Spark share; what differs stands in macros, once for each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import ROOT, assert_only_excepted
from .portable_sql import macros, not_portable

PROJECT = ROOT / "dbt_project"
ENGINES = ("duckdb", "spark")
OF_DBT = {"get_assert_columns_equivalent", "persist_docs"}
"""Macros of dbt's adapters that one engine gets another body of here; dbt calls them."""
DISPATCHED = re.compile(r"adapter\.dispatch\('(\w+)'")
Exceptions = dict[str, dict[str, str]]


def sql_files() -> list[Path]:
    folders = ("models", "analyses", "snapshots")
    return [file for one in folders for file in sorted((PROJECT / one).rglob("*.sql"))]


def all_macros() -> dict[str, str]:
    return {
        name: body
        for file in sorted((PROJECT / "macros").glob("*.sql"))
        for name, body in macros(file.read_text("utf-8")).items()
    }


def test_models_and_analyses_are_in_the_common_subset(exceptions: Exceptions) -> None:
    files = sql_files()
    assert len(files) > 80
    found = {
        f"{file.stem}: {what}" for file in files for what in not_portable(file.read_text("utf-8"))
    }
    assert_only_excepted(found, exceptions["not_portable"])


def test_what_a_macro_says_to_every_engine_is_in_the_common_subset(exceptions: Exceptions) -> None:
    found = {
        f"{name}: {what}"
        for name, body in all_macros().items()
        if not name.startswith(tuple(f"{engine}__" for engine in ENGINES))
        for what in not_portable(body)
    }
    assert_only_excepted(found, exceptions["macro_not_portable"])


def test_what_differs_has_a_body_for_each_engine() -> None:
    written = all_macros()
    dispatched = {name for body in written.values() for name in DISPATCHED.findall(body)}
    assert dispatched
    for name in dispatched:
        for engine in ENGINES:
            assert f"{engine}__{name}" in written, f"{name} has no body for {engine}"
    bodies = {name.split("__", 1)[1] for name in written if name.startswith(ENGINES)}
    assert bodies - dispatched == OF_DBT, "a body that nothing calls"


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("select list(a order by b) from t", {"list()"}),
        ("select a[1] from t", {"list or slice [ ]"}),
        ("select a::date from t", {":: cast"}),
        ("select a // b from t", {"// division"}),
        ("select a / b from t", {"division of two columns"}),
        ("select cast(a as varchar) from t", {"varchar without length"}),
        ("select cast(a as double) from t", {"double"}),
        ("select * exclude (a) from t", {"exclude()", "star except"}),
        ("select * from t qualify row_number() over (order by a) = 1", {"qualify"}),
        ("select regexp_extract(upper(a), 'x') from t", {"regexp_extract without a group"}),
        ("select trim(a, '\\s') from t", {"backslash in a literal"}),
        ("select sum(a) filter (where b) over (order by c) from t", {"filter on a window"}),
        ("select 1 union all by name select 2", {"union by name"}),
    ],
)
def test_sees_what_only_one_engine_knows(sql: str, what: set[str]) -> None:
    assert not_portable(sql) == what


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) filter (where a) from {{ ref('t') }} -- list(a)",
        "select regexp_extract(upper(a), '[0-9]+', 1) from t",
        "with a as (select 1), b as (select 2) select * from a",
        "select coalesce(a, 'list(b)'), max_by(a, b), {{ listed('a', ['b']) }} from t",
        "select row_number() over (partition by a order by b desc nulls last) from t",
        "select cast(a as decimal(38, 10)), cast(b as date) from t",
        "select sum(a) over w from t window w as (partition by b)",
    ],
)
def test_lets_pass_what_both_know(sql: str) -> None:
    assert not_portable(sql) == set()
