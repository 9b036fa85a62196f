"""``planledger template``: write the forms of a plan and period into a folder, and say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from ingestion.errors import ConfigError
from ingestion.publish.forms import build_forms
from ingestion.settings import Settings
from ingestion.workbooks.model import Form
from ingestion.workbooks.template_flat import write_flat, write_json
from ingestion.workbooks.template_xlsx import write_template
from ingestion.workbooks.texts import file_stem, period_label

TemplateFormat = Literal["xlsx", "csv", "json"]
_WRITERS: dict[str, Callable[[Form], bytes]] = {
    "xlsx": write_template,
    "csv": write_flat,
    "json": write_json,
}


def hand_out_templates(  # noqa: PLR0913 - the options of one command
    settings: Settings,
    *,
    plan: str | None,
    period: str,
    orgs: Sequence[str],
    folder: Path | None,
    kind: str,
) -> None:
    """Write one form an organisation; a file that somebody may have filled in is never replaced.

    Raises:
        ConfigError: There is no release, or no such plan, period, organisation or format; or a file
            of the same name holds something else.
    """
    if kind not in _WRITERS:
        raise ConfigError(
            "unknown_form",
            f"没有“{kind}”格式的填报表，请选 xlsx、csv 或 json",
            f"there is no form as '{kind}'; choose xlsx, csv or json",
        )
    forms = build_forms(settings, plan=plan, period=period, orgs=orgs)
    target = folder or Path(f"填报表-{forms[0].period_code}")
    files = {target / template_name(form, kind): _WRITERS[kind](form) for form in forms}
    _refuse_to_replace(files)
    target.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        path.write_bytes(data)
    _tell(forms, list(files), target)


def template_name(form: Form, kind: str) -> str:
    """File name of a form: ``330902_定海_2024-06.xlsx``."""
    return f"{file_stem(form.org_code, form.org_name, form.period_code)}.{kind}"


def _refuse_to_replace(files: dict[Path, bytes]) -> None:
    changed = [path for path, data in files.items() if path.exists() and path.read_bytes() != data]
    if changed:
        raise ConfigError(
            "form_exists",
            f"“{changed[0]}”已存在且内容不同，可能已经填写：请换一个目录，或先把它移走",
            f"'{changed[0]}' exists and differs, it may have been filled in: choose another folder "
            "or move it away",
        )


def _tell(forms: Sequence[Form], files: Sequence[Path], folder: Path) -> None:
    first = forms[0]
    print(f"{first.plan_name} · {period_label(first.period_code)}")
    for form, path in zip(forms, files, strict=True):
        print(f"  {form.org_code:<12} {len(form.rows):>4} 项指标 indicators  {path.name}")
    print(f"已写入 {len(files)} 份填报表 wrote {len(files)} forms: {folder}")
