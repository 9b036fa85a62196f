"""The auditors' report in a real browser: two sizes, no network, by keyboard and on paper."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pypdfium2 as pdfium
import pytest
from lxml import html

from ingestion.publish.release import publish
from ingestion.settings import Settings
from tests.e2e.browser import (
    SIZES,
    load_page,
    load_times,
    print_page,
    probe_in_frame,
    probe_in_frames,
)

pytestmark = pytest.mark.system("chromium")

# What every page must keep, whatever it shows. Contrast as WCAG 2 defines it.
EVERY_PAGE = """
<script>
addEventListener("load", () => {
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((one) => {
      const share = one / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return null;
      const [r, g, b, a = 1] = numbers(style.backgroundColor);
      if (a > 0) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const pale = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim()) continue;
    if (one.closest("svg, script, style, .skip")) continue;
    if (!one.checkVisibility()) continue;
    const style = getComputedStyle(one);
    const below = ground(one);
    if (!below) continue;
    const shades = [luminance(numbers(style.color)), luminance(below)].sort((a, b) => b - a);
    const ratio = (shades[0] + 0.05) / (shades[1] + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) pale.push([one.className || one.tagName, ratio.toFixed(2)]);
  }
  const skip = document.querySelector(".skip");
  skip.focus();
  const box = skip.getBoundingClientRect();
  const link = document.querySelector("nav a");
  link.focus({ focusVisible: true });
  const unnamed = [...document.querySelectorAll("a[href], button, input, select, summary")]
    .filter((one) => one.checkVisibility() && !(one.textContent.trim() || one.ariaLabel
      || one.labels?.length || one.title));
  parent.postMessage(JSON.stringify(["NAME", {
    width: innerWidth,
    overflow: document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth,
    fetched: performance.getEntriesByType("resource").map((one) => one.name),
    skipShown: box.left >= 0 && box.width > 0,
    focusShown: getComputedStyle(link).outlineStyle,
    traps: document.querySelectorAll("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").length,
    unnamed: unnamed.map((one) => one.outerHTML.slice(0, 90)),
    pale: pale.slice(0, 8),
  }]), "*");
});
</script>
"""
LIST = """
<script>
addEventListener("load", () => {
  const form = document.getElementById("filters");
  const shown = () => [...document.querySelectorAll("#list .f")]
    .filter((one) => one.checkVisibility()).map((one) => one.dataset.check);
  const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));
  const seen = { fromAddress: shown(), checked: form.elements.check.value };
  form.reset();
  setTimeout(() => {
    seen.all = shown();
    seen.plainAddress = location.hash;
    form.querySelector("[value=critical]").checked = false; changed();
    seen.withoutCritical = shown();
    seen.address = decodeURIComponent(location.hash);
    seen.tally = document.getElementById("tally").textContent;
    form.querySelector("[value=critical]").checked = true;
    form.elements.disposition.value = "waived"; changed();
    seen.waived = shown();
    form.elements.disposition.value = ""; form.elements.new.checked = true; changed();
    seen.onlyNew = shown();
    form.elements.new.checked = false; form.elements.q.value = "第１项　合计"; changed();
    seen.searched = shown();
    form.elements.q.value = "nowhere"; changed();
    seen.none = [shown().length, document.getElementById("none").checkVisibility(),
      [...document.querySelectorAll(".cause")].filter((one) => one.checkVisibility()).length];
    location.hash = "#org=01&severity=warning";
    setTimeout(() => {
      seen.fromLink = shown();
      parent.postMessage(JSON.stringify(seen), "*");
    }, 50);
  }, 50);
});
</script>
"""
MOST_MILLISECONDS = 1000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("report")
    candidate = folder / "planledger.duckdb"
    with duckdb.connect(str(candidate)) as connection:
        for name in ("candidate_schema.sql", "candidate_rows.sql"):
            script = root / "tests" / "unit" / "publish" / name
            connection.execute(script.read_text(encoding="utf-8"))
    settings = Settings(home=folder / "home")
    for release_id in ("r0001", "r0002"):
        published = publish(
            candidate,
            settings,
            release_id=release_id,
            created_at=datetime(2026, 11, 21, 13, 5, tzinfo=UTC),
            inputs=[("ab" * 32, "plans/plan.txt")],
            versions={"planledger": "0.1.0"},
        )
    return published.site


def _texts(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(site.rglob("*.html"))
    }


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_every_page_stands_at_this_size(size: tuple[int, int], site: Path, tmp_path: Path) -> None:
    pages = {
        name: text.replace("</body>", EVERY_PAGE.replace("NAME", name) + "</body>")
        for name, text in _texts(site).items()
    }
    seen, log = probe_in_frames(pages, tmp_path, size)
    assert set(seen) == set(pages)
    assert not re.findall(r"CONSOLE.*(?:Refused|violates|Uncaught|ERR_)", log)
    for name, one in seen.items():
        assert (one["width"], one["overflow"]) == (size[0], 0), name
        assert [fetched for fetched in one["fetched"] if not fetched.startswith("data:")] == []
        assert one["skipShown"], name
        assert one["focusShown"] == "solid", name
        assert (one["traps"], one["unnamed"], one["pale"]) == (0, [], []), name


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_list_is_filtered_and_the_address_keeps_it(
    size: tuple[int, int], site: Path, tmp_path: Path
) -> None:
    text = (site / "findings.html").read_text(encoding="utf-8")
    page = text.replace("</body>", LIST + "</body>")
    seen, log = probe_in_frame(page, "check=P03&disposition=waived", tmp_path, size)
    assert not re.findall(r"CONSOLE.*(?:Refused|violates|Uncaught|ERR_)", log)
    assert (seen["fromAddress"], seen["checked"]) == (["P03"], "P03")
    assert (seen["all"], seen["plainAddress"]) == (["P01", "P03", "A02"], "")
    assert seen["withoutCritical"] == ["P03", "A02"]
    assert seen["address"] == "#severity=warning"
    assert seen["tally"] == "显示 2 / 3 条"
    assert seen["waived"] == ["P03"]
    assert seen["onlyNew"] == ["P03"]
    assert seen["searched"] == ["P01", "P03"]
    assert seen["none"] == [0, True, 0]
    assert seen["fromLink"] == ["A02"]


def test_shows_every_finding_without_script(site: Path, tmp_path: Path) -> None:
    text = (site / "findings.html").read_text(encoding="utf-8")
    page = tmp_path / "index.html"
    page.write_text(re.sub(r"(?s)<script>.*?</script>", "", text), encoding="utf-8")
    dom, _ = load_page(page, tmp_path / "profile")
    tree = html.fromstring(dom)
    assert [one.get("data-check") for one in tree.xpath("//article[@data-check]")] == [
        "P01",
        "P03",
        "A02",
    ]
    assert tree.get_element_by_id("filters").get("hidden") is not None


def test_the_first_page_is_there_in_less_than_a_second(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site")
    page = tmp_path / "site" / "index.html"
    times = load_times(page, tmp_path / "profile")
    assert times
    assert max(times) < MOST_MILLISECONDS


@pytest.mark.parametrize("name", ["index.html", "findings/f-parts.html", "submissions.html"])
def test_paper_holds_what_the_page_says(name: str, site: Path, tmp_path: Path) -> None:
    paper = print_page(site / name, tmp_path / "profile")
    sheets = [sheet.get_textpage().get_text_range() for sheet in pdfium.PdfDocument(paper)]
    printed = "".join("".join(sheets).split())
    page: Any = html.fromstring((site / name).read_text(encoding="utf-8"))
    for heading in page.xpath("//main//h2"):
        assert "".join(heading.text.split()) in printed
    assert len(sheets) <= 3
