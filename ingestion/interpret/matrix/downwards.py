"""Find flattened tables that list organisations downwards and cut them into rows. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingestion.interpret.matrix.captions import CaptionName, caption_name
from ingestion.interpret.matrix.found import (
    Found,
    accepted,
    body_below,
    guess_if_longer,
    header_run,
    likely_widths,
    value_width,
)
from ingestion.interpret.matrix.header import repeated_labels
from ingestion.interpret.matrix.header_levels import Widths, is_total
from ingestion.interpret.matrix.header_ways import header_ways
from ingestion.interpret.matrix.labels import between
from ingestion.interpret.matrix.model import Header, Token
from ingestion.interpret.matrix.rows import RawRow
from ingestion.interpret.matrix.tokens import ordinal_of, token_class
from ingestion.interpret.matrix.turned import (
    axis_position,
    is_doubtful_axis,
    is_thing_axis,
    looks_like_org,
    looks_like_orgs,
    may_be_orgs,
    read_turned_header,
    with_unit_row,
)
from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.values.names import has_open_bracket, split_unit
from ingestion.values.width import squash

_MIN_ROWS, _MIN_ROWS_OF_ONE = 2, 3
_MAX_NAMES = 3


def find_downwards(
    tokens: Sequence[Token], position: int, axis: int, lines: Sequence[str]
) -> Found | None:
    """Read a table whose header starts here and whose rows are organisations.

    Args:
        tokens: All tokens of the text.
        position: Where the header starts.
        axis: How many columns stand before that of the organisations: ordinal, group.
        lines: Lines over the header, the nearest first.

    Returns:
        Header and rows, or None. The header ends where the rows fit it.
    """
    run = header_run(tokens, position)
    if len(run) < axis + 2:
        return None
    caption = caption_name(lines)
    for split in range(len(run), axis + 1, -1):
        found = _ending_at(tokens, position, run[:split], axis, caption)
        if found is not None:
            return found
    return None


def _ending_at(
    tokens: Sequence[Token], position: int, run: Sequence[Token], axis: int, caption: CaptionName
) -> Found | None:
    """Read the table if its header ends behind these labels; ways that repeat nothing win."""
    labels = with_unit_row([token.text for token in run], axis)
    has_ordinals = any(header_role(squash(label)) == "ordinal" for label in labels[:axis])
    body, end = body_below(tokens, position + len(run), labels)
    if len(body) < _MIN_ROWS:
        return None
    twice: Found | None = None
    widths = likely_widths(body, numbered=has_ordinals)
    for way in _headers(labels, axis, caption, widths):
        header = _with_tokens(way, run[axis:])
        rows = _cut(body, header, has_ordinals=has_ordinals)
        if has_ordinals and rows and not _is_first(rows[0]):
            continue
        if _is_table(rows, header, labels, axis):
            found = accepted(guess_if_longer(header, rows), rows, position + len(run), end)
            if found is None or not repeated_labels(found.header):
                return found
            twice = twice or found
    return twice


def _headers(
    labels: Sequence[str], axis: int, caption: CaptionName, widths: Widths
) -> Iterator[Header]:
    """The ways to read the labels that make a header; a guess must not repeat a column."""
    for way in header_ways(labels, names=axis + 1, widths=widths):
        is_guess = way.is_guess or axis_position(labels) is None
        header = read_turned_header(way.paths, axis, caption, is_guess=is_guess)
        if header is None or way.with_headings or way.by_sum:
            continue
        if not (header.is_guess and repeated_labels(header)):
            yield header


def _with_tokens(header: Header, run: Sequence[Token]) -> Header:
    """Let every column point at its printed label, or at the header's first."""
    printed = {token.text: token for token in run}
    columns = tuple(
        replace(column, token=printed.get(column.label, run[0])) for column in header.columns
    )
    return replace(header, columns=columns)


def _is_table(rows: Sequence[RawRow], header: Header, labels: Sequence[str], axis: int) -> bool:
    width = len(header.values)
    if len(rows) < (_MIN_ROWS if width > 1 else _MIN_ROWS_OF_ONE):
        return False
    if not _is_below_header(rows, header) or not _are_orgs(rows, width, labels, axis):
        return False
    counts = Counter(len(row.values) for row in rows)
    usual = max(counts, key=lambda count: (counts[count], count))
    return usual == width and counts[width] >= max(_MIN_ROWS, len(rows) / 2)


def _is_below_header(rows: Sequence[RawRow], header: Header) -> bool:
    """Whether no label of the header stands before the first name."""
    first = rows[0].labels
    if len(first) > 1 + (header.first("action") is not None):
        return False
    return not any(split_unit(token.text)[1] for token in first)


