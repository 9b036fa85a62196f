"""Tell who may answer that a blocked release waits. The same question is told once."""

from __future__ import annotations

import hashlib
import logging

from ingestion.errors import ConfigError
from ingestion.notify import Notice, NoticeLedger, Sent, open_channels, send_once
from ingestion.pipeline.gate import Question
from ingestion.settings import Settings

APPROVERS = "approvers"
"""The tag of addresses that are only for those who answer; those without tags hear of it too."""
_LOG = logging.getLogger("planledger.notices")


def tell_approvers(question: Question, settings: Settings) -> Sent:
    """Send the question through every channel that reaches approvers; none that fails stops it.

    A candidate that is built again with the same findings asks the same: nobody is told twice.

    Args:
        question: What Airflow asks.
        settings: The home, with its channels.

    Returns:
        What became of it, counted in channels; channels that are configured wrongly count as one
        that failed, and the log says why.
    """
    told = hashlib.sha256(f"{question.subject}\n{question.body}".encode()).hexdigest()[:32]
    notice = Notice(
        notice_key=f"approval-{told}",
        org_code=APPROVERS,
        org_name="发布审批人",
        title=f"待审批：{question.subject}",
        body=f"{question.body}\n\n请在 Airflow 的 Required Actions 中答复；一日内未答复则不发布。",
    )
    try:
        channels = open_channels(settings)
    except ConfigError as error:
        _LOG.warning("%s", error)
        return Sent(0, 0, 1)
    return send_once([notice], channels, NoticeLedger(settings))
