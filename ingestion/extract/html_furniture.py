"""Find what stands around the article of a page: navigation, share buttons, the site's foot. Pure.

Two signs: a part that is mostly links, and a part whose class or id says so (``page_words.yml``).
Neither counts inside a table of data, against links to attached files, or for a part that holds a
good share of the page's own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from ingestion.values.lookups import words

_BOXES = frozenset(
    ["div", "ul", "ol", "dl", "section", "header", "p", "span", "form", "center", "map"]
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NO_WORD = re.compile(r"\W+")
_FILE = re.compile(r"\.(docx?|xlsx?|pdf|zip|rar|7z|wps|et|ofd|csv|txt)([?#]|$)", re.I)
_MIN_LINKS = 3
_LINK_SHARE = 0.7
_MAX_SHARE = 0.3
"""A part with more of the page's words than this is never taken for furniture. Unit: share."""


@dataclass(slots=True)
class _Weight:
    """Characters of an element, those of its links, and how many links and files it has."""

    chars: int = 0
    link_chars: int = 0
    links: int = 0
    files: int = 0


def find_furniture(
    body: Any, data_tables: Collection[Any], is_dropped: Callable[[Any], bool]
) -> frozenset[Any]:
    """Find the elements of a page that are not part of its article.

    Args:
        body: The page's body.
        data_tables: Its tables of data; nothing inside them is furniture.
        is_dropped: Whether an element is left out anyhow.

    Returns:
        The outermost such elements; none where nothing else would remain.
    """
    weights = _weigh(body, is_dropped)
    total = weights[body]
    words_of_page = max(1, total.chars - total.link_chars)
    found: set[Any] = set()
    dropped = 0
    for element in body.iter(*_BOXES):
        weight = weights.get(element)
        if weight is None or not weight.chars:
            continue
        is_small = weight.chars - weight.link_chars <= words_of_page * _MAX_SHARE
        if not is_small or weight.files or not (_is_links(weight) or _is_named(element)):
            continue
        above = set(element.iterancestors())
        if above.isdisjoint(found) and above.isdisjoint(data_tables):
            found.add(element)
            dropped += weight.chars
    return frozenset(found) if dropped < total.chars else frozenset()


def _weigh(body: Any, is_dropped: Callable[[Any], bool]) -> dict[Any, _Weight]:
    """Weigh every element that is read, children before parents."""
    elements: list[Any] = []
    stack = [body]
    while stack:
        element = stack.pop()
        if not is_dropped(element):
            elements.append(element)
            stack.extend(element)
    weights = {element: _Weight() for element in elements}
    for element in reversed(elements):
        weight = weights[element]
        weight.chars += _length(element.text)
        if element.tag == "a" and element.get("href") is not None:
            weight.link_chars = weight.chars
            weight.links += 1
            weight.files += bool(_FILE.search(element.get("href")))
        for child in element:
            weight.chars += _length(child.tail)
        if element is not body and (parent := weights.get(element.getparent())) is not None:
            parent.chars += weight.chars
            parent.link_chars += weight.link_chars
            parent.links += weight.links
            parent.files += weight.files
    return weights


def _length(text: str | None) -> int:
    return len(_NO_WORD.sub("", text or ""))


def _is_links(weight: _Weight) -> bool:
    return weight.links >= _MIN_LINKS and weight.link_chars >= weight.chars * _LINK_SHARE


def _is_named(element: Any) -> bool:
    if (element.get("role") or "").lower() in words("page_words", "roles", "reason"):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    furniture = words("page_words", "furniture", "reason")
    return any(word.lower() in furniture for word in _WORD.findall(names))
