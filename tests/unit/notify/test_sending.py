"""Each notice goes once through each channel, whatever fails in between."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from ingestion.errors import ConfigError
from ingestion.notify import Notice, NoticeLedger, Sent, open_channels, send_once
from ingestion.settings import Settings

NOTICE = Notice(
    notice_key="k1", org_code="330902", org_name="定海", title="报送提醒", body="截止日期临近。"
)


class Robot:
    """A channel that takes or refuses as told."""

    label, channel_id = "robot", "robot"
    tags: frozenset[str] = frozenset()

    def __init__(self, *answers: bool | Exception) -> None:
        self.answers = list(answers)
        self.took: list[str] = []

    def send(self, notice: Notice) -> bool:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        if answer:
            self.took.append(notice.notice_key)
        return answer


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


def test_the_same_notice_goes_out_once(settings: Settings) -> None:
    robot = Robot(True)
    assert send_once([NOTICE, NOTICE], [robot], NoticeLedger(settings)) == Sent(1, 1, 0)
    assert send_once([NOTICE], [robot], NoticeLedger(settings)) == Sent(0, 1, 0)
    assert robot.took == ["k1"]


@pytest.mark.parametrize("fault", [False, OSError("no route to host")])
def test_what_was_not_taken_is_tried_again_and_the_others_are_told(
    settings: Settings, fault: bool | Exception
) -> None:
    robot, other = Robot(fault, True), Robot(True)
    other.channel_id = "other"
    assert send_once([NOTICE], [robot, other], NoticeLedger(settings)) == Sent(1, 0, 1)
    assert send_once([NOTICE], [robot, other], NoticeLedger(settings)) == Sent(1, 1, 0)
    assert (robot.took, other.took) == (["k1"], ["k1"])


def test_a_claim_of_a_dead_process_is_told_and_not_sent_again(settings: Settings) -> None:
    ledger = NoticeLedger(settings)
    assert ledger.claim("k1", "robot")
    assert send_once([NOTICE], [Robot()], ledger) == Sent(0, 1, 0)
    assert ledger.unconfirmed() == ["k1-robot"]
    ledger.confirm("k1", "robot")
    assert ledger.unconfirmed() == []


def test_many_processes_claim_one_notice_once(settings: Settings) -> None:
    won: list[bool] = []
    threads = [
        threading.Thread(target=lambda: won.append(NoticeLedger(settings).claim("k1", "robot")))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won.count(True) == 1


def test_without_configuration_notices_are_filed(settings: Settings) -> None:
    channels = open_channels(settings)
    assert send_once([NOTICE], channels, NoticeLedger(settings)) == Sent(2, 0, 0)
    lines = (settings.notices / "notices.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["title"] for line in lines] == ["报送提醒"]


@pytest.fixture
def webhook() -> object:
    """A server that takes JSON, as robots of chat programs do."""
    taken: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.taken = taken  # type: ignore[attr-defined]
    yield server
    server.shutdown()


def test_a_webhook_gets_title_and_body(tmp_path: Path, webhook: HTTPServer) -> None:
    port = webhook.server_port
    settings = Settings(home=tmp_path, notify_urls=f"json://127.0.0.1:{port}/hook")
    assert send_once([NOTICE], open_channels(settings), NoticeLedger(settings)).sent == 3
    (taken,) = webhook.taken  # type: ignore[attr-defined]
    assert (taken["title"], taken["message"]) == ("报送提醒", "截止日期临近。")


def test_tags_of_a_configuration_file_name_organisations(
    tmp_path: Path, webhook: HTTPServer
) -> None:
    port = webhook.server_port
    config = tmp_path / "notify.yml"
    config.write_text(
        "urls:\n"
        f"  - json://127.0.0.1:{port}/a:\n      - tag: '330902'\n"
        f"  - json://127.0.0.1:{port}/b:\n      - tag: '330903'\n",
        "utf-8",
    )
    settings = Settings(home=tmp_path, notify_config=config)
    send_once([NOTICE], open_channels(settings), NoticeLedger(settings))
    assert len(webhook.taken) == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("given", [{"notify_urls": "nowhere"}, {"notify_config": Path("gone.yml")}])
def test_refuses_an_address_that_it_does_not_understand(tmp_path: Path, given: dict) -> None:
    with pytest.raises(ConfigError):
        open_channels(Settings(home=tmp_path, **given))


def test_no_secret_of_an_address_is_shown_or_stored(tmp_path: Path) -> None:
    token = "a1b2" * 12
    settings = Settings(home=tmp_path, notify_urls=f"dingtalk://{token}")
    channel = open_channels(settings)[-1]
    assert token not in channel.label + channel.channel_id
