"""Words of the forms, from the reviewed lookups, and periods as people write them. Pure."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal
from functools import cache

from ingestion.values.lookups import Entry, entries

_QUARTERS = "一二三四"
_FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@cache
def column(role: str) -> Entry:
    """The column of a role: its header and width."""
    return next(one for one in entries("form_texts", "columns") if one["role"] == role)


@cache
def message(key: str) -> str:
    """One message to the person who fills in a form."""
    return str(next(one["text"] for one in entries("form_texts", "messages") if one["key"] == key))


@cache
def level_value_header() -> str:
    """Header of the figures where a form asks for levels only."""
    return str(entries("form_texts", "level_headers")[0]["header"])


@cache
def basis_words() -> dict[str, str]:
    """Basis -> the word for it, in the order of the drop-down."""
    return {str(one["basis"]): str(one["words"][0]) for one in entries("submission_words", "bases")}


@cache
def yes_no() -> tuple[str, str]:
    """The words for yes and no."""
    found = {one["key"]: str(one["text"]) for one in entries("form_texts", "yes_no")}
    return found["yes"], found["no"]


def period_label(code: str) -> str:
    """A period as people write it: ``2024-06`` is 2024年6月; an unknown code is shown as it is."""
    year, _, part = code.partition("-")
    if not part:
        return f"{year}年"
    if part.startswith("Q"):
        return f"{year}年第{_QUARTERS[int(part[1:]) - 1]}季度"
    if part.startswith("H"):
        return f"{year}年{'上' if part == 'H1' else '下'}半年"
    return f"{year}年{int(part)}月"


def short_period_label(code: str) -> str:
    """A period within a known year: ``2024-06`` is 6月."""
    return period_label(code).partition("年")[2].removeprefix("第") or period_label(code)


def text_width(text: str) -> int:
    """How wide a text is on paper, in characters of the standard font; a Chinese one takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def line_count(text: str, width: float) -> int:
    """How many lines a text takes in a column, generously."""
    return sum(max(1, math.ceil(text_width(line) / width)) for line in text.split("\n"))


def file_stem(*parts: str) -> str:
    """A file name of its parts, without what a file system or an archive forbids."""
    return "_".join(_FORBIDDEN_IN_NAMES.sub("", part).strip() for part in parts)


def plain(value: Decimal | None) -> str:
    """A decimal without trailing zeros and without an exponent; empty for none."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
