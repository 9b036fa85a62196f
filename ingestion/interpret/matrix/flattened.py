"""Read matrices in flattened text: every cell is a paragraph, merged cells are gone. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingestion.extract.model import ReadDocument
from ingestion.interpret.matrix import issues
from ingestion.interpret.matrix.attributes import is_attribute, is_unit_note
from ingestion.interpret.matrix.caption_units import with_caption_units
from ingestion.interpret.matrix.downwards import find_downwards
from ingestion.interpret.matrix.edges import left_over, words_behind
from ingestion.interpret.matrix.found import (
    Found,
    accepted,
    body_below,
    by_total,
    fits_rows,
    guess_if_longer,
    header_run,
    is_too_wide,
    likely_widths,
    name_count,
    value_width,
    without_headings,
)
from ingestion.interpret.matrix.header import (
    read_header,
    repeated_labels,
    with_numbered_totals,
)
from ingestion.interpret.matrix.header_ways import header_ways
from ingestion.interpret.matrix.model import Header, PlacedTable, Token, refused
from ingestion.interpret.matrix.placing import place_table
from ingestion.interpret.matrix.results import without_results
from ingestion.interpret.matrix.rows import RawRow, cut_by_names, cut_by_ordinals
from ingestion.interpret.matrix.tokens import token_class, tokens_of
from ingestion.interpret.matrix.turned import (
    axis_position,
    implied_axis,
    is_doubtful_axis,
    is_unit_alone,
    looks_like_org,
    names_rows_otherwise,
    turn,
)
from ingestion.interpret.matrix.vocabulary import header_role
from ingestion.values.names import split_unit
from ingestion.values.width import squash

_MAX_CAPTION_CHARS = 80
_MAX_CAPTION_LINES = 3
_WITH_GROUP = 2


def find_flattened(read: ReadDocument) -> Iterator[PlacedTable]:
    """Find and place the matrices of a text, in printed order.

    Args:
        read: A document as read; paragraphs inside printed tables must not be among them.

    Yields:
        One placed table per header that has rows of values below it.
    """
    tokens = tokens_of(read.paragraphs, read.text)
    position = 0
    while position < len(tokens):
        lines = _lines_above(tokens, position)
        found = _table_at(tokens, position, lines)
        if found is None:
            position += 1
            continue
        placed = _placed(found, tokens, position, lines, read.document_id)
        placed = without_results(placed, read.document_id)
        last = next(i for i in range(found.start, len(tokens)) if tokens[i].end >= placed.end)
        behind = words_behind(found.header, tokens[last + 1 : found.end])
        if behind:
            last += behind
            placed = replace(placed, end=tokens[last].end)
        left = left_over(tokens[last + 1 : found.end])
        if left:
            doubt = issues.rows_not_read(read.document_id, placed.caption, left)
            placed = replace(placed, issues=(*placed.issues, doubt))
        yield turn(placed) if found.header.by_org else placed
        position = last + 1


def _placed(
    found: Found, tokens: Sequence[Token], position: int, lines: Sequence[str], document_id: str
) -> PlacedTable:
    """Place a table; totals that stand twice are told apart, with other columns it is refused."""
    twice = repeated_labels(found.header)
    found = replace(found, header=with_numbered_totals(found.header))
    placed = place_table(found, lines, tokens[position].start, document_id)
    first, last = tokens[position], tokens[found.start - 1]
    placed = with_caption_units(placed, lines, document_id, first)
    still_twice = repeated_labels(found.header)
    if still_twice:
        place = f"字符 {first.start}–{last.end}"
        refusal = issues.duplicate_header(document_id, still_twice, place, [first, last])
        return refused(placed, refusal)
    if found.header.heading:
        said = issues.indicator_from_heading(document_id, found.header.heading, first)
        placed = replace(placed, issues=(*placed.issues, said))
    if not twice:
        return placed
    doubt = issues.repeated_totals(document_id, twice, first)
    return replace(placed, issues=(*placed.issues, doubt))


def _table_at(tokens: Sequence[Token], position: int, lines: Sequence[str]) -> Found | None:
    label = tokens[position].text
    if position and _is_rest(tokens[position - 1].text, label):
        return None
    following = [token.text for token in tokens[position : position + 4]]
    axis = _axis_at(tokens, position, following)
    if axis is not None:
        is_sure = axis_position(following) == axis and not is_doubtful_axis(following[axis])
        if is_sure or not names_rows_otherwise(following, axis):
            found = find_downwards(tokens, position, axis, lines)
            if found is not None or is_sure:
                return found
    if header_role(squash(label)) in ("ordinal", "action", "indicator"):
        run = header_run(tokens, position)
        roles = [header_role(squash(token.text)) for token in run]
        if len(run) >= 3 and "ordinal" in roles:
            found = _with_ordinals(tokens, run, position + len(run))
        else:
            found = _without_ordinals(tokens, run, position) if len(run) >= 3 else None
        if found is not None:
            return found
    return find_downwards(tokens, position, axis, lines) if axis is not None else None


def _axis_at(tokens: Sequence[Token], position: int, following: Sequence[str]) -> int | None:
    """Where the column of organisations, or of other things by name, stands in a header here."""
    axis = axis_position(following)
    if axis is not None and any(map(is_unit_alone, following[axis + 1 : axis + 2])):
        return None  # 单位 人 人次 is a row of units
    before = tokens[max(0, position - 2) : position]
    if axis == 0 and len(before) > 1 and all(looks_like_org(token.text) for token in before):
        return None  # 园区 among organisations is one of them
    return _implied_axis(tokens, position) if axis is None else axis


def _implied_axis(tokens: Sequence[Token], position: int) -> int | None:
    """Where named things stand beside columns with units, if a header of that kind starts here."""
    ahead = tokens[position + 1 : position + 4]
    if not any(split_unit(token.text)[1] for token in ahead):
        return None
    labels = [token.text for token in header_run(tokens, position)]
    while labels and split_unit(labels[-1])[1] is None and header_role(squash(labels[-1])) is None:
        labels.pop()  # the name of the first row
    return implied_axis(labels)


def _is_rest(before: str, label: str) -> bool:
    """Whether a label stands inside a header that was tried from its start and did not fit."""
    role = header_role(squash(before))
    if role in ("ordinal", "action"):
        return True
    is_label = role is not None or is_attribute(before) or split_unit(before)[1] is not None
    return is_attribute(label) and is_label and not is_unit_note(before)


def _with_ordinals(tokens: Sequence[Token], run: list[Token], body_start: int) -> Found | None:
    """Try every way to read the header; the first one that fits most rows wins.

    Where groups stand before the ordinals, the first group is printed right behind the header.
    """
    roles = [header_role(squash(token.text)) for token in run]
    groups = roles[0] == "action" and "ordinal" in roles[1:]
    first: Found | None = None
    twice: Found | None = None
    for taken in (1, 2) if groups else (0,):
        labels = [token.text for token in run[: len(run) - taken]]
        lead = run[len(run) - taken :]
        if taken > 1 and looks_like_org(lead[0].text):
            continue
        below, end = body_below(tokens, body_start, labels)
        body, headings = without_headings(below)
        if not body:
            continue
        widths = likely_widths(body, numbered=True)
        for way in header_ways(labels, names=name_count(labels), widths=widths):
            is_guess = way.is_guess or taken > 1
            header = read_header(way.paths, with_headings=way.with_headings, is_guess=is_guess)
            if header is None or (header.is_guess and repeated_labels(header)):
                continue
            width = value_width(header)
            rows = cut_by_ordinals(body, width, sub_rows=width == len(header.values))
            rows = _with_groups(rows, header, lead)
            settled = by_total(way, header, rows)
            found = accepted(settled, rows, body_start, end) if settled else None
            if found is None:
                continue
            found = replace(found, headings=headings)
            if fits_rows(rows, len(header.values), width):
                header = found.header if first is None else guess_if_longer(found.header, rows)
                found = replace(found, header=header)
                if not repeated_labels(header):
                    return twice if twice and way.is_guess else found
                twice = twice or found
            elif not (repeated_labels(header) or is_too_wide(header, widths)):
                first = first or found
    return twice or first


def _groups_stand_first(header: Header) -> bool:
    ordinal, action = header.first("ordinal"), header.first("action")
    return bool(ordinal and action and action.position < ordinal.position)


def _with_groups(
    rows: tuple[RawRow, ...], header: Header, lead: Sequence[Token]
) -> tuple[RawRow, ...]:
    """Give a group that is printed before an ordinal to the row of that ordinal."""
    if not _groups_stand_first(header):
        return rows
    behind = value_width(header) - len(header.values)
    group = tuple(lead)
    settled: list[RawRow] = []
    for row in rows:
        labels = (*group, *row.labels)
        kept = len(row.values)
        while kept and token_class(row.values[kept - 1].text) in ("text", "count"):
            kept -= 1
        tail = row.values[kept:]
        group = tail[behind:] if behind else tail
        values = row.values[: len(row.values) - len(group)]
        settled.append(replace(row, labels=labels, values=values))
    return tuple(settled)


def _without_ordinals(tokens: Sequence[Token], run: list[Token], position: int) -> Found | None:
    """The header ends where the first row's name begins; the rows' usual width tells where."""
    after = position + len(run)
    below, end = body_below(tokens, after, [token.text for token in run])
    body, headings = without_headings(below)
    for guesses in (False, True):
        for split in range(len(run), 2, -1):
            found = _split_at((run, position, end), split, body, guesses=guesses)
            if found is not None:
                return replace(found, headings=headings)
    return None


def _split_at(
    place: tuple[list[Token], int, int], split: int, body: Sequence[Token], *, guesses: bool
) -> Found | None:
    """Read a header that ends at a place of the run, if rows of its width stand below."""
    run, position, end = place
    labels = [token.text for token in run[:split]]
    widths = likely_widths(body, numbered=False)
    twice: Found | None = None
    for way in header_ways(labels, names=name_count(labels), widths=widths):
        if way.is_guess != guesses:
            continue
        header = read_header(way.paths, with_headings=way.with_headings, is_guess=way.is_guess)
        if header is None or (header.is_guess and repeated_labels(header)):
            continue
        behind = value_width(header) - len(header.values)
        rows = cut_by_names([*run[split:], *body], behind)
        settled = by_total(way, header, rows)
        if settled is None or not _begins_like_others(rows, settled):
            continue
        if fits_rows(rows, len(header.values), len(header.values)):
            if split < len(run) or way.is_guess:
                settled = guess_if_longer(settled, rows)
            if len(rows[0].labels) > 1 and all(len(row.labels) == 1 for row in rows[1:]):
                settled = replace(settled, is_guess=True)  # its first label may end the header
            found = accepted(settled, rows, position + split, end)
            if found is None or not repeated_labels(found.header):
                return found
            twice = twice or found
    return twice


def _begins_like_others(rows: Sequence[RawRow], header: Header) -> bool:
    """Whether the first row prints as many names as others: else the header goes on in it."""
    if not rows or any(_heads_column(token.text) for token in rows[0].labels):
        return False
    if len(rows[0].labels) == 1:  # the first row prints its group, if there are groups
        return header.first("action") is None or all(len(row.labels) == 1 for row in rows)
    if header.first("action") is None:
        counts = Counter(len(row.labels) for row in rows[1:])
        return len(rows[0].labels) <= max(counts, key=lambda n: counts[n], default=1)
    most = max((len(row.labels) for row in rows[1:]), default=1)
    return len(rows[0].labels) <= max(most, _WITH_GROUP) and not looks_like_org(
        rows[0].labels[0].text
    )


def _heads_column(label: str) -> bool:
    """Whether a label only ever heads a column: no row is named 责任单位."""
    return header_role(squash(label)) in ("ordinal", "unit", "department", "deadline", "weight")


def _lines_above(tokens: Sequence[Token], position: int) -> tuple[str, ...]:
    """Short lines over a header, the nearest first."""
    before = tokens[max(0, position - _MAX_CAPTION_LINES) : position]
    return tuple(token.text for token in reversed(before) if len(token.text) <= _MAX_CAPTION_CHARS)
