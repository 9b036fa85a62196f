"""A few calls of the Airflow REST API, by the standard library so that the CLI starts fast."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

_PARTS = ("metadatabase", "scheduler", "triggerer", "dag_processor")


class AirflowApi:
    """One user's session on one server. A server that does not answer yet is not an error.

    Args:
        url: Such as ``http://127.0.0.1:8080``.
        user: User name.
        password: Its password.
    """

    def __init__(self, url: str, user: str, password: str) -> None:
        self._url = url
        self._login = {"username": user, "password": password}
        self._token: str | None = None

    def is_healthy(self) -> bool:
        """Tell whether the server answers and every part of Airflow reports healthy."""
        answer = self._get("/api/v2/monitor/health")
        return answer is not None and all(
            (answer.get(part) or {}).get("status") == "healthy" for part in _PARTS
        )

    def active_dags(self) -> frozenset[str]:
        """Return the ids of the DAGs that are loaded and on; empty while there is no answer."""
        answer = self._get("/api/v2/dags?limit=100&paused=false")
        return frozenset(dag["dag_id"] for dag in (answer or {}).get("dags", ()))

    def _get(self, path: str) -> dict[str, Any] | None:
        try:
            if self._token is None:
                self._token = self._call("/auth/token", self._login)["access_token"]
            return self._call(path)
        except urllib.error.HTTPError as error:
            if error.code == 401:
                self._token = None
            return None
        except (OSError, ValueError):
            return None

    def _call(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        request = urllib.request.Request(
            self._url + path,
            data=None if body is None else json.dumps(body).encode("utf-8"),
            headers={"Content-Type": "application/json"}
            | ({"Authorization": f"Bearer {self._token}"} if self._token else {}),
        )
        # Never through a proxy: the server is on this machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=10) as answer:
            return dict(json.loads(answer.read()))
