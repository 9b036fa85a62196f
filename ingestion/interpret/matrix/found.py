"""A header in flattened text and the tokens below it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingestion.interpret.matrix.captions import goes_on, is_table_title
from ingestion.interpret.matrix.habits import adds_up
from ingestion.interpret.matrix.header_levels import Way, Widths
from ingestion.interpret.matrix.model import Header, Token
from ingestion.interpret.matrix.rows import RawRow, usual_width
from ingestion.interpret.matrix.tokens import ends_table, ordinal_of, token_class
from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.values.lookups import pattern
from ingestion.values.names import split_unit, unit_dimension
from ingestion.values.width import squash

_MAX_LABEL_CHARS = 20
_MAX_COLUMNS = 80
# Share of tokens behind the names that are numbers or marks; below it the table is another kind.
_MIN_VALUE_SHARE = 0.5
_MAX_TARGET_LABELS, _MIN_FILLED_SHARE = 3, 0.6
_STEADY_SHARE, _MIN_STEADY_ROWS = 0.7, 4
# All rows much shorter than the header say that it is another one.
_MAX_TOO_WIDE = 1.5
_MIN_SUMS, _MIN_SUM_SHARE = 2, 0.8
_MIN_FULL_ROWS, _MIN_FULL_SHARE = 2, 0.2


@dataclass(frozen=True, slots=True)
class Found:
    """A header in running text and the rows below it."""

    header: Header
    start: int
    end: int
    rows: tuple[RawRow, ...]
    headings: tuple[Token, ...] = ()


def header_run(tokens: Sequence[Token], position: int) -> list[Token]:
    """The tokens from a place on that may be labels of a header, or names behind it."""
    run: list[Token] = []
    for token in tokens[position : position + _MAX_COLUMNS]:
        if token_class(token.text) not in ("text", "phrase") or len(token.text) > _MAX_LABEL_CHARS:
            break
        if ordinal_of(token.text) is not None or ends_table(token) or is_heading(token):
            break
        run.append(token)
    return run if len(run) < _MAX_COLUMNS else []  # so many words without a figure are a text


def is_heading(token: Token) -> bool:
    """Tell whether a token begins like a heading between rows: 一、惠企行动."""
    return bool(pattern("header_words", "row_headings").search(squash(token.text)))


def without_headings(body: Sequence[Token]) -> tuple[list[Token], tuple[Token, ...]]:
    """Take the headings out of a body; one that values follow is a row's name."""
    kept: list[Token] = []
    headings: list[Token] = []
    for index, token in enumerate(body):
        following = [token_class(after.text) for after in body[index + 1 : index + 3]]
        if following[:1] == ["number"] and ordinal_of(body[index + 1].text) is not None:
            following = following[1:]  # the next row's ordinal
        is_over = bool(following) and following[0] in ("text", "phrase")
        if is_over and is_heading(token):
            headings.append(token)
        else:
            kept.append(token)
    return kept, tuple(headings)


def accepted(header: Header, rows: tuple[RawRow, ...], start: int, end: int) -> Found | None:
    """Header and rows, if most of what stands in the rows is values."""
    header, rows = _without_words(header, rows)
    width = len(header.values)
    if not width:
        return None
    values = [token for row in rows for token in row.values[:width]]
    good = sum(token_class(t.text) in ("number", "mark", "each", "instruction") for t in values)
    if not values or good < _MIN_VALUE_SHARE * len(values):
        return None
    if (width == 1 and not _is_list_of_targets(rows)) or (len(rows) == 1 and len(values) < width):
        return None
    return Found(header, start, end, rows)


def _is_list_of_targets(rows: Sequence[RawRow]) -> bool:
    """Whether rows with one value each are targets, and no tasks with a month among their words."""
    filled = sum(len(row.values) >= 1 for row in rows)
    wordy = sum(len(row.labels) > _MAX_TARGET_LABELS for row in rows)
    return len(rows) > 1 and min(filled, len(rows) - wordy) >= _MIN_FILLED_SHARE * len(rows)


def _without_words(header: Header, rows: tuple[RawRow, ...]) -> tuple[Header, tuple[RawRow, ...]]:
    """Take off last columns of which every full row says words, such as 预期性."""
    columns = header.values
    if value_width(header) > len(columns):
        return header, rows  # words stand behind the values anyway
    while len(columns) > 1:
        full = [row for row in rows if len(row.values) == len(columns)]
        wordy = [token_class(row.values[-1].text) == "text" for row in full]
        if len(full) < min(_MIN_FULL_ROWS, len(rows) - 1) or not all(wordy):
            break
        last = columns[-1].position
        changed = (replace(c, role="remark") if c.position == last else c for c in header.columns)
        header = replace(header, columns=tuple(changed))
        rows = tuple(
            replace(r, values=r.values[:-1])
            if r.values and token_class(r.values[-1].text) == "text"
            else r
            for r in rows
        )
        columns = header.values
    return header, rows


