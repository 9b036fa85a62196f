"""Reported projects find their task by name, ask where two are near, and are never guessed."""

from __future__ import annotations

import pytest

from ingestion.match.tasks import PlannedTask, ReportedProject, TaskMatch, match_tasks

NAMES = ("推进农贸市场改造提升", "开展电梯安全专项整治", "加强食品小作坊监管", "电梯安全宣传")


def matched(project: str, *items: str, place: str = "330100", year: int = 2024) -> list[TaskMatch]:
    tasks = [PlannedTask(name, "plan", "330100", 2024, name) for name in NAMES]
    return match_tasks([ReportedProject("p", (place, "330000"), year, project, items)], tasks)


FINDS = {
    "other_verbs_around_the_name": ("农贸市场改造提升工作", (), "推进农贸市场改造提升"),
    "one_name_within_the_other": ("全市农贸市场改造提升行动", (), "推进农贸市场改造提升"),
    "an_item_that_names_the_task": (
        "民生项目",
        ("电梯安全专项整治已检查20台。",),
        "开展电梯安全专项整治",
    ),
}


@pytest.mark.parametrize(("project", "items", "task"), FINDS.values(), ids=FINDS)
def test_matches_what_is_alike_enough(project: str, items: tuple[str, ...], task: str) -> None:
    (found,) = matched(project, *items)
    assert (found.status, found.task_key) == ("matched", task)


def test_asks_where_a_name_is_turned_around() -> None:
    (found,) = matched("小作坊食品监管")
    assert (found.status, found.task_key) == ("ambiguous", None)
    assert found.candidates[0].name == "加强食品小作坊监管"


def test_asks_where_two_tasks_bear_one_name() -> None:
    tasks = [PlannedTask(key, "plan", "330100", 2024, "电梯安全宣传") for key in ("a", "b")]
    (found,) = match_tasks([ReportedProject("p", ("330100",), 2024, "电梯安全宣传", ())], tasks)
    assert (found.status, found.task_key, len(found.candidates)) == ("ambiguous", None, 2)


def test_says_none_where_nothing_is_alike() -> None:
    (found,) = matched("干部读书活动", "组织读书会2次。")
    assert (found.status, found.candidates) == ("none", ())


def test_looks_only_at_plans_of_the_place_and_the_year() -> None:
    assert matched("农贸市场改造提升", year=2023) == []
    assert matched("农贸市场改造提升", place="330200") == []


def test_a_report_of_a_part_is_held_against_the_plan_of_the_whole() -> None:
    tasks = [PlannedTask(NAMES[0], "plan", "330000", 2024, NAMES[0])]
    (found,) = match_tasks(
        [ReportedProject("p", ("330100", "330000"), 2024, "农贸市场改造提升", ())], tasks
    )
    assert found.status == "matched"
