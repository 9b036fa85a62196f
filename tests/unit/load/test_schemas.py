"""Arrow schemas follow the record models, and what is stored comes back exactly."""

from types import SimpleNamespace

import pyarrow as pa
import pytest

from ingestion.errors import ReconciliationError
from ingestion.load.schemas import (
    RECORD_TYPES,
    arrow_schema,
    refuse_unstorable,
    table_name,
    to_row,
)

PROVENANCE = {"generation_id": "g", "delivery_id": "d", "received_at": None}


@pytest.mark.parametrize("name", RECORD_TYPES)
def test_every_field_of_every_record_has_a_column(name: str) -> None:
    fields = set(RECORD_TYPES[name].model_fields) - {"record"}
    assert set(arrow_schema(RECORD_TYPES[name]).names) == fields | set(PROVENANCE)


def test_names_tables_in_the_plural() -> None:
    names = ("progress_item", "quantity")
    assert [table_name(name) for name in names] == ["progress_items", "quantities"]


def test_columns_have_the_types_that_keep_values_exact() -> None:
    schema = arrow_schema(RECORD_TYPES["cell"])
    assert schema.field("value").type == pa.decimal128(38, 10)
    assert schema.field("is_total").type == pa.bool_()
    assert schema.field("evidence").type == pa.string()
    assert schema.field("alignment_basis").type == pa.string()
    assert arrow_schema(RECORD_TYPES["task"]).field("departments").type == pa.list_(pa.string())
    assert arrow_schema(RECORD_TYPES["document"]).field("published_on").type == pa.date32()


def test_what_is_a_record_inside_a_record_is_json(build: SimpleNamespace) -> None:
    row = to_row(build.cell("a"), PROVENANCE)
    assert row["alignment_basis"] == '["order","sum"]'
    assert '"quote":"数“1”"' in row["evidence"]
    assert to_row(build.task("a"), PROVENANCE)["departments"] == []
    assert to_row(build.task("a"), PROVENANCE)["evidence"] == "[]"


@pytest.mark.parametrize("value", ["1e28", "0.12345678901", f"{'9' * 28}.{'0' * 10}1"])
def test_refuses_a_number_that_would_be_rounded(build: SimpleNamespace, value: str) -> None:
    with pytest.raises(ReconciliationError):
        refuse_unstorable(build.cell("a", value))
