"""The words of a file of answers, from the reviewed lookup. Reads it once, then pure."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ingestion.values.lookups import entries
from ingestion.values.width import squash


class Column(NamedTuple):
    """One column of the file. ``width`` is that of a sheet, in characters."""

    key: str
    header: str
    width: int


@cache
def columns() -> tuple[Column, ...]:
    """The columns in order; the last four are for the reviewer."""
    return tuple(
        Column(str(e["key"]), f"{e['zh']} {e['en']}", int(e["width"]))
        for e in entries("review_words", "columns")
    )


@cache
def column_names() -> dict[str, str]:
    """Every way to write a header -> key of the column."""
    found: dict[str, str] = {}
    for entry in entries("review_words", "columns"):
        for written in (entry["zh"], entry["en"], f"{entry['zh']}{entry['en']}"):
            found[squash(str(written)).casefold()] = str(entry["key"])
    return found


@cache
def decision_names() -> dict[str, str]:
    """Every way to write a decision -> its key; both languages together count too."""
    found: dict[str, str] = {}
    for entry in entries("review_words", "decisions"):
        written = [squash(str(word)).casefold() for word in entry["words"]]
        found |= dict.fromkeys((*written, written[0] + written[-1]), str(entry["key"]))
    return found


def decision_label(key: str) -> str:
    """A decision as the drop-down shows it, in both languages."""
    entry = next(e for e in entries("review_words", "decisions") if e["key"] == key)
    return f"{entry['words'][0]} {entry['words'][-1]}"


@cache
def listed(section: str) -> tuple[str, ...]:
    """All words of a section."""
    return tuple(
        squash(str(word)).casefold()
        for e in entries("review_words", section)
        for word in e["words"]
    )
