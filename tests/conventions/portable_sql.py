"""What in the text of a model is not in the common subset of DuckDB and Spark. Pure.

The text is looked at as written, without what Jinja puts in: whatever differs between the engines
belongs into a dispatched macro, and macros are where it may stand.
"""

from __future__ import annotations

import re

# Functions that both engines have under one name with one meaning for the arguments we give them.
# Left out on purpose: any_value (null or not), len, strpos, list_*, json_*, rtrim (order of
# arguments). `max_by` and `min_by` differ where the value is null: give them one that is not.
SHARED_FUNCTIONS = frozenset(
    re.findall(
        r"\w+",
        """
        abs avg bool_and bool_or cast ceil coalesce concat concat_ws contains count day dense_rank
        extract first_value floor greatest instr lag last_value lead least left length lower lpad
        make_date max max_by md5 min min_by mod month nullif ntile percent_rank quarter rank repeat
        replace reverse right round row_number sign split_part substr substring sum translate trim
        try_cast upper year
        """,
    )
)
# Words before a bracket that are no functions.
_NOT_FUNCTIONS = frozenset(
    re.findall(
        r"\w+",
        """
        all and any as between by case decimal distinct else exists filter from full having in
        inner interval is join like not on or over partition select some then union using values
        when where window with within
        """,
    )
)
# A thing that only one engine knows, and how to see it.
_SYNTAX = {
    "union by name": r"\bunion\s+(?:all\s+)?by\s+name\b",
    "filter on a window": r"\bfilter\s*\((?:[^()]|\([^()]*\))*\)\s*over\b",
    "qualify": r"\bqualify\b",
    ":: cast": r"::",
    "// division": r"//",
    "list or slice [ ]": r"\[",
    "lambda": r"->",
    "star except": r"\*\s+(?:exclude|except|replace|rename)\b",
    "distinct on": r"\bdistinct\s+on\b",
    "group by all": r"\b(?:group|order)\s+by\s+all\b",
    "asof or positional join": r"\b(?:asof|positional)\s+join\b",
    "order by inside an aggregate": r"\b(?:array_agg|listagg|string_agg)\s*\([^()]*\border\s+by\b",
    "within group": r"\bwithin\s+group\b",
    "double": r"\bas\s+double\b",
    "varchar without length": r"\bas\s+(?:varchar|text)\b(?!\s*\()",
    "struct { }": r"[{}]",
    "regular expression operator": r"\s!?~\*?\s|\bsimilar\s+to\b|\bilike\b",
    "quoted identifier": r'"',
    "division of two columns": r"[\w)]\s*(?<!/)/(?!/)\s*[\w(]",
}
_STRING = re.compile(r"'(?:[^']|'')*'")
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_COMMENT = re.compile(r"--[^\n]*")
_EXTRACT = re.compile(r"\bregexp_extract\(")
_CALL = re.compile(r"\b([a-z_]\w*)\s*\(", re.IGNORECASE)


_MACRO = re.compile(
    r"\{%-?\s*macro\s+(?P<name>\w+)\s*\(.*?\)\s*-?%\}(?P<body>.*?)\{%-?\s*endmacro", re.DOTALL
)


def macros(text: str) -> dict[str, str]:
    """The macros of a file: name -> body."""
    return {found["name"]: found["body"] for found in _MACRO.finditer(text)}


def plain_sql(text: str) -> str:
    """The text without comments, Jinja and literals; each Jinja expression is one name."""
    text = _JINJA.sub(" jinja ", text)
    return _STRING.sub("''", _COMMENT.sub("", text)).lower()


def arguments(after_bracket: str) -> list[str]:
    """The arguments of a call, from the text behind its opening bracket."""
    found, depth = [""], 0
    for character in after_bracket:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            break
        if character == "," and depth == 0:
            found.append("")
        else:
            found[-1] += character
    return found


def not_portable(text: str) -> set[str]:
    """Name everything in a model's text that is not in the common subset.

    Args:
        text: SQL with Jinja, as it stands in the model's file.

    Returns:
        Functions as ``name()``, syntax by its name; ``backslash in a literal`` where a string
        would be read in two ways.
    """
    sql = plain_sql(text)
    found = {f"{name}()" for name in _CALL.findall(sql)}
    found -= {
        f"{name}()" for name in SHARED_FUNCTIONS | _NOT_FUNCTIONS | {"jinja", "regexp_extract"}
    }
    found -= {f"{name}()" for name in re.findall(r"(?:^|,)\s*(\w+) as \(", sql)}
    found |= {name for name, pattern in _SYNTAX.items() if re.search(pattern, sql)}
    if any(len(arguments(sql[one.end() :])) < 3 for one in _EXTRACT.finditer(sql)):
        found.add("regexp_extract without a group")
    literals = _STRING.findall(_COMMENT.sub("", _JINJA.sub(" ", text)))
    if any("\\" in literal for literal in literals):
        found.add("backslash in a literal")
    return found
