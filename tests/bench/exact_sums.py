"""Sums of what was reported, without the warehouse: what each report printed, added up by Python.

The texts are counted by the database; numbers are made of them, multiplied and added by ``Decimal``
with digits to spare.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal

import duckdb

_EXACT = Context(prec=60)

_LATEST = """
    select
        year(as_of) as year, unit, raw, count(*) as times
    from raw.submission_values as said
    where {condition} and not exists (
        select 1
        from raw.submissions as later
        where later.org_code = said.org_code and later.period_code = said.period_code
            and later.received_at > said.received_at
    )
    group by all
"""
_EVERY = "select year(as_of), unit, raw, count(*) from raw.submission_values group by all"

Sums = dict[tuple[int, str], Decimal]


def printed_sums(connection: duckdb.DuckDBPyConnection) -> Sums:
    """Return the sum of every value ever reported, by year and unit."""
    return _added(connection.execute(_EVERY).fetchall())


def latest_county_sums(connection: duckdb.DuckDBPyConnection) -> Sums:
    """Return the sum of what counties said last and that adds up, by year and unit."""
    condition = "org_as_printed <> '全市' and basis = 'year_to_date'"
    return _added(connection.execute(_LATEST.format(condition=condition)).fetchall())


def latest_sums(connection: duckdb.DuckDBPyConnection) -> Sums:
    """Return the sum of what everybody said last, by year and unit."""
    return _added(connection.execute(_LATEST.format(condition="true")).fetchall())


def sums_of(connection: duckdb.DuckDBPyConnection, query: str) -> Sums:
    """Return a mart's own sums: a query for year, unit and sum."""
    return {(int(year), unit): total for year, unit, total in connection.execute(query).fetchall()}


def _added(rows: Iterable[tuple[int, str, str, int]]) -> Sums:
    sums: Sums = {}
    for year, unit, raw, times in rows:
        product = _EXACT.multiply(Decimal(raw), Decimal(times))
        sums[year, unit] = _EXACT.add(sums.get((year, unit), Decimal(0)), product)
    return sums
