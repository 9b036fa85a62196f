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
from ingestion.match.mentions import cells_of_rows, mentions_of_cells, mentions_of_quantities
from ingestion.match.pairs import TextPair, TextTarget, pair_targets, text_targets
from ingestion.match.reasons import explain
from ingestion.records import Cell, Document, Part, Quantity

_DOCUMENT = "select * from raw.documents where document_id = ?"
_QUANTITIES = (
    'select * from raw.quantities where document_id = ? order by "start", "end", indicator'
)
_CELLS = (
    "select * from raw.cells where document_id = ? and measure = 'target'"
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
    """Both sides of one pair of documents."""

    plan_id: str
    left_document: str
    right_document: str
    year: int | None
    left: tuple[TextTarget, ...]
    quantities: Mapping[str, dict[str, Any]]
    cells: tuple[Cell, ...]
    totals: Mapping[str, Cell]


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
            one.mention.key: answers[_key(left_document, one.mention.key)].code
            for one in sides.left
            if _key(left_document, one.mention.key) in answers
        }
        pairs = pair_targets(sides.left, sides.cells, year=sides.year, decisions=decided)
        rows += _rows(sides, pairs)
        rows += _left_over(sides, pairs)
    return rows


def _read(connection: duckdb.DuckDBPyConnection, plan_id: str, left: str, right: str) -> _Sides:
    document = _document(connection, left)
    stored = _dicts(connection, _QUANTITIES, left)
    quantities = [Quantity.model_construct(**row) for row in stored]
    cells = tuple(Cell.model_construct(**row) for row in _dicts(connection, _CELLS, right))
    texts = _dicts(connection, "select text from raw.texts where document_id = ?", left)
    text = texts[0]["text"] if texts else ""
    mentions = {one.key: one for one in mentions_of_quantities(document, text, quantities)}
    return _Sides(
        plan_id=plan_id,
        left_document=left,
        right_document=right,
        year=document.year,
        left=text_targets(tuple(mentions.values()), quantities, text),
        quantities={
            f"{row['start']}:{row['end']}": row for row in stored if row["kind"] == "target"
        },
        cells=cells,
        totals=cells_of_rows(cells, None),
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


def _rows(sides: _Sides, pairs: Iterable[TextPair]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for pair in pairs:
        match, left, right, cell = pair.match, pair.left, pair.right, pair.cell
        seen[left.key] += 1
        quantity = sides.quantities[left.key]
        yield {
            "match_key": _key(sides.left_document, left.key),
            "match_no": seen[left.key],
            "plan_id": sides.plan_id,
            "left_document_id": sides.left_document,
            "left_key": left.key,
            "left_indicator": quantity["indicator"],
            "left_quote": quantity["quote"],
            "left_text": left.text,
            "left_section": quantity["section"],
            "left_org": left.place,
            "left_year": left.year,
            **_numbers("left", left),
            "right_document_id": sides.right_document,
            "right_key": right.key if right else None,
            "right_indicator": right.name if right else None,
            "right_quote": cell.raw if cell else None,
            "right_org": cell.org if cell else None,
            "right_year": right.year if right else None,
            "right_period": cell.period if cell else None,
            "right_evidence": cell.evidence if cell else "[]",
            **_numbers("right", right),
            "difference": pair.difference,
            "score": min(max(float(match.score), 0.0), 1.0),
            "status": _status(match),
            "method": match.method,
            "relation": match.relation,
            "reason": match.why,
            "candidates": _candidates(match, sides),
            "evidence": quantity["evidence"],
        }


def _left_over(sides: _Sides, pairs: Iterable[TextPair]) -> Iterator[dict[str, Any]]:
    """Rows of the table that no target of the text is or may be."""
    named = {
        pair.right.key.partition("#")[0]
        for pair in pairs
        if pair.right and pair.match.status != "unmatched"
    }
    for mention in mentions_of_cells(sides.cells, year=sides.year):
        cell = sides.totals.get(mention.key)
        if cell is None or mention.key in named:
            continue
        yield {
            "match_key": _key(sides.left_document, f"row {mention.key}"),
            "match_no": 1,
            "plan_id": sides.plan_id,
            "left_document_id": sides.left_document,
            "right_document_id": sides.right_document,
            "right_key": mention.key,
            "right_indicator": mention.name,
            "right_quote": cell.raw,
            "right_org": cell.org,
            "right_year": mention.year,
            "right_period": cell.period,
            "right_evidence": cell.evidence,
            **_numbers("right", mention),
            "score": 0.0,
            "status": "unmatched",
            "method": "none",
            "relation": "only_in_table",
            "reason": explain(["nothing"]),
            "candidates": "[]",
            "evidence": "[]",
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
            "name": sides.totals[one.right_key.partition("#")[0]].indicator,
            "score": round(min(max(float(one.score), 0.0), 1.0), 4),
            "relation": one.relation,
        }
        for one in match.candidates
        if one.right_key.partition("#")[0] in sides.totals
    ]
    return json.dumps(listed, ensure_ascii=False)


def _key(document_id: str, left_key: str) -> str:
    natural = f"narrative|{document_id}|{left_key}"
    return hashlib.md5(natural.encode(), usedforsecurity=False).hexdigest()
