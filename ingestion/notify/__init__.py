"""Send notices through channels that can be exchanged, and never the same one twice."""

from ingestion.notify.channels import Channel, open_channels
from ingestion.notify.ledger import NoticeLedger
from ingestion.notify.notice import Notice
from ingestion.notify.sending import Sent, send_once

__all__ = ["Channel", "Notice", "NoticeLedger", "Sent", "open_channels", "send_once"]
