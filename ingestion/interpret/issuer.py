"""Who issued a document, in the fullest form that it prints. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from ingestion.interpret.lines import Piece
from ingestion.interpret.metadata_box import LabelledValue, is_date_line
from ingestion.interpret.vocabulary import Field, org_words
from ingestion.values.width import fold_width, squash

SIGNATURE_LINES = 15
_ISSUER_IN_TITLE = re.compile(r"(?=关于|20\d{2}|二[〇○零]|第[一二三四]|开展|印发)")


def find_issuer(
    fields: Mapping[Field, LabelledValue],
    head: Sequence[Piece],
    body: Sequence[Piece],
    title: Sequence[Piece],
) -> Piece | None:
    """Find the issuer: labelled, signed, named by title, breadcrumb or source, in this order.

    A name without its city (市市场监督管理局) is completed by a fuller one that ends alike.

    Args:
        fields: Labelled fields of the head.
        head: Lines before the first long paragraph.
        body: Lines of the body, with the signature at its end.
        title: Lines of the title.

    Returns:
        The place where the name is printed, or None.
    """
    candidates = list(_candidates(fields, head, body, title))
    if not candidates:
        return None
    first = candidates[0]
    longer = [
        c for c in candidates if c.text.endswith(first.text) and len(c.text) > len(first.text)
    ]
    if longer:
        return longer[0]
    return next((c for c in candidates if not _is_relative(c.text)), first)


def _candidates(
    fields: Mapping[Field, LabelledValue],
    head: Sequence[Piece],
    body: Sequence[Piece],
    title: Sequence[Piece],
) -> Iterator[Piece]:
    labelled = fields.get("issuer")
    if labelled:
        yield labelled.piece
    for above, below in pairwise(body[-SIGNATURE_LINES:]):
        if is_date_line(below.text) and is_issuer_name(above.text):
            yield above
    for piece in title[:1]:
        cut = _ISSUER_IN_TITLE.search(piece.text)
        if is_issuer_name(piece.text):
            yield piece
        elif cut and is_issuer_name(piece.text[: cut.start()]):
            yield piece.cut(0, cut.start())
    for piece in head:
        crumb = re.match(r"[^>»›]+(?=\s*[>»›])", fold_width(piece.text))
        if crumb and is_issuer_name(crumb[0].strip()):
            yield piece.cut(0, crumb.end())
    source = fields.get("source")
    if source and is_issuer_name(source.piece.text):
        yield source.piece


def is_issuer_name(text: str) -> bool:
    """Whether a text is the name of an organisation that issues documents."""
    folded = squash(text)
    return 4 <= len(folded) <= 40 and _issuer_pattern().fullmatch(folded) is not None


def _is_relative(name: str) -> bool:
    """市市场监督管理局 names no city."""
    return name[:1] in "市省县区本"


@lru_cache(maxsize=1)
def _issuer_pattern() -> re.Pattern[str]:
    endings = "|".join(re.escape(entry.word) for entry in org_words().issuers)
    return re.compile(rf"[\u4e00-\u9fff()、·]{{2,}}?(?:{endings})(?:\([^()]*\))?")
