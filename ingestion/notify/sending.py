"""Send each notice once through each channel that reaches its organisation."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ingestion.notify.channels import EVERYBODY, Channel
from ingestion.notify.ledger import NoticeLedger
from ingestion.notify.notice import Notice

_LOG = logging.getLogger("planledger.notices")


class Sent(NamedTuple):
    """What became of notices, counted in notice × channel.

    Attributes:
        sent: Went out now.
        known: Went out before, or are claimed by another process.
        failed: Were not taken; the next run tries again.
    """

    sent: int
    known: int
    failed: int


def send_once(notices: Iterable[Notice], channels: Sequence[Channel], ledger: NoticeLedger) -> Sent:
    """Send notices; one that a channel does not take never stops the others."""
    counts = {"sent": 0, "known": 0, "failed": 0}
    for notice in notices:
        for channel in channels:
            if not channel.tags or channel.tags & {EVERYBODY, notice.org_code}:
                counts[_send(notice, channel, ledger)] += 1
    return Sent(**counts)


def _send(notice: Notice, channel: Channel, ledger: NoticeLedger) -> str:
    if not ledger.claim(notice.notice_key, channel.channel_id):
        return "known"
    try:
        is_taken = channel.send(notice)
    except Exception:  # a plug-in may raise anything; the others must still be told
        _LOG.exception("channel %s failed", channel.label)
        is_taken = False
    if not is_taken:
        ledger.release(notice.notice_key, channel.channel_id)
        _LOG.warning("not taken by %s: %s", channel.label, notice.title)
        return "failed"
    ledger.confirm(notice.notice_key, channel.channel_id)
    return "sent"
