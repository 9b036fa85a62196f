"""Airflow's metadata database on the embedded default. Run as a module, it only prepares it.

Imports Airflow inside its functions, after the caller has set the environment.
"""

from __future__ import annotations

from ingestion.service.environment import WAREHOUSE_POOL


def prepare_metadata() -> None:
    """Create or migrate the database, and the pool whose only slot is the warehouse's writer."""
    from airflow.models.pool import Pool
    from airflow.utils import db

    db.initdb()
    Pool.create_or_update_pool(
        name=WAREHOUSE_POOL,
        slots=1,
        description="One task at a time writes the warehouse candidate",
        include_deferred=True,
    )


if __name__ == "__main__":
    prepare_metadata()
