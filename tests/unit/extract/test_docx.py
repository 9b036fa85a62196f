"""Word files: order, spans, automatic numbers, what counts as text and what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.model import ReadDocument
from ingestion.extract.registry import read_document


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(build: Callable[[Any], None]) -> ReadDocument:
    document = docx.Document()
    build(document)
    found = read_document(saved(document), "plan.docx")
    for item in (*found.paragraphs, *(cell for table in found.tables for cell in table.cells)):
        assert found.text[item.start : item.end] == item.text
    return found


def lines(found: ReadDocument) -> list[str]:
    return [paragraph.text for paragraph in found.paragraphs]


def grid(found: ReadDocument, number: int = 0) -> dict[tuple[int, int], tuple[str, int, int]]:
    cells = found.tables[number].cells
    return {(c.row, c.col): (c.text, c.row_span, c.col_span) for c in cells}


def fill(table: Any, *rows: str) -> Any:
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row.split("|"), strict=True):
            cell.text = text
    return table


def renamed(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


def test_paragraphs_and_tables_stand_in_document_order() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("前言")
        fill(document.add_table(1, 2), "甲|乙")
        document.add_paragraph("结语")

    found = read(build)
    assert lines(found) == ["前言", "甲", "乙", "结语"]
    assert found.format == "docx"


def test_merged_cells_stand_at_their_anchor() -> None:
    def build(document: Any) -> None:
        table = fill(document.add_table(3, 3), "a|b|c", "d|e|f", "g|h|i")
        table.cell(0, 1).merge(table.cell(0, 2)).text = "宽"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "高"

    assert grid(read(build)) == {
        (0, 0): ("a", 1, 1),
        (0, 1): ("宽", 1, 2),
        (1, 0): ("高", 2, 1),
        (1, 1): ("e", 1, 1),
        (1, 2): ("f", 1, 1),
        (2, 1): ("h", 1, 1),
        (2, 2): ("i", 1, 1),
    }


def test_a_row_that_begins_further_right_keeps_its_columns() -> None:
    def build(document: Any) -> None:
        table = fill(document.add_table(2, 3), "a|b|c", "x|e|f")
        row = table.rows[1]._tr
        row.remove(row.tc_lst[0])
        row.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {nsdecls("w")} w:val="1"/>'))

    assert grid(read(build))[1, 1] == ("e", 1, 1)


def test_a_table_that_arranges_the_page_yields_its_inner_tables() -> None:
    def build(document: Any) -> None:
        outer = fill(document.add_table(1, 2), "左|右")
        fill(outer.cell(0, 1).add_table(1, 2), "内|表")

    found = read(build)
    assert [cell.text for table in found.tables for cell in table.cells] == ["内", "表"]
    assert lines(found)[0] == "左"


def test_a_table_inside_a_cell_of_data_is_text_of_that_cell() -> None:
    def build(document: Any) -> None:
        outer = fill(document.add_table(4, 3), "a|b|c", "d|e|f", "g|h|i", "j|k|l")
        fill(outer.cell(1, 1).add_table(1, 2), "内|表")

    found = read(build)
    assert len(found.tables) == 1
    assert grid(found)[1, 1] == ("e\n内\n表", 1, 1)


NUMBERING = """<w:numbering {space}>
<w:abstractNum w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{outer}"/>
<w:lvlText w:val="{outer_text}"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="{inner_text}"/>{legal}</w:lvl>
</w:abstractNum>
<w:num w:numId="91"><w:abstractNumId w:val="90"/></w:num></w:numbering>"""


def numbered(levels: list[int], **words: str) -> list[str]:
    """The lines of a document with one paragraph 项 per level, numbered as ``words`` say."""
    given = {"outer": "chineseCounting", "outer_text": "%1、", "inner_text": "%2.", "legal": ""}
    xml = NUMBERING.format(space=nsdecls("w"), **({**given, "start": "1"} | words))
    document = docx.Document()
    for level in levels:
        properties = document.add_paragraph("项")._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = 91
    data = renamed(saved(document), lambda n, d: xml.encode() if n == "word/numbering.xml" else d)
    return lines(read_document(data, "plan.docx"))


@pytest.mark.parametrize(
    ("levels", "words", "printed"),
    [
        pytest.param([0, 0], {}, ["一、项", "二、项"], id="chinese"),
        pytest.param([0, 1, 1, 0, 1], {}, ["一、项", "1.项", "2.项", "二、项", "1.项"],
                     id="restarts"),
        pytest.param([0, 1], {"inner_text": "%1.%2", "legal": "<w:isLgl/>"},
                     ["一、项", "1.1 项"], id="legal"),
        pytest.param([0, 1], {"start": "3"}, ["一、项", "3.项"], id="starts at three"),
        pytest.param([0] * 2, {"outer": "bullet", "outer_text": "●"}, ["项", "项"], id="bullet"),
        pytest.param([0], {"outer": "decimalEnclosedCircle", "outer_text": "%1"}, ["① 项"],
                     id="circled"),
        pytest.param([0], {"outer": "chineseLegalSimplified", "outer_text": "（%1）"}, ["（壹）项"],
                     id="legal digits"),
        pytest.param([0], {"outer": "upperRoman", "outer_text": "%1."}, ["I.项"], id="roman"),
    ],
)  # fmt: skip
def test_writes_out_automatic_numbers(
    levels: list[int], words: dict[str, str], printed: list[str]
) -> None:
    assert numbered(levels, **words) == printed


def test_numbers_past_ten_are_chinese_too() -> None:
    printed = numbered([0] * 21)
    assert [printed[9], printed[10], printed[19], printed[20]] == [
        "十、项", "十一、项", "二十、项", "二十一、项",
    ]  # fmt: skip


def test_the_final_version_counts() -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("甲")
        inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
        inserted.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>乙</w:t></w:r>"))
        deleted.append(parse_xml(f"<w:r {nsdecls('w')}><w:delText>丙</w:delText></w:r>"))
        paragraph._p.append(inserted)
        paragraph._p.append(deleted)
        paragraph.add_run("丁").font.hidden = True
        paragraph.add_run("戊")

    assert lines(read(build)) == ["甲乙戊"]


def test_what_was_moved_is_read_only_where_it_stands_now() -> None:
    def build(document: Any) -> None:
        for kind, text in (("moveFrom", "原处"), ("moveTo", "新处")):
            moved = OxmlElement(f"w:{kind}")
            moved.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>{text}</w:t></w:r>"))
            document.add_paragraph("段")._p.append(moved)

    assert lines(read(build)) == ["段", "段新处"]


def test_a_row_that_was_deleted_is_not_read() -> None:
    def build(document: Any) -> None:
        table = fill(document.add_table(3, 2), "甲|1", "乙|2", "丙|3")
        table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:del"))

    assert [row[0] for row in grid(read(build)).values()] == ["甲", "1", "丙", "3"]


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
        f'2006"><mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict>'
        "</mc:Fallback></mc:AlternateContent>"
    )

    def build(document: Any) -> None:
        paragraph = document.add_paragraph("框前")
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{both}</w:r>"))
        document.add_paragraph("框后")

    assert lines(read(build)) == ["框前", "框内", "框后"]


def with_notes(mark: str) -> bytes:
    document = docx.Document()
    for text, note in (("甲增长", "2"), ("乙增长", "1")):
        reference = f'<w:r><w:footnoteReference w:id="{note}"/></w:r>'
        wrapped = mark.format(reference) if note == "1" else reference
        run = parse_xml(f"<w:p {nsdecls('w')}>{wrapped}</w:p>")[0]
        document.add_paragraph(text)._p.append(run)
    notes = "".join(
        f'<w:footnote w:id="{number}"{kind}><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for number, kind, text in (
            (0, ' w:type="separator"', "线"),
            (1, "", "乙的口径"),
            (2, "", "甲的口径"),
        )
    )
    stream = io.BytesIO(saved(document))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("word/footnotes.xml", f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>")
    return stream.getvalue()


def test_notes_follow_the_text_in_the_order_of_their_marks() -> None:
    found = read_document(with_notes("{}"), "plan.docx")
    assert lines(found) == ["甲增长", "乙增长", "甲的口径", "乙的口径"]


def test_a_note_whose_mark_was_deleted_is_not_read() -> None:
    found = read_document(with_notes("<w:del>{}</w:del>"), "plan.docx")
    assert lines(found) == ["甲增长", "乙增长", "甲的口径"]


def test_content_controls_are_read_through() -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("控件内")._p
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        paragraph.addprevious(control)
        control.append(content)
        content.append(paragraph)

    assert lines(read(build)) == ["控件内"]


def test_a_macro_file_is_read_and_nothing_is_run() -> None:
    document = docx.Document()
    document.add_paragraph("正文")
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    data = renamed(saved(document), lambda _, content: content.replace(plain, macro))
    assert lines(read_document(data, "plan.docm")) == ["正文"]


def bomb(_: str, content: bytes) -> bytes:
    declared = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">]>'
    head, _, body = content.partition(b"?>")
    return head + b"?>" + declared + body


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(saved(docx.Document()), "empty_file", id="no text"),
        pytest.param(saved(docx.Document())[:500], "corrupt_file", id="cut short"),
        pytest.param(b"PK\x03\x04" + b"x" * 99, "corrupt_file", id="not a zip"),
        pytest.param(renamed(saved(docx.Document()), bomb), "unsafe_xml", id="entities"),
        pytest.param(
            renamed(saved(docx.Document()), lambda n, d: None if n == "_rels/.rels" else d),
            "corrupt_file",
            id="no relations",
        ),
        pytest.param(
            renamed(saved(docx.Document()), lambda n, d: b"<w" if "document.xml" in n else d),
            "corrupt_file",
            id="broken xml",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"),
            "encrypted_file",
            id="password",
        ),
    ],
)
def test_refuses_what_it_cannot_read(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_document(data, "plan.docx")
    assert caught.value.code == code
    assert "plan.docx" in caught.value.message_zh
    assert "plan.docx" in caught.value.message_en


def test_refuses_more_cells_than_the_limit_and_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANLEDGER_MAX_CELLS", "3")
    document = docx.Document()
    fill(document.add_table(2, 2), "a|b", "c|d")
    with pytest.raises(UnreadableDocumentError, match="PLANLEDGER_MAX_CELLS") as caught:
        read_document(saved(document), "plan.docx")
    assert caught.value.code == "over_limit"


def test_strict_files_are_read_too() -> None:
    def strict(_: str, content: bytes) -> bytes:
        return content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    document = docx.Document()
    fill(document.add_table(1, 2), "a|b").cell(0, 0).merge(document.tables[0].cell(0, 1))
    found = read_document(renamed(saved(document), strict), "plan.docx")
    assert found.tables[0].cells[0].col_span == 2
