"""Lists that stand beside their count in one sentence: “四大指标，即…”, “甲、乙两地”. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingestion.interpret.declared.words import declared_words
from ingestion.interpret.lines import Span
from ingestion.interpret.narrative.blocks import source_span
from ingestion.interpret.narrative.model import Block
from ingestion.records import ListedAs

_TITLE = re.compile(r"《[^《》]{1,80}》")
_QUOTED = re.compile(r"“[^“”]{1,40}”")
_JOINT = re.compile(r"以及|和|及|与")
_OPEN = re.compile(r"等(?:等)?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})?$|等(?=[一-鿿])")
_BACK = re.compile(r"[。;:!?,()]")
_MOST_BEFORE = 400
_SHORT_ITEM = 8


@dataclass(frozen=True, slots=True)
class Listed:
    """What is listed for a count; ``found`` is None where it cannot be counted, with the reason."""

    kind: ListedAs | None = None
    found: int | None = None
    is_certain: bool = False
    reason: str | None = None
    items: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


def list_behind(block: Block, end: int, declared: int) -> Listed | None:
    """The list that follows a count in its sentence; None if none follows.

    Args:
        block: The paragraph.
        end: Where the count ends, an offset in its text.
        declared: The number.
    """
    rest = block.text[end:]
    is_quoted = rest[:1] == "”"
    rest_at = end + is_quoted
    rest = block.text[rest_at:]
    if rest.startswith("("):
        close = rest.find(")")
        return _inside(block, rest_at + 1, rest_at + close, declared, True) if close > 0 else None
    lead = declared_words().introducing.match(rest)
    if lead is None or not lead[0].strip(",、"):
        return None
    start = rest_at + lead.end()
    stop = re.search(r"[。;]", block.text[start:])
    return _inside(block, start, start + stop.start() if stop else len(block.text), declared, True)


def list_before(block: Block, begin: int, declared: int) -> Listed | None:
    """The list that a count sums up: 甲、乙、丙三大模式; None if none stands before it."""
    text = block.text
    start = begin - (text[begin - 1 : begin] == "“")
    if text[max(start - 1, 0) : start] in ("、", "和", "及", "与"):
        return None  # one of several counts: 四大体系、两张清单
    titles = _titles_before(block, start, declared)
    if titles is not None:
        return titles
    quoted = _quoted_before(block, start, declared)
    if quoted is not None:
        return quoted
    left = max(start - _MOST_BEFORE, 0)
    marks = [match.end() for match in _BACK.finditer(text, left, start)]
    return _inside(block, marks[-1] if marks else left, start, declared, False)


def _titles_before(block: Block, start: int, declared: int) -> Listed | None:
    """《甲》《乙》等2项制度: the number is of all, and the list may not be longer than it."""
    text = block.text[:start]
    is_open = text.endswith("等")
    stop = start - is_open
    spans: list[Span] = []
    while True:
        match = re.search(r"《[^《》]{1,80}》(?:[、和及与,]|以及)?$", text[:stop])
        if match is None:
            break
        spans.insert(0, (match.start(), match.start() + match[0].index("》") + 1))
        stop = match.start()
    if len(spans) < 2:
        return None
    found = len(spans)
    if found < declared:
        return Listed("titles", None, False, "open_list" if is_open else "list_unclear")
    return _made(block, "titles", found, True, spans)


def _quoted_before(block: Block, start: int, declared: int) -> Listed | None:
    """“甲、乙、丙”三位一体: the quotation holds the list."""
    text = block.text[:start]
    if not text.endswith("”"):
        return None
    opening = text.rfind("“")
    if opening < 0:
        return None
    return _inside(block, opening + 1, start - 1, declared, False)


def _inside(block: Block, start: int, end: int, declared: int, is_announced: bool) -> Listed | None:
    """Count what stands between two offsets, in every way in which it can be read."""
    text = block.text[start:end]
    titles = [(start + m.start(), start + m.end()) for m in _TITLE.finditer(text)]
    if is_announced and len(titles) > 1 and not _OPEN.search(text) and _only(_TITLE, text):
        return _made(block, "titles", len(titles), True, titles)
    if text[:1] == "“" and text[-1:] == "”" and text.count("“") == 1:
        start, end, text = start + 1, end - 1, text[1:-1]
    if "、" not in text and not _JOINT.search(text):
        return None
    if _OPEN.search(text):
        return Listed("names", None, False, "open_list")
    readings = _readings(text)
    spans = _spans(text, start)
    if declared in readings:
        return _made(block, "names", declared, True, spans)
    items = [piece for piece in text.split("、") if piece]
    is_plain = (
        is_announced
        and len(items) > 1
        and all(2 <= len(item) <= _SHORT_ITEM for item in items)
        and not re.search(r"[,的了为]", text)
        and not _JOINT.search("".join(items[:-1]))
        and len(readings) == 1
    )
    return (
        _made(block, "names", len(items), is_plain, spans)
        if is_plain
        else Listed("names", None, False, "list_unclear")
    )


def _only(pattern: re.Pattern[str], text: str) -> bool:
    return not re.sub(r"[、,和及与以]", "", pattern.sub("", text))


def _readings(text: str) -> set[int]:
    """How many items a list has, with 和 and 、 inside the items or between them."""
    commas = text.count("、")
    joints = len(_JOINT.findall(text))
    bare = _QUOTED.sub("※", text)
    outside = bare.count("、") + len(_JOINT.findall(bare))
    return {commas + 1, commas + joints + 1, outside + 1, bare.count("、") + 1} - {1}


def _spans(text: str, start: int) -> list[Span]:
    spans, at = [], 0
    for piece in re.split(r"、", text):
        if piece:
            spans.append((start + at, start + at + len(piece)))
        at += len(piece) + 1
    return spans


def _made(block: Block, kind: ListedAs, found: int, is_certain: bool, spans: list[Span]) -> Listed:
    return Listed(
        kind,
        found,
        is_certain,
        None,
        tuple(block.text[a:b] for a, b in spans),
        tuple(source_span(block, a, b) for a, b in spans),
    )