def body_below(
    tokens: Sequence[Token], start: int, labels: Sequence[str]
) -> tuple[list[Token], int]:
    """The tokens below a header, without headers that are repeated on new pages."""
    wanted = [squash(label) for label in labels]
    over = {squash(token.text) for token in tokens[max(0, start - len(labels) - 3) : start]}
    body: list[Token] = []
    index = start
    while index < len(tokens) and not ends_table(tokens[index]):
        if squash(tokens[index].text) == wanted[0]:
            following = [squash(t.text) for t in tokens[index : index + len(wanted)]]
            next_no = (
                ordinal_of(tokens[index + len(wanted)].text)
                if (index + len(wanted) < len(tokens))
                else None
            )
            if following != wanted or next_no == 1:
                break
            if body and is_table_title(body[-1].text):
                if not (goes_on(body[-1].text) or squash(body[-1].text) in over):
                    return body[:-1], index - 1  # another table with the same header
                body.pop()
            index += len(wanted)
            continue
        if header_role(squash(tokens[index].text)) == "ordinal":
            break
        body.append(tokens[index])
        index += 1
    return body, index


def likely_widths(body: Sequence[Token], *, numbered: bool) -> Widths:
    """How many values the rows usually have, by the runs of values between words.

    Args:
        body: What stands below a header.
        numbered: Rows begin with an ordinal, so that the last integer before words is no value.

    Returns:
        At most two likely counts, and how common the first one is among runs of at least two.
    """
    runs: Counter[int] = Counter()
    length, last = 0, 0
    for index, token in enumerate(body):
        if token_class(token.text) not in ("text", "count"):
            length += 1
            continue
        number = ordinal_of(body[index - 1].text) if numbered and length else None
        is_next = number == last + 1
        last += is_next
        runs[length - is_next] += 1
        length = 0
    runs[length] += 1
    common = sorted((n for n in runs if n > 1), key=lambda n: (-runs[n], -n))
    whole = sum(runs[n] for n in common)
    share = runs[common[0]] / whole if common else 0.0
    return Widths(tuple(common[:2]), share, whole)


def name_count(labels: Sequence[str]) -> int:
    """How many labels at the start of a header are ordinal, group, indicator and unit."""
    count = 0
    for label in labels:
        if header_role(squash(label)) not in ("ordinal", "action", "indicator", "unit"):
            break
        count += 1
    return max(count, 1)


def fits_rows(rows: Sequence[RawRow], least: int, most: int) -> bool:
    """Tell whether rows have the columns of a header.

    Most rows do, or some do and none has more: what is lost makes rows shorter, never longer.
    """
    if least <= (usual_width(rows) or 0) <= most:
        return True
    full = sum(least <= len(row.values) <= most for row in rows)
    over = sum(len(row.values) > most for row in rows)
    return over == 0 and full >= max(_MIN_FULL_ROWS, _MIN_FULL_SHARE * len(rows))


def guess_if_longer(header: Header, rows: Sequence[RawRow]) -> Header:
    """The header, as a guess where a row has more values: a longer header may be right."""
    is_longer = any(len(row.values) > value_width(header) for row in rows)
    return replace(header, is_guess=header.is_guess or is_longer)


def is_too_wide(header: Header, widths: Widths) -> bool:
    """Tell whether a header has far more columns of values than most rows."""
    if widths.share < _STEADY_SHARE or widths.rows < _MIN_STEADY_ROWS:
        return False
    return len(header.values) > _MAX_TOO_WIDE * widths.likely[0]


def by_total(way: Way, header: Header, rows: Sequence[RawRow]) -> Header | None:
    """The header, if the rows add up where the place of the total needs them to; else None."""
    if not (way.by_sum or way.is_open):
        return header
    width = len(header.values)
    total = next((i for i, column in enumerate(header.values) if column.role == "total"), None)
    full = [row.values for row in rows if len(row.values) == width and not is_rate_row(row)]
    verdicts = [verdict for row in full if (verdict := adds_up(row, total)) is not None]
    sums_up = len(verdicts) >= _MIN_SUMS and sum(verdicts) >= _MIN_SUM_SHARE * len(verdicts)
    if way.by_sum:
        return header if sums_up else None
    return header if sums_up else replace(header, is_guess=True)


def is_rate_row(row: RawRow) -> bool:
    """Tell whether a row's unit is a share or a time, which are never summed."""
    units = [split_unit(row.labels[-1].text)[1], row.labels[-1].text] if row.labels else []
    return any(unit_dimension(unit) in ("share", "time") for unit in units if unit)


def value_width(header: Header) -> int:
    """Columns from the first value column on; those behind the organisations count too."""
    first = header.values[0].position
    return sum(column.position >= first for column in header.columns)
