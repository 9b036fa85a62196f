"""Show the steps of a run while they happen: live lines on a terminal, plain ones elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TextIO

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn

from ingestion.pipeline.ingest import READ_PLANS, READ_SUBMISSIONS
from ingestion.pipeline.progress import Event
from ingestion.pipeline.release import APPROVE, BUILD_FACTS, BUILD_REPORTS, PUBLISH, RUN_CHECKS

DELIVER = "deliver"
START_AIRFLOW = "start_airflow"
_COUNTED = frozenset({READ_PLANS, READ_SUBMISSIONS})
_WORDS = {
    DELIVER: ("投递文件", "put files into the inbox"),
    START_AIRFLOW: ("启动 Airflow", "start Airflow"),
    READ_PLANS: ("读取计划文件", "read plan documents"),
    READ_SUBMISSIONS: ("读取进展报送", "read progress submissions"),
    BUILD_FACTS: ("建立事实表", "build facts (dbt)"),
    RUN_CHECKS: ("核验", "run checks (Great Expectations)"),
    BUILD_REPORTS: ("汇总发现与报表", "build findings and reports (dbt)"),
    APPROVE: ("放行", "see whether it may go out"),
    PUBLISH: ("发布", "publish the release and its report"),
}


class RunDisplay:
    """Turns events into lines. Use as a context; give ``watch`` to ``watched_by``.

    Args:
        stream: The terminal, or whatever stands for it.
    """

    def __init__(self, stream: TextIO) -> None:
        self.console = Console(file=stream, highlight=False)
        self._progress = Progress(
            SpinnerColumn(finished_text=" "),
            TextColumn("{task.description}"),
            console=self.console,
            transient=True,
            # What others print belongs in the log, not above the live lines.
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._begun: dict[str, float] = {}
        self._total: dict[str, int] = {}
        self._done: dict[str, int] = {}
        self._lines: dict[str, TaskID] = {}

    def __enter__(self) -> RunDisplay:
        if self.console.is_terminal:
            self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.console.is_terminal:
            self._progress.stop()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show a step that is not part of a DAG."""
        self.watch(Event(name, "started"))
        yield
        self.watch(Event(name, "finished"))

    def watch(self, event: Event) -> None:
        """Take one event of the pipeline."""
        if event.state == "expected":
            self._expect(event.step, event.amount)
        elif event.state == "started" and event.step not in _COUNTED:
            self._begin(event.step)
        elif event.state == "advanced":
            self._advance(event.step, event.amount)
        elif event.state == "finished" and event.step not in _COUNTED:
            self._end(event.step, "[green]✓[/]")
        elif event.state == "failed":
            self._end(event.step, "[red]✗[/]")

    def _expect(self, step: str, total: int) -> None:
        self._begin(step)
        self._total[step], self._done[step] = total, 0
        if total == 0:
            self._end(step, "[dim]–[/]")

    def _advance(self, step: str, amount: int) -> None:
        self._done[step] = self._done.get(step, 0) + amount
        if step in self._lines:
            self._progress.update(self._lines[step], description=self._describe(step))
        if self._done[step] == self._total.get(step):
            self._end(step, "[green]✓[/]")

    def _begin(self, step: str) -> None:
        self._begun[step] = time.monotonic()
        if self.console.is_terminal:
            self._lines[step] = self._progress.add_task(self._describe(step), total=None)

    def _end(self, step: str, mark: str) -> None:
        begun = self._begun.pop(step, None)
        if step in self._lines:
            self._progress.remove_task(self._lines.pop(step))
        took = "" if begun is None else f" [dim]{time.monotonic() - begun:.1f} s[/]"
        self.console.print(f"  {mark} {self._describe(step)}{took}")

    def _describe(self, step: str) -> str:
        zh, en = _WORDS.get(step, (step, ""))
        counted = f" {self._done[step]}/{self._total.get(step, '?')}" if step in self._done else ""
        return f"{zh} [dim]{en}[/]{counted}"
