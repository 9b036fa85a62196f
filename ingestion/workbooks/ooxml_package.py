"""An Office package of which some parts are changed and all others stay as they are. Pure."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any, NamedTuple

from lxml import etree

from ingestion.extract.limits import Limits
from ingestion.extract.package import Package, corrupt_file

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"
_NEW_PART_DATE = (1980, 1, 1, 0, 0, 0)


class Relation(NamedTuple):
    """One relationship of a part. ``kind`` is the last word of its type, such as ``comments``."""

    relation_id: str
    kind: str
    target: str


class OfficePackage:
    """The parts of an Office file; what is not written anew is saved with the bytes it came with.

    Args:
        data: The file.
        name: File name, for messages.

    Raises:
        UnreadableDocumentError: It is damaged, encrypted or over a limit.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._package = Package(data, name, Limits())
        self._entries = {entry.filename: entry for entry in self._package.entries()}
        self._folded = {path.casefold(): path for path in self._entries}
        self._written: dict[str, bytes] = {}
        self._trees: dict[str, Any] = {}
        self._edited: set[str] = set()

    def has(self, path: str) -> bool:
        """Whether there is such a part; names of parts do not depend on case."""
        return self._real(path) in self._entries or path in self._written or path in self._trees

    def paths(self) -> list[str]:
        """All parts."""
        return list(dict.fromkeys([*self._entries, *self._written, *self._trees]))

    def read(self, path: str) -> bytes:
        """The bytes of one part."""
        if path in self._written:
            return self._written[path]
        return self._package.read(self._entries[self._real(path)])

    def write(self, path: str, data: bytes) -> None:
        """Replace or add one part."""
        self._written[self._real(path)] = data

    def tree(self, path: str) -> Any:
        """The root of an XML part, to be read only."""
        real = self._real(path)
        if real not in self._trees:
            if real not in self._entries:
                raise corrupt_file(self.name, f"{path} is missing")
            self._trees[real] = self._package.xml(real)
        return self._trees[real]

    def edit(self, path: str) -> Any:
        """The root of an XML part that is saved as it will then be."""
        self._edited.add(self._real(path))
        return self.tree(path)

    def add_tree(self, path: str, root: Any) -> None:
        """Add one XML part."""
        self._trees[path] = root
        self._edited.add(path)

    def unused(self, pattern: str) -> tuple[str, int]:
        """The first path of a pattern such as ``xl/comments{}.xml`` that is not taken."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number), number

    def relations(self, path: str) -> list[Relation]:
        """The relationships of a part to other parts of the package."""
        part = _relations_part(path)
        if not self.has(part):
            return []
        return [
            Relation(one.get("Id"), _kind(one.get("Type")), _resolved(path, one.get("Target")))
            for one in self.tree(part)
            if isinstance(one.tag, str) and one.get("TargetMode") != "External"
        ]

    def relate(self, path: str, kind: str, target: str) -> str:
        """Add a relationship and return its id."""
        part = _relations_part(path)
        if not self.has(part):
            root = etree.Element(f"{{{_RELATIONSHIPS}}}Relationships", nsmap={None: _RELATIONSHIPS})
            self.add_tree(part, root)
        root = self.edit(part)
        taken = {one.get("Id") for one in root}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        folder = posixpath.dirname(path)
        etree.SubElement(
            root,
            f"{{{_RELATIONSHIPS}}}Relationship",
            Id=f"rId{number}",
            Type=f"{self.relation_base}/{kind}",
            Target=posixpath.relpath(target, folder),
        )
        return f"rId{number}"

    @property
    def relation_base(self) -> str:
        """Namespace of relationships: that of the strict or of the usual kind of file."""
        types = (one.get("Type") for one in self.tree("_rels/.rels"))
        found = next((text for text in types if text and text.endswith("/officeDocument")), "")
        return found.rpartition("/")[0]

    def declare_type(self, path: str, content_type: str) -> None:
        """Say what an added part is."""
        etree.SubElement(
            self.edit(_TYPES_PART),
            f"{{{_TYPES}}}Override",
            PartName=f"/{path}",
            ContentType=content_type,
        )

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Say what parts with an ending are, unless that is said already."""
        root = self.tree(_TYPES_PART)
        known = {(one.get("Extension") or "").casefold() for one in root}
        if extension not in known:
            one = etree.Element(
                f"{{{_TYPES}}}Default", Extension=extension, ContentType=content_type
            )
            self.edit(_TYPES_PART).insert(0, one)

    def save(self) -> bytes:
        """Write the package: same order, same dates, same bytes but for what was changed."""
        changed = {path: _serialised(self._trees[path]) for path in self._edited} | self._written
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for path, entry in self._entries.items():
                data = changed.pop(path, None)
                archive.writestr(_like(entry), self.read(path) if data is None else data)
            for path in sorted(changed):
                info = zipfile.ZipInfo(path, _NEW_PART_DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, changed[path])
        return buffer.getvalue()

    def _real(self, path: str) -> str:
        return self._folded.get(path.casefold(), path)


def _like(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(entry.filename, entry.date_time)
    stored = entry.compress_type == zipfile.ZIP_STORED
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.external_attr = entry.external_attr
    info.create_system = entry.create_system
    return info


def _serialised(root: Any) -> bytes:
    return bytes(
        etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    )


def _relations_part(path: str) -> str:
    folder, name = posixpath.split(path)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _kind(relation_type: str | None) -> str:
    return (relation_type or "").rpartition("/")[2]


def _resolved(path: str, target: str | None) -> str:
    """A target as a path of the package; it may be relative to the part or begin at the root."""
    text = target or ""
    if text.startswith("/"):
        return posixpath.normpath(text[1:])
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), text))
