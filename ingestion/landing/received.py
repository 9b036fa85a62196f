"""Read when files came to whoever hands them over: ``received.csv`` beside ``plans/``.

A copy through version control, a ZIP or a mail loses the times of files, and with them who was on
time and which of two versions is the later one. The list carries them; ``planledger run --from``
gives each file it puts into the inbox the time that stands there, as a copy that keeps times would.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from ingestion.errors import ConfigError

RECEIVED = "received.csv"
_COLUMNS = ["path", "received_at"]


def read_received(folder: Path) -> Mapping[str, datetime]:
    """Landing path -> time received, UTC; empty where the folder has no such list.

    Args:
        folder: Laid out like the inbox.

    Raises:
        ConfigError: A line has no path, or no time with its zone.
    """
    try:
        text = (folder / RECEIVED).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as error:
        raise _wrong(1, "编码不是 UTF-8", "it is not UTF-8") from error
    lines = csv.reader(text.splitlines())
    if next(lines, None) != _COLUMNS:
        columns = ",".join(_COLUMNS)
        raise _wrong(1, f"首行应为 {columns}", f"its first line must be {columns}")
    return dict(_time_of(line, lines.line_num) for line in lines if line)


def _time_of(line: list[str], number: int) -> tuple[str, datetime]:
    try:
        path, printed = line
        at = datetime.fromisoformat(printed)
    except ValueError as error:
        raise _no_time(number) from error
    if not path or at.tzinfo is None:
        raise _no_time(number)
    return path, at.astimezone(UTC)


def _no_time(number: int) -> ConfigError:
    return _wrong(
        number,
        "应为路径和带时区的时间，如 progress/330902/2024-05.xlsx,2024-06-03T01:20:00Z",
        "a path and a time with its zone are asked for",
    )


def _wrong(number: int, zh: str, en: str) -> ConfigError:
    return ConfigError(
        "wrong_received_list", f"{RECEIVED} 第 {number} 行：{zh}", f"{RECEIVED} line {number}: {en}"
    )
