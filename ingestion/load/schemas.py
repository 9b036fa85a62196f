"""Arrow schemas of the record store, derived from the record models: the one place. Pure.

Every row also says where it comes from: ``generation_id``, ``delivery_id`` and ``received_at``.
Times are UTC without a zone, so that a date taken from one is the same on every machine. What is a
record inside a record (evidence, parts) is JSON text; decimals are exact.
"""

from __future__ import annotations

import json
import types
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from typing import Any, Union, get_args, get_origin

import pyarrow as pa

from ingestion.errors import ReconciliationError
from ingestion.records import AnyRecord, Outcome, Record
from ingestion.values.exact import PRECISION, SCALE, fits_store

DECIMAL = pa.decimal128(PRECISION, SCALE)
PROVENANCE = ("generation_id", "delivery_id", "received_at")

# A tuple of strings is a list column, except where readers only ever show it.
_AS_JSON = frozenset({"alignment_basis"})
_SCALARS: dict[type, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    Decimal: DECIMAL,
    date: pa.date32(),
    datetime: pa.timestamp("us"),
}


def record_name(record_type: type[Record]) -> str:
    """The name that the record prints of itself, such as ``progress_item``."""
    return str(record_type.model_fields["record"].default)


RECORD_TYPES: dict[str, type[Record]] = {record_name(kind): kind for kind in get_args(AnyRecord)}
"""Record name -> model, for all records."""

STORED_TYPES = {name: kind for name, kind in RECORD_TYPES.items() if kind is not Outcome}
"""The records that are kept as Parquet; outcomes are kept in the commit entries."""


def table_name(name: str) -> str:
    """Table of the ``raw`` schema that holds a record: ``quantity`` -> ``quantities``."""
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


@lru_cache
def schema_version() -> str:
    """Tells generations apart that were written with other columns: a hash of all schemas."""
    shapes = "\n".join(f"{name}: {arrow_schema(kind)}" for name, kind in STORED_TYPES.items())
    return sha256(shapes.encode()).hexdigest()[:16]


@lru_cache
def arrow_schema(record_type: type[Record]) -> pa.Schema:
    """Arrow schema of a record with its provenance; the field ``record`` is the table itself."""
    columns = {
        "generation_id": pa.string(),
        "delivery_id": pa.string(),
        "received_at": _SCALARS[datetime],
    }
    for name, field in record_type.model_fields.items():
        if name != "record":
            columns[name] = _arrow_type(name, field.annotation)
    return pa.schema(list(columns.items()))


def to_row(record: Record, provenance: dict[str, Any]) -> dict[str, Any]:
    """One record as a row of its table.

    Args:
        record: Any record.
        provenance: Values of ``generation_id``, ``delivery_id`` and ``received_at``.
    """
    return {
        name: _stored(provenance[name] if name in provenance else getattr(record, name), as_json)
        for name, as_json in _columns(type(record))
    }


def refuse_unstorable(record: Record) -> None:
    """Refuse a record with a number that could only be kept rounded.

    Raises:
        ReconciliationError: A number has more than 28 digits before or 10 after the point.
    """
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Decimal) and not fits_store(value):
            raise ReconciliationError(
                "number_out_of_range",
                f"数字 {value} 超出可精确保存的范围（小数点前 28 位、后 10 位）",
                f"the number {value} has more than 28 digits before or 10 after the point",
                name,
            )


def _arrow_type(name: str, annotation: Any) -> pa.DataType:
    if get_origin(annotation) in (Union, types.UnionType):
        (annotation,) = (part for part in get_args(annotation) if part is not type(None))
    if annotation == tuple[str, ...] and name not in _AS_JSON:
        return pa.list_(pa.string())
    return _SCALARS.get(annotation, pa.string())


@lru_cache
def _columns(record_type: type[Record]) -> tuple[tuple[str, bool], ...]:
    """Name of each column, and whether a tuple in it becomes JSON text."""
    schema = arrow_schema(record_type)
    return tuple((column.name, not pa.types.is_list(column.type)) for column in schema)


def _stored(value: Any, as_json: bool) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, tuple):
        return "[" + ",".join(map(_json, value)) + "]" if as_json else list(value)
    return value


def _json(item: Any) -> str:
    if isinstance(item, Record):
        return item.model_dump_json(exclude_none=True)
    return json.dumps(item, ensure_ascii=False)
