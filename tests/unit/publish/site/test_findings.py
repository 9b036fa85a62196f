"""Findings are grouped by root cause; what is open and severe comes first."""

from __future__ import annotations

from typing import Any

import pytest

from ingestion.publish.site.findings import Cause, FindingView, group_causes, view_findings
from ingestion.publish.site.rows import FindingRow
from ingestion.publish.site.sources import Lookups
from ingestion.publish.site.write_findings import list_pages

LOOKUPS = Lookups(
    sources={},
    org_names={"01": "甲县"},
    plan_titles={},
    synthetic_plans=frozenset(),
    synthetic_reports=frozenset({("01", "2024-06")}),
)


def _row(key: str, **changes: Any) -> FindingRow:
    row: dict[str, Any] = dict.fromkeys(FindingRow.model_fields)
    row |= {
        "finding_key": key,
        "check_id": "P01",
        "check_version": "1",
        "severity": "warning",
        "effect": "report",
        "message_zh": f"{key}：相差 1",
        "message_en": "off by 1",
        "subject_zh": key,
        "occurrence": "new",
    }
    return FindingRow(**(row | changes))


def _views(*rows: FindingRow, is_first: bool = False) -> tuple[FindingView, ...]:
    return view_findings(rows, (), LOOKUPS, is_first=is_first)


def _keys(causes: tuple[Cause, ...]) -> list[list[str]]:
    return [[one.row.finding_key for one in cause.members] for cause in causes]


def test_the_one_that_names_the_cause_leads() -> None:
    views = _views(
        _row("a", cause_key="c"),
        _row("b", cause_key="c", is_cause_lead=True, cause_zh="合计有误"),
        _row("d", cause_key="d"),
    )
    causes = group_causes(views)
    assert _keys(causes) == [["b", "a"], ["d"]]
    assert causes[0].text_zh == "合计有误"
    assert causes[1].text_zh == "d：相差 1"


def test_what_is_open_and_severe_comes_first() -> None:
    views = _views(
        _row("info", severity="info"),
        _row("waived", severity="critical", disposition="waived"),
        _row("critical", severity="critical"),
    )
    assert _keys(group_causes(views)) == [["critical"], ["info"], ["waived"]]


def test_a_cause_is_as_severe_as_the_worst_that_is_open() -> None:
    settled = _row("a", cause_key="c", severity="critical", disposition="waived")
    (cause,) = group_causes(_views(settled, _row("b", cause_key="c")))
    assert (cause.severity, cause.open_count) == ("warning", 1)


@pytest.mark.parametrize(
    ("occurrence", "is_first", "is_new"),
    [("new", False, True), ("changed", False, True), ("seen_again", False, False),
     ("new", True, False), (None, False, False)],
)  # fmt: skip
def test_is_new_only_against_a_release_before(
    occurrence: str | None, is_first: bool, is_new: bool
) -> None:
    (view,) = _views(_row("a", occurrence=occurrence), is_first=is_first)
    assert view.is_new is is_new


def test_names_organisations_and_marks_what_was_made_up() -> None:
    unknown, known = _views(
        _row("a", org_code="01", period_code="2024-06"), _row("b", org_code="99")
    )
    assert (known.org_name, known.is_synthetic) == ("甲县", True)
    assert (unknown.org_name, unknown.is_synthetic) == ("99", False)


def test_pages_are_cut_between_causes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingestion.publish.site.write_findings.MOST_ON_A_PAGE", 3)
    rows = [_row(f"{cause}{n}", cause_key=cause) for cause in "abc" for n in range(2)]
    pages = list_pages(group_causes(_views(*rows)))
    assert [len(page.causes) for page in pages] == [1, 1, 1]
    assert [(page.number, page.pages, page.total) for page in pages][-1] == (3, 3, 6)
