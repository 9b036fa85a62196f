"""Which task of a plan a reported project is about: matched, ambiguous or none. Pure, on RapidFuzz.

A project is held against the tasks of the plans of its own place and year alone. It is matched
where one task is alike enough and no other is near; where several are, it is asked about; a guess
is never made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapidfuzz import fuzz

from ingestion.match.model import Candidate
from ingestion.match.names import fold_name, listed
from ingestion.match.similar import MOST_CANDIDATES, SURE_MARGIN, SURE_SCORE

TaskStatus = Literal["matched", "ambiguous", "none"]
LEAST_SCORE = 0.6
"""Below it two names are of different things. Unit: share, 0 to 1."""
_WITHIN = 0.92
"""One name holds the other whole: 放心消费建设 in 实施放心消费建设行动."""
_SAID = 0.9
"""An item of the project names the task in so many words."""
_SHORTEST = 4
"""A core of fewer characters says nothing. Unit: characters."""
_SHORTEST_WITHIN = 6


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """One task: where it stands, and the place and year of its plan."""

    key: str
    plan_id: str
    scope_code: str
    year: int
    name: str


@dataclass(frozen=True, slots=True)
class ReportedProject:
    """One project of a report: its name and items, and the places and year that it is about.

    ``scope_codes`` are the place of the report and, for a submission, all above it.
    """

    key: str
    scope_codes: tuple[str, ...]
    year: int
    name: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskMatch:
    """What became of one project against the tasks of one plan."""

    project_key: str
    plan_id: str
    task_key: str | None
    status: TaskStatus
    score: float
    candidates: tuple[Candidate, ...]


def match_tasks(
    projects: Iterable[ReportedProject], tasks: Iterable[PlannedTask]
) -> list[TaskMatch]:
    """Match every project with the tasks of each plan of its place and year.

    Args:
        projects: Projects of progress reports and of submissions in prose.
        tasks: All tasks of task lists.
    """
    by_plan: dict[tuple[str, int, str], list[PlannedTask]] = {}
    for task in tasks:
        by_plan.setdefault((task.scope_code, task.year, task.plan_id), []).append(task)
    return [
        _match(project, plan_id, listed_tasks)
        for project in projects
        for (scope_code, year, plan_id), listed_tasks in _plans_of(project, by_plan)
    ]


def _plans_of(
    project: ReportedProject, by_plan: Mapping[tuple[str, int, str], Sequence[PlannedTask]]
) -> list[tuple[tuple[str, int, str], Sequence[PlannedTask]]]:
    return [
        (key, tasks)
        for key, tasks in sorted(by_plan.items())
        if key[0] and key[0] in project.scope_codes and key[1] == project.year
    ]


def _match(project: ReportedProject, plan_id: str, tasks: Sequence[PlannedTask]) -> TaskMatch:
    items = tuple(fold_name(item) for item in project.items)
    scored = [(task_score(project.name, items, task.name), task) for task in tasks]
    best = sorted(scored, key=lambda one: (-one[0], one[1].key))[:MOST_CANDIDATES]
    candidates = tuple(
        Candidate(code=task.key, name=task.name, score=round(score, 4))
        for score, task in best
        if score >= LEAST_SCORE
    )
    if not candidates:
        return TaskMatch(project.key, plan_id, None, "none", round(best[0][0], 4), ())
    second = candidates[1].score if len(candidates) > 1 else 0.0
    top = candidates[0]
    same = [one for one in candidates if one.name == top.name]
    is_ahead = top.score - second >= SURE_MARGIN or top.score == 1.0 > second
    is_sure = top.score >= SURE_SCORE and is_ahead
    if is_sure and len(same) == 1:
        return TaskMatch(project.key, plan_id, top.code, "matched", top.score, candidates)
    return TaskMatch(project.key, plan_id, None, "ambiguous", top.score, candidates)


def task_score(project: str, items: Sequence[str], task: str) -> float:
    """How likely a project is about a task, 0 to 1.

    Args:
        project: Name of the project as printed; empty where a report has none.
        items: Texts of its items, folded.
        task: Name of the task as printed.
    """
    wanted, given = core_of(task), core_of(project)
    if len(wanted) < _SHORTEST:
        return 1.0 if wanted and wanted == given else 0.0
    said = _SAID if len(wanted) >= _SHORTEST_WITHIN and any(wanted in i for i in items) else 0.0
    if len(given) < _SHORTEST:
        return said
    if wanted == given:
        return 1.0
    shorter, longer = sorted((wanted, given), key=len)
    if len(shorter) >= _SHORTEST_WITHIN and shorter in longer:
        return _WITHIN
    return max(said, fuzz.ratio(wanted, given) / 100)


@cache
def core_of(printed: str) -> str:
    """A name without the words that every task has; the folded name where nothing is left."""
    folded = fold_name(printed)
    core = folded
    for word in listed("task_words"):
        core = core.replace(word, "")
    return core if len(core) >= _SHORTEST else folded
