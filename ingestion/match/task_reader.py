"""Read the tasks and the reported projects of a candidate, and write what belongs together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import duckdb

from ingestion.match.divisions import Divisions
from ingestion.match.scope import Scope
from ingestion.match.tasks import PlannedTask, ReportedProject, TaskMatch, match_tasks

_TASKS = """
    select
        tasks.document_id, tasks.part_no, tasks.table_no, tasks.row_no, tasks.task,
        documents.plan_id
    from raw.tasks as tasks
    inner join (select document_id, min(plan_id) as plan_id from raw.documents group by all)
        as documents using (document_id)
    order by all
"""
_PROJECTS = """
    select
        items.document_id, items.delivery_id, items.part_no, items.table_no, items.project_no,
        items.project_name, submissions.org_code, min(submissions.period_code) as period_code,
        list(items.text order by items.item_seq, items.text) as texts
    from raw.progress_items as items
    left join (
        select delivery_id, min(org_code) as org_code, min(period_code) as period_code
        from raw.submissions
        group by delivery_id
    ) as submissions using (delivery_id)
    group by all
    order by all
"""


def match_listed_tasks(
    connection: duckdb.DuckDBPyConnection,
    divisions: Divisions,
    scopes: Mapping[str, Scope],
    years: Mapping[str, int | None],
) -> list[dict[str, Any]]:
    """Rows of ``raw.task_matches``: every reported project against the plans of its place and year.

    Args:
        connection: To a candidate whose schema ``raw`` holds the records.
        divisions: All units, for what lies above the sender of a submission.
        scopes: Document -> whose plan or report it is.
        years: Document -> the year that it is about.
    """
    tasks = [
        PlannedTask(_key(row[:4]), row[5], scopes[row[0]].code, int(years[row[0]] or 0), row[4])
        for row in connection.execute(_TASKS).fetchall()
        if row[0] in scopes and years.get(row[0])
    ]
    rows = {_key(row[:6]): row for row in connection.execute(_PROJECTS).fetchall()}
    projects = [_project(key, row, divisions, scopes, years) for key, row in rows.items()]
    places = {task.key: task for task in tasks}
    return [_row(one, rows[one.project_key], places) for one in match_tasks(projects, tasks)]


def _project(
    key: str,
    row: tuple[Any, ...],
    divisions: Divisions,
    scopes: Mapping[str, Scope],
    years: Mapping[str, int | None],
) -> ReportedProject:
    document_id, sender, period = row[0], row[6], row[7]
    if sender:
        codes = (sender, *divisions.ancestors(sender))
        return ReportedProject(key, codes, int(period[:4]), row[5] or "", tuple(row[8]))
    scope = scopes.get(document_id)
    code = (scope.code,) if scope and scope.code else ()
    return ReportedProject(key, code, int(years.get(document_id) or 0), row[5], tuple(row[8]))


def _row(
    match: TaskMatch, project: tuple[Any, ...], tasks: Mapping[str, PlannedTask]
) -> dict[str, Any]:
    task_place = json.loads(match.task_key) if match.task_key else [None] * 4
    candidates = ",".join(one.model_dump_json() for one in match.candidates)
    return {
        "plan_id": match.plan_id,
        "task_document_id": task_place[0],
        "task_part_no": task_place[1],
        "task_table_no": task_place[2],
        "task_row_no": task_place[3],
        "task_name": tasks[match.task_key].name if match.task_key else None,
        "document_id": project[0],
        "delivery_id": project[1],
        "part_no": project[2],
        "table_no": project[3],
        "project_no": project[4],
        "project_name": project[5],
        "status": match.status,
        "score": match.score,
        "candidates": f"[{candidates}]",
    }


def _key(place: tuple[Any, ...]) -> str:
    return json.dumps(place, ensure_ascii=False)
