"""Marks of made-up documents: they stand apart or in brackets, not in a sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingestion.interpret.lines import Piece
from ingestion.interpret.vocabulary import document_words
from ingestion.values.width import fold_width

_HEAD_LINES = 15


def is_synthetic(lines: Sequence[Piece]) -> bool:
    """Whether one of the first lines of a document bears a mark."""
    return any(bears_mark(line.text) for line in lines[:_HEAD_LINES])


def bears_mark(text: str) -> bool:
    """Whether a line bears a mark, at its beginning or in brackets."""
    return is_marker(text) or _marked(text)


def is_marker(text: str) -> bool:
    """Whether a line begins with a mark that stands apart."""
    return _marker_pattern().match(fold_width(text).upper()) is not None


def _marked(text: str) -> bool:
    return _bracketed_marker().search(fold_width(text).upper()) is not None


@lru_cache(maxsize=1)
def _marker_pattern() -> re.Pattern[str]:
    """A mark that begins a line and stands apart, or is said of the document itself."""
    words = "|".join(re.escape(entry.word) for entry in document_words().synthetic_marks)
    return re.compile(
        rf"[\s【\[((「*#]*(?:数据性质\s*[::]?\s*)?(?:{words})(?=$|[】\])))\s::,,。;;、—\-|/·])"
        rf"|(?:本文|本文件|本表|本件|以下内容|以下数据)[^,。,]{{0,6}}(?:为|是|系)(?:{words})"
    )


@lru_cache(maxsize=1)
def _bracketed_marker() -> re.Pattern[str]:
    words = "|".join(re.escape(entry.word) for entry in document_words().synthetic_marks)
    return re.compile(rf"[【\[(「]\s*(?:{words})[^】\])」]{{0,12}}[】\])」]")
