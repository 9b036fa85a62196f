"""Where notices go. A channel sends one notice and says whether it went.

Without configuration: the log, and a file of JSON Lines under ``<home>/notices/``. With it:
whatever Apprise can reach (SMTP, DingTalk, WeCom and Feishu robots, webhooks), by its own URLs or
its own configuration file, in which tags are codes of organisations or ``all``.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from ingestion.errors import ConfigError
from ingestion.notify.notice import Notice
from ingestion.settings import Settings

EVERYBODY = "all"
_LOG = logging.getLogger("planledger.notices")


class Channel(Protocol):
    """A way to send notices.

    Attributes:
        channel_id: The same for the same address in every process; holds no secret.
        label: How it is called in messages; holds no secret.
        tags: Codes of the organisations that it is for, or ``all``; none is all as well.
    """

    channel_id: str
    label: str
    tags: frozenset[str]

    def send(self, notice: Notice) -> bool:
        """Send it; false if the other side did not take it."""


class LogChannel:
    """Writes notices into the log of the process, one line each."""

    channel_id, label = "log", "log"
    tags: frozenset[str] = frozenset()

    def send(self, notice: Notice) -> bool:
        """Log it."""
        _LOG.info("%s | %s", notice.title, notice.body.replace("\n", " "))
        return True


class FileChannel:
    """Appends notices to a file of JSON Lines.

    Args:
        path: The file; its folder is created.
    """

    channel_id = "file"
    tags: frozenset[str] = frozenset()

    def __init__(self, path: Path) -> None:
        self._path = path
        self.label = path.name

    def send(self, notice: Notice) -> bool:
        """Append it as one line, by one write."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps(notice.model_dump(mode="json"), ensure_ascii=False)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
        return True


class AppriseChannel:
    """One address that Apprise can reach.

    Args:
        server: Apprise's own object of it.
    """

    def __init__(self, server: Any) -> None:
        self._server = server
        name, identity, url = type(server).__name__, server.url_id(), server.url(privacy=True)
        self.channel_id = f"{name}-{identity}"
        self.label = str(url).split("?", 1)[0]
        self.tags = frozenset(str(tag) for tag in server.tags)

    def send(self, notice: Notice) -> bool:
        """Send it and wait for the answer."""
        return bool(self._server.notify(title=notice.title, body=notice.body))


def open_channels(settings: Settings) -> list[Channel]:
    """Open the log, the file and every configured address.

    Raises:
        ConfigError: An address cannot be understood, or the configuration file holds none.
    """
    channels: list[Channel] = [LogChannel(), FileChannel(settings.notices / "notices.jsonl")]
    urls = settings.notify_urls.split()
    config = settings.notify_config
    if urls or config:
        channels += [AppriseChannel(server) for server in _servers(urls, config)]
    return channels


def _servers(urls: Iterable[str], config: Path | None) -> list[Any]:
    import apprise

    found: Any = apprise.Apprise()
    for number, url in enumerate(urls, start=1):
        if not found.add(url):
            raise ConfigError(
                "notify_url",
                f"PLANLEDGER_NOTIFY_URLS 中第 {number} 个地址无法识别",
                f"address no. {number} of PLANLEDGER_NOTIFY_URLS cannot be understood",
            )
    if config is not None:
        read: Any = apprise.AppriseConfig()
        if not config.is_file() or not read.add(str(config)) or not read.services():
            raise ConfigError(
                "notify_config",
                f"通知配置 {config} 无法读取，或其中没有可用地址",
                f"the configuration of notices {config} cannot be read or holds no address",
            )
        found.add(read)
    return list(found.find())
