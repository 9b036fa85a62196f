"""Load the reviewed vocabulary in ``ingestion/lookups``. Reads package files once, then pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ingestion.errors import ConfigError

FOLDER = Path(__file__).resolve().parent.parent / "lookups"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Entry = Mapping[str, Any]


@cache
def entries(name: str, section: str) -> tuple[Entry, ...]:
    """Read one section of a lookup file.

    Args:
        name: File stem, such as ``units``.
        section: Top-level key of the file: a list of mappings, each with a ``reason``.

    Returns:
        The entries in the order of the file.

    Raises:
        ConfigError: The file or section is missing, or an entry has no reason.
    """
    found = _read(name).get(section)
    if not isinstance(found, list):
        raise _config_error(name, f"缺少“{section}”", f"section '{section}' is missing")
    for number, entry in enumerate(found, 1):
        if not isinstance(entry, dict) or not entry.get("reason"):
            raise _config_error(
                name,
                f"“{section}”第{number}条没有理由",
                f"'{section}' entry {number} has no reason",
            )
    return tuple(found)


@cache
def words(name: str, section: str, value: str) -> Mapping[str, str]:
    """Map every word of a section to one field of its entry, longest word first."""
    found = {
        str(word): str(entry[value]) for entry in entries(name, section) for word in entry["words"]
    }
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


@cache
def either(name: str, section: str) -> re.Pattern[str]:
    """Build one expression that finds any word of a section, the longest first."""
    found = sorted({str(w) for entry in entries(name, section) for w in entry["words"]}, key=len)
    return re.compile("|".join(re.escape(word) for word in reversed(found)))


@cache
def pattern(name: str, section: str) -> re.Pattern[str]:
    """Build one expression from the ``whole`` and ``anywhere`` entries of a section."""
    return re.compile("|".join(map(entry_expression, entries(name, section))))


def entry_expression(entry: Entry) -> str:
    """Write one entry as an expression to search with; ``whole`` is anchored at both ends."""
    if "whole" in entry:
        return rf"^(?:{entry['whole']})$"
    return f"(?:{entry['anywhere']})"


@cache
def _read(name: str) -> Mapping[str, Any]:
    path = FOLDER / f"{name}.yml"
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # a safe loader
    except OSError as error:
        raise _config_error(name, "文件缺失", "file is missing") from error
    except yaml.YAMLError as error:
        raise _config_error(name, f"格式有误：{error}", f"bad YAML: {error}") from error
    if not isinstance(content, dict):
        raise _config_error(name, "内容不是键值表", "the file is not a mapping")
    return content


def _config_error(name: str, zh: str, en: str) -> ConfigError:
    return ConfigError("bad_lookup", f"词表 {name}.yml:{zh}", f"Lookup {name}.yml: {en}", name)
