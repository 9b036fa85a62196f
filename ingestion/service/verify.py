"""``planledger verify`` in words: whether a release is what was published."""

from __future__ import annotations

import json

from rich.console import Console
from rich.markup import escape

from ingestion.publish.release import current_release, no_release
from ingestion.publish.verify import Alteration, Verification, verify_release
from ingestion.records import Record
from ingestion.service.quiet import end_quietly, terminal_kept
from ingestion.settings import Settings

WHOLE, ALTERED, UNDECIDED = 0, 1, 2


class Proof(Record):
    """What was verified, and what building again gave if it was asked for.

    Attributes:
        verification: Files, tables and chain.
        rebuilt: Tables and files compared after building again; None if it was not asked for.
        differences: What came out otherwise.
        notes: What is not as it was when the release was built.
    """

    verification: Verification
    rebuilt: tuple[int, int] | None = None
    differences: tuple[Alteration, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 whole, 1 altered, 2 not to be decided: other code gives other tables, rightly."""
        inputs = [one for one in self.differences if one.kind.startswith("input_")]
        if not self.verification.is_whole or inputs:
            return ALTERED
        if self.differences:
            return UNDECIDED if self.notes else ALTERED
        return WHOLE


def prove_release(
    settings: Settings,
    release_id: str | None,
    *,
    noted_sha256: str | None = None,
    rebuild: bool = False,
) -> Proof:
    """Verify a release, and build it again if that is asked for.

    Args:
        settings: The home.
        release_id: Default the current release.
        noted_sha256: Hash of its manifest as somebody noted it.
        rebuild: Whether to build it again, which takes as long as a run.

    Raises:
        ConfigError: There is no such release, or it does not say what it was built from.
    """
    if release_id is None:
        current = current_release(settings)
        if current is None:
            raise no_release()
        release_id = current.release_id
    verification = verify_release(settings, release_id, noted_sha256=noted_sha256)
    if not rebuild or any(one.kind == "manifest" for one in verification.alterations):
        return Proof(verification=verification)
    from ingestion.pipeline.rebuild import rebuild_release

    log = settings.logs / "verify.log"
    with terminal_kept(log):
        again = rebuild_release(settings, release_id)
    end_quietly(log)
    return Proof(
        verification=verification,
        rebuilt=(again.table_count, again.page_count),
        differences=again.alterations,
        notes=again.notes,
    )


def tell_proof(proof: Proof, console: Console | None = None) -> None:
    """Print what was proven, and by name what was altered."""
    console = console or Console(highlight=False, soft_wrap=True)
    found = proof.verification
    console.print(f"[bold]核对发布[/] verify  {found.release_id}")
    console.print(f"  清单 manifest sha256  {found.manifest_sha256 or '—'}", style="dim")
    console.print(
        f"  文件 files {found.file_count}，表 tables {found.table_count}"
        f"（DuckDB 与 Parquet 各一份 in both stores），行 rows {found.row_count}，"
        f"发布链 chain {' → '.join(found.chain)}"
    )
    _say_alterations(console, found.alterations)
    if proof.rebuilt is not None:
        tables, pages = proof.rebuilt
        console.print(
            f"[bold]重建[/] built again：比较 compared {tables} 张表 tables，{pages} 个文件 files"
        )
        for note in proof.notes:
            console.print(f"  注意 note：{escape(note)}", style="yellow")
        _say_alterations(console, proof.differences)
    console.print(_VERDICTS[proof.exit_code])


_VERDICTS = {
    WHOLE: "[green]与发布时一致[/] as it was published",
    ALTERED: "[red]已被改动[/] it was altered",
    UNDECIDED: "[yellow]无法判定：现有代码或组件与发布时不同[/]"
    " cannot be decided: code or components are not those of the release",
}


def _say_alterations(console: Console, alterations: tuple[Alteration, ...]) -> None:
    for one in alterations:
        console.print(f"  [red]✗[/] {escape(one.message_zh)}")
        console.print(f"      {escape(one.message_en)}", style="dim")
        if one.expected or one.found:
            console.print(f"      {one.expected or '—'} → {one.found or '—'}", style="dim")
        for row in one.rows:
            console.print(f"      {escape(row)}")


def print_proof(proof: Proof) -> None:
    """Print the same as one JSON object, for scripts."""
    content = proof.model_dump(mode="json") | {"exit_code": proof.exit_code}
    print(json.dumps(content, ensure_ascii=False, indent=1))
