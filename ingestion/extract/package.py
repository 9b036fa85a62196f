"""Open ZIP containers safely: Office files and archives. Nothing in them is ever run. Pure."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from typing import Any

from lxml import etree

from ingestion.errors import UnreadableDocumentError
from ingestion.extract.limits import Limits

_RATIO_FLOOR = 10 * 1024 * 1024
_ENCRYPTED_FLAG = 0x1
# Office files never declare a document type; what does is built to swell or to fetch files.
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C|E\0N\0T)|\0<\0!\0(?:D\0O|E\0N)")


class Package:
    """A ZIP container whose sizes were checked before anything was unpacked."""

    def __init__(
        self, data: bytes, name: str, limits: Limits, *, allow_encrypted: bool = False
    ) -> None:
        """Open it.

        Args:
            data: The bytes as landed.
            name: File name, for messages.
            limits: Members, unpacked bytes and ratio.
            allow_encrypted: Open it though some members need a password; those are refused when
                they are read.

        Raises:
            UnreadableDocumentError: ``corrupt_file``, ``encrypted_file`` or ``over_limit``.
        """
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError) as error:
            raise corrupt_file(name, error) from error
        entries = self._archive.infolist()
        limits.refuse_more("members", len(entries), name)
        self._left = limits.unpacked_bytes
        self._limits = limits
        unpacked = sum(entry.file_size for entry in entries)
        limits.refuse_more("unpacked_bytes", unpacked, name)
        if unpacked > _RATIO_FLOOR:
            limits.refuse_more("unpacked_ratio", unpacked / max(1, len(data)), name)
        if not allow_encrypted and any(map(self.is_encrypted, entries)):
            raise encrypted_file(name)

    def entries(self) -> list[zipfile.ZipInfo]:
        """The members that are files, in stored order."""
        return [entry for entry in self._archive.infolist() if not entry.is_dir()]

    def names(self) -> list[str]:
        """Paths of all members."""
        return self._archive.namelist()

    @staticmethod
    def is_encrypted(entry: zipfile.ZipInfo) -> bool:
        """Whether a member needs a password."""
        return bool(entry.flag_bits & _ENCRYPTED_FLAG)

    @staticmethod
    def is_link(entry: zipfile.ZipInfo) -> bool:
        """Whether a member only points at a place on the disk that it was packed from."""
        return stat.S_ISLNK(entry.external_attr >> 16)

    def read(self, entry: str | zipfile.ZipInfo, name: str = "") -> bytes:
        """Unpack one member, never more than what the limit leaves, whatever its header claims.

        Args:
            entry: The member.
            name: What to call it in messages; the container if empty.

        Raises:
            UnreadableDocumentError: ``corrupt_file``, ``encrypted_file``, ``unknown_packing`` or
                ``over_limit``.
        """
        name = name or self.name
        if isinstance(entry, zipfile.ZipInfo) and self.is_encrypted(entry):
            raise encrypted_file(name)
        try:
            with self._archive.open(entry) as stream:
                data = stream.read(self._left + 1)
        except NotImplementedError as error:
            raise _unknown_packing(name, error) from error
        except (
            KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError,
        ) as error:  # fmt: skip
            raise corrupt_file(name, error) from error
        if len(data) > self._left:
            self._limits.refuse_more("unpacked_bytes", self._limits.unpacked_bytes + 1, name)
        self._left -= len(data)
        return data

    def xml(self, member: str) -> Any:
        """Parse one member that holds XML; no entity is resolved and nothing is fetched.

        Raises:
            UnreadableDocumentError: ``corrupt_file``, ``unsafe_xml`` or ``over_limit``.
        """
        data = self.read(member)
        self._limits.refuse_more("xml_bytes", len(data), self.name, member)
        refuse_declarations(data, self.name, member)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise corrupt_file(self.name, error, member) from error


def refuse_declarations(data: bytes, name: str, member: str) -> None:
    """Refuse XML that declares a document type or entities.

    Raises:
        UnreadableDocumentError: ``unsafe_xml``.
    """
    if _DECLARATION.search(data):
        raise UnreadableDocumentError(
            "unsafe_xml",
            f"文件“{name}”内含实体或文档类型声明（{member}），可能无限膨胀，不予读取。"
            "请用办公软件另存后重新报送。",
            f"'{name}' declares a document type or entities in {member}, which may swell without "
            "end. Save it anew in an office program and send it again.",
            member,
        )


def encrypted_file(name: str) -> UnreadableDocumentError:
    """The refusal of a file that needs a password."""
    return UnreadableDocumentError(
        "encrypted_file",
        f"文件“{name}”已加密，无法读取。请取消密码后重新报送。",
        f"'{name}' is encrypted. Remove the password and send it again.",
        name,
    )


def linked_file(name: str) -> UnreadableDocumentError:
    """The refusal of a link in an archive: what it points at was not packed."""
    return UnreadableDocumentError(
        "linked_file",
        f"压缩包中的“{name}”只是指向别处的链接，没有内容。请把原文件放入压缩包后重新报送。",
        f"'{name}' is only a link to another place and has no content. Pack the file itself and "
        "send it again.",
        name,
    )


def _unknown_packing(name: str, reason: object) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        "unknown_packing",
        f"文件“{name}”的压缩方式暂不支持。请改用普通 ZIP 压缩或直接报送文件。",
        f"'{name}' is packed in a way that cannot be unpacked ({reason}). Pack it as a plain ZIP, "
        "or send the files as they are.",
        name,
    )


def corrupt_file(name: str, reason: object, place: str = "") -> UnreadableDocumentError:
    """The refusal of a file that is damaged or cut short."""
    return UnreadableDocumentError(
        "corrupt_file",
        f"文件“{name}”已损坏或不完整，无法读取。请重新导出后再报送。",
        f"'{name}' is damaged or incomplete ({reason}). Export it anew and send it again.",
        place or name,
    )
