"""The names of supporting files that a cell lists. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingestion.records import Evidence

_BETWEEN = re.compile(r"[;；、\n\r|]+|[,，](?=\s*\S+\.\w{2,5}\s*(?:[,，;；、\n]|$))")
_NUMBERED = re.compile(r"^(?:附件)?\s*(?:\d{1,2}[.．、:：)）]|[(（]\d{1,2}[)）])\s*(?=\D)")
_QUOTES = "“”\"'《》「」[]【】"


class NamedFile(NamedTuple):
    """A file that a row names."""

    row_no: int
    name: str
    places: Evidence


def split_names(text: str) -> tuple[str, ...]:
    """The file names that one cell lists, by line or by ; 、 and the like."""
    pieces = (_NUMBERED.sub("", piece.strip()).strip() for piece in _BETWEEN.split(text))
    names = (piece.strip(_QUOTES) for piece in pieces)
    return tuple(dict.fromkeys(name for name in names if name))
