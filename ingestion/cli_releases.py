"""``planledger verify``: whether a release is what was published. It only parses arguments."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ingestion.errors import WarehouseError
from ingestion.settings import Settings


def verify(
    release: Annotated[
        str | None,
        typer.Argument(
            metavar="RELEASE", help="发布编号，如 r0003；默认当前发布。Default the current one."
        ),
    ] = None,
    manifest_sha256: Annotated[
        str | None,
        typer.Option(
            "--manifest",
            metavar="SHA256",
            help="发布时记下的清单 sha256。The hash of its manifest as it was noted down.",
        ),
    ] = None,
    rebuild: Annotated[
        bool,
        typer.Option(
            "--rebuild",
            help="另用档案、读取结果和决定重建一遍并比较。"
            "Also build it again from archive, records and decisions, and compare.",
        ),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="以 JSON 输出，供脚本使用。Print JSON, for scripts.")
    ] = False,
) -> None:
    """核对一个发布是否被改动，并指出何处。Prove that a release is as published; name what is not.

    退出码 exit code：0 一致 as published；1 被改动 altered；2 无法核对 cannot be verified。
    """
    from ingestion.service.verify import print_proof, prove_release, tell_proof

    try:
        proof = prove_release(Settings(), release, noted_sha256=manifest_sha256, rebuild=rebuild)
    except WarehouseError as error:
        print(f"{error.message_zh} | {error.message_en}", file=sys.stderr)
        raise typer.Exit(2) from error
    if as_json:
        print_proof(proof)
    else:
        tell_proof(proof)
    if proof.exit_code:
        raise typer.Exit(proof.exit_code)
