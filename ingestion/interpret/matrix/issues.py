"""What a matrix reader has to say about what it could not read, or read with doubt. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingestion.interpret.matrix.model import Column, PlacedRow, Token
from ingestion.records import Issue
from ingestion.values.lookups import pattern
from ingestion.values.width import squash

_MAX_QUOTED, _MAX_LABELS = 24, 12


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


def duplicate_header(
    document_id: str, names: Sequence[str], place: str, tokens: Sequence[Token]
) -> Issue:
    """Two columns of a table say the same, so that none of them can be trusted."""
    named = "、".join(names)
    return Issue(
        document_id=document_id,
        code="duplicate_header",
        severity="critical",
        message_zh=f"表头重复：“{named}”出现了不止一次，无法判断哪一列为准；该表未载入，"
        "其余内容不受影响。请改正表头后重新报送。",
        message_en=f"Duplicate header: '{named}' stands there more than once, so no column can be "
        "trusted; the table was not loaded, the rest was. Correct the header and send it again.",
        place=place,
        as_printed=named,
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
    said = " | ".join(token.text for token in labels[:_MAX_LABELS])
    return Issue(
        document_id=document_id,
        code="table_not_read",
        severity="warning",
        message_zh=f"表头以“{labels[0].text}”开头的表格各行与表头对不上，该表未载入，请人工核对。",
        message_en=f"The rows of the table whose header begins with '{labels[0].text}' do not fit "
        "it; the table was not loaded. Check it by hand.",
        place=_place(labels),
        as_printed=said,
        evidence=tuple(token.locate(document_id) for token in labels[:_MAX_LABELS]),
    )


def rows_not_read(document_id: str, caption: str, tokens: Sequence[Token]) -> Issue:
    """Figures below the last row of a table that fit no further row of it."""
    return Issue(
        document_id=document_id,
        code="rows_not_read",
        severity="warning",
        message_zh=f"表“{caption}”末行之后还印有数值，无法分到各行各列，未载入，请人工核对。",
        message_en=f"Figures below the last row of table '{caption}' fit no row of it; they were "
        "not loaded. Check them by hand.",
        place=_place(tokens),
        as_printed=" | ".join(token.text for token in tokens[:_MAX_QUOTED]),
        evidence=tuple(token.locate(document_id) for token in tokens[:_MAX_QUOTED]),
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


def result_not_read(
    document_id: str, caption: str, column: Column, tokens: Sequence[Token]
) -> Issue:
    """A column of ranks or points, or of growth: what was made of the figures beside it."""
    is_growth = bool(pattern("header_words", "growth_columns").search(squash(column.org)))
    what_zh = "增减幅度" if is_growth else "考核结果（名次或得分）"
    what_en = "how the figures moved" if is_growth else "results of an appraisal (ranks or points)"
    return Issue(
        document_id=document_id,
        code="result_column_not_read",
        severity="info",
        message_zh=f"表“{caption}”的“{column.label}”列是{what_zh}，不是目标或实绩，"
        "未载入；其余各列已读取。",
        message_en=f"Column '{column.label}' of table '{caption}' holds {what_en}, no "
        "targets or actuals; it was not loaded, the other columns were.",
        place=f"第{column.position + 1}列",
        as_printed=" | ".join([column.label, *(token.text for token in tokens)]),
        evidence=tuple(token.locate(document_id) for token in tokens),
    )


def other_table(document_id: str, labels: Sequence[Token]) -> Issue:
    """A table with figures whose words are those of accounts, contacts or a schedule."""
    return Issue(
        document_id=document_id,
        code="other_table_not_read",
        severity="info",
        message_zh=f"以“{labels[0].text}”开头的表格像是预算、名单或日程一类，不是目标或进展，未载入。",
        message_en=f"The table that begins with '{labels[0].text}' looks like accounts, "
        "contacts or a schedule and not like targets or progress; it was not loaded.",
        place=_place(labels),
        as_printed=" | ".join(token.text for token in labels[:_MAX_LABELS]),
        evidence=tuple(token.locate(document_id) for token in labels[:_MAX_LABELS]),
    )


def indicator_from_heading(document_id: str, name: str, token: Token) -> Issue:
    """The columns name no indicator; a line over the table that is no title of it was taken."""
    return Issue(
        document_id=document_id,
        code="indicator_from_heading",
        severity="info",
        message_zh=f"表中各列没有印出指标名称，按表上方（或工作表）的“{name}”读取，请核对。",
        message_en=f"No column names an indicator; '{name}', which stands over the table or on its "
        "sheet, was taken. Check it.",
        as_printed=name,
        evidence=(token.locate(document_id),),
    )


def indicator_not_named(document_id: str, labels: Sequence[Token]) -> Issue:
    """Columns that only say 目标 and 完成, and nothing near the table that says of what."""
    said = "、".join(token.text for token in labels[:_MAX_LABELS])
    return Issue(
        document_id=document_id,
        code="indicator_not_named",
        severity="warning",
        message_zh=f"表头“{said}”没有印出是哪项指标，表题、上方文字和工作表名称里也没有；该表未载入。",
        message_en=f"The header '{said}' does not say of which indicator, nor does any title or "
        "sheet name; the table was not loaded.",
        place=_place(labels),
        as_printed=said,
        evidence=tuple(token.locate(document_id) for token in labels[:_MAX_LABELS]),
    )


def _place(tokens: Sequence[Token]) -> str:
    """Where tokens stand: sheet and cell, else characters."""
    first = tokens[0]
    return f"{first.sheet}!{first.cell}" if first.cell else f"字符 {first.start}–{tokens[-1].end}"


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
            f"是一个范围“{token.text}”，单元格记录只有一个数值，原文保留，未取单一数值",
            f"is a range, '{token.text}': a cell holds one value, so the text was kept and none "
            "taken",
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


def several_units(
    document_id: str,
    units: Sequence[str],
    given: Mapping[str, str],
    left: Sequence[str],
    token: Token,
) -> Issue:
    """A caption with several units: which figures got one by their name, and which got none."""
    named = "、".join(units)
    settled = "、".join(f"{name}（{unit}）" for name, unit in given.items())
    open_ = "、".join(dict.fromkeys(left))
    return Issue(
        document_id=document_id,
        code="caption_units_several",
        severity="warning" if left else "info",
        message_zh=f"表头上方印有多个单位“{named}”。"
        + (f"按名称判定：{settled}。" if given else "")
        + (f"“{open_}”看不出用哪个单位，没有填单位，请核对。" if left else "请核对。"),
        message_en=f"Several units are printed over the table: {named}. "
        + (f"Taken by name: {settled}. " if given else "")
        + (f"Nothing says which one '{open_}' is in; it has none. " if left else "")
        + "Check them.",
        as_printed=named,
        evidence=(token.locate(document_id),),
    )
