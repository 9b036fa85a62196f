"""Make Great Expectations work on DuckDB: the only module that reaches into its inside.

GX closes the connection before it fetches, and with duckdb-engine the cursor *is* the connection:
every expectation then raises "list index out of range". GX keeps the connection for the dialects
that it lists; DuckDB is added to that list. ``tests/expectations/test_duckdb_dialect.py`` fails on
the day when GX no longer needs this.
"""

from __future__ import annotations

import os
from types import ModuleType

_LIST = "_PERSISTED_CONNECTION_DIALECTS"
"""Name of GX's list; without it this module raises, and rightly."""


class _Dialect(str):
    """Stands in for a member of the engine's enumeration: compares as text, has a ``value``."""

    __slots__ = ()

    @property
    def value(self) -> str:
        """The dialect's name as SQLAlchemy spells it."""
        return str(self)


def import_great_expectations() -> ModuleType:
    """Import GX (takes seconds), without analytics, with DuckDB's connections kept open.

    Returns:
        The module ``great_expectations``.
    """
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations
    import great_expectations.execution_engine.sqlalchemy_execution_engine as engine

    kept = getattr(engine, _LIST)
    if not any(dialect == "duckdb" for dialect in kept):
        setattr(engine, _LIST, (*kept, _Dialect("duckdb")))
    module: ModuleType = great_expectations
    return module
