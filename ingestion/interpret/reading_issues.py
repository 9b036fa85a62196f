"""What a reader could not read, or read from where nobody looks, told as issues. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ingestion.extract.model import ReadDocument, Unplaced
from ingestion.interpret.lines import Covered
from ingestion.records import Issue, Locator

_SHOWN = 80
_FORMATS = {
    "text": "纯文本",
    "html": "网页",
    "csv": "文本表格（CSV）",
    "xlsx": "新版工作簿（XLSX）",
    "xls": "旧版工作簿（XLS）",
    "docx": "新版文档（DOCX）",
    "pdf": "PDF",
}


def placed_only(read: ReadDocument) -> ReadDocument:
    """The document without the lines of tables whose cells have no known place."""
    if not read.unplaced:
        return read
    unplaced = Covered((one.start, one.end) for one in read.unplaced)
    kept = tuple(p for p in read.paragraphs if not unplaced.overlaps(p.start, p.end))
    return read.model_copy(update={"paragraphs": kept})


def reading_issues(read: ReadDocument) -> Iterator[Issue]:
    """Every issue that the reader of a file left behind."""
    for page in read.unread_pages:
        yield _unread_page(read, page)
    for one in read.unplaced:
        yield _unplaced(read, one)
    yield from _hidden(read)
    if read.misnamed:
        yield _misnamed(read)


def _misnamed(read: ReadDocument) -> Issue:
    return Issue(
        document_id=read.document_id,
        code="name_differs_from_content",
        severity="info",
        message_zh=f"文件名以“{read.misnamed}”结尾，内容却是{_FORMATS[read.format]}，已按内容读取。"
        "请核对是否发错文件。",
        message_en=f"The file is named '{read.misnamed}' and holds {read.format}; it was read as "
        "what it holds. Check that it is the file that was meant.",
        as_printed=read.misnamed,
    )


def _unplaced(read: ReadDocument, one: Unplaced) -> Issue:
    text = read.text[one.start : one.end].strip()
    return Issue(
        document_id=read.document_id,
        code="table_not_placed",
        severity="warning",
        message_zh=f"第{one.page}页的表格没有框线，其中的文字无法确定属于哪一行、哪一列，未作为数据读取。"
        "请提供带框线的版本，或 DOCX、XLSX。",
        message_en=f"A table on page {one.page} has no ruling lines, and in which row and column "
        "this text stands cannot be told; it was not read as data. Send a version with lines, or "
        "the DOCX or XLSX.",
        place=f"第{one.page}页",
        as_printed=" ".join(text.split())[:_SHOWN],
        evidence=(
            Locator(
                document_id=read.document_id,
                start=one.start,
                end=one.start + len(text),
                page=one.page,
                bbox=one.bbox,
                quote=text,
            ),
        ),
    )


def _hidden(read: ReadDocument) -> Iterator[Issue]:
    """Tell that a sheet hides some of what was read: whoever looks at it does not see that."""
    if read.hidden_places:
        places = "、".join(read.hidden_places)
        yield Issue(
            document_id=read.document_id,
            code="hidden_rows",
            severity="warning",
            message_zh=f"工作簿有隐藏的行、列或工作表（{places}），其内容已一并读取，请核对是否有效。",
            message_en=f"The workbook hides rows, columns or sheets ({places}); they were read "
            "like the others. Check that they are meant to count.",
            place=places,
        )


def _unread_page(read: ReadDocument, page: int) -> Issue:
    return Issue(
        document_id=read.document_id,
        code="page_without_text",
        severity="warning",
        message_zh=f"第{page}页是图片，没有文字层，其内容未能读取。请提供可复制文字的版本。",
        message_en=f"Page {page} is a picture without a text layer; what it says was not read. "
        "Send a version whose text can be copied.",
        place=f"第{page}页",
    )
