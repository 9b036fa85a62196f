"""The bodies for Spark are Spark SQL: every model, compiled with them, parses as such.

No Spark runs here. The project is compiled with each ``spark__`` body in the place of its
``duckdb__`` twin, and what comes out is read by a parser of Spark's dialect.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError

from .conftest import ROOT
from .portable_sql import macros

PROJECT = ROOT / "dbt_project"
_MACRO = re.compile(r"\{%-? macro (\w+)\(.*?endmacro -?%\}", re.S)
# Of DuckDB alone; a body for Spark that still held one would have been left behind.
_NOT_OF_SPARK = frozenset({"unnest", "list_transform", "list_filter", "struct_pack", "strptime"})


def with_spark_bodies(text: str) -> str:
    """The macros of a file with the bodies for Spark under the names that DuckDB calls."""
    spoken = {name.removeprefix("spark__") for name in macros(text) if name.startswith("spark__")}

    def body(match: re.Match[str]) -> str:
        engine, _, name = match[1].partition("__")
        if name in spoken and engine == "duckdb":
            return ""
        return match[0].replace(f"spark__{name}", f"duckdb__{name}") if name in spoken else match[0]

    return _MACRO.sub(body, text)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every model of the project as it would be sent to Spark, by name."""
    folder = tmp_path_factory.mktemp("spark")
    project = folder / "project"
    shutil.copytree(PROJECT, project, ignore=shutil.ignore_patterns("target", "logs"))
    for file in (project / "macros").glob("*.sql"):
        file.write_text(with_spark_bodies(file.read_text("utf-8")), encoding="utf-8")
    places = [f"--{name}={project}" for name in ("project-dir", "profiles-dir")]
    places += [f"--target-path={folder / 'target'}", f"--log-path={folder / 'logs'}"]
    done = subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "--no-use-colors", "compile", *places],
        env=os.environ | {"PLANLEDGER_CANDIDATE": ":memory:"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    models = folder / "target" / "compiled" / "planledger" / "models"
    return {file.stem: file.read_text("utf-8") for file in models.rglob("*.sql")}


def unread(compiled: dict[str, str]) -> Iterator[str]:
    for name, sql in sorted(compiled.items()):
        try:
            tree = sqlglot.parse_one(sql, read="spark")
        except ParseError as error:
            yield f"{name}: {error.errors[0]['description']} {error.errors[0]['highlight']}"
            continue
        called = {one.name.lower() for one in tree.find_all(exp.Anonymous)}
        yield from (f"{name}: {function}()" for function in sorted(called & _NOT_OF_SPARK))


@pytest.mark.slow
def test_every_model_is_spark_sql_with_the_bodies_for_spark(compiled: dict[str, str]) -> None:
    assert len(compiled) > 150
    assert list(unread(compiled)) == []


def test_the_bodies_for_spark_take_the_place_of_those_for_duckdb() -> None:
    text = (PROJECT / "macros" / "quantities.sql").read_text("utf-8")
    swapped = macros(with_spark_bodies(text))
    assert not [name for name in swapped if name.startswith("spark__")]
    assert swapped["duckdb__whole_division"] == macros(text)["spark__whole_division"]


def test_what_only_duckdb_reads_is_found() -> None:
    assert list(unread({"m": "select a // b from t"}))
