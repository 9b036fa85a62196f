"""`planledger up` really brings Airflow up and works off what lands; `down` leaves no process."""

from __future__ import annotations

import json
import shutil
import socket
import time

import psutil
import pytest

from ingestion.load.store import RecordStore
from ingestion.service.api import AirflowApi
from ingestion.service.server import DAG_IDS, marked_processes
from ingestion.settings import Settings

from .conftest import ROOT, Run, planledger

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("service")]
PROCESSED_WITHIN_SECONDS = 240.0


@pytest.fixture(scope="module")
def port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(min(probe.getsockname()[1], 65000))


@pytest.fixture(scope="module")
def up(tmp_path_factory, port):
    home = tmp_path_factory.mktemp("service")
    run = planledger(home, "up", PLANLEDGER_PORT=port)
    try:
        yield run
    finally:
        planledger(home, "down", PLANLEDGER_PORT=port)


def test_it_tells_the_address_and_where_the_password_is(up: Run, port):
    assert up.code == 0, up.errors
    assert f"http://127.0.0.1:{port}" in up.said
    passwords = up.home / "airflow/passwords.json"
    assert str(passwords) in up.said
    assert json.loads(passwords.read_text("utf-8"))["admin"] not in up.said


def test_all_dags_are_on(up: Run, port):
    assert _api(up, port).active_dags() == DAG_IDS


def test_nobody_gets_in_without_the_password(up: Run, port):
    wrong = AirflowApi(f"http://127.0.0.1:{port}", "admin", "wrong")
    assert wrong.active_dags() == frozenset()


def test_the_inbox_is_where_up_says(up: Run):
    assert str(up.home / "landing") in up.said


def test_it_refuses_to_start_twice(up: Run, port):
    again = planledger(up.home, "up", PLANLEDGER_PORT=port)
    assert again.code == 1
    assert "already up" in again.errors


def test_a_single_run_beside_it_is_refused(up: Run, port):
    run = planledger(up.home, "run", PLANLEDGER_PORT=port)
    assert run.code == 1
    assert "planledger down" in run.errors


def test_what_lands_is_read_by_the_schedule_and_released_by_its_asset(up: Run):
    inbox = up.home / "landing/plans"
    inbox.mkdir(parents=True)
    shutil.copy(ROOT / "tests/fixtures/bad/gbk.txt", inbox / "gbk.txt")
    _wait_for((up.home / "current").exists)
    (outcome,) = [
        one for one in RecordStore(Settings(home=up.home)).outcomes() if one.step == "extract"
    ]
    assert outcome.outcome == "accepted"


def test_down_leaves_no_process_and_may_be_repeated(up: Run, port):
    mark = json.loads((up.home / "airflow/service.json").read_text("utf-8"))["mark"]
    before = marked_processes(mark)
    assert before
    down = planledger(up.home, "down", PLANLEDGER_PORT=port)
    assert down.code == 0
    assert "none remains" in down.said
    assert marked_processes(mark) == []
    assert not [one for one in before if _is_alive(one)]
    assert "Nothing was up" in planledger(up.home, "down").said


def _api(up: Run, port: str) -> AirflowApi:
    password = json.loads((up.home / "airflow/passwords.json").read_text("utf-8"))["admin"]
    return AirflowApi(f"http://127.0.0.1:{port}", "admin", password)


def _is_alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def _wait_for(happened) -> None:
    deadline = time.monotonic() + PROCESSED_WITHIN_SECONDS
    while not happened():
        assert time.monotonic() < deadline, "nothing was published in time"
        time.sleep(0.5)
