"""The auditors' report in a real browser: two sizes, no network, by keyboard and on paper."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from lxml import html

from ingestion.publish.release import publish
from ingestion.settings import Settings

pytestmark = pytest.mark.system("chromium")

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-first-run",
    # Every name and address but the file itself leads nowhere.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--enable-logging=stderr",
    "--virtual-time-budget=5000",
)
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
# A window is never narrower than 500 pixels; a frame may be as narrow as a phone.
FRAME = """<!DOCTYPE html>
<iframe src="index.html#f-f-falls" width="{}" height="{}" style="border: 0"></iframe>
<output id="probe"></output>
<script>
addEventListener("message", (event) => {{
  document.getElementById("probe").textContent = event.data;
}});
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


def _load(page: Path, profile: Path) -> tuple[str, str]:
    done = subprocess.run(
        ["chromium", *QUIET, f"--user-data-dir={profile}", "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    return done.stdout, done.stderr


def _probe(report: Path, folder: Path, size: tuple[int, int]) -> tuple[dict[str, Any], str]:
    text = report.read_text(encoding="utf-8")
    probed = text.replace("</body>", PROBE + "</body>")
    (folder / "index.html").write_text(probed, encoding="utf-8")
    (folder / "frame.html").write_text(FRAME.format(*size), encoding="utf-8")
    dom, log = _load(folder / "frame.html", folder / "profile")
    return json.loads(html.fromstring(dom).get_element_by_id("probe").text), log


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
    dom, _ = _load(report, tmp_path / "profile")
    references = html.fromstring(dom).xpath("//@src | //@srcset | //@action | //@poster | //@href")
    assert references
    outside = [one for one in references if not one.startswith(("#", "data:", "data_docs/"))]
    assert outside == []


def test_shows_every_finding_without_script(report: Path, tmp_path: Path) -> None:
    text = report.read_text(encoding="utf-8")
    page = tmp_path / "index.html"
    page.write_text(re.sub(r"(?s)<script>.*?</script>", "", text), encoding="utf-8")
    dom, _ = _load(page, tmp_path / "profile")
    tree = html.fromstring(dom)
    assert [one.get("id") for one in tree.xpath("//details[@data-check]")] == [
        "f-f-parts",
        "f-f-falls",
    ]
    assert tree.get_element_by_id("filters").get("hidden") is not None
