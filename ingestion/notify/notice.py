"""What is to be told to one organisation. Pure."""

from __future__ import annotations

from ingestion.records import Record


class Notice(Record):
    """One notice.

    Attributes:
        notice_key: Tells this notice from all others, whatever its words.
        org_code: Whom it is for.
        org_name: The same in words.
        title: One line, Chinese.
        body: A few lines of plain text, Chinese.
        is_synthetic: It is about made-up figures; its title says so.
    """

    notice_key: str
    org_code: str
    org_name: str
    title: str
    body: str
    is_synthetic: bool = False
