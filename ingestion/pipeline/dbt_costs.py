"""What dbt spends beside its work, spared for one call. Only here its inside is reached into.

Measured on the samples, 445 nodes, of 16 s: collecting garbage over a manifest that lives until the
end took 2 s, and filling debug events that no log takes another 2 s. ``tests/unit`` fails on the
day when dbt's events are made in another way.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def spared() -> Iterator[None]:
    """For logs that take nothing below INFO: empty debug events, no collection of garbage."""
    from dbt_common.events import event_manager, event_manager_client
    from dbt_common.events.base_types import BaseEvent, DebugLevel, EventLevel
    from dbt_common.events.types import Note

    events: Any = BaseEvent
    fill, manager = events.__init__, event_manager_client.get_event_manager()

    class WithoutDebug(event_manager.EventManager):
        def fire_event(
            self,
            e: BaseEvent,
            level: EventLevel | None = None,
            node: Any = None,
            force_warn_or_error_handling: bool = False,
        ) -> None:
            if (level or e.level_tag()) is not EventLevel.DEBUG:
                super().fire_event(e, level, node, force_warn_or_error_handling)

    def fill_unless_debug(event: Any, *args: Any, **fields: Any) -> None:
        if isinstance(event, DebugLevel) and not isinstance(event, Note):  # a note may warn
            event.pb_msg = getattr(event.PROTO_TYPES_MODULE, type(event).__name__)()
        else:
            fill(event, *args, **fields)

    was_collecting = gc.isenabled()
    gc.disable()
    event_manager_client.ctx_set_event_manager(WithoutDebug())
    events.__init__ = fill_unless_debug
    try:
        yield
    finally:
        events.__init__ = fill
        event_manager_client.ctx_set_event_manager(manager)
        if was_collecting:
            gc.enable()
