"""Formulas that reach beyond their file: other workbooks, the network, programs. Pure."""

from __future__ import annotations

import re

from ingestion.values.width import fold_width

# Functions that fetch or run, links to other files ([1]Sheet!A1, 'C:\\x\\[a.xlsx]Sheet'!A1), and
# calls of programs (cmd|'/C …'!A0). A link inside the workbook begins with #.
_FUNCTIONS = re.compile(
    r"\b(?:WEBSERVICE|RTD|DDE|CALL|REGISTER(?:\.ID)?|EXEC|FILTERXML|SQL\.REQUEST"
    r"|IMPORT(?:DATA|XML|HTML|FEED|RANGE)|IMAGE)\s*\(",
    re.I,
)
_LINK = re.compile(r"\bHYPERLINK\s*\(\s*(?!\"#|\"?\s*\))", re.I)
_PLACES = re.compile(r"\[\d+\]|\[[^\[\]]+\.xl\w+\]|\b(?:https?|ftp|file):|\\\\[\w.]", re.I)
_PROGRAM = re.compile(r"^\s*[=+\-@]\s*[\w.'\"]*\w['\"]?\s*\|")
_STARTS = ("=", "+", "-", "@")


def reaches_outside(text: str) -> bool:
    """Tell whether a formula, or a text that a spreadsheet would take for one, reaches outside."""
    folded = fold_width(text).lstrip()
    if not folded.startswith(_STARTS):
        return False
    if _PROGRAM.match(folded):
        return True
    return folded[0] in "=@" and bool(
        _FUNCTIONS.search(folded) or _LINK.search(folded) or _PLACES.search(folded)
    )
