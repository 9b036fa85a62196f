"""What every page is rendered with: the template engine, its filters and the labels of codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from ingestion.publish.report_arithmetic import plain, show_decimal

_TEMPLATES = Path(__file__).parent / "templates"
_CHINA = timezone(timedelta(hours=8))
_CODE = re.compile(r"``(.+?)``")


@cache
def environment() -> Environment:
    """The template engine. Everything that comes from a document is escaped by it."""
    engine = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    engine.filters |= {
        "number": show_decimal,
        "plain": plain,
        "china_time": _china_time,
        "utc_time": _utc_time,
        "size": _size,
        "code": _code,
    }
    engine.globals |= {
        "label": label,
        "left_out_details": frozenset(_labels()["detail_left_out"]),
    }
    return engine


def label(kind: str, code: Any) -> list[str]:
    """Chinese and English of a code; a code without a label is shown as it is."""
    return labels_of(kind).get(str(code), [str(code), ""])


def labels_of(kind: str) -> Mapping[str, list[str]]:
    """Chinese and English of every code of a kind that has a label."""
    labels: dict[str, list[str]] = _labels()[kind]
    return labels


@cache
def _labels() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(
        (_TEMPLATES / "labels.yml").read_text(encoding="utf-8")
    )
    return loaded


def _china_time(moment: datetime) -> str:
    return f"{_aware(moment).astimezone(_CHINA):%Y-%m-%d %H:%M}"


def _utc_time(moment: datetime) -> str:
    return f"{_aware(moment).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _aware(moment: datetime) -> datetime:
    """A column without zone is in UTC, never in the zone of the machine."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _code(text: str) -> Markup:
    """Text in which names between double backticks are set as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))


def _size(size_bytes: int) -> str:
    if size_bytes < 1024:
        return f"{size_bytes} B"
    if size_bytes < 1024 * 1024:
        return f"{size_bytes / 1024:.0f} KB"
    return f"{size_bytes / 1024 / 1024:.1f} MB"
