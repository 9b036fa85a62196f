"""A document's page marks what was read where it stands; a long one is cut into several."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingestion.publish.site.audit_rows import MartLink
from ingestion.publish.site.documents import Places, arrange_document, place_of
from ingestion.records import AnyRecord, Cell, Document, Locator, Quantity

LINES = 60
TEXT = "\n".join(f"第{number}项指标达到{number}家" for number in range(100, 100 + LINES))
DOCUMENT = Document(
    document_id="d", plan_id="p", title="计划", kind="plan", format="text", parts=()
)


def _quantity(number: int) -> Quantity:
    start = TEXT.index(f"达到{number}家") + 2
    quote = TEXT[start : start + 4]
    place = Locator(document_id="d", start=start, end=start + 4, quote=quote)
    return Quantity(
        document_id="d", part_no=1, kind="target", quote=quote, start=start, end=start + 4,
        indicator=f"第{number}项指标", value=Decimal(number), unit="家", evidence=(place,),
    )  # fmt: skip


def _arranged(records: list[AnyRecord], links: tuple[MartLink, ...] = ()) -> tuple[list[int], dict]:
    one = arrange_document(
        DOCUMENT, TEXT, records, findings=(), links=links, anchored=frozenset({"t"})
    )
    places = Places()
    places.add(one)
    return [len(sheet.entries) for sheet in one.sheets], {
        "one": one,
        "places": places,
    }


def test_every_record_stands_on_the_page_that_prints_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingestion.publish.site.documents.MOST_WEIGHT", 10_000)
    counts, made = _arranged([_quantity(number) for number in range(100, 100 + LINES)])
    assert len(counts) > 3
    assert sum(counts) == LINES
    last = _quantity(99 + LINES)
    href = made["places"].href("d", last.start)
    assert href == f"documents/d-{len(counts)}.html#p{last.start}"
    assert made["places"].href("d", _quantity(100).start).startswith("documents/d.html#p")


def test_a_place_without_a_mark_leads_to_the_mark_before_it() -> None:
    _, made = _arranged([_quantity(100)])
    mark = _quantity(100).start
    assert made["places"].href("d", mark + 20) == f"documents/d.html#p{mark}"
    assert made["places"].href("d", 0) == "documents/d.html"
    assert made["places"].href("other", 5) == ""


def test_records_lead_to_their_rows_and_targets() -> None:
    quantity = _quantity(100)
    link = MartLink(
        document_key="d",
        place=place_of(quantity),
        mart="fct_target_statements",
        row_key="abcdef0123",
        target_key="t",
        plan_id="p",
    )
    _, made = _arranged([quantity], (link,))
    (found,) = made["one"].links.values()
    assert found.href.endswith("#t-t")
    assert "fct_target_statements abcdef0123" in found.title


def test_a_record_without_a_place_is_listed_on_the_first_page() -> None:
    cell = Cell(
        document_id="d", part_no=1, table_no=1, row_no=1, col_no=1, indicator="指标", org="甲县",
        raw="3", state="value", value=Decimal(3), alignment="printed",
        evidence=(Locator(document_id="d", sheet="表", cell="B2", quote="3"),),
    )  # fmt: skip
    counts, _ = _arranged([cell])
    assert counts == [1]
