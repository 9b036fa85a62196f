"""Pages in a real browser that reaches nothing but the file itself."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from lxml import html

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
    "--force-prefers-reduced-motion",  # what is measured has arrived
    "--virtual-time-budget=5000",
)
# A window is never narrower than 500 pixels; a frame may be as narrow as a phone.
FRAME = """<!DOCTYPE html>
<iframe src="index.html#{}" width="{}" height="{}" style="border: 0"></iframe>
<output id="probe"></output>
<script>
addEventListener("message", (event) => {{
  document.getElementById("probe").textContent = event.data;
}});
</script>
"""

_TIMED = """
<script>
addEventListener("load", () => setTimeout(() => {
  const timed = performance.getEntriesByType("navigation")[0];
  document.title = JSON.stringify([timed.domContentLoadedEventEnd, timed.loadEventEnd]);
}));
</script>
"""

# The listener stands before the frames: a small page may be ready before the last of them.
FRAMES = """<!DOCTYPE html>
<output id="probe"></output>
<script>
const seen = {{}};
addEventListener("message", (event) => {{
  const [name, said] = JSON.parse(event.data);
  seen[name] = said;
  document.getElementById("probe").textContent = JSON.stringify(seen);
}});
</script>
{}
"""


def load_page(page: Path, profile: Path) -> tuple[str, str]:
    """Return the page's document after its scripts ran, and the browser's log."""
    done = subprocess.run(
        ["chromium", *QUIET, f"--user-data-dir={profile}", "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    return done.stdout, done.stderr


def load_times(page: Path, profile: Path) -> list[float]:
    """Milliseconds, by the clock, until the page's document was there and until it was loaded.

    The page is written to: a script that puts the times into its title is added.
    """
    page.chmod(0o644)
    page.write_text(page.read_text("utf-8").replace("</body>", f"{_TIMED}</body>"), "utf-8")
    flags = [flag for flag in QUIET if "virtual-time" not in flag]
    done = subprocess.run(
        ["chromium", *flags, f"--user-data-dir={profile}", "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    times: list[float] = json.loads(html.fromstring(done.stdout).findtext(".//title") or "[]")
    return times


def print_page(page: Path, profile: Path) -> bytes:
    """Return the page as it comes out on paper: a PDF."""
    paper = profile.parent / "paper.pdf"
    subprocess.run(
        [
            "chromium",
            *QUIET,
            f"--user-data-dir={profile}",
            f"--print-to-pdf={paper}",
            page.as_uri(),
        ],
        capture_output=True,
        timeout=90,
        check=True,
    )
    return paper.read_bytes()


def probe_in_frame(
    page: str, anchor: str, folder: Path, size: tuple[int, int]
) -> tuple[dict[str, Any], str]:
    """Show a page that posts what it sees in a frame of this size; return that and the log."""
    (folder / "index.html").write_text(page, encoding="utf-8")
    (folder / "frame.html").write_text(FRAME.format(anchor, *size), encoding="utf-8")
    dom, log = load_page(folder / "frame.html", folder / "profile")
    return json.loads(html.fromstring(dom).get_element_by_id("probe").text), log


def probe_in_frames(
    pages: dict[str, str], folder: Path, size: tuple[int, int]
) -> tuple[dict[str, Any], str]:
    """Show pages that each post ``[name, what it sees]``, all in frames of this size."""
    frames = []
    for number, text in enumerate(pages.values()):
        (folder / f"page{number}.html").write_text(text, encoding="utf-8")
        frames.append(
            f'<iframe src="page{number}.html" width="{size[0]}" height="{size[1]}"></iframe>'
        )
    (folder / "frames.html").write_text(FRAMES.format("\n".join(frames)), encoding="utf-8")
    dom, log = load_page(folder / "frames.html", folder / "profile")
    return json.loads(html.fromstring(dom).get_element_by_id("probe").text), log
