"""Which notices went where: one small file for each, under ``<home>/notices/sent/``. Append-only.

A notice is claimed before it is sent, by creating its file, which only one process can do. A claim
that a dead process left is not taken up again: whether the notice went out cannot be known, and
nobody is to be reminded twice. Such claims are listed, for a person to decide.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from ingestion.settings import Settings


class NoticeLedger:
    """Claims and confirms notices of one home. Holds no state."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.notices / "sent"

    def claim(self, notice_key: str, channel_id: str) -> bool:
        """Claim one notice for one channel; false if it was claimed before."""
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            with self._place(notice_key, channel_id).open("x", encoding="utf-8") as file:
                file.write(self._entry("claimed"))
        except FileExistsError:
            return False
        return True

    def confirm(self, notice_key: str, channel_id: str) -> None:
        """Say that a claimed notice was sent."""
        place = self._place(notice_key, channel_id)
        draft = place.with_suffix(".tmp")
        draft.write_text(self._entry("sent"), "utf-8")
        draft.replace(place)

    def release(self, notice_key: str, channel_id: str) -> None:
        """Give a claim back: the other side refused, and it is to be tried again."""
        self._place(notice_key, channel_id).unlink(missing_ok=True)

    def unconfirmed(self) -> list[str]:
        """Names of the claims of which it is not known whether the notice went out."""
        entries = sorted(self._folder.glob("*.json")) if self._folder.is_dir() else []
        return [
            path.stem
            for path in entries
            if json.loads(path.read_text("utf-8") or "{}").get("state") != "sent"
        ]

    def _place(self, notice_key: str, channel_id: str) -> Path:
        return self._folder / f"{notice_key}-{channel_id}.json"

    @staticmethod
    def _entry(state: str) -> str:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        return json.dumps({"state": state, "at": at}) + "\n"
