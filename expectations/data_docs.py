"""Make Great Expectations' Data Docs readable on a closed network: no page asks for anything else.

GX's pages load styles, icons and the scripts that fill their index from the internet. Here they get
one small style sheet of ours instead, what only scripts would show is shown, and the index is
written anew: one row a check, with what became of it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree, html

from expectations.outcomes import CheckOutcome

_HERE = Path(__file__).parent
_STYLE = "docs.css"
_NEED_SCRIPTS = (
    "//script | //link | //style | //noscript | //footer",
    "//img | //svg",
    # The switch between all and failed expectations: each page of ours has one expectation.
    "//div[contains(@class, 'card') and .//strong[normalize-space() = 'Actions']]",
    "//*[contains(@class, 'cloud-footer') or contains(@class, 'ge-cta')]",
    "//a[starts-with(@href, 'http')]",
)
_ICONS = {"fa-check": "✓", "fa-times": "✗", "fa-exclamation": "!"}
_OUTCOMES = {
    "pass": "通过 pass",
    "fail": "未通过 fail",
    "skipped": "跳过 skipped",
    "error": "出错 error",
}


def complete_docs(folder: Path, outcomes: Sequence[CheckOutcome]) -> Path:
    """Rewrite every page of the Data Docs and write their index.

    Args:
        folder: Where GX has built them.
        outcomes: What each check said; a check that GX has no page of is listed all the same.

    Returns:
        The index page.
    """
    shutil.rmtree(folder / "static", ignore_errors=True)
    shutil.copyfile(_HERE / "data_docs.css", folder / _STYLE)
    for page in _pages(folder):
        page.write_bytes(_self_contained(page, os.path.relpath(folder / _STYLE, page.parent)))
    index = folder / "index.html"
    index.write_text(_index(folder, outcomes), encoding="utf-8")
    return index


def _pages(folder: Path) -> Iterator[Path]:
    for part in ("expectations", "validations"):
        yield from sorted((folder / part).rglob("*.html"))


def _self_contained(page: Path, style: str) -> bytes:
    document = html.fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    for expression in _NEED_SCRIPTS:
        for element in document.xpath(expression):
            if element.getparent() is not None:
                element.drop_tree()
    for element in document.xpath("//*[@class or @onclick or @data-toggle]"):
        _show(element)
    for link in document.xpath("//nav[contains(@class, 'navbar')]//a[not(normalize-space())]"):
        link.text = "← 目录 index"
    head = document.find("head")
    if head is not None:
        head.append(html.Element("link", rel="stylesheet", href=style))
        head.append(html.Element("meta", name="viewport", content="width=device-width"))
    written: bytes = etree.tostring(
        document, method="html", encoding="utf-8", doctype="<!DOCTYPE html>"
    )
    return written


def _show(element: Any) -> None:
    """Show what only a script would unfold, and say an icon as a sign."""
    element.attrib.pop("onclick", None)
    classes = element.get("class", "").split()
    for icon, sign in _ICONS.items():
        if any(name.startswith(icon) for name in classes):
            element.text = sign
    if element.get("data-toggle") == "collapse":
        element.drop_tree()
    elif "collapse" in classes:
        element.set("class", " ".join(name for name in classes if name != "collapse"))


def _index(folder: Path, outcomes: Sequence[CheckOutcome]) -> str:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined
    )
    rows = [
        {
            "outcome": outcome,
            "said": _OUTCOMES[outcome.outcome],
            "result": _link(folder, f"validations/**/*-chk_{outcome.check_id.lower()}.html"),
            "rule": _link(folder, f"expectations/{outcome.check_id} *.html"),
        }
        for outcome in outcomes
    ]
    return environment.get_template("data_docs.html.j2").render(
        rows=rows, style=_STYLE, outcomes=_OUTCOMES
    )


def _link(folder: Path, pattern: str) -> str | None:
    found = sorted(folder.glob(pattern))
    return quote(found[-1].relative_to(folder).as_posix()) if found else None
