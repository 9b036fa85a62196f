"""Archives: members by the names that people gave them, bounded in every direction."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.container import read_container
from ingestion.extract.registry import read_document


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def encrypted(data: bytes) -> bytes:
    """The same archive with the mark that its members need a password."""
    changed = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        changed[at + place] |= 1
    return bytes(changed)


def test_members_come_in_stored_order_and_nested_archives_after_them() -> None:
    inner = packed({"b.txt": b"2"})
    data = packed({"内.zip": inner, "计划/a.txt": b"1"})
    assert read_container(data, "a.zip") == [("计划/a.txt", b"1"), ("内.zip!/b.txt", b"2")]


@pytest.mark.parametrize(
    ("stored", "path"),
    [
        pytest.param("../../etc/计划.txt", "etc/计划.txt", id="no steps upwards"),
        pytest.param("计划.txt".encode("gb18030").decode("cp437"), "计划.txt", id="gbk name"),
        pytest.param("__MACOSX/._a.txt", None, id="resource fork"),
        pytest.param(".hidden", None, id="hidden"),
        pytest.param("a/Thumbs.db", None, id="folder settings"),
    ],
)
def test_names_are_as_people_gave_them(stored: str, path: str | None) -> None:
    data = packed({stored: b"x"})
    if path == "计划.txt":  # written by an old program: bytes without the UTF-8 mark
        data = packed({"abcdefgh": b"x"}).replace(b"abcdefgh", "计划.txt".encode("gb18030"))
    assert [name for name, _ in read_container(data, "a.zip")] == ([path] if path else [])


@pytest.mark.parametrize(
    ("limit", "value", "members"),
    [
        pytest.param("MEMBERS", "1", {"a": b"1", "b": b"2"}, id="members"),
        pytest.param("UNPACKED_BYTES", "9", {"a": b"0123456789"}, id="bytes"),
        pytest.param("UNPACKED_RATIO", "50", {"a": b"0" * 20_000_000}, id="ratio"),
        pytest.param("NESTING", "1", {"a.zip": packed({"b": b"1"})}, id="nesting"),
    ],
)
def test_names_the_limit_that_it_refuses_by(
    limit: str, value: str, members: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"PLANLEDGER_MAX_{limit}", value)
    with pytest.raises(UnreadableDocumentError, match=f"PLANLEDGER_MAX_{limit}") as caught:
        read_container(packed(members), "a.zip")
    assert caught.value.code == "over_limit"


def test_a_header_that_lies_about_its_size_does_not_help() -> None:
    data = packed({"a": b"0" * 1_000_000})
    real = (1_000_000).to_bytes(4, "little")
    lying = data.replace(real, (10).to_bytes(4, "little"))
    try:
        members = read_container(lying, "a.zip")
    except UnreadableDocumentError as error:
        assert error.code == "corrupt_file"
    else:
        assert sum(len(content) for _, content in members) <= 10


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(encrypted(packed({"a.txt": b"1"})), "encrypted_file", id="password"),
        pytest.param(packed({"a.txt": b"1" * 99})[:60], "corrupt_file", id="cut short"),
    ],
)
def test_refuses_what_it_cannot_unpack(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_container(data, "a.zip")
    assert caught.value.code == code


def test_an_archive_is_not_a_document() -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_document(packed({"a.txt": b"1"}), "a.zip")
    assert caught.value.code == "unknown_format"
    assert "解压" in caught.value.message_zh
