"""``planledger review`` in words: Chinese first, English beside it."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from ingestion.review.exchange import export_questions, import_answers
from ingestion.review.questions import Question, read_questions
from ingestion.review.words import decision_label
from ingestion.settings import Settings

_SHOWN_A_TYPE = 10
"""Questions of one type told in words; an export has them all. Unit: questions."""


def show_questions(settings: Settings) -> None:
    """Print the open questions, the weightiest first."""
    console = Console(highlight=False, soft_wrap=True)
    questions = read_questions(settings)
    if not questions:
        console.print("[green]没有待审核的问题[/] no question is open")
        return
    console.print(f"[bold]待审核[/] open questions {len(questions)}")
    for _, group in groupby(questions, key=lambda question: question.question_type):
        _show_type(console, list(group))
    console.print(
        "\n导出填写 planledger review --export 审核.xlsx，填好后导入"
        " then planledger review --import 审核.xlsx",
        style="dim",
    )


def hand_out_questions(target: Path, settings: Settings) -> None:
    """Write the open questions into a file and say so."""
    count = export_questions(settings, target)
    print(f"已导出 {count} 个问题 wrote {count} questions: {target}")


def answer_questions(source: Path, settings: Settings) -> None:
    """Take in an answered file and say what was decided."""
    path, decisions = import_answers(settings, source)
    if path is None:
        print(
            f"{source}：没有填写任何决定，未导入。Nothing is decided in it; nothing was taken in."
        )
        return
    counts = Counter(one.decision for one in decisions)
    said = "，".join(f"{decision_label(word)} {count}" for word, count in sorted(counts.items()))
    print(f"已导入 {len(decisions)} 条决定 took in {len(decisions)} decisions：{said}")
    print(f"  存于 kept in {path}")
    print("  下次 planledger run 生效 the next planledger run obeys them")


def _show_type(console: Console, questions: list[Question]) -> None:
    first = questions[0]
    console.print(f"\n[bold]{first.title_zh}[/] {first.title_en} ({len(questions)})")
    console.print(f"  {escape(first.answer_zh)}", style="dim")
    console.print(f"  {escape(first.answer_en)}", style="dim")
    for question in questions[:_SHOWN_A_TYPE]:
        where = " · ".join(filter(None, (question.scope_name, question.document_title)))
        times = f" ×{question.occurrence_count}" if question.occurrence_count > 1 else ""
        console.print(f"  • {escape(question.subject)}{times}  [dim]{escape(where)}[/]")
        if question.suggested_name:
            console.print(
                f"      建议 suggestion: {escape(question.suggested_name)} "
                f"({escape(question.suggested_code or '')})"
            )
    if (hidden := len(questions) - _SHOWN_A_TYPE) > 0:
        console.print(f"    另有 {hidden} 个 and {hidden} more", style="dim")
