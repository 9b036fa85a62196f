"""Airflow's metadata: its database, the pool of the warehouse's writer and the users' passwords.

Run as a module it prepares them for whatever Airflow the environment describes; that is what the
service ``init`` of ``docker-compose.yml`` does.
"""

from __future__ import annotations

from pathlib import Path

from ingestion.service.environment import WAREHOUSE_POOL, write_passwords


def prepare_metadata() -> None:
    """Create or migrate the database, and create what is missing in it. Safe to repeat.

    Imports Airflow, which reads the environment at that moment.
    """
    from airflow.configuration import conf
    from airflow.models.pool import Pool
    from airflow.utils import db

    db.initdb()
    Pool.create_or_update_pool(
        name=WAREHOUSE_POOL,
        slots=1,
        description="One task at a time writes the warehouse candidate",
        include_deferred=True,
    )
    if passwords := conf.get("core", "simple_auth_manager_passwords_file", fallback=None):
        users = conf.getlist("core", "simple_auth_manager_users")
        write_passwords(Path(passwords), [user.split(":")[0] for user in users])


if __name__ == "__main__":
    prepare_metadata()
