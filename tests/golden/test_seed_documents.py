"""Every real document gives a document record with what it prints about itself."""

from datetime import date

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document

ZHOUSHAN = "舟山市市场监督管理局"
EXPECTED = {
    "000": {
        "title_has": ("2021年第一季度", "完成情况"),
        "issuer": "浙江省市场监督管理局",
        "kind": "progress_report",
        "year": 2021,
        "published_on": date(2021, 5, 7),
        "parts": 1,
    },
    "001": {
        "title_has": ("20221年工作总结",),
        "issuer": None,
        "kind": "annual_summary",
        "year": 2021,
        "published_on": None,
        "parts": 2,
    },
    "002": {
        "title_has": ("潮头迎风",),
        "issuer": None,
        "kind": "news",
        "year": 2023,
        "published_on": None,
        "parts": 1,
    },
    "003": {
        "title_has": (f"{ZHOUSHAN}2020年工作要点",),
        "issuer": ZHOUSHAN,
        "kind": "plan",
        "year": 2020,
        "published_on": date(2020, 3, 31),
        "parts": 2,
    },
    "004": {
        "title_has": ("关于印发舟山", "十件实事", "通知"),
        "issuer": ZHOUSHAN,
        "kind": "plan",
        "year": 2024,
        "published_on": date(2024, 4, 3),
        "parts": 12,
    },
}


def document_of(shared, number):
    path = next((shared / "seeds").glob(f"{number}_*.txt"))
    return interpret_document(read_document(path.read_bytes(), path.name))


@pytest.mark.parametrize("number", sorted(EXPECTED))
def test_reads_what_a_document_prints_about_itself(shared, number):
    document, expected = document_of(shared, number).document, EXPECTED[number]
    assert all(words in document.title for words in expected["title_has"])
    for field in ("issuer", "kind", "year", "published_on"):
        assert getattr(document, field) == expected[field], field
    assert len(document.parts) == expected["parts"]
    assert not document.is_synthetic


def test_reads_numbers_where_they_are_printed(shared):
    plan = document_of(shared, "004").document
    assert plan.document_number == "舟市监发〔2024〕24号"
    assert plan.index_number == "001008009005030/2024-192676"
    assert plan.plan_id == f"{ZHOUSHAN}|舟市监发〔2024〕24号"
    assert document_of(shared, "003").document.index_number == "001008009005030/2020-122132"


def test_a_number_that_the_text_only_cites_is_not_taken(shared):
    assert document_of(shared, "000").document.document_number is None


def test_attachments_of_the_plan_carry_their_titles_and_spans(shared):
    result = document_of(shared, "004")
    eleven = result.document.parts[-1]
    assert eleven.title.startswith("2024年舟山市场监管")
    assert result.text.text[eleven.start :].startswith("附件11")
    assert {cell.part_no for cell in result.cells} == {eleven.part_no}


@pytest.mark.parametrize("number", ["001", "002"])
def test_a_document_without_tables_loads_and_says_so(shared, number):
    result = document_of(shared, number)
    assert "no_table" in [issue.code for issue in result.issues]
    assert (result.seen, result.loaded) == (0, 0)


def test_a_year_that_cannot_be_one_is_an_issue(shared):
    assert "implausible_year" in [issue.code for issue in document_of(shared, "001").issues]
