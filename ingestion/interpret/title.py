"""The title of a document among the lines of its head: joined over lines, weighed by signs. Pure.

A title ends like one (…的通知, …工作要点), stands over the line with day and source, or is printed
twice. Where nothing tells, the first line that could be a title is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ingestion.interpret.document_kind import kind_by_words
from ingestion.interpret.document_parts import attachment_mark, is_title_addition
from ingestion.interpret.issuer import are_issuer_names
from ingestion.interpret.lines import Piece, letters_only
from ingestion.interpret.list_table import header_role
from ingestion.interpret.metadata_box import (
    all_values,
    find_document_number,
    has_label,
    is_whole_number,
    labelled_values,
)
from ingestion.interpret.ordinals import parse_ordinal, read_label
from ingestion.interpret.printed_dates import is_date_line, is_dated_stamp, is_signature_date
from ingestion.interpret.synthetic_mark import is_marker
from ingestion.interpret.vocabulary import document_words
from ingestion.values.width import fold_width, squash

TITLE_LENGTH = range(4, 121)
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
_BREADCRUMB = re.compile(r"^(当前位置|您.{0,6}位置|首页)|[>»›].*[>»›]|[>»›]\s*$|->")
_PROSE_ENDS = "。;,:!?"
_LINES_JOINED = 4
_BAR_REACH = 3
_ADDITION = re.compile(r"(?:\([^()]{1,30}\)|\[\d{1,2}\])$")
_LISTED = re.compile(r"(?:[^《》]*号)?《.*》$")  # how a list of documents prints a title
_BEGINS_LATER = re.compile(r"关于|印发|转发|批转|第.{1,3}次|(?:20\d{2}|二[〇○零]..)年(?!\d{1,2}月)")
_CHANNEL = re.compile(
    r"[\u4e00-\u9fff]{2,8}\s*[丨|｜]\s*(?=[\u4e00-\u9fff“《][\u4e00-\u9fff\d“《]{3})"
)
_CAPTION = re.compile(r"[附续]?表[一二三四五六七八九十\d]")
_YEAR = re.compile(r"20\d{2}年(?!\d{1,2}月)")
_OWN_SUBJECT = re.compile(
    r"(?![和与及、])[\u4e00-\u9fff]{2,6}(?:[省市县区州旗镇乡局厅委](?![一-龥]?[镇乡村区域]))"
)
_SALUTATION = re.compile(r"^各.{2,}:$")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节部条]")

Title = tuple[Piece, ...]


def printed_titles(head: Sequence[Piece]) -> Sequence[Title]:
    """What could be the title, the likeliest first; a title over several lines is several pieces.

    Args:
        head: Lines before the first long paragraph.
    """
    candidates = list(_candidates(head))
    joined = [_trimmed(_joined(head, candidates, i)) for i in candidates]
    repeated = Counter(letters_only(title_text(title)) for title in joined)
    salutation = next(
        (i for i, p in enumerate(head) if _SALUTATION.search(squash(p.text))), len(head)
    )
    weighed = [
        (
            -_weight(head, candidates, title, index)
            - (1 if repeated[letters_only(title_text(title))] > 1 else 0)
            + (2 if 0 < salutation < index else 0),
            place,
            title,
        )
        for place, (index, title) in enumerate(zip(candidates, joined, strict=True))
    ]
    return [title for _, _, title in sorted(weighed, key=lambda one: one[:2])]


def title_text(title: Sequence[Piece]) -> str:
    """The characters of a title without its line ends."""
    return "".join(piece.text for piece in title)


def ends_like_title(text: str) -> bool:
    """Whether a text ends like the title of a document; a bracketed addition is left aside."""
    bare = squash(text)
    if _LISTED.match(bare):
        bare = bare.removesuffix("》")
    while match := _ADDITION.search(bare):
        bare = bare[: match.start()]
    return any(entry.pattern.search(bare) for entry in document_words().title_endings)


def _candidates(head: Sequence[Piece]) -> Iterator[int]:
    values = {value.piece.start for value in all_values(head)}
    for index, piece in enumerate(head):
        text = squash(piece.text)
        if header_role(text) == "ordinal":
            return  # a table begins: what follows are its headers and rows
        if piece.start in values or not _WORDS.search(text) or len(text) not in TITLE_LENGTH:
            continue
        if is_page_line(piece) or text[-1] in _PROSE_ENDS or is_marker(piece.text):
            continue
        if (
            parse_ordinal(text) is not None
            or read_label(text)
            or _HEADING.match(text)
            or attachment_mark(piece.text)
        ):
            continue
        yield index


def is_page_line(piece: Piece) -> bool:
    """Furniture: navigation, labelled values, dates, the number, the red head of an issuer."""
    folded = fold_width(piece.text)
    if _BREADCRUMB.search(folded) or has_label(piece.text) or is_whole_number(piece):
        return True
    if is_date_line(piece.text) or is_dated_stamp(piece.text):
        return True
    text = squash(piece.text)
    if text.endswith("文件") and are_issuer_names(text.removesuffix("文件")):
        return True
    return any(entry.pattern.search(text) for entry in document_words().page_words)


def _joined(head: Sequence[Piece], candidates: Sequence[int], first: int) -> Title:
    """The line and those that it runs on to."""
    usable = set(candidates)
    last = first
    for index in range(first + 1, min(first + 1 + _LINES_JOINED, len(head))):
        if not _runs_on(head, usable, first, index):
            break
        last = index
    whole = "".join(p.text for p in head[first : last + 1])
    return tuple(head[first : last + 1]) if not are_issuer_names(squash(whole)) else (head[first],)


def _runs_on(head: Sequence[Piece], usable: set[int], first: int, index: int) -> bool:
    """Whether the lines from ``first`` go on at ``index``: a bracket is open, 关于… has no end."""
    text = squash("".join(p.text for p in head[first:index]))
    following = squash(head[index].text)
    if is_title_addition(head[index].text):
        return True
    if index not in usable:
        return False
    if _is_unbalanced(text):
        return True
    if are_issuer_names(text):
        return bool(_BEGINS_LATER.match(following)) or are_issuer_names(following)
    if _is_cut(text, following):
        return True
    return _is_open(text) and _is_ended(head, usable, index)


def _is_cut(text: str, following: str) -> bool:
    """Which year's it is and no more, then what it is: 2024年…攻坚行动 over 重点任务清单.

    A following line that names a place or year of its own is another title.
    """
    if ends_like_title(text) and not text.endswith("行动"):
        return False
    is_own = _BEGINS_LATER.search(following) or _OWN_SUBJECT.match(following)
    return bool(_YEAR.search(text) and ends_like_title(following) and not is_own)


def _is_open(text: str) -> bool:
    """关于印发… without the word that ends such a title."""
    return bool(re.search(r"关于|印发|转发", text)) and not ends_like_title(text)


def _is_unbalanced(text: str) -> bool:
    pairs = (("《", "》"), ("(", ")"), ("〔", "〕"))
    return any(text.count(left) > text.count(right) for left, right in pairs)


def _is_ended(head: Sequence[Piece], usable: set[int], index: int) -> bool:
    """Whether one of the next lines ends an open title."""
    for ahead in range(index, min(index + _LINES_JOINED - 1, len(head))):
        if ahead not in usable:
            return False
        if ends_like_title(head[ahead].text):
            return True
    return False


def _trimmed(title: Title) -> Title:
    """Without the channel of the page, and the number that it prints before or behind the title."""
    channel = _CHANNEL.match(title[0].text)
    if channel:
        title = (title[0].cut(channel.end()), *title[1:])
    last = title[-1]
    number = find_document_number(last)
    if number is None:
        return title
    begin, end = number[1].start - last.start, number[1].end - last.start
    before = last.text[:begin].rstrip(" \t(（")
    if before:
        is_cited = before.endswith("》") or before.count("《") > before.count("》")
        return title if is_cited else (*title[:-1], last.cut(0, len(before)))
    rest = last.cut(end)
    inner = re.fullmatch(r"《(.+)》", rest.text)
    if inner:
        rest = rest.cut(1, len(rest.text) - 1)
    return (*title[:-1], rest) if len(rest.text) >= TITLE_LENGTH.start else title


def _weight(head: Sequence[Piece], candidates: Sequence[int], title: Title, index: int) -> int:
    text = title_text(title)
    weight = 4 * ends_like_title(text) + _over_bar(head, candidates, index + len(title) - 1)
    weight += (kind_by_words([text]) or "news") != "news"
    weight += "关于" in text
    weight += bool(_YEAR.search(text))
    if are_issuer_names(squash(text)):
        weight -= 5
    if _CAPTION.match(squash(text)):
        weight -= 6  # of one table among others
    if find_document_number(head[index]) and len(title) == 1 and title[0].start > head[index].start:
        weight -= 6  # a line that lists the number before the title
    return weight


def _over_bar(head: Sequence[Piece], candidates: Sequence[int], last: int) -> int:
    """A page prints day and source under the title; a subtitle or remark may stand between."""
    usable = set(candidates)
    for distance in range(_BAR_REACH):
        below = last + 1 + distance
        if below >= len(head):
            return 0
        if _is_bar(head[below]):
            return 5 - distance
        if below not in usable:
            return 0
    return 0


def _is_bar(piece: Piece) -> bool:
    names = set(labelled_values([piece]))
    is_box = bool(names & {"issuer", "publisher", "index_number", "document_number"})
    if names & {"published_on", "source"}:
        return "index_number" not in names and not (is_box and "source" not in names)
    return is_dated_stamp(piece.text) and not is_signature_date(piece.text) and not is_box


@lru_cache(maxsize=1)
def _carrying() -> re.Pattern[str]:
    name = r"《(?P<name>[^《》]{4,80})》(?=(?:[、和及与]《[^《》]{4,80}》)*"
    return re.compile(name + r"[^《》。]{0,60}?(?:印发|下发|转发|发布|公布))")


def named_plans(lines: Sequence[Piece]) -> Iterator[Piece]:
    """Where the text names the plans that it carries: 现将《…》和《…》印发给你们."""
    for line in lines:
        for match in _carrying().finditer(line.text):
            yield line.cut(match.start("name"), match.end("name"))
