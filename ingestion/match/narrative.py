"""Pair the targets of a document's running text with the rows of its plan's indicator tables.

The judgement is `match_indicators`; here is what is read for it and the rows that it becomes.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

from ingestion.match.answers import Answer
from ingestion.match.indicator_model import IndicatorMatch, IndicatorMention
from ingestion.match.indicators import match_indicators
from ingestion.match.mentions import mentions_of_cells, mentions_of_quantities
from ingestion.records import Cell, Document, Part, Quantity

_DOCUMENT = "select * from raw.documents where document_id = ?"
_QUANTITIES = (
    'select * from raw.quantities where document_id = ? order by "start", "end", indicator'
)
_CELLS = (
    "select * from raw.cells where document_id = ? and is_total and measure = 'target'"
    " order by part_no, table_no, row_no, col_no"
)
# The table of the document itself, else of the copy of its plan that came last.
_PAIRS = """
    with prose as (
        select document_id from raw.quantities where kind = 'target' group by document_id
    ),
    tables as (
        select document_id, max(received_at) as received_at
        from raw.cells
        where is_total and measure = 'target'
        group by document_id
    )
    select
        left_document.plan_id, prose.document_id,
        arg_max(
            tables.document_id,
            (tables.document_id = prose.document_id, tables.received_at, tables.document_id)
        )
    from prose
    inner join raw.documents as left_document on prose.document_id = left_document.document_id
    inner join raw.documents as right_document on left_document.plan_id = right_document.plan_id
    inner join tables on right_document.document_id = tables.document_id
    group by all
    order by all
"""


@dataclass(frozen=True)
class _Sides:
    """Both sides of one pair of documents, by key, and where the quantities are printed."""

    plan_id: str
    left_document: str
    right_document: str
    left: Mapping[str, IndicatorMention]
    right: Mapping[str, IndicatorMention]
    places: Mapping[str, tuple[str, str]]


def match_narrative(
    connection: duckdb.DuckDBPyConnection, answers: Mapping[str, Answer]
) -> list[dict[str, Any]]:
    """Rows of ``raw.indicator_matches``: one per target of running text and indicator it names.

    Args:
        connection: A candidate whose schema ``raw`` holds the records.
        answers: Match key -> what a reviewer decided: the row of the table.
    """
    rows: list[dict[str, Any]] = []
    for plan_id, left_document, right_document in connection.execute(_PAIRS).fetchall():
        sides = _read(connection, plan_id, left_document, right_document)
        decided = {
            key: answers[_key(left_document, key)].code
            for key in sides.left
            if _key(left_document, key) in answers
        }
        matches = match_indicators(
            tuple(sides.left.values()), tuple(sides.right.values()), decisions=decided
        )
        rows += _rows(sides, matches)
    return rows


def _read(connection: duckdb.DuckDBPyConnection, plan_id: str, left: str, right: str) -> _Sides:
    document = _document(connection, left)
    stored = _dicts(connection, _QUANTITIES, left)
    quantities = [Quantity.model_construct(**row) for row in stored]
    cells = [Cell.model_construct(**row) for row in _dicts(connection, _CELLS, right)]
    texts = _dicts(connection, "select text from raw.texts where document_id = ?", left)
    mentions = mentions_of_quantities(document, texts[0]["text"] if texts else "", quantities)
    return _Sides(
        plan_id=plan_id,
        left_document=left,
        right_document=right,
        left={one.key: one for one in mentions},
        right={one.key: one for one in mentions_of_cells(cells, year=document.year)},
        places={f"{row['start']}:{row['end']}": (row["quote"], row["evidence"]) for row in stored},
    )


def _document(connection: duckdb.DuckDBPyConnection, document_id: str) -> Document:
    (row,) = _dicts(connection, _DOCUMENT, document_id)
    parts = tuple(Part(**part) for part in json.loads(row["parts"] or "[]"))
    return Document.model_construct(**row | {"parts": parts})


def _dicts(
    connection: duckdb.DuckDBPyConnection, query: str, document_id: str
) -> list[dict[str, Any]]:
    found = connection.execute(query, [document_id])
    names = [column[0] for column in found.description or ()]
    return [
        {name: _number(value) for name, value in zip(names, row, strict=True)}
        for row in found.fetchall()
    ]


def _number(value: Any) -> Any:
    """A stored decimal without the zeros that its column adds."""
    if isinstance(value, Decimal):
        return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
    return value


def _rows(sides: _Sides, matches: Iterable[IndicatorMatch]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for match in matches:
        seen[match.left_key] += 1
        left = sides.left[match.left_key]
        right = sides.right.get(match.right_key or "")
        quote, evidence = sides.places[match.left_key]
        yield {
            "match_key": _key(sides.left_document, match.left_key),
            "match_no": seen[match.left_key],
            "plan_id": sides.plan_id,
            "left_document_id": sides.left_document,
            "left_key": match.left_key,
            "left_indicator": left.name,
            "left_quote": quote,
            **_numbers("left", left),
            "right_document_id": sides.right_document,
            "right_key": match.right_key,
            "right_indicator": right.name if right else None,
            **_numbers("right", right),
            "score": min(max(float(match.score), 0.0), 1.0),
            "status": _status(match),
            "method": match.method,
            "relation": match.relation,
            "reason": match.why,
            "candidates": _candidates(match, sides),
            "evidence": evidence,
        }


def _numbers(side: str, mention: IndicatorMention | None) -> dict[str, Any]:
    return {
        f"{side}_comparator": mention.comparator if mention else None,
        f"{side}_value": mention.value if mention else None,
        f"{side}_unit": mention.unit if mention else None,
    }


def _status(match: IndicatorMatch) -> str:
    is_refused = match.method == "reviewed" and match.right_key is None
    return "rejected" if is_refused else match.status


def _candidates(match: IndicatorMatch, sides: _Sides) -> str:
    listed = [
        {
            "code": one.right_key,
            "name": sides.right[one.right_key].name,
            "score": round(min(max(float(one.score), 0.0), 1.0), 4),
        }
        for one in match.candidates
        if one.right_key in sides.right
    ]
    return json.dumps(listed, ensure_ascii=False)


def _key(document_id: str, left_key: str) -> str:
    natural = f"narrative|{document_id}|{left_key}"
    return hashlib.md5(natural.encode(), usedforsecurity=False).hexdigest()
