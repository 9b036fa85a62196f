"""Archives: members by the names that people gave them, bounded in every direction."""

from __future__ import annotations

import hashlib
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


def contents(data: bytes) -> list[tuple[str, bytes | None]]:
    return [(one.path, one.data) for one in read_container(data, "a.zip") if not one.is_archive]


def refusals(data: bytes) -> dict[str, UnreadableDocumentError]:
    return {one.path: one.error for one in read_container(data, "a.zip") if one.error}


def test_members_come_in_stored_order_and_those_of_a_nested_archive_follow_it() -> None:
    inner = packed({"b.txt": b"2"})
    data = packed({"内.zip": inner, "计划/a.txt": b"1"})
    found = list(read_container(data, "a.zip"))
    assert [(one.path, one.is_archive) for one in found] == [
        ("内.zip", True),
        ("内.zip!/b.txt", False),
        ("计划/a.txt", False),
    ]
    outer, within = hashlib.sha256(data).hexdigest(), hashlib.sha256(inner).hexdigest()
    assert [one.container_id for one in found] == [outer, within, outer]


def test_an_office_file_inside_is_a_document_and_no_archive() -> None:
    office = packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert contents(packed({"附件.docx": office, "误名.zip": office})) == [
        ("附件.docx", office),
        ("误名.zip", office),
    ]


def test_two_members_of_one_name_stay_apart() -> None:
    assert [name for name, _ in contents(packed({"a.txt": b"1", "../a.txt": b"2"}))] == [
        "a.txt",
        "a~2.txt",
    ]


@pytest.mark.parametrize(
    ("stored", "path"),
    [
        pytest.param("../../etc/计划.txt", "etc/计划.txt", id="no steps upwards"),
        pytest.param("/etc/计划.txt", "etc/计划.txt", id="no root"),
        pytest.param("..\\\\计划.txt", "计划.txt", id="steps of windows"),
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
    if path is None:
        data = packed({stored: b"x", "b.txt": b"y"})
    assert [name for name, _ in contents(data)] == [path or "b.txt"]


@pytest.mark.parametrize(
    ("limit", "value", "members"),
    [
        pytest.param("MEMBERS", "1", {"a": b"1", "b": b"2"}, id="members"),
        pytest.param("UNPACKED_BYTES", "9", {"a": b"0123456789"}, id="bytes"),
        pytest.param("UNPACKED_RATIO", "50", {"a": b"0" * 20_000_000}, id="ratio"),
    ],
)
def test_names_the_limit_that_it_refuses_by(
    limit: str, value: str, members: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"PLANLEDGER_MAX_{limit}", value)
    with pytest.raises(UnreadableDocumentError, match=f"PLANLEDGER_MAX_{limit}") as caught:
        read_container(packed(members), "a.zip")
    assert caught.value.code == "over_limit"


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        pytest.param("NESTING", "1", id="nesting"),
        pytest.param("MEMBERS", "3", id="members"),
        pytest.param("UNPACKED_BYTES", "400", id="bytes"),
    ],
)
def test_a_nested_archive_beyond_a_limit_stops_only_itself(
    limit: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"PLANLEDGER_MAX_{limit}", value)
    inner = packed({"b": b"1" * 300, "c": b"2"})
    data = packed({"inner.zip": inner, "a.txt": b"3"})
    assert contents(data) == [("a.txt", b"3")]
    (error,) = refusals(data).values()
    assert error.code == "over_limit"
    assert f"PLANLEDGER_MAX_{limit}" in error.message_zh
    assert error.place == "inner.zip"


def test_a_header_that_lies_about_its_size_does_not_help() -> None:
    data = packed({"a": b"0" * 1_000_000, "b": b"1"})
    real = (1_000_000).to_bytes(4, "little")
    lying = data.replace(real, (10).to_bytes(4, "little"))
    assert refusals(lying)["a"].code == "corrupt_file"
    assert ("b", b"1") in contents(lying)


def test_one_member_with_a_password_stops_only_itself() -> None:
    data = encrypted(packed({"密.txt": b"1", "b.txt": b"2"}))
    assert [one.path for one in read_container(data, "a.zip")] == ["密.txt", "b.txt"]
    assert refusals(data)["密.txt"].code == "encrypted_file"
    assert "密.txt" in refusals(data)["密.txt"].message_zh


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(encrypted(packed({"a.txt": b"1"})), "encrypted_file", id="password"),
        pytest.param(packed({"a.txt": b"1" * 99})[:60], "corrupt_file", id="cut short"),
        pytest.param(packed({}), "empty_archive", id="empty"),
        pytest.param(packed({"__MACOSX/a": b"1"}), "empty_archive", id="nothing for people"),
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


def test_a_link_is_refused_and_never_read_as_the_place_that_it_names() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("计划.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
        archive.writestr("附件.txt", "1")
    data = stream.getvalue()
    assert contents(data) == [("计划.txt", None), ("附件.txt", b"1")]
    assert {path: error.code for path, error in refusals(data).items()} == {
        "计划.txt": "linked_file"
    }
