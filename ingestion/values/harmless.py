"""Texts that a spreadsheet would take for formulas. Pure."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def harmless(text: str) -> str:
    """Put an apostrophe before a text of a CSV file that would be run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain_text(text: str) -> str:
    """The text without the apostrophe that ``harmless`` put there."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
