"""How much of one document is read, and the refusals that name the limit. Pure but for settings.

Every limit is an environment variable, so that whoever meets one can raise it knowingly.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingestion.errors import UnreadableDocumentError

_MIB = 1024 * 1024
_LABELS = {
    "text_bytes": ("文本的字节数", "bytes of text or HTML"),
    "characters": ("正文字数", "characters of text"),
    "paragraphs": ("段落数", "paragraphs"),
    "paragraph_characters": ("最长一段的字数", "characters in its longest paragraph"),
    "tags": ("网页标签数", "tags in the page"),
    "unpacked_bytes": ("解压后的字节数", "bytes when unpacked"),
    "xml_bytes": ("单个 XML 部件的字节数", "bytes in one XML part"),
    "unpacked_ratio": ("压缩比", "times its packed size"),
    "members": ("压缩包内的文件数", "files in the archive"),
    "nesting": ("压缩包的嵌套层数", "archives inside one another"),
    "pages": ("页数", "pages"),
    "cells": ("表格单元格数", "table cells"),
    "places": (
        "表格占用的行列位置数（多余的空行空列也计入）",
        "places of rows and columns in use (left-over blank ones count too)",
    ),
    "rows": ("工作表行数", "rows in a sheet"),
    "objects": ("一页上的图文对象数", "objects on one page"),
    "seconds": ("读取和解析秒数", "seconds of reading and interpretation"),
}


class Limits(BaseSettings):
    """The most that is read of one document; beyond it the document is refused as a whole.

    Attributes:
        text_bytes: Text and HTML files. A parsed page takes ten times its bytes. Unit: bytes.
        characters: Of the text that is read; a page of a plan has about a thousand.
        paragraphs: Lines that are not empty, cells included.
        paragraph_characters: Of one paragraph or cell; its numbers are read together, and what that
            takes grows faster than its length.
        tags: Of a web page; each takes a few hundred bytes while it is read.
        unpacked_bytes: All members of an archive or Office file together. Unit: bytes.
        xml_bytes: One part of a Word file; parsed it takes ten times its bytes. Unit: bytes.
        unpacked_ratio: Unpacked to packed size, asked only above 10 MiB. Unit: times.
        members: Files in an archive or Office file.
        nesting: Archives inside archives; 1 is an archive without another inside.
        pages: Pages of a PDF.
        cells: Cells of all tables of one document.
        places: Rows times columns that one table claims by its spans, or a submission's sheets by
            the cells in use: a few bytes can claim millions.
        rows: Rows of one sheet, empty ones included.
        objects: Characters and drawn shapes on one page.
        seconds: Of reading and interpretation together; asked between pages, tables, sheets and
            paragraphs. Unit: seconds.
    """

    model_config = SettingsConfigDict(env_prefix="PLANLEDGER_MAX_", frozen=True, extra="ignore")

    text_bytes: int = Field(default=20 * _MIB, gt=0)
    characters: int = Field(default=1_500_000, gt=0)
    paragraphs: int = Field(default=150_000, gt=0)
    paragraph_characters: int = Field(default=60_000, gt=0)
    tags: int = Field(default=400_000, gt=0)
    unpacked_bytes: int = Field(default=200 * _MIB, gt=0)
    xml_bytes: int = Field(default=15 * _MIB, gt=0)
    unpacked_ratio: int = Field(default=200, gt=0)
    members: int = Field(default=2000, gt=0)
    nesting: int = Field(default=2, gt=0)
    pages: int = Field(default=400, gt=0)
    cells: int = Field(default=100_000, gt=0)
    places: int = Field(default=500_000, gt=0)
    rows: int = Field(default=200_000, gt=0)
    objects: int = Field(default=100_000, gt=0)
    seconds: float = Field(default=120.0, gt=0)

    def refuse_more(self, limit: str, found: float, name: str, place: str = "") -> None:
        """Refuse a document that has more of something than the limit.

        Args:
            limit: Name of the limit, an attribute of this class.
            found: How much the document has.
            name: File name, for the message.
            place: Where in the file; the file itself if empty.

        Raises:
            UnreadableDocumentError: ``over_limit``.
        """
        most = getattr(self, limit)
        if found <= most:
            return
        zh, en = _LABELS[limit]
        variable = f"PLANLEDGER_MAX_{limit.upper()}"
        raise UnreadableDocumentError(
            "over_limit",
            f"文件“{name}”的{zh}为 {found:,.0f}，超过上限 {most:,.0f}（可由 {variable} 调整）。"
            "请拆分或精简后重新报送。",
            f"'{name}' has {found:,.0f} {en}, the limit is {most:,.0f} ({variable}). Split or "
            "reduce it and send it again.",
            place or name,
        )


class Deadline:
    """Refuses a document that takes too long; asked between its pages or tables.

    Inside ``time_limit`` it counts from where that began.
    """

    def __init__(self, limits: Limits, name: str) -> None:
        self._limits, self._name = limits, name
        running = _RUNNING.get()
        self._began: float = monotonic() if running is None else running._began

    def check(self, place: str = "") -> None:
        """Go on, or refuse.

        Raises:
            UnreadableDocumentError: ``over_limit``.
        """
        self._limits.refuse_more("seconds", monotonic() - self._began, self._name, place)


_RUNNING: ContextVar[Deadline | None] = ContextVar("running", default=None)


@contextmanager
def time_limit(name: str) -> Iterator[None]:
    """Hold everything that is done with one document inside to one limit of seconds.

    Args:
        name: File name, for the message.
    """
    token = _RUNNING.set(Deadline(Limits(), name))
    try:
        yield
    finally:
        _RUNNING.reset(token)


def check_time(place: str = "") -> None:
    """Go on, or refuse; nothing outside of ``time_limit``.

    Raises:
        UnreadableDocumentError: ``over_limit``.
    """
    running = _RUNNING.get()
    if running is not None:
        running.check(place)
