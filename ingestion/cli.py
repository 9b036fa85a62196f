"""The command line. It only parses arguments, and prints errors as file, place and what to do.

Heavy libraries are imported inside the commands that need them, so that each starts fast.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from ingestion import cli_findings, cli_releases, cli_submissions
from ingestion.errors import WarehouseError
from ingestion.settings import PROJECT_ROOT, Settings

app = typer.Typer(
    name="planledger",
    help="读取规划文件与进展报送，核验并发布。"
    "Reads plans and progress reports into a checked warehouse.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(cli_submissions.app, name="submissions")
app.add_typer(cli_findings.app, name="findings")
app.command()(cli_releases.verify)


def main() -> None:
    """Run the command line."""
    app()


@app.command()
def run(
    source: Annotated[
        Path,
        typer.Option(
            "--from",
            metavar="FOLDER",
            help="文件所在目录。Folder of documents; may have plans/ and progress/<org_code>/.",
        ),
    ] = PROJECT_ROOT / "samples",
    full_refresh: Annotated[
        bool,
        typer.Option(
            "--full-refresh",
            help="全部重建，而非只重建新报送影响的部分。"
            "Build everything anew, not only what new reports reach.",
        ),
    ] = False,
) -> None:
    """载入一个目录并发布。Load a folder, check it and publish a release, through Airflow."""
    from ingestion.service.run import run_once

    with _errors_told():
        settings = Settings(full_refresh=True) if full_refresh else Settings()
        summary = run_once(source, settings)
    if not summary.succeeded:
        raise typer.Exit(1)


@app.command()
def up() -> None:
    """启动 Airflow 及网页。Start Airflow with its web UI, scheduler and the DAGs on."""
    from ingestion.service.server import start_service

    settings = Settings()
    print("正在启动 Airflow，约半分钟 … starting Airflow, about half a minute", flush=True)
    with _errors_told():
        service = start_service(settings)
    print(
        f"Airflow 已就绪 is up: {service.url}\n"
        f"  用户 user      {service.user}\n"
        f"  密码 password  见 see {service.passwords}\n"
        f"  收件 inbox     {settings.landing}（每分钟查看 looked at every minute）\n"
        f"  日志 log       {service.log}\n"
        f"  停止 stop      planledger down"
    )


@app.command()
def down() -> None:
    """停止 up 启动的全部进程。End every process that `up` started."""
    from ingestion.service.server import stop_service

    with _errors_told():
        ended = stop_service(Settings())
    if ended:
        print(f"已停止 {ended} 个进程，无一残留。Ended {ended} processes; none remains.")
    else:
        print("没有在运行的服务。Nothing was up.")


@app.command()
def extract(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="一份文件。One document.")],
    html: Annotated[
        Path | None,
        typer.Option(
            "--html",
            metavar="OUT",
            help="改为写成网页：原文上标出全部提取内容；压缩包则写成目录，每份文件一页。"
            "Write a page instead, with everything that was read marked in the text; of an archive "
            "a folder with a page for each file.",
        ),
    ] = None,
) -> None:
    """把一份文件的记录逐行打印为 JSON。Print one document's records as JSON Lines."""
    with _errors_told(file):
        try:
            if html is None:
                _print_records(file)
            else:
                _write_page(file, html)
        except BrokenPipeError:  # the reader has enough, such as `head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            _tell(f"{file}: 无法读取文件 | cannot read the file: {error.strerror or error}")
            raise typer.Exit(1) from error


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="一份报送。One report.")],
    org: Annotated[
        str | None,
        typer.Option(
            "--org",
            metavar="CODE",
            help="报送单位代码；默认取表内或所在目录。Code of the sender; by default as the file "
            "or its folder says.",
        ),
    ] = None,
    mark: Annotated[
        Path | None,
        typer.Option(
            "--mark",
            metavar="OUT",
            help="另存一份标出问题单元格的文件。Also write the file with its cells marked.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="以 JSON 输出，供脚本使用。Print JSON, for scripts.")
    ] = False,
) -> None:
    """报送前预检：仓库会说什么。What the warehouse would say of a report; loads nothing.

    退出码 exit code：0 可以报送 can be sent；1 有问题 something to mend；2 无法预检 cannot check。
    """
    from ingestion.service.check import check_file, mark_file, print_check, tell_check

    with _errors_told(file, exit_code=2):
        try:
            checked = check_file(file, Settings(), org_code=org)
            marked = mark_file(checked, file, mark) if mark else None
        except OSError as error:
            _tell(f"{file}: 无法读取文件 | cannot read the file: {error.strerror or error}")
            raise typer.Exit(2) from error
    if as_json:
        print_check(checked)
    else:
        tell_check(checked, file)
        if marked:
            print(f"已标出 marked: {marked}")
    if not checked.is_clean:
        raise typer.Exit(1)


