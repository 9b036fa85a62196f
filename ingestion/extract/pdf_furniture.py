"""What pages repeat and is no part of the text: page numbers and running heads. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingestion.extract.pdf_lines import lines_of
from ingestion.extract.pdf_page import Char, Page

_PAGE_NUMBER = re.compile(
    r"[-–—－·\s]*(?:第\s*)?(\d{1,4})(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{0,4}\s*页?)?[-–—－·\s]*"
)
_MARGIN = 0.1
_MIN_REPEATS = 2


def in_margin(page: Page, line_top: float, line_bottom: float) -> bool:
    """Whether a line stands where running heads and page numbers do."""
    return line_bottom < _MARGIN * page.height or line_top > (1 - _MARGIN) * page.height


def furniture_of(pages: list[Page]) -> frozenset[tuple[int, str]]:
    """Page numbers, and lines that stand at the same height of most pages: (page, text)."""
    repeats: dict[tuple[str, int], set[tuple[int, str]]] = {}
    numbers: dict[tuple[int, int], set[tuple[int, str]]] = {}
    for page in pages:
        for text, top, _ in margin_lines(page):
            words = re.sub(r"[\d\s]+", "", text)
            if any(char.isalpha() for char in words):
                repeats.setdefault((words, round(top / 4)), set()).add((page.number, text))
            if (match := _PAGE_NUMBER.fullmatch(text)) and (
                top > page.height / 2 or len(pages) > 1
            ):
                numbers.setdefault((int(match[1]) - page.number, round(top / 4)), set()).add(
                    (page.number, text)
                )
    least = max(_MIN_REPEATS, len(pages) // 2)
    found = [group for group in repeats.values() if len(group) >= least]
    found += [group for group in numbers.values() if len(group) >= min(len(pages), 2)]
    return frozenset(one for group in found for one in group)


def margin_lines(page: Page) -> Iterator[tuple[str, float, list[Char]]]:
    """Text, height and characters of every line in the margins."""
    chars = [char for char in page.chars if in_margin(page, char.top, char.bottom)]
    for line in lines_of(chars, gap=30.0):
        inside = [c for c in chars if line.top - 0.1 <= c.top and c.bottom <= line.bottom + 0.1]
        yield line.text, line.top, inside
