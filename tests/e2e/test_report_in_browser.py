"""The auditors' report in a real browser: two sizes, no network, by keyboard and on paper."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from lxml import html

from ingestion.publish.release import publish
from ingestion.settings import Settings
from tests.e2e.browser import SIZES, load_page, probe_in_frame

pytestmark = pytest.mark.system("chromium")

PROBE = """
<script>
addEventListener("load", () => {
  const visible = () => [...document.querySelectorAll("details.finding")]
    .filter((one) => one.checkVisibility()).map((one) => one.id);
  const seen = {
    width: innerWidth,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    fetched: performance.getEntriesByType("resource").map((one) => one.name),
    target: document.querySelector(":target")?.open ?? null,
    all: visible(),
    marks: [...document.querySelectorAll("#f-f-parts mark")].map((one) => one.textContent),
  };
  const form = document.getElementById("filters");
  const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));
  const box = form.querySelector("[value=warning]");
  box.checked = false; changed();
  seen.withoutWarnings = visible();
  seen.tally = document.getElementById("tally").textContent;
  box.checked = true;
  form.elements.text.value = "Ｄ4"; changed();
  seen.searched = visible();
  form.elements.text.value = ""; changed();
  const focusable = document.querySelector("details.finding summary");
  focusable.focus();
  seen.focus = document.activeElement === focusable;
  for (const one of document.querySelectorAll("details")) one.open = false;
  dispatchEvent(new Event("beforeprint"));
  seen.closedOnPaper = document.querySelectorAll("details:not([open])").length;
  dispatchEvent(new Event("afterprint"));
  seen.openAfterwards = document.querySelectorAll("details[open]").length;
  parent.postMessage(JSON.stringify(seen), "*");
});
</script>
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("report")
    candidate = folder / "planledger.duckdb"
    with duckdb.connect(str(candidate)) as connection:
        for name in ("candidate_schema.sql", "candidate_rows.sql"):
            script = root / "tests" / "unit" / "publish" / name
            connection.execute(script.read_text(encoding="utf-8"))
    published = publish(
        candidate,
        Settings(home=folder / "home"),
        release_id="r0001",
        created_at=datetime(2026, 11, 21, 13, 5, tzinfo=UTC),
        inputs=[("ab" * 32, "plans/plan.txt")],
        versions={"planledger": "0.1.0"},
    )
    return published.report


def _probe(report: Path, folder: Path, size: tuple[int, int]) -> tuple[dict[str, Any], str]:
    text = report.read_text(encoding="utf-8")
    return probe_in_frame(text.replace("</body>", PROBE + "</body>"), "f-f-falls", folder, size)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_works_without_network_at_this_size(
    size: tuple[int, int], report: Path, tmp_path: Path
) -> None:
    seen, log = _probe(report, tmp_path, size)
    assert seen["width"] == size[0]
    assert seen["overflow"] == 0
    assert [name for name in seen["fetched"] if not name.startswith("data:")] == []
    assert not re.findall(r"CONSOLE.*(?:Refused|violates|Uncaught|ERR_)", log)
    assert seen["all"] == ["f-f-parts", "f-f-falls"]
    assert seen["marks"] == ["20", "5", "14"]
    assert seen["target"] is True
    assert seen["withoutWarnings"] == ["f-f-parts"]
    assert "1 / 2" in seen["tally"]
    assert seen["searched"] == ["f-f-falls"]
    assert seen["focus"] is True
    assert seen["closedOnPaper"] == 0
    assert seen["openAfterwards"] == 0


def test_references_nothing_outside_itself(report: Path, tmp_path: Path) -> None:
    dom, _ = load_page(report, tmp_path / "profile")
    references = html.fromstring(dom).xpath("//@src | //@srcset | //@action | //@poster | //@href")
    assert references
    outside = [one for one in references if not one.startswith(("#", "data:", "data_docs/"))]
    assert outside == []


def test_shows_every_finding_without_script(report: Path, tmp_path: Path) -> None:
    text = report.read_text(encoding="utf-8")
    page = tmp_path / "index.html"
    page.write_text(re.sub(r"(?s)<script>.*?</script>", "", text), encoding="utf-8")
    dom, _ = load_page(page, tmp_path / "profile")
    tree = html.fromstring(dom)
    assert [one.get("id") for one in tree.xpath("//details[@data-check]")] == [
        "f-f-parts",
        "f-f-falls",
    ]
    assert tree.get_element_by_id("filters").get("hidden") is not None
