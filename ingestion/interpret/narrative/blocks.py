"""Fold a paragraph to what is matched: one width, no white space, names blotted out. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from ingestion.interpret.narrative.model import Block
from ingestion.interpret.narrative.words import any_pattern, unit_expression
from ingestion.values.width import fold_width

BLOT = "※"
_SIGN_CATEGORY = "No"  # ①, ⑴: labels of items, which folding would turn into numbers
_TITLES = re.compile(r"《[^《》]{1,80}》|〈[^〈〉]{1,40}〉|「[^」]{1,40}」|『[^』]{1,40}』")
_QUOTED = re.compile(r"“[^“”]{1,40}”|‘[^‘’]{1,40}’|\"[^\"“”]{1,30}[\"”]")
_BRACKETED = re.compile(r"\([^()]{1,200}\)|\[[^\[\]]{1,200}\]|【[^【】]{1,200}】")
# A run this long is no number; left alone it would make every expression slow.
_RUNS = re.compile(r"[\d.,:+*-]{30,}|[一二两三四五六七八九十百千万亿]{16,}")
# 9.12个站点: a label and a count, for a half station is none.
_GLUED_LABEL = re.compile(r"^\d{1,2}\.(?=\d+(?:个|家|名|项|件|场|次|所|座|条|户|人|台))")
_FIELD = re.compile(r"[一-鿿]{2,6}[:：](?!//)")
_MAX_BLOCK = 3000
_QUANTITY_LIKE = re.compile(r"\d|[一二两三四五六七八九十百千]+[个家项件名场]")


def compact(canonical: str, start: int, end: int) -> Block:
    """Fold one span of the text.

    White space goes, except between two Latin letters or digits. Signs such as ① become a stop.

    Args:
        canonical: The document's text.
        start: Offset of the span.
        end: Its end, exclusive.

    Returns:
        The block, without headings and section.
    """
    chars: list[str] = []
    places: list[int] = []
    gap = False
    folded = fold_width(canonical[start:end])
    for index, char in enumerate(folded):
        if char.isspace() or char in "\u200b\u2060\ufeff":
            gap = True
            continue
        original = canonical[start + index]
        if gap and chars and ":" in chars and _FIELD.match(folded, index):
            chars.append(";")  # 责任单位:甲局 完成进度:100%: fields beside each other
            places.append(start + index - 1)
        elif gap and chars and _is_word(chars[-1]) and _is_word(char):
            chars.append(" ")
            places.append(start + index - 1)
        gap = False
        is_sign = unicodedata.category(original) == _SIGN_CATEGORY and original not in "²³½¼"
        chars.append(";" if is_sign else char)
        places.append(start + index)
    text = "".join(chars)
    return Block(text=text, places=tuple(places), masked=mask(text))


def bounded(block: Block) -> Iterator[Block]:
    """Cut an endless paragraph into blocks, behind sentences where it has any.

    What a sentence needs to be read is near it, and the cost stays linear in the length.
    """
    begin = 0
    while len(block.text) - begin > _MAX_BLOCK:
        stop = block.masked.rfind("。", begin, begin + _MAX_BLOCK) + 1
        stop = stop if stop > begin else begin + _MAX_BLOCK
        yield _slice(block, begin, stop)
        begin = stop
    yield _slice(block, begin, len(block.text)) if begin else block


def _slice(block: Block, start: int, end: int) -> Block:
    return replace(
        block,
        text=block.text[start:end],
        places=block.places[start:end],
        masked=block.masked[start:end],
    )


def mask(text: str) -> str:
    """Blot out titles, quotations and names that hold numbers; brackets hide their content.

    Args:
        text: Folded text without white space.

    Returns:
        Text of the same length.
    """
    masked = _RUNS.sub(_blot, _GLUED_LABEL.sub(_blot, text))
    for expression in (_TITLES, _QUOTED):
        masked = expression.sub(_blot_inside, masked)
    masked = any_pattern("narrative_names", "names").sub(_blot, masked)
    return _BRACKETED.sub(_blot_aside, masked)


def bracketed(block: Block, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Insides of brackets within a span that may hold quantities of their own."""
    return tuple(
        (start + match.start() + 1, start + match.end() - 1)
        for match in _BRACKETED.finditer(block.text[start:end])
        if _QUANTITY_LIKE.search(match[0])
    )


def mask_inside(text: str) -> str:
    """Mask the inside of a bracket: brackets around it no longer count."""
    masked = text
    for expression in (_TITLES, _QUOTED):
        masked = expression.sub(_blot_inside, masked)
    return any_pattern("narrative_names", "names").sub(_blot, masked)


def source_span(block: Block, start: int, end: int) -> tuple[int, int]:
    """Offsets in the canonical text of a span of a block."""
    return block.places[start], block.places[end - 1] + 1


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _blot(match: re.Match[str]) -> str:
    return BLOT * len(match[0])


def _blot_aside(match: re.Match[str]) -> str:
    """Hide an aside, but not a second unit: 1250套(户)."""
    is_unit = re.fullmatch(unit_expression(), match[0][1:-1])
    return match[0] if is_unit else _blot_inside(match)


def _blot_inside(match: re.Match[str]) -> str:
    return match[0][0] + BLOT * (len(match[0]) - 2) + match[0][-1]
