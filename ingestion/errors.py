"""Every error that Planledger raises on purpose. Pure.

Messages are bilingual: Chinese for the people who send documents, English for the people who run
the system. An error about a document is caught in one place (``pipeline``) and becomes an outcome
row; an error about us is not caught.
"""

from __future__ import annotations


class WarehouseError(Exception):
    """Base of all deliberate errors.

    Args:
        code: Stable, lower snake case, such as ``empty_file``.
        message_zh: What is wrong and what to do, in Chinese.
        message_en: The same in English.
        place: Where in the file: ``第3行``, ``Sheet1!B4``, ``字符 120–180``; empty for all of it.
    """

    def __init__(self, code: str, message_zh: str, message_en: str, place: str = "") -> None:
        super().__init__(f"{message_zh} | {message_en}" + (f" [{place}]" if place else ""))
        self.code = code
        self.message_zh = message_zh
        self.message_en = message_en
        self.place = place

    def __reduce__(self) -> tuple[type[WarehouseError], tuple[str, str, str, str]]:
        """Survive a process boundary: the default would replay only the joined message."""
        return (type(self), (self.code, self.message_zh, self.message_en, self.place))


class ConfigError(WarehouseError):
    """Bad settings or lookup files; raised before any work starts."""


class UnreadableDocumentError(WarehouseError):
    """Empty, encrypted, corrupt, binary, or in a format that no reader knows."""


class SourceChangedError(WarehouseError):
    """The structure is not what its kind requires: duplicate header, no known column."""


class ReconciliationError(WarehouseError):
    """Rows seen are not the rows loaded plus rejected plus ignored."""


class GateFailedError(WarehouseError):
    """The data broke a promise: publishing is blocked and the data owner is told."""


class CheckBrokenError(WarehouseError):
    """A check itself raised: publishing is blocked and the engineers are told."""
