"""The production composition is valid and names only what the project really has."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from compose_spec import PyCompose

from ingestion.service.environment import WAREHOUSE_POOL
from ingestion.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text("utf-8")
SERVICES = yaml.safe_load(TEXT)["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "planledger"}
# From the packages of the production extra, which the test environment does not install.
PRODUCTION_SECTIONS = {"celery": {"broker_url", "result_backend"}}
FOREIGN = {"pg_isready", "redis-server", "redis-cli"}
VARIABLES = sorted({name for service in OURS.values() for name in service["environment"]})
SECRET = re.compile(r"PASSWORD|SECRET|FERNET", re.IGNORECASE)


def test_it_follows_the_compose_specification():
    spec = PyCompose.from_yaml(TEXT).to_spec()
    assert set(spec.services) == set(SERVICES)


def test_it_has_every_part_of_a_production_airflow():
    assert set(SERVICES) == {
        "postgres", "redis", "init", "api-server", "scheduler", "dag-processor", "triggerer",
        "worker", "warehouse-worker",
    }  # fmt: skip


def test_every_service_that_stays_up_has_a_health_check():
    assert {name for name, one in SERVICES.items() if "healthcheck" not in one} == {"init"}


def test_every_part_of_airflow_waits_for_the_migrated_metadata():
    for name in set(OURS) - {"init"}:
        condition = SERVICES[name]["depends_on"]["init"]["condition"]
        assert condition == "service_completed_successfully"


def test_no_secret_has_a_default():
    defaults = re.findall(r"\$\{(\w+)(?::?[-=]|\})", TEXT)
    assert [name for name in defaults if SECRET.search(name)] == []
    for name in re.findall(r"\$\{(\w+):\?", TEXT):
        assert re.search(rf"^{name}=$", _env_example(), re.MULTILINE), name


def test_the_example_of_secrets_holds_no_secret():
    given = re.findall(r"^(\w+)=(.+)$", _env_example(), re.MULTILINE)
    assert given == []


def test_no_password_is_written_into_a_url():
    for user_info in re.findall(r"://([^@/\s]*)@", TEXT):
        assert re.fullmatch(r"\w*:\$\{\w+:\?[^}]*\}", user_info), user_info


def test_nothing_is_reachable_from_other_machines():
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


@pytest.mark.parametrize(
    "name", sorted({key for one in OURS.values() for key in one["environment"]})
)
def test_every_variable_is_one_that_is_read(name):
    if name.startswith("PLANLEDGER_"):
        assert name.removeprefix("PLANLEDGER_").casefold() in Settings.model_fields
        return
    _, section, option = name.casefold().split("__", 2)
    known = PRODUCTION_SECTIONS.get(section) or set(_airflow_options(section))
    assert option in known


def test_every_variable_of_the_image_is_one_that_is_read():
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    for name in re.findall(r"\b(AIRFLOW__\w+|PLANLEDGER_\w+)=", dockerfile):
        test_every_variable_is_one_that_is_read(name)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(command, id=f"{name}-{number}")
        for name, service in SERVICES.items()
        for number, command in enumerate(
            [service.get("command"), service.get("healthcheck", {}).get("test")]
        )
        if command
    ],
)
def test_every_command_exists(command):
    words = [word for word in command if word not in ("CMD", "CMD-SHELL")]
    words = words[0].split() if len(words) == 1 else words
    match words:
        case ["airflow", "celery", "worker", *options]:
            assert _locked("apache-airflow-providers-celery")
            assert set(options[::2]) <= {"--queues", "--concurrency"}
        case ["airflow", *rest]:
            assert _airflow_accepts(rest)
        case ["celery", "--app", module, "inspect", "ping", *_]:
            assert _locked("celery")
            assert module == "airflow.providers.celery.executors.celery_executor.app"
        case ["python", "-m", module]:
            assert importlib.util.find_spec(module) is not None
        case ["python", "-c", code]:
            compile(code, "healthcheck", "exec")
        case [program, *_]:
            assert program in FOREIGN


def test_every_queue_of_the_dags_has_a_worker():
    served = {
        service["command"][service["command"].index("--queues") + 1]
        for service in OURS.values()
        if "--queues" in service.get("command", ())
    }
    asked = {"default"}
    for path in (ROOT / "dags").glob("*.py"):
        asked |= set(re.findall(r'"queue": "(\w+)"', path.read_text("utf-8")))
    assert served == asked


def test_exactly_one_worker_of_one_slot_writes_the_warehouse():
    command = SERVICES["warehouse-worker"]["command"]
    assert command[command.index("--concurrency") + 1] == "1"
    assert "scale" not in SERVICES["warehouse-worker"]
    assert WAREHOUSE_POOL in (ROOT / "dags" / "release__warehouse.py").read_text("utf-8")


def test_the_image_copies_only_what_exists_and_what_the_context_lets_through():
    allowed = [
        line[1:]
        for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
        if line.startswith("!")
    ]
    copied = re.findall(r"^COPY (.+) \S+$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    sources = [source for line in copied for source in line.split()]
    assert sorted(sources) == sorted(allowed)
    assert all((ROOT / source).exists() for source in sources)


def _env_example() -> str:
    return (ROOT / ".env.example").read_text("utf-8")


def _airflow_options(section: str) -> dict[str, object]:
    folder = Path(importlib.util.find_spec("airflow").submodule_search_locations[0])
    template = yaml.safe_load((folder / "config_templates" / "config.yml").read_text("utf-8"))
    return template[section]["options"]


def _locked(package: str) -> bool:
    lock = (ROOT / "requirements" / "production.txt").read_text("utf-8")
    return re.search(rf"^{re.escape(package)}==", lock, re.MULTILINE) is not None


def _airflow_accepts(words: list[str]) -> bool:
    """Whether Airflow's own parser takes the words as a command with its options."""
    code = (
        "import sys; from airflow.cli.cli_parser import get_parser; "
        "get_parser().parse_args(sys.argv[1:])"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, check=False)
    return done.returncode == 0
