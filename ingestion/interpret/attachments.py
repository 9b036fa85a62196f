"""The annexes that a document names (附件:1.… 2.…), and which of them it holds. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from ingestion.extract.model import ReadDocument
from ingestion.interpret.document_parts import AttachmentMark, attachment_mark
from ingestion.interpret.lines import Piece, letters_only
from ingestion.interpret.ordinals import read_label
from ingestion.records import Attachment, Issue, Locator, Part
from ingestion.values.width import fold_width

_NO_DECIMAL = r"(?!(?!20\d{2}\s*年)\d)"  # 2.5 is one number; 2.2032年… is entry 2
_ENTRY = re.compile(rf"\s*(?P<number>\d{{1,2}})\s*[.、．]{_NO_DECIMAL}\s*")
_BETWEEN = re.compile(rf"(?<=[\s;；。》])(?=\d{{1,2}}[.、．]{_NO_DECIMAL})")
_ENDS = re.compile(r"(\.(pdf|docx?|wps|ofd|xlsx?|et|zip|rar|jpg|png))?[;；。,，]*$", re.I)
_LONG_TITLE = 80
_SHORT_TITLE = 6
_ALIKE = 0.8
"""How alike the title in the list and over the annex must be: 市场监督管理 is also 市场监管."""


@dataclass(frozen=True, slots=True)
class _Named:
    number: str
    piece: Piece


def find_attachments(
    read: ReadDocument, lines: Sequence[Piece], parts: Sequence[Part], title: str
) -> tuple[Attachment, ...]:
    """List the annexes that the text names, each once.

    Args:
        read: The document, for evidence.
        lines: All its lines.
        parts: Its parts; an annex is held if a part bears its number or its title.
        title: Title of the document; a link to the document itself is no annex.
    """
    begins = {part.start for part in parts[1:]}
    heads = {part.part_no: _head(read.text, part) for part in parts[1:]}
    own = letters_only(title)
    found: dict[str, Attachment] = {}
    for named in _named(lines, begins):
        bare = named.piece.cut(0, len(_ENDS.sub("", named.piece.text, count=1)))
        letters = letters_only(bare.text)
        if not letters or (own and own in letters):
            continue
        if letters not in found:
            held = next((p for p in parts[1:] if _is_held(named, letters, p, heads)), None)
            found[letters] = Attachment(
                number=named.number,
                title=bare.text,
                part_no=held.part_no if held else None,
                start=bare.start,
                end=bare.end,
            )
    return tuple(found.values())


def missing_attachments(read: ReadDocument, attachments: Sequence[Attachment]) -> Iterator[Issue]:
    """An issue for every annex that the text names and the document does not hold."""
    for one in attachments:
        if one.part_no is None:
            yield Issue(
                document_id=read.document_id,
                code="attachment_missing",
                severity="warning",
                message_zh=f"正文提到附件“{one.title}”，但文件中没有。若目标在附件里，请一并提供。",
                message_en=f"The text names the attachment '{one.title}', which the document does "
                "not hold. If targets stand in it, send it too.",
                place=f"附件{one.number}",
                as_printed=one.title,
                evidence=(
                    Locator(
                        document_id=read.document_id,
                        start=one.start,
                        end=one.end,
                        quote=read.text[one.start : one.end],
                    ),
                ),
            )


def _named(lines: Sequence[Piece], begins: set[int]) -> Iterator[_Named]:
    """Every name of an annex: beside its mark, and numbered on the lines after it."""
    index = 0
    while index < len(lines):
        line = lines[index]
        mark = attachment_mark(line.text)
        index += 1
        if mark is None or line.start in begins or not (mark.title or mark.has_colon):
            continue
        yield from _beside(line, mark)
        expected = _number_of(mark.title)
        while index < len(lines) and lines[index].start not in begins:
            label = read_label(lines[index].text, expected + 1)
            if label is None or label.style != "point" or len(lines[index].text) > _LONG_TITLE:
                break
            if expected and label.number != expected + 1:
                break
            expected = label.number
            yield _Named(str(label.number), lines[index].cut(label.length))
            index += 1


def _beside(line: Piece, mark: AttachmentMark) -> Iterator[_Named]:
    """What stands on the line of the mark; several may: 附件:1.… 2.…."""
    if not mark.title:
        return
    whole = line.cut(fold_width(line.text).rindex(mark.title))
    edges = [0, *(m.start() for m in _BETWEEN.finditer(whole.text) if m.start()), len(whole.text)]
    for start, end in pairwise(edges):
        piece = whole.cut(start, end)
        entry = _ENTRY.match(fold_width(piece.text))
        number = entry["number"] if entry else mark.number
        yield _Named(number, piece.cut(entry.end()) if entry else piece)


def _number_of(title: str) -> int:
    """The last number that the line of the mark prints: 附件:1.… 2.…; 0 if it prints none."""
    entries = [_ENTRY.match(piece) for piece in _BETWEEN.split(fold_width(title))]
    return max((int(entry["number"]) for entry in entries if entry), default=0)


def _head(text: str, part: Part) -> tuple[str, str]:
    """Number in the mark that a part begins with, and the letters of its first lines."""
    begin = text[part.start : min(part.end, part.start + 200)].strip()
    mark = attachment_mark(begin.split("\n", 1)[0].strip())
    return (mark.number if mark else ""), letters_only(begin)


def _is_held(named: _Named, letters: str, part: Part, heads: dict[int, tuple[str, str]]) -> bool:
    """By title, as far as two printings of a title agree, else by number."""
    number, first = heads[part.part_no]
    title = letters_only(part.title)
    if letters in first or letters == title or (len(title) > _SHORT_TITLE and title in letters):
        return True
    if named.number and number:
        return named.number == number
    return SequenceMatcher(None, letters, title).ratio() >= _ALIKE