def _are_orgs(rows: Sequence[RawRow], width: int, labels: Sequence[str], axis: int) -> bool:
    """Whether the names may be organisations, the first one like the others."""
    names = [row.labels[-1].text for row in rows]
    look_so = looks_like_orgs(names)
    if width == 1 and not look_so and not is_thing_axis(labels[axis]):
        return False
    if is_doubtful_axis(labels[axis]) and not (
        look_so or may_be_orgs(_different(rows), labels, axis)
    ):
        return False
    return look_so <= looks_like_org(names[0])


def _different(rows: Sequence[RawRow]) -> list[str]:
    """The names of the rows; a subtotal is another in each group."""
    return ["".join(t.text for t in row.labels) for row in rows]


def _is_first(row: RawRow) -> bool:
    """Whether a row may stand right below a header with ordinals: only a total has none."""
    return row.ordinal is not None or is_total(row.labels[-1].text)


def _cut(body: Sequence[Token], header: Header, *, has_ordinals: bool) -> tuple[RawRow, ...]:
    """Cut at the names; an ordinal before a name is no value of the row above."""
    behind = value_width(header) - len(header.values)
    rows: list[RawRow] = []
    index = 0
    while index < len(body):
        if rows and behind:
            index = _skip_words(body, index, behind)
        if index == len(body):
            break
        ordinal = body[index] if has_ordinals and _is_ordinal(body, index) else None
        index += ordinal is not None
        words, index = _take(body, index, words=True)
        names = _names_of(words, header)
        values, index = _take(body, index, words=False)
        doubt = False
        is_name = index < len(body) and (not behind or looks_like_org(body[index].text))
        if has_ordinals and values and is_name and _is_ordinal(body, index - 1):
            # The last number stands before words: the next row's ordinal, or the last value.
            is_next = ordinal_of(values[-1].text) == _last_number(rows, ordinal) + 1
            doubt = len(values) <= len(header.values)
            is_over = len(values) == len(header.values) + 1
            if is_over or (is_next and not _is_total_next(body, index)):
                values, index = values[:-1], index - 1
        if not names or (not values and index >= len(body)):
            break
        added = _rows(RawRow(ordinal, len(rows) + 1, tuple(names), tuple(values), doubt), header)
        if behind and len(added) > 1:  # 其中园区 behind the values may be a remark
            added = [replace(row, is_doubtful=True) for row in added]
        rows += added
    return tuple(rows)


def _names_of(words: list[Token], header: Header) -> list[Token]:
    """The words that name a row: without those in columns such as 责任单位 before the values.

    Nothing where there are more words than such a row can have.
    """
    sides = len(between(header))
    if not words or len(words) > _MAX_NAMES + sides:
        return []
    if sides:
        count = 1 + (header.first("action") is not None and len(words) > 1 + sides)
        return words[:count] if len(words) <= count + sides else []
    return words


def _skip_words(body: Sequence[Token], index: int, behind: int) -> int:
    """Step over the words behind a row's values, but not over the last ones: they are a name."""
    words, end = _take(body, index, words=True)
    if end < len(body) and not _is_ordinal(body, end):
        behind = min(behind, len(words) - 1)
    for token in body[index : index + behind]:
        if token_class(token.text) != "text" or looks_like_org(token.text):
            break
        index += 1
    return index


def _last_number(rows: Sequence[RawRow], ordinal: Token | None) -> int:
    """The last ordinal that was printed; 0 before the first."""
    printed = [ordinal, *(row.ordinal for row in reversed(rows))]
    return next((ordinal_of(token.text) or 0 for token in printed if token), 0)


def _rows(row: RawRow, header: Header) -> list[RawRow]:
    """One row, after organisations that print nothing but their name."""
    names = row.labels
    if header.first("action") is not None:  # a group stands before its first organisation
        return [replace(row, labels=names[-2:])]
    if len(names) > 1 and not all(looks_like_org(name.text) for name in names):
        is_whole = has_open_bracket(names[-2].text)
        return [replace(row, is_doubtful=row.is_doubtful or not is_whole)]
    empty = [RawRow(None, row.number + i, (name,), ()) for i, name in enumerate(names[:-1])]
    return [*empty, replace(row, number=row.number + len(empty), labels=names[-1:])]


def _take(body: Sequence[Token], start: int, *, words: bool) -> tuple[list[Token], int]:
    end = start
    while end < len(body) and (token_class(body[end].text) in ("text", "count")) == words:
        end += 1
    return list(body[start:end]), end


def _is_ordinal(body: Sequence[Token], index: int) -> bool:
    """Whether an integer stands right before words."""
    following = body[index + 1] if index + 1 < len(body) else None
    return (
        ordinal_of(body[index].text) is not None
        and following is not None
        and token_class(following.text) in ("text", "count")
    )


def _is_total_next(body: Sequence[Token], index: int) -> bool:
    return is_total(body[index].text)
