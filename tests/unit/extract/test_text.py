import os
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.text import read_text, split_paragraphs

PLAIN = "某市2024年工作要点\r\n\r\n  一、加强监管（5项）  \n\u3000\u3000建设示范点20家。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(PLAIN.encode(), "utf-8", id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + PLAIN.encode(), "utf-8", id="utf-8 with mark"),
        pytest.param(PLAIN.encode("gb18030"), "gb18030", id="gb18030"),
        pytest.param(PLAIN.encode("gbk"), "gb18030", id="gbk"),
        pytest.param(PLAIN.encode("utf-16"), "utf-16", id="utf-16 with mark"),
    ],
)
def test_reads_the_encodings_that_offices_send(data, encoding):
    read = read_text(data, "a.txt", "0" * 64)
    assert (read.text, read.encoding, read.format) == (PLAIN, encoding, "text")


def test_keeps_line_ends_and_strips_paragraphs_with_exact_places():
    read = read_text(PLAIN.encode(), "a.txt", "0" * 64)
    assert "\r\n" in read.text
    assert [p.text for p in read.paragraphs] == [
        "某市2024年工作要点",
        "一、加强监管（5项）",
        "建设示范点20家。",
    ]
    assert all(read.text[p.start : p.end] == p.text for p in read.paragraphs)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty_file", id="no bytes"),
        pytest.param(b"\r\n  \n", "empty_file", id="only line ends"),
        pytest.param("\u3000\n\u00a0\n".encode(), "empty_file", id="only wide blanks"),
        pytest.param(b"\x00\x01\x02" * 40, "binary_file", id="null bytes"),
        pytest.param(bytes(range(1, 32)) * 9, "binary_file", id="control bytes"),
        pytest.param("標題與內容".encode("big5") * 20, "unknown_encoding", id="big5"),
        pytest.param(
            "売上高の目標を達成".encode("shift_jis") * 9, "unknown_encoding", id="shift-jis"
        ),
        pytest.param("好的内容\n第二".encode() + b"\xe5\n", "unknown_encoding", id="cut off"),
    ],
)
def test_refuses_what_it_cannot_read(data, code):
    with pytest.raises(UnreadableDocumentError) as caught:
        read_text(data, "坏.txt", "0" * 64)
    assert caught.value.code == code
    assert "坏.txt" in caught.value.message_zh
    assert "坏.txt" in caught.value.message_en


def test_an_unknown_encoding_names_the_line_where_reading_stopped():
    data = "第一行是好的\n第二行也是\n".encode() + b"\xff\xff\xff"
    with pytest.raises(UnreadableDocumentError) as caught:
        read_text(data, "a.txt", "0" * 64)
    assert caught.value.place == "第3行"


def test_bytes_drawn_at_random_are_never_read():
    for length in range(40, 400, 7):
        with pytest.raises(UnreadableDocumentError):
            read_text(os.urandom(length) + b"\x00", "a.txt", "0" * 64)


@given(st.text(alphabet="ab。章 \t\u3000\u00a0\u200b\r\n\f\u2028", max_size=60))
def test_paragraphs_cover_every_visible_character_once(text):
    paragraphs = split_paragraphs(text)
    assert all(text[p.start : p.end] == p.text for p in paragraphs)
    assert all(a.end <= b.start for a, b in pairwise(paragraphs))
    kept = "".join(p.text for p in paragraphs)
    blanks = " \t\u3000\u00a0\u200b\r\n\f\u2028"
    assert [c for c in kept if c not in blanks] == [c for c in text if c not in blanks]
