"""The open questions of the current release, and all that an answer may refer to."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb

from ingestion.records import Record
from ingestion.review.marts import Needed, open_marts
from ingestion.settings import Settings

_NEEDED = Needed(
    "rpt_review_queue",
    "queue_key",
    "release_without_queue",
    "当前发布早于审核清单，请再运行一次 planledger run",
    "the current release is older than the review queue; say planledger run again",
)


class Question(Record):
    """One row of ``rpt_review_queue``."""

    queue_key: str
    question_type: str
    title_zh: str
    title_en: str
    subject: str
    scope_name: str | None
    document_title: str | None
    quote: str | None
    candidates: str
    suggested_code: str | None
    suggested_name: str | None
    decisions: str
    answer_zh: str
    answer_en: str
    occurrence_count: int
    first_seen_at: datetime | None


@dataclass(frozen=True)
class Release:
    """What a file of answers is checked against.

    ``orgs``, ``departments`` and ``indicators`` lead from every name and code that an answer may
    write to the entities that it may mean. ``accepted`` is the code and name of the suggestion that
    was accepted for a question that is no longer open.
    """

    questions: tuple[Question, ...]
    answered: Mapping[str, str]
    cells: frozenset[str]
    orgs: Mapping[str, frozenset[tuple[str, str]]]
    departments: Mapping[str, frozenset[tuple[str, str]]]
    indicators: Mapping[str, frozenset[tuple[str, str]]]
    decisions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    accepted: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def read_questions(settings: Settings) -> tuple[Question, ...]:
    """Read the open questions of the current release, the weightiest first.

    Raises:
        ConfigError: There is no release yet, or it is older than the queue.
    """
    with open_marts(settings, _NEEDED) as connection:
        return _questions(connection)


def read_release(settings: Settings) -> Release:
    """Read all that answers are checked against.

    Raises:
        ConfigError: There is no release yet, or it is older than the queue.
    """
    with open_marts(settings, _NEEDED) as connection:
        answered = connection.execute(
            "select queue_key, any_value(question_type) from marts.fct_review_decisions group by 1"
        ).fetchall()
        statements = connection.execute(
            "select statement_key from marts.fct_target_statements"
        ).fetchall()
        return Release(
            questions=_questions(connection),
            answered=dict(answered),
            cells=frozenset(cell_key(key) for (key,) in statements),
            orgs=_index(
                connection,
                "select org_code, official_name, org_code, official_name, org_name"
                " from marts.dim_org_units",
            ),
            departments=_index(
                connection,
                "select department_code, department_name, department_code, department_name"
                " from marts.dim_departments",
            ),
            indicators=_index(
                connection,
                "select indicator_name, indicator_name, indicator_name from marts.dim_indicators",
            ),
            accepted=_accepted(connection),
            decisions=_allowed(settings.dbt_project / "seeds" / "review_question_types.csv"),
        )


def cell_key(statement_key: str) -> str:
    """The key of the question about one cell, as the warehouse's macro makes it."""
    return hashlib.md5(f"cell|{statement_key}".encode(), usedforsecurity=False).hexdigest()


def _questions(connection: duckdb.DuckDBPyConnection) -> tuple[Question, ...]:
    names = tuple(Question.model_fields)
    rows = connection.execute(
        f"select {', '.join(names)} from marts.rpt_review_queue"
        " order by sort_order, occurrence_count desc, document_title, subject, queue_key"
    ).fetchall()
    return tuple(Question(**dict(zip(names, row, strict=True))) for row in rows)


def _accepted(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str]]:
    """Question -> the suggestion that was accepted last."""
    rows = connection.execute(
        "select queue_key, arg_max(value_code, decided_at), arg_max(value_name, decided_at)"
        " from marts.fct_review_decisions"
        " where decision = 'accept' and value_code is not null group by 1"
    ).fetchall()
    return {key: (code, name or code) for key, code, name in rows}


def _index(
    connection: duckdb.DuckDBPyConnection, query: str
) -> dict[str, frozenset[tuple[str, str]]]:
    """Written name -> (code, name); the query's first two columns are those, the rest names."""
    found: dict[str, set[tuple[str, str]]] = {}
    for code, name, *written in connection.execute(query).fetchall():
        for one in written:
            if one:
                found.setdefault(one, set()).add((code, name))
    return {written: frozenset(meanings) for written, meanings in found.items()}


def _allowed(path: Path) -> dict[str, tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["question_type"]: tuple(row["decisions"].split("|")) for row in csv.DictReader(file)
        }
