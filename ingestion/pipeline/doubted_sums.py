"""Read the cells and sums around every sum that failed, from the marts of a candidate."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ingestion.hypotheses.model import Cell, Sum, System, Witness
from ingestion.hypotheses.repair import failing_sums

if TYPE_CHECKING:
    import duckdb

FailedSum = tuple[str, str, str]
"""Check, plan and subject, as a finding is named."""

_FAILED = """
    select failed.check_id, failed.plan_id, failed.subject_key,
        sums.indicator_key, sums.period_code
    from raw.check_failures as failed
    inner join marts.fct_reconciliations as sums
        on failed.plan_id = sums.plan_id and failed.subject_key = sums.subject_key
            and sums.scope = ?
    where failed.check_id = ?
"""
_SUMS = """
    select sums.plan_id, sums.indicator_key, sums.period_code, sums.tolerance, sums.is_lower_bound,
        indicators.row_no, coalesce(indicators.unit_name, '') as unit_name
    from marts.fct_reconciliations as sums
    semi join failed on failed.indicator_key = sums.indicator_key
        and left(failed.period_code, 4) is not distinct from left(sums.period_code, 4)
    left join marts.dim_indicators as indicators
        on sums.indicator_key = indicators.indicator_key
    where sums.scope = ? and sums.is_evaluated
"""
_PRINTED = """
    with doubted as (
        select targets.*, indicators.indicator_name
        from marts.fct_targets as targets
        semi join failed on failed.indicator_key = targets.indicator_key
            and left(failed.period_code, 4) is not distinct from left(targets.period_code, 4)
        inner join marts.dim_indicators as indicators
            on targets.indicator_key = indicators.indicator_key
        where targets.stated_in = 'table'
    ),
    year_before as (
        select doubted.target_key, min(earlier.original_value) as value
        from doubted
        inner join marts.fct_targets as earlier
            on doubted.org_name = earlier.org_name and doubted.is_total = earlier.is_total
                and doubted.unit_name is not distinct from earlier.unit_name
                and try_cast(doubted.period_code as integer) - 1
                    = try_cast(earlier.period_code as integer)
                and earlier.stated_in = 'table' and earlier.state = 'value'
        inner join marts.dim_indicators as named
            on earlier.indicator_key = named.indicator_key
                and doubted.indicator_name = named.indicator_name
        group by doubted.target_key
        having count(distinct earlier.original_value) = 1
    ),
    said as (
        select doubted.target_key, list({
            'kind': 'narrative', 'value': cast(prose.read_value as varchar),
            'quote': prose.raw, 'evidence': prose.evidence
        } order by prose.evidence) as witnesses
        from doubted
        inner join marts.fct_target_statements as prose
            on doubted.target_key = prose.target_key and prose.stated_in = 'prose'
                and doubted.unit_name is not distinct from prose.unit_name
                and prose.read_value is not null
        group by doubted.target_key
    )
    select doubted.plan_id, doubted.indicator_key, doubted.period_code, doubted.org_name,
        doubted.is_total, doubted.time_additivity,
        case when doubted.state = 'value' then doubted.original_value end as value,
        coalesce(statements.raw, '') as raw, doubted.state,
        null as before_value, null as after_value, year_before.value as last_year_value,
        said.witnesses, doubted.evidence
    from doubted
    left join marts.fct_target_statements as statements
        on doubted.statement_key = statements.statement_key
    left join year_before on doubted.target_key = year_before.target_key
    left join said on doubted.target_key = said.target_key
    order by doubted.plan_id, doubted.indicator_key, doubted.period_code,
        doubted.is_total desc, statements.col_no, doubted.org_name
"""
_REPORTED = """
    with places as (
        select plan_id, indicator_key, org_code, max(org_name) as org_name,
            bool_or(is_total) as is_total
        from marts.fct_targets
        where stated_in = 'table' and org_code is not null
            and indicator_key in (select indicator_key from failed)
        group by all
    ),
    figures as (
        select *, left(period_code, 4) as year_code,
            basis <> 'level' and additivity = 'sum' and actual_value = year_to_date_value
                as is_flow
        from marts.fct_actuals
        where indicator_key in (select indicator_key from failed) and actual_value is not null
    ),
    latest as (select * from figures where is_latest),
    doubted as (
        select places.*, latest.* exclude (plan_id, indicator_key, org_code, org_name)
        from failed
        inner join places on failed.plan_id = places.plan_id
            and failed.indicator_key = places.indicator_key
        inner join latest on failed.indicator_key = latest.indicator_key
            and failed.period_code = latest.period_code and places.org_code = latest.org_code
    ),
    around as (
        select doubted.actual_key,
            max(other.actual_value) filter (other.as_of_date < doubted.as_of_date) as before_value,
            min(other.actual_value) filter (other.as_of_date > doubted.as_of_date) as after_value
        from doubted
        inner join latest as other
            on doubted.indicator_key = other.indicator_key and doubted.org_code = other.org_code
                and doubted.year_code = other.year_code and doubted.is_flow and other.is_flow
        group by doubted.actual_key
    ),
    year_before as (
        select doubted.actual_key, min(earlier.actual_value) as value
        from doubted
        inner join marts.fct_actuals as earlier
            on doubted.indicator_name = earlier.indicator_name
                and doubted.org_code = earlier.org_code and earlier.is_latest
                and doubted.unit_name is not distinct from earlier.unit_name
                and earlier.period_code = cast(cast(doubted.year_code as integer) - 1 as varchar)
                    || substr(doubted.period_code, 5)
        group by doubted.actual_key
        having count(distinct earlier.actual_value) = 1
    ),
    said as (
        select doubted.actual_key, list({
            'kind': 'earlier_revision', 'value': cast(earlier.actual_value as varchar),
            'quote': '', 'evidence': earlier.evidence
        } order by earlier.revision_no, earlier.evidence) as witnesses
        from doubted
        inner join figures as earlier
            on doubted.indicator_key = earlier.indicator_key
                and doubted.org_code = earlier.org_code
                and doubted.period_code = earlier.period_code and not earlier.is_latest
                and doubted.actual_value <> earlier.actual_value
        group by doubted.actual_key
    )
    select doubted.plan_id, doubted.indicator_key, doubted.period_code, doubted.org_name,
        doubted.is_total, 'none' as time_additivity, doubted.actual_value as value,
        '' as raw, 'value' as state, around.before_value, around.after_value,
        year_before.value as last_year_value, said.witnesses, doubted.evidence
    from doubted
    left join around on doubted.actual_key = around.actual_key
    left join year_before on doubted.actual_key = year_before.actual_key
    left join said on doubted.actual_key = said.actual_key
    order by doubted.plan_id, doubted.indicator_key, doubted.period_code,
        doubted.is_total desc, doubted.org_code
