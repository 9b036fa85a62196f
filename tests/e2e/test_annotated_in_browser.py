"""The page of one document in a real browser: two sizes, no network, both ways, without script."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from lxml import html

from ingestion.publish.annotated import annotate_file
from tests.e2e.browser import SIZES, load_page, print_page, probe_in_frame

pytestmark = pytest.mark.system("chromium")

PROBE = """
<script>
addEventListener("load", () => {
  const seen = {};
  const inPane = (one) => {
    const box = one.getBoundingClientRect();
    const pane = one.closest(".pane").getBoundingClientRect();
    return box.bottom > pane.top && box.top < pane.bottom;
  };
  const fill = (one) => getComputedStyle(one).backgroundColor;
  const isShown = (one) => one.checkVisibility();
  const entries = () => [...document.querySelectorAll("aside .e")].filter(isShown).length;
  const change = (id, checked) => {
    const box = document.getElementById(id);
    box.checked = checked;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const root = document.scrollingElement;
  seen.width = innerWidth;
  seen.overflow = root.scrollWidth - root.clientWidth;
  seen.fetched = performance.getEntriesByType("resource").map((one) => one.name);
  seen.named = [
    document.getElementById("NAMED").matches(".on"),
    inPane(document.querySelector("article .on")),
  ];

  const marks = [...document.querySelectorAll("article a.m.k-cell")];
  const last = marks.at(-1);
  const entry = document.getElementById(last.hash.slice(1));
  last.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }));
  seen.toList = [entry.matches(".on"), inPane(entry), location.hash === "#" + last.id];
  const first = document.querySelector("aside .e.k-cell");
  first.focus();
  first.click();
  const mark = document.querySelector(first.hash);
  const isFocused = document.activeElement === mark;
  seen.toText = [mark.matches(".on"), inPane(mark), isFocused, !last.matches(".on")];
  const press = (key) =>
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  press("j");
  seen.next = marks.indexOf(document.activeElement) - marks.indexOf(mark);
  press("k");
  seen.back = document.activeElement === mark;
  press("d");
  seen.doubt = document.activeElement.matches(".a-inferred, .a-ambiguous, .i-warning");
  press("Escape");
  seen.cleared = document.querySelectorAll(".on").length;

  const proven = document.querySelector("article .m.a-proven:not(.s-not_applicable)");
  const inferred = document.querySelector("article .m.a-inferred");
  seen.lines = [proven, inferred].map((one) => getComputedStyle(one).borderBottomStyle);
  seen.all = entries();
  change("d-proven", false);
  seen.withoutProven = [entries(), fill(proven)];
  seen.tally = document.getElementById("tally").textContent;
  change("d-proven", true);
  change("f-cell", false);
  seen.withoutCells = [entries(), fill(proven)];
  change("f-cell", true);
  seen.again = entries();
  change("only-doubt", true);
  const left = [...document.querySelectorAll("aside .e")].filter(isShown);
  seen.onlyDoubt = [left.length, left.every((one) => one.matches(".doubt")), fill(proven)];
  change("only-doubt", false);

  const matrix = document.querySelector("details.matrix");
  matrix.open = true;
  const cell = [...matrix.querySelectorAll("a.x")].at(-1);
  cell.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }));
  seen.fromTable = [document.querySelector(cell.hash).matches(".on"), cell.matches(".on")];
  seen.markOfTable = inPane(document.querySelector("article .m.on"));
  parent.postMessage(JSON.stringify(seen), "*");
});
</script>
"""


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return annotate_file(root / "samples" / "plans" / "zhoushan_2023_plan.txt")


def _probe(page: str, folder: Path, size: tuple[int, int]) -> tuple[dict[str, Any], str]:
    named = html.fromstring(page).xpath("//aside//a[contains(@class, 'k-cell')]/@id")[40]
    probe = PROBE.replace("NAMED", named)
    return probe_in_frame(page.replace("</body>", probe + "</body>"), named, folder, size)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_leads_both_ways_and_filters_at_this_size(
    size: tuple[int, int], page: str, tmp_path: Path
) -> None:
    seen, log = _probe(page, tmp_path, size)
    assert seen["width"] == size[0]
    assert seen["overflow"] == 0
    assert [name for name in seen["fetched"] if not name.startswith("data:")] == []
    assert not re.findall(r"CONSOLE.*(?:Refused|violates|Uncaught|ERR_)", log)
    assert seen["named"] == [True, True]
    assert seen["toList"] == [True, True, True]
    assert seen["toText"] == [True, True, True, True]
    assert (seen["next"], seen["back"], seen["doubt"], seen["cleared"]) == (1, True, True, 0)
    assert seen["lines"] == ["solid", "dashed"]
    transparent = "rgba(0, 0, 0, 0)"
    assert 0 < seen["onlyDoubt"][0] < seen["all"]
    assert seen["onlyDoubt"][1:] == [True, transparent]
    assert seen["fromTable"] == [True, True]
    assert seen["markOfTable"]
    assert 0 < seen["withoutProven"][0] < seen["all"] == seen["again"]
    assert seen["tally"] == f"显示 {seen['withoutProven'][0]} / {seen['all']} 条"
    assert seen["withoutProven"][1] == seen["withoutCells"][1] == transparent
    assert 0 < seen["withoutCells"][0] < seen["withoutProven"][0]


def test_filters_and_links_without_script(page: str, tmp_path: Path) -> None:
    bare = re.sub(r"(?s)<script>.*?</script>", "", page)
    unchecked = bare.replace('id="f-cell" checked', 'id="f-cell"')
    assert unchecked != bare
    probe = """<script>
      const style = (one) => getComputedStyle(document.querySelector(one));
      document.title = [
        style("article .m.a-proven").backgroundColor,
        style("aside .list.k-cell").display,
        style("aside .list.k-document").display,
      ].join("; ");
    </script></body>"""
    (tmp_path / "index.html").write_text(unchecked.replace("</body>", probe), "utf-8")
    dom, _ = load_page(tmp_path / "index.html", tmp_path / "profile")
    assert html.fromstring(dom).findtext(".//title") == "rgba(0, 0, 0, 0); none; block"


def test_paper_holds_the_text_and_the_list(page: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page, "utf-8")
    paper = print_page(tmp_path / "index.html", tmp_path / "profile")
    sheets = [sheet.get_textpage().get_text_range() for sheet in pdfium.PdfDocument(paper)]
    assert all(len(sheet) > 300 for sheet in sheets[:-1])
    printed = "".join("".join(sheets).split())
    rows = html.fromstring(page).xpath("//article//p[@class='strip']")
    assert len(rows) > 10
    assert all("".join(row.text_content().split())[:6] in printed for row in rows)


def test_references_nothing_outside_itself(page: str) -> None:
    references = html.fromstring(page).xpath("//@src | //@srcset | //@action | //@href")
    assert references
    assert [one for one in references if not one.startswith(("#", "data:"))] == []
    assert "url(" not in page
