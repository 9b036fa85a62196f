"""The Data Docs stand alone: no page asks for anything outside, and every check is in the index."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from expectations.registry import load_checks
from tests.expectations.conftest import Judged

OUTSIDE = "//*[starts-with(@src, 'http') or starts-with(@src, '//') or starts-with(@href, 'http')]"


@pytest.fixture
def folder(failing: Judged) -> Path:
    return failing.run.docs_index.parent


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_no_page_asks_for_anything_outside(folder: Path) -> None:
    assert len(pages(folder)) == 2 * len(load_checks()) + 1
    for page in pages(folder):
        document = html.fromstring(page.read_bytes())
        assert not document.xpath(OUTSIDE), page
        assert not document.xpath("//script"), page


def test_every_page_has_the_style_sheet(folder: Path) -> None:
    for page in pages(folder):
        (link,) = html.fromstring(page.read_bytes()).xpath("//link[@rel='stylesheet']/@href")
        assert (page.parent / link).resolve() == (folder / "docs.css").resolve()


def test_the_index_leads_to_the_result_and_the_rule_of_every_check(folder: Path) -> None:
    index = html.fromstring((folder / "index.html").read_text("utf-8"))
    for check in load_checks():
        (row,) = index.xpath(f"//tr[@id='{check.id}']")
        text = " ".join(row.itertext())
        assert check.title_zh in text and check.title_en in text and "未通过 fail" in text
        result, rule = (folder / unquote(link) for link in row.xpath(".//a/@href"))
        assert result.is_file() and f"chk_{check.id.lower()}" in result.name
        assert rule.is_file() and rule.stem.startswith(check.id)


def test_the_page_of_a_rule_says_its_condition(folder: Path) -> None:
    (page,) = folder.glob("expectations/I01 *.html")
    assert "difference &lt;&gt; 0" in page.read_text("utf-8")


def test_nothing_is_hidden_that_only_a_script_would_show(folder: Path) -> None:
    for page in pages(folder):
        document = html.fromstring(page.read_bytes())
        assert not document.xpath("//*[contains(concat(' ', @class, ' '), ' collapse ')]"), page
        assert not document.xpath("//*[@data-toggle='collapse']"), page


def test_a_check_without_a_page_is_in_the_index_too(tmp_path: Path, warehouse: Path) -> None:
    import duckdb

    from expectations.runner import run_checks
    from tests.expectations.conftest import GREEN

    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("drop table marts.chk_p11")
    run = run_checks(warehouse, docs_dir=tmp_path / "docs", dbt_results=GREEN)
    (row,) = html.fromstring(run.docs_index.read_text("utf-8")).xpath("//tr[@id='P11']")
    text = " ".join(row.itertext())
    assert "出错 error" in text and "没有结果页" in text