@app.command()
def status(
    plan: Annotated[
        str | None, typer.Option(help="计划编号或标题的一部分。Part of a plan's id or title.")
    ] = None,
    period: Annotated[
        str | None, typer.Option(help="期次或年份，如 2024-06。A period or a year.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="OUT", help="改为写成网页。Write a page instead.")
    ] = None,
) -> None:
    """报送情况：单位 × 期次。Who has reported: organisations by periods."""
    from rich.console import Console

    from ingestion.service.status import read_status, show_status, write_status

    with _errors_told():
        found = read_status(Settings(), plan, period)
    if html is None:
        show_status(found, Console())
    else:
        write_status(found, html)
        print(f"已写入网页 wrote {html}")


@app.command()
def remind() -> None:
    """按报送日历催报，每条只发一次。Send the reminders that are due, each once."""
    from ingestion.pipeline.remind import send_reminders

    with _errors_told():
        try:
            sent = send_reminders(Settings())
        except ConnectionError as error:
            _tell(str(error))
            raise typer.Exit(1) from error
    print(
        f"已发 {sent['sent']} 条，此前已发 {sent['known']} 条。"
        f"Sent {sent['sent']}; {sent['known']} went out before."
    )


@app.command()
def review(
    export: Annotated[
        Path | None,
        typer.Option(
            "--export",
            metavar="OUT",
            help="导出待审核问题供填写（.csv 或 .xlsx）。"
            "Write the open questions into a file to be answered (.csv or .xlsx).",
        ),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--import",
            metavar="FILE",
            help="导入填好的文件，下次运行即生效。Take in an answered file; the next run obeys it.",
        ),
    ] = None,
) -> None:
    """查看、导出、导入待审核问题。Show the open questions; write them out; take answers in."""
    from ingestion.service.review import answer_questions, hand_out_questions, show_questions

    if export is not None and answers is not None:
        _tell("--export 与 --import 不能同时使用 | use either --export or --import")
        raise typer.Exit(2)
    file = export or answers
    with _errors_told(file):
        try:
            if export is not None:
                hand_out_questions(export, Settings())
            elif answers is not None:
                answer_questions(answers, Settings())
            else:
                show_questions(Settings())
        except OSError as error:
            _tell(f"{file}: 无法读写文件 | cannot read or write: {error.strerror or error}")
            raise typer.Exit(1) from error


@app.command()
def template(
    period: Annotated[
        str, typer.Option("--period", metavar="PERIOD", help="报告期。Such as 2024-06 or 2024-Q2.")
    ],
    plan: Annotated[
        str | None,
        typer.Option(
            "--plan",
            metavar="PLAN",
            help="计划的文号、标题或其中一段；只有一个计划时可省略。"
            "Number, title or part of it; may be left out where only one plan fits.",
        ),
    ] = None,
    org: Annotated[
        list[str] | None,
        typer.Option(
            "--org", metavar="CODE", help="单位编码或名称，可重复；省略则为全部。Code or name; all."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="写入的目录。Folder to write into."),
    ] = None,
    kind: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help="xlsx、csv 或 json。xlsx, csv or json."),
    ] = "xlsx",
) -> None:
    """为每个单位生成预填的填报表。Write a pre-filled form for each organisation to fill in."""
    from ingestion.service.template import hand_out_templates

    with _errors_told():
        try:
            hand_out_templates(
                Settings(), plan=plan, period=period, orgs=org or (), folder=out, kind=kind
            )
        except OSError as error:
            _tell(f"{out or ''}: 无法写入 | cannot write: {error.strerror or error}")
            raise typer.Exit(1) from error


def _print_records(file: Path) -> None:
    from ingestion.interpret.jsonl import extract_file

    for line in extract_file(file):
        print(line)
    sys.stdout.flush()


def _write_page(file: Path, target: Path) -> None:
    from ingestion.extract.registry import is_archive
    from ingestion.publish.annotated import annotate_file

    data = file.read_bytes()
    if is_archive(data, file.name):
        _write_pages(data, file, target)
        return
    _write(target, annotate_file(file))


def _write_pages(data: bytes, file: Path, folder: Path) -> None:
    """Write one page for each file of an archive; one that cannot be read is told of."""
    from ingestion.publish.annotated import annotate_archive

    written = 0
    for path, page in annotate_archive(data, file.name):
        if isinstance(page, WarehouseError):
            _tell(f"{file}!/{path}: {page.message_zh} | {page.message_en}")
            continue
        target = folder / f"{path.replace('!/', '/')}.html"
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            _tell(f"{target}: 无法写入 | cannot write the page: {error.strerror or error}")
            raise typer.Exit(1) from error
        _write(target, page)
        written += 1
    if not written:
        raise typer.Exit(1)


def _write(target: Path, page: str) -> None:
    try:
        target.write_text(page, encoding="utf-8")
    except OSError as error:
        _tell(f"{target}: 无法写入 | cannot write the page: {error.strerror or error}")
        raise typer.Exit(1) from error
    print(f"已写入网页 wrote {target}")


@contextmanager
def _errors_told(file: Path | None = None, *, exit_code: int = 1) -> Iterator[None]:
    """Print a deliberate error as one line and exit; any other error is ours and crashes."""
    try:
        yield
    except WarehouseError as error:
        named = error.place if file is None or error.place != file.name else ""
        place = " ".join(filter(None, (str(file) if file else "", named)))
        _tell(f"{place}: {error.message_zh} | {error.message_en}".removeprefix(": "))
        raise typer.Exit(exit_code) from error


def _tell(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
