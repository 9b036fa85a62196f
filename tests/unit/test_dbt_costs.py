"""Sparing dbt's debug events must keep everything that a log of warnings takes."""

from __future__ import annotations

import gc

import pytest

from ingestion.pipeline.dbt_costs import spared


def test_a_debug_event_holds_nothing_and_the_others_hold_all() -> None:
    from dbt.adapters.events.types import SQLQuery
    from dbt.events.types import LogTestResult, RunResultError
    from dbt_common.events.types import Note

    with spared():
        assert SQLQuery(conn_name="c", sql="select 1").sql == ""
        assert Note(msg="要紧").msg == "要紧"
        assert RunResultError(msg="坏了").msg == "坏了"
        assert LogTestResult(name="t", status="fail").name == "t"
    assert SQLQuery(conn_name="c", sql="select 1").sql == "select 1"


def test_dbt_still_makes_debug_events_the_way_that_is_spared() -> None:
    """Else it spares nothing, and the module can go."""
    from dbt.adapters.events.types import SQLQuery
    from dbt_common.events.base_types import BaseEvent, DebugLevel

    assert issubclass(SQLQuery, DebugLevel)
    assert SQLQuery.__init__ is BaseEvent.__init__


def test_everything_is_as_before_after_an_error() -> None:
    from dbt_common.events.base_types import BaseEvent

    before = BaseEvent.__init__
    with pytest.raises(RuntimeError), spared():
        assert not gc.isenabled()
        raise RuntimeError
    assert gc.isenabled()
    assert BaseEvent.__init__ is before
