"""Read what names a candidate's records print, and where each stands first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from ingestion.match.model import Mention
from ingestion.match.scope import ScopedDocument


@dataclass(frozen=True)
class PrintedName:
    """One name as one document, or one sender, prints it."""

    document_id: str
    sender: str
    name: str
    is_total: bool
    occurrence_count: int
    evidence: str


_ORGS = """
    select
        document_id, '' as sender, org as name, bool_and(is_total) as is_total,
        count(*) as occurrence_count,
        arg_min(evidence, (part_no, table_no, row_no, col_no)) as evidence
    from raw.cells
    group by document_id, org
    union all
    select
        document_id, '' as sender, org as name, false as is_total, count(*) as occurrence_count,
        arg_min(evidence, ("start", "end")) as evidence
    from raw.quantities
    where org is not null
    group by document_id, org
    union all
    select
        document_id, submitted_by_org_code as sender, org_as_printed as name, false as is_total,
        count(*) as occurrence_count, arg_min(evidence, (row_no, evidence)) as evidence
    from raw.submission_values
    group by document_id, submitted_by_org_code, org_as_printed
"""
_DEPARTMENTS = """
    select
        document_id, '' as sender, name, false as is_total, count(*) as occurrence_count,
        arg_min(evidence, (part_no, table_no, row_no)) as evidence
    from (select *, unnest(departments) as name from raw.tasks)
    group by document_id, name
"""


def read_orgs(connection: duckdb.DuckDBPyConnection) -> list[PrintedName]:
    """Names of organisations in cells, quantities and submissions, in a fixed order."""
    return _read(connection, _ORGS)


def read_departments(connection: duckdb.DuckDBPyConnection) -> list[PrintedName]:
    """Names of departments in task lists, in a fixed order."""
    return _read(connection, _DEPARTMENTS)


def read_plans(connection: duckdb.DuckDBPyConnection) -> list[tuple[ScopedDocument, list[str]]]:
    """What decides the scope of each plan, with the ids of the documents that carry it."""
    rows = connection.execute(
        """
        select
            plan_id,
            list(distinct issuer order by issuer) filter (where issuer is not null),
            list(distinct title order by title),
            max(coalesce(year, year(published_on))),
            list(distinct document_id order by document_id)
        from raw.documents
        group by plan_id
        order by plan_id
        """
    ).fetchall()
    names = _names_by_document(connection)
    return [
        (
            ScopedDocument(
                plan_id=plan_id,
                issuers=tuple(issuers or ()),
                titles=tuple(titles or ()),
                org_names=tuple(name for one in documents for name in names.get(one, ())),
                year=year,
            ),
            list(documents),
        )
        for plan_id, issuers, titles, year, documents in rows
    ]


def read_reported(connection: duckdb.DuckDBPyConnection) -> list[Mention]:
    """Names of reported indicators by the year that they are reported for."""
    rows = connection.execute(
        """
        select
            left(period_code, 4), indicator, count(*),
            arg_min(evidence, (document_id, row_no, evidence)), min(document_id)
        from raw.submission_values
        group by all
        order by all
        """
    ).fetchall()
    return [
        Mention(year, f"{year}年计划指标", name, count, evidence, document_id)
        for year, name, count, evidence, document_id in rows
    ]


def read_planned(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Names of the indicators of indicator tables, by the year that they are planned for."""
    return connection.execute(
        """
        select distinct
            coalesce(left(cells.period, 4), cast(documents.year as varchar)) as year,
            cells.indicator
        from raw.cells as cells
        inner join raw.documents as documents using (document_id)
        where cells.measure = 'target' and year is not null
        order by all
        """
    ).fetchall()


def read_used_orgs(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Codes that submissions carry: whose report it is and whom it is about."""
    rows = connection.execute(
        "select submitted_by_org_code from raw.submission_values union"
        " select org_code from raw.submission_values union select org_code from raw.submissions"
        " union select org_code from raw.outcomes where org_code is not null order by 1"
    ).fetchall()
    return [code for (code,) in rows]


def _names_by_document(connection: duckdb.DuckDBPyConnection) -> dict[str, Sequence[str]]:
    rows = connection.execute(
        "select document_id, list(distinct org order by org) from raw.cells"
        " where not is_total group by document_id"
    ).fetchall()
    return dict(rows)


def _read(connection: duckdb.DuckDBPyConnection, query: str) -> list[PrintedName]:
    rows: list[tuple[Any, ...]] = connection.execute(
        f"select * from ({query}) order by document_id, sender, name, is_total"
    ).fetchall()
    return [PrintedName(*row) for row in rows if row[2] and str(row[2]).strip()]
