"""What dbt is spared must change nothing that it answers; else the module can go."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest

from ingestion.pipeline.dbt_costs import spared


def test_a_quiet_event_holds_nothing_and_the_others_hold_all(tmp_path: Path) -> None:
    from dbt.adapters.events.types import SQLQuery
    from dbt.events.types import LogStartLine, LogTestResult, RunResultError
    from dbt_common.events.types import Note

    with spared(tmp_path):
        assert SQLQuery(conn_name="c", sql="select 1").sql == ""
        assert LogStartLine(description="d", index=1, total=2).description == ""
        assert Note(msg="要紧").msg == "要紧"
        assert RunResultError(msg="坏了").msg == "坏了"
        assert LogTestResult(name="t", status="fail").name == "t"
    assert SQLQuery(conn_name="c", sql="select 1").sql == "select 1"


def test_dbt_still_makes_quiet_events_the_way_that_is_spared() -> None:
    from dbt.adapters.events.types import SQLQuery
    from dbt_common.events.base_types import BaseEvent, DebugLevel

    assert issubclass(SQLQuery, DebugLevel)
    assert SQLQuery.__init__ is BaseEvent.__init__


def rendered(source: str, *, native: bool = False) -> Any:
    from dbt_common.clients.jinja import get_template

    return get_template(source, {}, native=native).render({"two": 2})


def test_a_template_is_compiled_once_for_all_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dbt_common.clients.jinja import MacroFuzzEnvironment

    source = "{% set all = [two, 3] %}{{ all | sum }}"
    with spared(tmp_path):
        assert rendered(source) == "5"
        assert rendered(source, native=True) == 5  # the same words mean another program
    assert any(tmp_path.iterdir())

    def again(*_: object, **__: object) -> None:
        raise RuntimeError("compiled anew")

    monkeypatch.setattr(MacroFuzzEnvironment, "_generate", again)
    with spared(tmp_path):
        assert rendered(source) == "5"
        assert rendered(source, native=True) == 5
        with pytest.raises(Exception, match="compiled anew"):
            rendered(source + " ")
    with spared(tmp_path / "new"), pytest.raises(Exception, match="compiled anew"):
        rendered(source)


@pytest.mark.parametrize(
    "sql",
    [
        "with a as (select 1) select * from a",
        "\n\n-- 说明 with\nWITH\n\na as (select 1)\n\nselect * from a\n",
        "with recursive a as (select 1) select * from a",
        "  select 1 as with_care",
        "withheld as b",
    ],
)
def test_ephemeral_steps_are_put_where_dbt_puts_them(sql: str, tmp_path: Path) -> None:
    from dbt import compilation
    from dbt.contracts.graph.nodes import InjectedCTE

    steps = [InjectedCTE(id=f"m{n}", sql=f" __dbt__cte__m{n} as (\nselect {n}\n)") for n in (1, 2)]
    expected = compilation.inject_ctes_into_sql(sql, steps)
    with spared(tmp_path):
        assert compilation.inject_ctes_into_sql(sql, steps) == expected
        assert compilation.inject_ctes_into_sql(sql, []) == sql


class FakeMacro:
    def __init__(self, package_name: str, name: str) -> None:
        self.package_name, self.name = package_name, name
        self.unique_id = f"macro.{package_name}.{name}"


@pytest.mark.parametrize("package_of_node", ["planledger", "other", "dbt"])
def test_a_node_sees_the_same_macros(package_of_node: str, tmp_path: Path) -> None:
    from dbt.context.macros import MacroNamespaceBuilder

    names = {
        "dbt": ("everywhere", "core"),
        "dbt_duckdb": ("everywhere", "core", "adapter"),
        "other": ("everywhere", "theirs"),
        "planledger": ("everywhere", "ours"),
    }
    macros: Any = {
        package: {name: FakeMacro(package, name) for name in known}
        for package, known in names.items()
    }

    def seen() -> dict[str, Any]:
        builder = MacroNamespaceBuilder(
            "planledger", package_of_node, Any, ["dbt_duckdb", "dbt"], None
        )
        space: Any = builder.build_namespace(macros, {})

        def id_of(member: Any) -> Any:
            if isinstance(member, dict):
                return {name: id_of(one) for name, one in member.items()}
            return member.macro.unique_id

        return {
            "": {name: id_of(space[name]) for name in space},
            **{
                name: id_of(found) if (found := space.get_from_package(package, name)) else None
                for package in (None, "dbt", "other", "planledger")
                for name in ("everywhere", "core", "theirs", "ours", "adapter")
            },
        }

    expected = seen()
    with spared(tmp_path):
        assert seen() == expected


def test_answers_have_the_same_types(tmp_path: Path) -> None:
    from dbt_common.clients import agate_helper

    rows = [{"n": 1, "share": 0.5, "text": "007", "day": "2024-01-01", "nothing": None}]

    def types() -> list[str]:
        table = agate_helper.table_from_data_flat(rows, list(rows[0]))
        return [type(one).__name__ for one in table.column_types]

    expected = types()
    with spared(tmp_path):
        assert types() == expected
        assert len(agate_helper.empty_table().rows) == 0


def test_everything_is_as_before_after_an_error(tmp_path: Path) -> None:
    from dbt import compilation
    from dbt.context.macros import MacroNamespaceBuilder
    from dbt_common.clients import agate_helper
    from dbt_common.clients.jinja import MacroFuzzEnvironment
    from dbt_common.events.base_types import BaseEvent

    def replaced() -> tuple[object, ...]:
        return (
            BaseEvent.__init__,
            MacroFuzzEnvironment.compile,
            MacroNamespaceBuilder.build_namespace,
            agate_helper.build_type_tester,
            agate_helper.empty_table,
            compilation.inject_ctes_into_sql,
        )

    before = replaced()
    with pytest.raises(RuntimeError), spared(tmp_path):
        assert not gc.isenabled()
        assert all(new is not old for new, old in zip(replaced(), before, strict=True))
        raise RuntimeError
    assert gc.isenabled()
    assert replaced() == before
    assert "compile" not in vars(MacroFuzzEnvironment)