"""
_CELLS = {"target": _PRINTED, "actual": _REPORTED}
Row = Mapping[str, Any]


def read_doubted_sums(
    connection: duckdb.DuckDBPyConnection, check_id: str, scope: str
) -> Iterator[tuple[FailedSum, System]]:
    """Read, for each failed sum of a check, the sums that share cells with it.

    Args:
        connection: To a candidate whose failures are in ``raw.check_failures``.
        check_id: The check that judges sums.
        scope: Whose sums: ``target`` or ``actual``.
    """
    connection.execute(f"create or replace temp table failed as {_FAILED}", [scope, check_id])
    failed = _rows(connection, "select * from failed order by all")
    if not failed:
        return
    sums = _grouped(_rows(connection, _SUMS, [scope]))
    cells = _grouped(_rows(connection, _CELLS[scope]))
    for one in failed:
        key = (one["plan_id"], one["indicator_key"])
        system = _system(one, sums.get(key, []), cells.get(key, []))
        if system is not None:
            yield (one["check_id"], one["plan_id"], one["subject_key"]), system


def _system(failed: Row, sums: Sequence[Row], cells: Sequence[Row]) -> System | None:
    """The failed sum, and where a quarter or a year fails, those that it shares cells with."""
    period = failed["period_code"]
    by_period: dict[str | None, list[Row]] = defaultdict(list)
    for cell in cells:
        by_period[cell["period_code"]].append(cell)
    across = {one["period_code"]: one for one in sums}
    if period not in across or not any(cell["is_total"] for cell in by_period[period]):
        return None
    first = across[period]
    known = {code: _cells(rows, across.get(code, first)) for code, rows in by_period.items()}
    over_time = list(_sums_over_time(known, cells))
    chosen = list(known) if over_time else [period]
    rules = [
        _sum_across(known[code], across[code])
        for code in chosen
        if code in across and any(cell.is_total for cell in known[code])
    ]
    rules.sort(key=lambda one: f"|{period}" not in one.total)
    return System(
        cells=tuple(cell for code in chosen for cell in known[code]),
        sums=(*rules, *over_time),
        unit=first["unit_name"],
    )


def _sum_across(cells: Sequence[Cell], one: Row) -> Sum:
    return Sum(
        total=next(cell.key for cell in cells if cell.is_total),
        parts=tuple(cell.key for cell in cells if not cell.is_total),
        tolerance=one["tolerance"] or Decimal(0),
        is_lower_bound=one["is_lower_bound"],
    )


def _sums_over_time(known: Mapping[str | None, Sequence[Cell]], rows: Sequence[Row]) -> list[Sum]:
    """Four quarters make the year, where the plan's own numbers show that they are meant so."""
    if any(row["time_additivity"] != "sum" for row in rows):
        return []
    cells = {(cell.key.rpartition("|")[0], code): cell for code, of in known.items() for cell in of}
    years = [(org, code) for org, code in cells if code is not None and len(code) == 4]
    found = []
    for org, year in years:
        quarters = [cells.get((org, f"{year}-Q{number}")) for number in range(1, 5)]
        of_year = [cell for cell in quarters if cell is not None and cell.value is not None]
        if len(of_year) == 4:
            parts = tuple(cell.key for cell in of_year)
            found.append(Sum(total=cells[org, year].key, parts=parts))
    everything = tuple(cells.values())
    broken = failing_sums(System(cells=everything, sums=tuple(found)))
    return found if len(found) - len(broken) >= 2 else []


def _cells(rows: Sequence[Row], one: Row) -> list[Cell]:
    return [_cell(row, one) for row in rows]


def _cell(row: Row, one: Row) -> Cell:
    number = f"第{one['row_no']}项 " if one["row_no"] is not None else ""
    period = f"{row['period_code']} " if row["period_code"] else ""
    return Cell(
        key=f"{row['org_name']}|{row['period_code']}",
        place=f"{period}{number}{row['org_name']}",
        org=row["org_name"],
        value=row["value"],
        raw=row["raw"],
        state=row["state"],
        is_total=row["is_total"],
        before=row["before_value"],
        after=row["after_value"],
        last_year=row["last_year_value"],
        witnesses=tuple(
            Witness(**{**said, "evidence": json.dumps(json.loads(said["evidence"] or "[]"))})
            for said in row["witnesses"] or ()
        ),
        evidence=row["evidence"] or "[]",
    )


def _grouped(rows: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
    grouped: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["plan_id"], row["indicator_key"]].append(row)
    return grouped


def _rows(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[object] = ()
) -> list[Row]:
    result = connection.execute(sql, list(values))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
