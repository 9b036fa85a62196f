"""What was delivered before, and what that means for a file that lies in the inbox now. Pure.

Rules:

- A delivery is (landing path, organisation, time received, bytes). The one that a path held when
  it was last read is not read again, whether it was accepted or refused: its outcome stands, and
  ``previous`` gives it so that a run can say so again. Put in a changed file, or touch it, to have
  it read again.
- What is refused by the listing alone (place, name, size, still being written) is judged anew by
  every run, because folders and limits change; its outcome is written again only if it differs.
- Plans: bytes that are loaded already are a ``duplicate``, at whatever path, and are not read.
  A path that goes back to earlier bytes after holding others (A → B → A) is a real history and is
  read again: the last A is the newest edition.
- Path, time and size tell the delivery only while they are the path's latest: a tool that keeps
  times may put A back after B, and then the file is read to see what it is.
- Submissions: equal bytes of two organisations, or of two times, are two deliveries.
"""

from __future__ import annotations

from collections.abc import Iterable

from ingestion.landing import Delivery
from ingestion.records import Outcome

_READ = frozenset({"accepted", "duplicate", "superseded", "rejected"})


class Ledger:
    """Outcomes so far, indexed; a run adds its own as it goes."""

    def __init__(self, outcomes: Iterable[Outcome] = ()) -> None:
        self._latest: dict[str, Outcome] = {}
        self._recorded: set[tuple[str, str, str, str]] = set()
        self._loaded_from: dict[str, Outcome] = {}
        self.add(outcomes)

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Take further outcomes into account, in the order in which they came about."""
        for outcome in outcomes:
            self._recorded.add(_identity(outcome))
            if outcome.step == "extract" and outcome.outcome in _READ:
                self._latest[outcome.path] = outcome
                if outcome.kind == "plans" and outcome.outcome == "accepted":
                    self._loaded_from[outcome.document_id] = outcome

    def previous(self, delivery: Delivery) -> Outcome | None:
        """The final outcome of this very delivery, if its path held it last; else ``None``.

        Told by path, time and size, without reading the file.
        """
        latest = self._latest.get(delivery.path)
        if delivery.refusal or latest is None:
            return None
        fingerprint = (latest.path, latest.received_at, latest.size_bytes)
        return latest if fingerprint == delivery.fingerprint else None

    def duplicate_of(self, landed: Outcome) -> Outcome | None:
        """The delivery that the bytes of a landed file were loaded from, if they need no reading.

        Args:
            landed: The outcome ``accepted`` of the step ``land``.

        Returns:
            The earlier outcome; ``None`` if the bytes are new or are to be read again.
        """
        if landed.kind != "plans":
            return None
        loaded = self._loaded_from.get(landed.document_id)
        if loaded is None:
            return None
        latest = self._latest.get(landed.path)
        went_back = latest is not None and latest.document_id != landed.document_id
        return None if went_back and loaded.path == landed.path else loaded

    def is_recorded(self, outcome: Outcome) -> bool:
        """Whether just this outcome was written before: a run need not write it again."""
        return _identity(outcome) in self._recorded


def duplicate_outcome(landed: Outcome, loaded: Outcome) -> Outcome:
    """The outcome ``duplicate`` of the step ``extract``, naming the delivery loaded before."""
    return landed.model_copy(
        update={
            "step": "extract",
            "outcome": "duplicate",
            "code": "same_bytes",
            "message_zh": f"内容与已载入的 {loaded.path} 完全相同，不重复载入",
            "message_en": f"the same bytes are already loaded from {loaded.path}",
        }
    )


def _identity(outcome: Outcome) -> tuple[str, str, str, str]:
    return (outcome.delivery_id, outcome.step, outcome.outcome, outcome.code)
