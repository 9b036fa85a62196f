"""Keep staff out of the warehouse: names, telephones and identity numbers are masked. Pure.

What is masked keeps its length, so that every place in the canonical text stays where it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ingestion.records import Issue
from ingestion.submissions.results import issue
from ingestion.submissions.sheets import Sheet, SheetCell, SheetFile
from ingestion.submissions.table import Header, cell_place, known
from ingestion.values.lookups import entries
from ingestion.values.width import fold_width

MASK = "*"
# An identity number has a date of birth in it; a mobile number may be written in groups; a line of
# an office has an area code.
_IDENTITY = (
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
_MOBILE = r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?![\d.])"
_LINE = r"(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)"
_NUMBERS = re.compile(f"{_IDENTITY}|{_MOBILE}|{_LINE}")
_BARE_NUMBER = re.compile(r"[-+]?[\d,.]+%?")
_NUMERIC_ROLES = frozenset({"value", "target", "previous", "rate"})


def mask_numbers(text: str) -> str:
    """Mask telephone and identity numbers in a text; its length stays.

    Args:
        text: Prose; a cell that is a figure must not come here.
    """
    folded = fold_width(text)
    if not _NUMBERS.search(folded):
        return text
    return _masked(text, [match.span() for match in _NUMBERS.finditer(folded)])


def mask_prose(text: str) -> str:
    """Mask numbers, and the names behind words such as 联系人: ; the length stays."""
    folded = fold_width(text)
    spans = [match.span() for match in _NUMBERS.finditer(folded)]
    spans += [match.span("name") for match in _named_people().finditer(folded)]
    return _masked(text, spans) if spans else text


def mask_file(
    file: SheetFile, headers: dict[int, Header], document_id: str
) -> tuple[SheetFile, list[Issue]]:
    """Mask what is about people in all sheets of a file, and say where.

    Args:
        file: The file as read.
        headers: Header of a sheet, by the sheet's number; a column with a personal header is masked
            as a whole, elsewhere the cell beside such a word.
        document_id: sha256 of the bytes.

    Returns:
        The file without them, its text as long as before, and one note for each place.
    """
    if not _may_be_personal(file.text):
        return file, []
    issues: list[Issue] = []
    pieces: list[tuple[int, int]] = []
    sheets = []
    for number, sheet in enumerate(file.sheets):
        header = headers.get(number)
        found = dict(_personal_cells(sheet, header))
        cells = dict(sheet.cells)
        for place, spans in found.items():
            cell = cells[place]
            cells[place] = _masked_cell(cell, spans)
            pieces += [(cell.start + start, cell.start + end) for start, end in spans]
        issues += _notes(sheet, header, found, document_id)
        sheets.append(sheet._replace(cells=cells))
    if not pieces:
        return file, []
    return file._replace(text=_masked(file.text, pieces), sheets=tuple(sheets)), issues


def _masked(text: str, spans: list[tuple[int, int]]) -> str:
    chars = list(text)
    for start, end in spans:
        chars[start:end] = MASK * (end - start)
    return "".join(chars)


def _masked_cell(cell: SheetCell, spans: list[tuple[int, int]]) -> SheetCell:
    quote = _masked(cell.quote, spans)
    return cell._replace(text=quote, quote=quote, day=None)


@cache
def _personal_words() -> tuple[str, ...]:
    found = [e["words"] for e in entries("submission_words", "columns") if e["role"] == "personal"]
    return tuple(sorted((str(word) for words in found for word in words), key=len, reverse=True))


@cache
def _named_people() -> re.Pattern[str]:
    either = "|".join(map(re.escape, _personal_words()))
    return re.compile(
        rf"(?:{either})(?:\([^()]{{0,8}}\))?\s*[::]\s*(?P<name>[^\s,;。、:()]{{2,20}})"
    )


@cache
def _hints() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _personal_words())))


def _may_be_personal(text: str) -> bool:
    folded = fold_width(text)
    return bool(_hints().search(folded) or _NUMBERS.search(folded))


def _personal_cells(
    sheet: Sheet, header: Header | None
) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """Cells with what is to be masked in each, as spans of its quote."""
    figures: set[int] = set()
    if header is not None:
        figures = {col for role, col in header.columns.items() if role in _NUMERIC_ROLES}
    wholly = set(_wholly_personal(sheet, header))
    for place, cell in sheet.cells.items():
        if place[1] in figures and header and place[0] >= header.row:
            continue
        if place in wholly:
            yield place, [(0, len(cell.quote))]
        elif not _BARE_NUMBER.fullmatch(cell.text):
            masked = mask_prose(cell.quote)
            if masked != cell.quote:
                yield place, _differing(cell.quote, masked)


def _wholly_personal(sheet: Sheet, header: Header | None) -> Iterator[tuple[int, int]]:
    """Cells below a personal header, and those beside a personal word elsewhere."""
    for place, cell in sheet.cells.items():
        if header and place[0] > header.row and place[1] in header.personal:
            yield place
        elif header and place[0] == header.row:
            continue
        elif known("columns", "role", cell.text.rstrip(":：")) == "personal":
            yield from _cell_beside(sheet, place)


def _cell_beside(sheet: Sheet, place: tuple[int, int]) -> set[tuple[int, int]]:
    row, col = place
    for further in range(col + 1, min(col + 4, sheet.shape[1])):
        cell = sheet.cells.get((row, further))
        if cell is not None:
            is_word = known("columns", "role", cell.text.rstrip(":：")) is not None
            return set() if is_word else {(row, further)}
    return set()


def _differing(text: str, masked: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for index, (one, other) in enumerate(zip(text, masked, strict=True)):
        if one == other:
            continue
        if spans and spans[-1][1] == index:
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    return spans


def _notes(
    sheet: Sheet,
    header: Header | None,
    found: dict[tuple[int, int], list[tuple[int, int]]],
    document_id: str,
) -> Iterator[Issue]:
    people = header.personal if header else {}
    for cell in people.values():
        yield issue(
            document_id,
            "personal_column_left_out",
            f"“{cell.text}”列含个人信息，未读取，也不会出现在数据集市和报告中；报送时请删去此列",
            f"the column '{cell.text}' is about people; it was not read and is shown nowhere",
            place=cell_place(sheet, cell.row, cell.col),
            as_printed=cell.text,
            severity="info",
        )
    for place in sorted(found):
        if place[1] in people and header and place[0] > header.row:
            continue
        yield issue(
            document_id,
            "personal_data_masked",
            "此格含个人姓名、电话或身份证号，已遮盖，不会出现在数据集市和报告中；报送时请删去",
            "the cell holds a name, telephone or identity number of a person; it was masked",
            place=cell_place(sheet, *place),
            severity="info",
        )
