"""What a matrix reader has to say about what it could not read, or read with doubt. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ingestion.interpret.matrix.model import Column, PlacedRow, Token
from ingestion.records import Issue


def too_many_cells(
    document_id: str, row_no: int, tokens: Sequence[Token], found: int, width: int
) -> Issue:
    """A row with more cells than there are columns: none of them can be trusted."""
    return Issue(
        document_id=document_id,
        code="row_too_many_cells",
        severity="warning",
        message_zh=f"第{row_no}行有{found}个数据单元格，表头只有{width}列；"
        "该行未载入，其余行不受影响。",
        message_en=f"Row {row_no} has {found} value cells, the header only {width} columns; "
        "the row was not loaded, the others were.",
        place=f"第{row_no}行",
        as_printed=" | ".join(token.text for token in tokens),
        evidence=tuple(token.locate(document_id) for token in tokens),
    )


def repeated_totals(document_id: str, names: Sequence[str], token: Token) -> Issue:
    """Several columns are headed by the same total and no group: they are told apart by order."""
    named = "、".join(names)
    return Issue(
        document_id=document_id,
        code="repeated_total",
        severity="warning",
        message_zh=f"表头“{named}”出现了不止一次，表中没有印出各属哪一组，按先后编号区分，请核对。",
        message_en=f"'{named}' heads more than one column and no group is printed; they were "
        "numbered in order. Check them.",
        as_printed=named,
        evidence=(token.locate(document_id),),
    )


def unread_table(document_id: str, labels: Sequence[Token]) -> Issue:
    """A table of figures whose rows fit no way to read its header."""
    said = " | ".join(token.text for token in labels[:12])
    return Issue(
        document_id=document_id,
        code="table_not_read",
        severity="warning",
        message_zh=f"表头以“{labels[0].text}”开头的表格各行与表头对不上，该表未载入，请人工核对。",
        message_en=f"The rows of the table whose header begins with '{labels[0].text}' do not fit "
        "it; the table was not loaded. Check it by hand.",
        place=f"字符 {labels[0].start}–{labels[-1].end}",
        as_printed=said,
        evidence=tuple(token.locate(document_id) for token in labels[:12]),
    )


def columns_not_read(
    document_id: str, caption: str, names: Sequence[str], tokens: Sequence[Token]
) -> Issue:
    """Columns of figures of which nothing printed says what they measure: they were left out."""
    named = "、".join(names)
    return Issue(
        document_id=document_id,
        code="columns_not_read",
        severity="warning",
        message_zh=f"表“{caption}”的“{named}”列有数值，但没有印出是哪项指标；这些列未载入。",
        message_en=f"Columns '{named}' of table '{caption}' hold figures, but nothing says of "
        "which indicator; they were not loaded.",
        as_printed=named,
        evidence=tuple(token.locate(document_id) for token in tokens),
    )


def progress_not_read(
    document_id: str, caption: str, names: Sequence[str], tokens: Sequence[Token]
) -> Issue:
    """Columns of a matrix that report progress in words, which a matrix has no records for."""
    named = "、".join(names)
    return Issue(
        document_id=document_id,
        code="progress_in_matrix_not_read",
        severity="warning",
        message_zh=f"表“{caption}”按指标表读取，“{named}”列的文字进展没有读成进展事项，请核对。",
        message_en=f"Table '{caption}' was read as a table of indicators; the progress in words "
        f"in its columns '{named}' was not read as items. Check it.",
        as_printed=named,
        evidence=tuple(token.locate(document_id) for token in tokens),
    )


def no_name(document_id: str, row_no: int, tokens: Sequence[Token]) -> Issue:
    """A row with values and without an indicator's name."""
    return Issue(
        document_id=document_id,
        code="row_without_name",
        severity="warning",
        message_zh=f"第{row_no}行有数值但没有指标名称；该行未载入。",
        message_en=f"Row {row_no} has values but no indicator name; the row was not loaded.",
        place=f"第{row_no}行",
        as_printed=" | ".join(token.text for token in tokens),
        evidence=tuple(token.locate(document_id) for token in tokens),
    )


def doubtful_placement(
    document_id: str, row: PlacedRow, values: Sequence[Token], width: int, *, lost: bool
) -> Issue | None:
    """A row whose values fit the columns in more than one way; None if the placement is certain."""
    if row.alignment not in ("inferred", "ambiguous"):
        return None
    is_open = row.alignment == "ambiguous"
    zh = f"第{row.row_no}行印有{len(values)}个数据单元格，表头有{width}列；"
    en = f"Row {row.row_no} prints {len(values)} value cells for {width} columns; "
    if lost:
        zh += "各种排法下分项之和都与总数不符，可能缺了数字；各单位数值的归属不能确定，请人工核对。"
        en += "no way to place them adds up to the total, so a number may be lost; check by hand."
    elif is_open:
        zh += "排法不止一种且难分高下，归属不能确定，请人工核对。"
        en += "several placements are about equally likely; check by hand."
    else:
        zh += "按合并单元格推定归属。"
        en += "placed by the most likely merged cells."
    tokens = tuple(values) or ((row.ordinal,) if row.ordinal else ())
    return Issue(
        document_id=document_id,
        code="ambiguous_placement" if is_open else "inferred_placement",
        severity="warning" if is_open else "info",
        message_zh=zh,
        message_en=en,
        place=f"第{row.row_no}行",
        as_printed=" | ".join(token.text for token in values),
        evidence=tuple(token.locate(document_id) for token in tokens),
    )


def unread_value(document_id: str, row_no: int, column: Column, token: Token, why: str) -> Issue:
    """A cell with digits of which no single value, or not every number, became a value."""
    zh, en, severity = {
        "range": (
            "是一个范围，未取单一数值",
            "is a range, so no single value was taken",
            "warning",
        ),
        "further": (
            "含有多个数字，只取第一个",
            "holds several numbers; only the first was taken",
            "info",
        ),
        "digits": ("含有数字但无法读成目标值", "has digits but reads as no value", "info"),
    }[why]
    return Issue(
        document_id=document_id,
        code={"range": "range_in_cell", "further": "further_numbers", "digits": "unread_value"}[
            why
        ],
        severity="warning" if severity == "warning" else "info",
        message_zh=f"第{row_no}行“{column.org}”列的单元格{zh}。",
        message_en=f"The cell of row {row_no}, column '{column.org}', {en}.",
        place=f"第{row_no}行 {column.org}" if token.cell is None else f"{token.sheet}!{token.cell}",
        as_printed=token.text,
        evidence=(token.locate(document_id),),
    )


def odd_unit(document_id: str, row_no: int, names: Sequence[Token], word: str) -> Issue:
    """Short brackets behind a name that are no reviewed unit: perhaps the list lacks one."""
    return Issue(
        document_id=document_id,
        code="unknown_unit",
        severity="info",
        message_zh=f"第{row_no}行名称末尾括号内的“{word}”不在计量单位词表中，按名称的一部分处理。",
        message_en=f"'{word}' in brackets behind the name of row {row_no} is no reviewed unit; it "
        "stays in the name.",
        place=f"第{row_no}行",
        as_printed=word,
        evidence=tuple(token.locate(document_id) for token in names),
    )
