import hashlib
import io
import zipfile

import openpyxl
import pytest

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.registry import read_document, sniff_format
from ingestion.interpret.document import interpret_document


def _workbook():
    book = openpyxl.Workbook()
    book.active.append(["序号", "任务"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _archive(entry):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(entry, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        pytest.param("要点".encode(), "a.txt", "text", id="text"),
        pytest.param("要点".encode(), "no_suffix", "text", id="no suffix"),
        pytest.param(b"<!DOCTYPE html><p>x", "a.txt", "html", id="html named txt"),
        pytest.param(b"\xef\xbb\xbf\n<!-- c -->\n<html>", "a.bin", "html", id="html after comment"),
        pytest.param(b"plain", "a.htm", "html", id="html by name"),
        pytest.param(_workbook(), "a.txt", "xlsx", id="workbook named txt"),
        pytest.param("a < b，<b>不是网页".encode(), "a.txt", "text", id="a bracket is not a page"),
    ],
)
def test_asks_the_content_before_the_name(data, name, expected):
    assert sniff_format(data, name) == expected


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        pytest.param(b"", "a.txt", "empty_file", id="empty"),
        pytest.param(b"", "a.xlsx", "empty_file", id="empty workbook"),
        pytest.param(b"%PDF-1.7\n", "a.pdf", "corrupt_file", id="cut pdf"),
        pytest.param(b"%PDF-1.7\n", "a.txt", "corrupt_file", id="cut pdf named txt"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "a.txt", "binary_file", id="picture named txt"),
        pytest.param(_archive("word/document.xml"), "a.docx", "unknown_format", id="docx"),
        pytest.param(_archive("a.txt"), "a.txt", "binary_file", id="archive named txt"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 9, "a.xls", "corrupt_file", id="cut xls"),
    ],
)
def test_refuses_what_no_reader_knows(data, name, code):
    with pytest.raises(UnreadableDocumentError) as caught:
        read_document(data, name)
    assert caught.value.code == code
    assert caught.value.place or caught.value.message_zh


OLD_EXPORT = (
    "<html xmlns:x='urn:schemas-microsoft-com:office:excel'>"
    "<table><tr><td>序号<td>指标</tr></table>"
)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        pytest.param("要点在此。".encode(), "a.xlsx", ("text", ".xlsx"), id="text named workbook"),
        pytest.param("要点在此。".encode(), "a.pdf", ("text", ".pdf"), id="text named pdf"),
        pytest.param(b"<html><p>x</html>", "a.pdf", ("html", ".pdf"), id="page named pdf"),
        pytest.param(OLD_EXPORT.encode(), "a.xls", ("html", ".xls"), id="page named workbook"),
        pytest.param("序号\t指标\n1\t岗位\n".encode("gbk"), "a.xls", ("csv", ".xls"), id="tabs"),
        pytest.param(_workbook(), "a.pdf", ("xlsx", ".pdf"), id="workbook named pdf"),
        pytest.param(_workbook(), "a.xlsm", ("xlsx", ""), id="the name is right"),
        pytest.param("要点在此。".encode(), "a.txt", ("text", ""), id="text is named at will"),
        pytest.param(_workbook(), "a", ("xlsx", ""), id="no suffix promises nothing"),
    ],
)
def test_reads_what_the_content_is_and_says_that_the_name_differs(data, name, expected):
    found = read_document(data, name)
    assert (found.format, found.misnamed) == expected
    issues = [issue for issue in interpret_document(found).issues if "name_differs" in issue.code]
    assert [issue.as_printed for issue in issues] == [expected[1]] * bool(expected[1])


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(
            b"<?xml version='1.0'?>\n<?mso-application progid='Excel.Sheet'?><Workbook><Table>",
            "a.xls",
            id="workbook as one xml",
        ),
        pytest.param(b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "a.doc", id="mhtml"),
    ],
)
def test_names_the_office_formats_that_only_look_like_text(data, name):
    with pytest.raises(UnreadableDocumentError) as caught:
        read_document(data, name)
    assert caught.value.code == "unknown_format"


def test_the_identity_of_a_document_is_the_hash_of_its_bytes():
    data = "要点".encode()
    assert read_document(data, "a.txt").document_id == hashlib.sha256(data).hexdigest()
    assert read_document(data, "b/c.txt", "f" * 64).document_id == "f" * 64


def test_refuses_a_paragraph_without_end_and_names_limit_and_place(monkeypatch):
    monkeypatch.setenv("PLANLEDGER_MAX_PARAGRAPH_CHARACTERS", "20")
    read_document(("甲" * 20 + "\n").encode() * 3, "a.txt")
    with pytest.raises(UnreadableDocumentError) as caught:
        read_document(("标题\n" + "甲" * 21).encode(), "a.txt")
    assert (caught.value.code, caught.value.place) == ("over_limit", "字符 3–24")
    assert "PLANLEDGER_MAX_PARAGRAPH_CHARACTERS" in caught.value.message_zh
