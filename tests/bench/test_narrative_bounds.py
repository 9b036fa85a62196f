"""Text that is hostile to expressions: read in time that grows with its length, never refused."""

from typing import Any

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.narrative import find_quantities
from ingestion.records import Document

ENDLESS = {
    "openings": "“" * 20_000,
    "brackets": "(" * 20_000,
    "joints": "、" * 20_000 + "5家",
    "digits": "1" * 20_000,
    "separators": "1," * 10_000,
    "numerals": "一" * 20_000,
    "verbs": "新增" * 10_000 + "5家",
    "one_long_list": "甲5家、" * 5_000,
    "one_long_sentence": "增长5%," * 8_000,
}


@pytest.mark.parametrize("case", ENDLESS)
def test_endless_text(benchmark: Any, case: str) -> None:
    read = read_document(ENDLESS[case].encode(), "text.txt")
    document = Document(
        document_id=read.document_id, plan_id="p", title="t", kind="plan", year=2024, format="text"
    )
    benchmark.pedantic(find_quantities, (read, document), rounds=1)
    assert benchmark.stats["max"] < 10
