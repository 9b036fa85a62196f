"""Tell whoever watches how far the work is. The work does not depend on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

EventState = Literal["expected", "started", "advanced", "finished", "failed"]


@dataclass(frozen=True)
class Event:
    """Something happened in a step.

    ``amount`` counts documents: with ``expected`` how many there will be, with ``advanced`` how
    many more are done. ``error`` is set with ``failed``.
    """

    step: str
    state: EventState
    amount: int = 0
    error: BaseException | None = None


Watcher = Callable[[Event], None]
_watchers: list[Watcher] = []


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Send every event of this process to ``watcher`` while the context is open."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)


def announce(event: Event) -> None:
    """Send one event to those who watch."""
    for watcher in tuple(_watchers):
        watcher(event)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Announce the start and the end of a step; an error is announced and goes on."""
    announce(Event(name, "started"))
    try:
        yield
    except BaseException as error:
        announce(Event(name, "failed", error=error))
        raise
    announce(Event(name, "finished"))
