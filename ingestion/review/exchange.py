"""Questions out to a file, answers in from it: what ``planledger review`` does."""

from __future__ import annotations

import csv
from pathlib import Path

from ingestion.errors import WarehouseError
from ingestion.load.reviews import Decision, ReviewStore
from ingestion.match.divisions import build_divisions
from ingestion.review.answers import AnswerChecker, Problem
from ingestion.review.questions import read_questions, read_release
from ingestion.review.sheet import read_answers, write_questions
from ingestion.settings import Settings


class AnswersRefusedError(WarehouseError):
    """A file of answers has mistakes, and nothing of it was taken in."""

    def __init__(self, problems: list[Problem], name: str) -> None:
        shown_zh = "；".join(f"第{p.row_no}行“{p.column}”：{p.message_zh}" for p in problems)
        shown_en = "; ".join(f"row {p.row_no}, {p.column}: {p.message_en}" for p in problems)
        super().__init__(
            "answers_refused",
            f"有 {len(problems)} 处需要改正，未导入任何决定。{shown_zh}",
            f"{len(problems)} mistakes, nothing was taken in. {shown_en}",
            name,
        )
        self.problems = problems

    def __reduce__(self) -> tuple[type, tuple[list[Problem], str]]:  # type: ignore[override]
        return (type(self), (self.problems, self.place))


def export_questions(settings: Settings, target: Path) -> int:
    """Write the open questions into a file and return how many there are."""
    questions = read_questions(settings)
    write_questions(questions, target)
    return len(questions)


def import_answers(settings: Settings, source: Path) -> tuple[Path | None, list[Decision]]:
    """Take in a file of answers.

    Returns:
        The new file of the store and its decisions; None where the file answers nothing.

    Raises:
        AnswersRefusedError: Some row is wrong; nothing was taken in.
        WarehouseError: The file cannot be read, or there is no release.
    """
    release = read_release(settings)
    with (settings.dbt_project / "seeds" / "org_units.csv").open(encoding="utf-8-sig") as file:
        divisions = build_divisions(list(csv.DictReader(file)))
    decisions, problems = AnswerChecker(release, divisions).check(read_answers(source))
    if problems:
        raise AnswersRefusedError(problems, source.name)
    if not decisions:
        return None, []
    return ReviewStore(settings).append(decisions, source.name), decisions
