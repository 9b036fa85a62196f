"""The embedded Airflow keeps to its home, has secrets of its own, and reads nobody else's."""

from __future__ import annotations

import importlib.util
import json
import socket
import stat
from pathlib import Path

import pytest
import yaml
from cryptography.fernet import Fernet

from ingestion.errors import ConfigError
from ingestion.service.environment import airflow_files, embedded_environment
from ingestion.service.locks import run_lock
from ingestion.service.run import run_once
from ingestion.service.server import Service, ServiceError, running_service, start_service
from ingestion.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path, port=_free_ports())


def _free_ports() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return min(int(probe.getsockname()[1]), 65000)


def test_every_airflow_variable_is_one_that_airflow_reads(settings):
    folder = Path(importlib.util.find_spec("airflow").submodule_search_locations[0])
    template = yaml.safe_load((folder / "config_templates" / "config.yml").read_text("utf-8"))
    for name in embedded_environment(settings, {}):
        if name.startswith("AIRFLOW__"):
            _, section, option = name.casefold().split("__", 2)
            assert option in template[section]["options"], name


def test_secrets_are_readable_by_their_owner_only(settings):
    embedded_environment(settings, {})
    files = airflow_files(settings)
    for path in (files.secrets, files.passwords):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(files.root.stat().st_mode) == 0o700


def test_secrets_are_made_once_a_home(settings, tmp_path):
    first = embedded_environment(settings, {})
    again = embedded_environment(settings, {})
    other = embedded_environment(Settings(home=tmp_path / "other"), {})
    name = "AIRFLOW__API_AUTH__JWT_SECRET"
    assert first == again
    assert first[name] != other[name]
    assert (
        len({first[name], first["AIRFLOW__CORE__FERNET_KEY"], first["AIRFLOW__API__SECRET_KEY"]})
        == 3
    )
    Fernet(first["AIRFLOW__CORE__FERNET_KEY"])


def test_nobody_is_admin_without_a_password(settings):
    environment = embedded_environment(
        settings, {"AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True"}
    )
    assert environment["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS"] == "False"
    passwords = json.loads(airflow_files(settings).passwords.read_text("utf-8"))
    assert all(len(password) >= 20 for password in passwords.values())


def test_another_airflow_of_the_caller_does_not_leak_in(settings):
    environment = embedded_environment(
        settings,
        {"AIRFLOW_HOME": "/other", "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": "other", "A": "b"},
    )
    assert "other" not in environment["AIRFLOW_HOME"].split("/")
    assert environment["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"].startswith("sqlite:///")
    assert environment["A"] == "b"


def test_only_this_machine_reaches_the_server(settings):
    environment = embedded_environment(settings, {})
    assert environment["AIRFLOW__API__HOST"] == "127.0.0.1"


def test_tasks_find_the_home_from_any_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    environment = embedded_environment(Settings(home=Path("var")), {})
    assert environment["PLANLEDGER_HOME"] == str(tmp_path / "var")


def test_a_second_run_of_a_home_is_refused(settings):
    files = airflow_files(settings)
    with run_lock(files), pytest.raises(ConfigError) as error, run_lock(files):
        pass
    assert error.value.code == "already_running"


def test_a_run_that_is_refused_leaves_nothing_in_the_inbox(settings, tmp_path):
    source = tmp_path / "from"
    source.mkdir()
    (source / "a.txt").write_text("a", "utf-8")
    files = airflow_files(settings)
    with run_lock(files), pytest.raises(ConfigError) as error:
        run_once(source, settings)
    assert error.value.code == "already_running"
    assert not Path(settings.landing).exists()


def test_a_lock_is_free_again_when_its_holder_is_done(settings):
    files = airflow_files(settings)
    with run_lock(files):
        pass
    with run_lock(files):
        pass


@pytest.mark.parametrize("offset", [0, 1, 2], ids=["web", "worker logs", "trigger logs"])
def test_refuses_a_taken_port_and_says_how_to_choose_another(settings, offset):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", settings.port + offset))
        taken.listen()
        with pytest.raises(ConfigError) as error:
            start_service(settings)
    assert error.value.code == "port_taken"
    assert "PLANLEDGER_PORT=" in error.value.message_zh
    assert str(settings.port + offset) in error.value.message_en


def test_the_note_of_a_dead_service_counts_as_none(settings):
    files = airflow_files(settings)
    files.root.mkdir(parents=True)
    note = {"mark": "gone", "port": 1, "log": "", "passwords": ""}
    files.service.write_text(json.dumps(note), "utf-8")
    assert running_service(settings) is None


def test_refuses_to_start_twice(settings, monkeypatch):
    service = Service(mark="m", port=8080, log="", passwords="")
    monkeypatch.setattr("ingestion.service.server.running_service", lambda _: service)
    with pytest.raises(ServiceError) as error:
        start_service(settings)
    assert error.value.code == "already_up"
    assert "http://127.0.0.1:8080" in error.value.message_zh
