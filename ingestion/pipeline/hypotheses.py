"""Between the checks and the findings: say which cells are probably wrong, into the candidate."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ingestion.hypotheses.counts import ListRow, explain_count
from ingestion.hypotheses.model import Change, Hypothesis
from ingestion.hypotheses.slips import plain
from ingestion.hypotheses.sums import explain_sum
from ingestion.load.candidate import CHECK_TABLES
from ingestion.pipeline.doubted_sums import FailedSum, read_doubted_sums

if TYPE_CHECKING:
    import duckdb

TABLE = "finding_hypotheses"
_JUDGE_SUMS = (("P01", "target"), ("A01", "actual"))
_COUNTS = """
    select failed.check_id, failed.plan_id, failed.subject_key,
        cast(failed.expected as integer) as declared,
        failed.detail ->> '$.label' as label,
        cast(failed.evidence -> '$[0]' as varchar) as label_evidence,
        statements.row_no, min(statements.indicator_name) as indicator_name,
        arg_min(statements.evidence, (statements.col_no, statements.statement_key)) as evidence
    from raw.check_failures as failed
    inner join marts.fct_target_statements as statements
        on failed.plan_id = statements.plan_id and failed.document_key = statements.document_key
            and failed.subject_zh = statements.action_name and statements.stated_in = 'table'
    where failed.check_id = 'P02' and statements.row_no is not null
        and try_cast(failed.expected as integer) is not null
    group by all
    order by failed.check_id, failed.plan_id, failed.subject_key, statements.row_no
"""


def write_hypotheses(connection: duckdb.DuckDBPyConnection) -> int:
    """Explain the rows of ``raw.check_failures`` in ``raw.finding_hypotheses``, which is replaced.

    Args:
        connection: Open for writing on a candidate that the checks have judged.

    Returns:
        The number of hypotheses.
    """
    import pyarrow as pa

    rows = [
        _row(finding, rank, one)
        for finding, hypotheses in _explained(connection)
        for rank, one in enumerate(hypotheses, 1)
    ]
    given = pa.Table.from_pylist(rows, schema=CHECK_TABLES[TABLE])
    connection.register("given", given)
    connection.execute(f"create or replace table raw.{TABLE} as select * from given")
    connection.unregister("given")
    return len(rows)


def _explained(
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[tuple[FailedSum, list[Hypothesis]]]:
    for check_id, scope in _JUDGE_SUMS:
        for finding, system in read_doubted_sums(connection, check_id, scope):
            yield finding, explain_sum(system)
    yield from _explained_counts(connection)


def _explained_counts(
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[tuple[FailedSum, list[Hypothesis]]]:
    lists: dict[tuple[Any, ...], list[ListRow]] = {}
    for *about, row_no, name, evidence in connection.execute(_COUNTS).fetchall():
        row = ListRow(row_no=row_no, name=name, evidence=evidence or "[]")
        lists.setdefault(tuple(about), []).append(row)
    for (check_id, plan_id, subject_key, declared, label, evidence), rows in lists.items():
        found = explain_count(
            declared, rows, label=label or "", evidence=f"[{evidence}]" if evidence else "[]"
        )
        yield (check_id, plan_id, subject_key), found


def _row(finding: FailedSum, rank: int, one: Hypothesis) -> dict[str, object]:
    check_id, plan_id, subject_key = finding
    return {
        "check_id": check_id,
        "plan_id": plan_id,
        "subject_key": subject_key,
        "rank_no": rank,
        "hypothesis_code": one.code,
        "text_zh": one.text_zh,
        "text_en": one.text_en,
        "cells": _json(map(_cell, one.changes)),
        "witness_evidence": one.witness_evidence,
        "score": one.score,
    }


def _cell(change: Change) -> dict[str, object]:
    cell = change.cell
    printed = cell.raw if cell.value is None or cell.raw else plain(cell.value)
    return {
        "place": cell.place,
        "org": cell.org,
        "printed": printed,
        "suggested": plain(change.value),
        "evidence": json.loads(cell.evidence),
    }


def _json(values: Iterable[object]) -> str:
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))
