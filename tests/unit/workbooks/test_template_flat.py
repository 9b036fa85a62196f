from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest

from ingestion.values.harmless import harmless, plain_text
from ingestion.workbooks.template_flat import write_flat, write_json

from .sample_forms import ROWS, form


@pytest.fixture
def schema(root):
    return json.loads((root / "docs" / "submission.schema.json").read_text(encoding="utf-8"))


def test_every_row_of_the_flat_form_has_its_keys() -> None:
    data = write_flat(form())
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["指标编码"] for row in rows] == [row.indicator_key for row in ROWS]
    assert {row["单位编码"] for row in rows} == {"990102"}
    assert {row["计划编号"] for row in rows} == {form().plan_id}
    assert rows[2]["年度目标"] == "下降 ≥ 10"
    assert rows[0]["数值"] == ""


def test_a_name_that_looks_like_a_formula_is_made_harmless() -> None:
    rows = list(csv.DictReader(io.StringIO(write_flat(form()).decode("utf-8-sig"))))
    assert rows[2]["指标"] == "'=投诉量下降率"
    assert plain_text(rows[2]["指标"]) == "=投诉量下降率"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-", "@x", "'=1", "\tx", "平常", "it's", ""])
def test_harmless_texts_come_back(text) -> None:
    assert plain_text(harmless(text)) == text


def test_the_json_form_keeps_to_its_schema(schema) -> None:
    content = json.loads(write_json(form()))
    jsonschema.validate(content, schema)
    assert [one["indicator_key"] for one in content["values"]] == [r.indicator_key for r in ROWS]


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"basis": "yearly"}, "basis"),
        ({"value": "约30"}, "value"),
        ({"value": True}, "value"),
        ({"indicator": ""}, "indicator"),
    ],
)
def test_the_schema_refuses_what_is_no_figure(schema, change, at) -> None:
    content = json.loads(write_json(form()))
    content["values"][0] |= change
    with pytest.raises(jsonschema.ValidationError) as refused:
        jsonschema.validate(content, schema)
    assert at in refused.value.absolute_path


@pytest.mark.parametrize("value", [12, 3.5, "1234567890.123456789", "-0.5", None])
def test_the_schema_takes_figures(schema, value) -> None:
    content = json.loads(write_json(form()))
    content["values"][0]["value"] = value
    jsonschema.validate(content, schema)
