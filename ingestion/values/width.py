"""Fold full-width characters for matching; the stored text stays as it is. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_BLANK = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")
_QUOTES = str.maketrans("“”„‟‘’", '""""\'\'')


def fold_width(text: str) -> str:
    """Fold width by NFKC, character by character.

    A character whose folded form is longer than one is kept, so that every offset in the result is
    an offset in ``text``.

    Args:
        text: Any printed text.

    Returns:
        Text of the same length: （ becomes (, ％ becomes %, a no-break space becomes a space.
    """
    return text if text.isascii() else "".join(map(_fold_char, text))


def squash(text: str) -> str:
    """Fold width and drop all white space, for comparing printed words."""
    return _BLANK.sub("", fold_width(text)).translate(_QUOTES)


@cache
def _fold_char(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char
