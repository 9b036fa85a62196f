"""The published file holds the marts, in a form that older drivers read, and is hashed exactly."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ingestion.publish.warehouse_file import digest_tables, write_marts, write_parquet


@pytest.fixture
def database(tmp_path: Path, candidate: Path) -> Path:
    path = tmp_path / "published" / "planledger.duckdb"
    path.parent.mkdir()
    write_marts(candidate, path)
    return path


def _rebuilt(tmp_path: Path, name: str, sql: str) -> Path:
    candidate, database = tmp_path / f"{name}.duckdb", tmp_path / f"{name}-out.duckdb"
    with duckdb.connect(str(candidate)) as connection:
        connection.execute("create schema marts")
        connection.execute(sql)
    write_marts(candidate, database)
    return database


def test_is_tagged_with_the_storage_version_of_older_drivers(database: Path) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        row = connection.execute(
            "select tags['storage_version'] from duckdb_databases() where path is not null"
        ).fetchone()
    assert row is not None
    assert row[0].startswith("v1.2.0")


def test_holds_marts_only_with_their_values_and_descriptions(database: Path) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        schemas = connection.execute("select distinct schema_name from duckdb_tables()").fetchall()
        values = connection.execute(
            "select target_value from marts.fct_targets order by target_key"
        ).fetchall()
        about_table = connection.execute(
            "select comment from duckdb_tables() where table_name = 'fct_targets'"
        ).fetchone()
        about_column = connection.execute(
            "select comment from duckdb_columns() where column_name = 'target_value'"
            " and table_name = 'fct_targets'"
        ).fetchone()
    assert schemas == [("marts",)]
    assert values == [(Decimal(20),), (Decimal(5),), (Decimal("14.5"),)]
    assert about_table is not None
    assert "the plan's own words" in about_table[0]
    assert about_column == ("In the unit of the row.",)


def test_a_view_is_published_as_a_table(tmp_path: Path) -> None:
    candidate = tmp_path / "planledger.duckdb"
    with duckdb.connect(str(candidate)) as connection:
        connection.execute("create schema marts; create schema staging")
        connection.execute("create table staging.one as select 1 as n")
        connection.execute("create view marts.rpt_one as select * from planledger.staging.one")
    database = tmp_path / "out.duckdb"
    write_marts(candidate, database)
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute("select n from marts.rpt_one").fetchall() == [(1,)]


def test_writes_one_parquet_file_per_mart(tmp_path: Path, database: Path) -> None:
    folder = tmp_path / "parquet"
    write_parquet(database, folder)
    names = {path.stem for path in folder.iterdir()}
    assert names == set(digest_tables(database))
    with duckdb.connect() as connection:
        row = connection.execute(
            f"select sum(target_value) from '{folder}/fct_targets.parquet'"
        ).fetchone()
    assert row == (Decimal("39.5"),)


def test_hash_does_not_depend_on_the_order_of_insertion(tmp_path: Path) -> None:
    rows = ["('a', 1.5)", "('b', null)", "('a', 0.1)"]
    create = "create table marts.t (k varchar, v decimal(38, 10)); insert into marts.t values "
    one = _rebuilt(tmp_path, "one", create + ", ".join(rows))
    two = _rebuilt(tmp_path, "two", create + ", ".join(reversed(rows)))
    assert digest_tables(one) == digest_tables(two)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("select 'a' as k, null as v", "select 'a' as k, '' as v", id="null-or-empty"),
        pytest.param("select 'ab' as k, 'c' as v", "select 'a' as k, 'bc' as v", id="boundary"),
        pytest.param("select '-' as k, '' as v", "select null as k, '-' as v", id="dash-or-null"),
        pytest.param(
            "select 12345678901234567890.0000000001::decimal(38, 10) as k",
            "select 12345678901234567890.0000000002::decimal(38, 10) as k",
            id="last-decimal-place",
        ),
        pytest.param("select 1::integer as k", "select 1::bigint as k", id="type"),
        pytest.param("select 1 as k", "select 1 as l", id="column-name"),
    ],
)
def test_hash_tells_apart_what_differs(tmp_path: Path, left: str, right: str) -> None:
    one = _rebuilt(tmp_path, "one", f"create table marts.t as {left}")
    two = _rebuilt(tmp_path, "two", f"create table marts.t as {right}")
    assert digest_tables(one)["t"].hash != digest_tables(two)["t"].hash


def test_hash_follows_its_written_definition(tmp_path: Path) -> None:
    database = _rebuilt(
        tmp_path,
        "one",
        "create table marts.t (k varchar, v decimal(38, 10));"
        " insert into marts.t values ('乙', 2), ('乙', null)",
    )
    rows = ["3:乙12:2.0000000000", "3:乙-"]
    text = "k VARCHAR\nv DECIMAL(38,10)\n" + "".join(
        hashlib.sha256(row.encode()).hexdigest() + "\n" for row in rows
    )
    assert digest_tables(database)["t"].hash == hashlib.sha256(text.encode()).hexdigest()


def test_an_instant_hashes_the_same_in_every_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = "create table marts.t as select timestamptz '2024-01-01 00:00:00+08' as moment"
    database = _rebuilt(tmp_path, "one", create)
    here = digest_tables(database)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    assert digest_tables(database) == here
