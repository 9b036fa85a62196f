"""Who issued a document, in the fullest form that it prints; several issue one together. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingestion.interpret.lines import Piece
from ingestion.interpret.list_table import header_role
from ingestion.interpret.metadata_box import LabelledValue
from ingestion.interpret.printed_dates import SIGNATURE_LINES, is_date_line, name_beside_day
from ingestion.interpret.vocabulary import Field, document_words, org_words
from ingestion.values.width import fold_width, squash

_SIGNED_TOGETHER = 8
_UNDER_TITLE = 4
_LONG_LINE = 60
_LEADING = re.compile(
    r"[\s(（]*(?:[\u4e00-\u9fff]{2,8}[省市县区]\s*[)）])?\s*(?:20\d{2}年(?:度)?)?\s*"
)
_SEAL = re.compile(r"\s*[(（](?:盖章|公章|印章|代章|章)[)）]\s*$")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuer as printed; ``pieces`` are several where several sign."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """One name, or several with a space between."""
        return " ".join(name for piece in self.pieces for name in piece.text.split())


def find_issuer(
    fields: Mapping[Field, LabelledValue],
    head: Sequence[Piece],
    body: Sequence[Piece],
    title: Sequence[Piece],
) -> Issuer | None:
    """Find the issuer: labelled, named by the title, signed, printed around the title, then page.

    A name without its city (市市场监督管理局) is completed by a fuller one that ends alike.

    Args:
        fields: Labelled fields of the head.
        head: Lines before the first long paragraph.
        body: Lines of the body, with the signature at its end.
        title: Lines of the title.

    Returns:
        The names and where they are printed, or None.
    """
    candidates = list(_candidates(fields, head, body, title))
    if not candidates:
        return None
    first = candidates[0]
    longer = [c for c in candidates if _is_fuller(c.text, first.text)]
    if longer:
        return longer[0]
    return next((c for c in candidates if not is_relative(c.text)), first)


def _is_fuller(name: str, short: str) -> bool:
    """Whether a name is the same with its place, or with the office that a place stands for."""
    offices = {entry.word for entry in document_words().place_offices}
    return len(name) > len(short) and (
        name.endswith(short) or (name.startswith(short) and name.removeprefix(short) in offices)
    )


def is_issuer_name(text: str) -> bool:
    """Whether a text is the name of an organisation that issues documents."""
    folded = squash(text)
    if any(entry.word == folded for entry in document_words().issuer_names):
        return True
    return 4 <= len(folded) <= 40 and _issuer_pattern().fullmatch(folded) is not None


def are_issuer_names(text: str) -> bool:
    """Whether a text is nothing but names of organisations with white space between."""
    names = fold_width(text).split()
    return bool(names) and (all(map(is_issuer_name, names)) or is_issuer_name(text))


def _candidates(
    fields: Mapping[Field, LabelledValue],
    head: Sequence[Piece],
    body: Sequence[Piece],
    title: Sequence[Piece],
) -> Iterator[Issuer]:
    yield from _labelled(fields, "issuer")
    named = list(_in_title(title))
    yield from named
    yield from _signed(body)
    yield from _around_title(head, title)
    yield from _labelled(fields, "publisher")
    for piece in head:
        crumb = re.match(r"[^>»›]+(?=\s*[>»›])", fold_width(piece.text))
        if crumb and is_issuer_name(crumb[0].strip()):
            yield Issuer((piece.cut(0, crumb.end()),))
    yield from _labelled(fields, "source")
    yield from _on_a_line_of_its_own(head)


def _labelled(fields: Mapping[Field, LabelledValue], field: Field) -> Iterator[Issuer]:
    value = fields.get(field)
    name = value and (_beside_day(value.piece) or value.piece)
    if name and are_issuer_names(name.text):
        yield Issuer((name,))


def _in_title(title: Sequence[Piece]) -> Iterator[Issuer]:
    """The names that a title begins with, on lines of their own or before 关于, 转发, a year."""
    names: list[Piece] = []
    for piece in title:
        if are_issuer_names(piece.text):
            names.append(piece)
            continue
        begin = _LEADING.match(piece.text)
        skip = begin.end() if begin else 0
        for start in dict.fromkeys((skip, 0)):
            found = _name_before_verb(piece, start)
            if found:
                names.append(found)
                break
        break
    if names:
        yield Issuer(tuple(names))


def _name_before_verb(piece: Piece, start: int) -> Piece | None:
    for match in _verb_pattern().finditer(piece.text, start + 1):
        if are_issuer_names(piece.text[start : match.start()]):
            return piece.cut(start, match.start())
    return None


def _signed(body: Sequence[Piece]) -> Iterator[Issuer]:
    """The names above the last date; several lines where several sign."""
    dated = [i for i, line in enumerate(body) if is_date_line(line.text)]
    late = [i for i in dated if i >= len(body) - SIGNATURE_LINES]
    for index in (*reversed(late), *reversed(dated)):
        names: list[Piece] = []
        for line in map(_without_seal, reversed(body[max(0, index - _SIGNED_TOGETHER) : index])):
            if not are_issuer_names(line.text):
                break
            names.insert(0, line)
        if names:
            yield Issuer(tuple(names))
    for line in body[-SIGNATURE_LINES:]:
        name = _beside_day(line)
        if name and are_issuer_names(name.text):
            yield Issuer((name,))


def _around_title(head: Sequence[Piece], title: Sequence[Piece]) -> Iterator[Issuer]:
    """A red head above the title, or the issuer or its head on a line under it."""
    above = [piece for piece in head if piece.end <= title[0].start]
    for piece in above:
        bare = re.sub(r"\s*(?:文\s*件|令)\s*$", "", piece.text)
        if bare != piece.text and are_issuer_names(bare):
            yield Issuer((piece.cut(0, len(bare)),))
    run = _trailing_names(above)
    if run:
        yield Issuer(run)
    below = [piece for piece in head if piece.start >= title[-1].end][:_UNDER_TITLE]
    for piece in below:
        if len(piece.text) > _LONG_LINE:
            return
        post = _post_pattern().match(piece.text)
        if are_issuer_names(piece.text):
            yield Issuer((piece,))
        elif post and is_issuer_name(post["name"]):
            yield Issuer((piece.cut(0, post.end("name")),))


def _trailing_names(above: Sequence[Piece]) -> tuple[Piece, ...]:
    """The names that stand together above the title; the word 文件 or the number may follow."""
    names: list[Piece] = []
    for piece in above:
        if are_issuer_names(piece.text):
            names.append(piece)
        elif names and squash(piece.text) != "文件" and "号" not in piece.text[-3:]:
            names = []
    return tuple(names)


def _on_a_line_of_its_own(head: Sequence[Piece]) -> Iterator[Issuer]:
    for piece in head:
        if header_role(piece.text) is not None:
            return  # a table begins: bodies stand in its rows
        name = _beside_day(piece) or piece
        if are_issuer_names(name.text):
            yield Issuer((name,))


def _beside_day(line: Piece) -> Piece | None:
    """The name on a line that is nothing but a name and a day."""
    name = name_beside_day(line.text)
    return line.cut(name.start, name.stop) if name else None


def _without_seal(line: Piece) -> Piece:
    """The name without (盖章) behind it."""
    return line.cut(0, len(_SEAL.sub("", line.text)))


def is_relative(name: str) -> bool:
    """Whether a name leaves out its place: 市市场监督管理局 names no city."""
    return name[:1] in "市省县区本局"


@lru_cache(maxsize=1)
def _issuer_pattern() -> re.Pattern[str]:
    words = (*org_words().issuers, *document_words().issuer_endings)
    endings = "|".join(re.escape(entry.word) for entry in words)
    return re.compile(rf"[\u4e00-\u9fff()、·“”\"]{{1,}}?(?:{endings})(?:\([^()]*\))?")


@lru_cache(maxsize=1)
def _verb_pattern() -> re.Pattern[str]:
    verbs = "|".join(re.escape(entry.word) for entry in document_words().title_verbs)
    return re.compile(rf"(?=(?:{verbs}|20\d{{2}}|二[〇○零]|第[一二三四]|“|\"|《))")  # may overlap


@lru_cache(maxsize=1)
def _post_pattern() -> re.Pattern[str]:
    posts = "|".join(re.escape(entry.word) for entry in document_words().posts)
    return re.compile(
        rf"(?P<name>[\u4e00-\u9fff]{{4,30}}?)\s*代?(?:{posts})[\s\u4e00-\u9fff]{{0,8}}$"
    )
