"""Hold what a release found against what was planted in the synthetic year it was built from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import yaml

Planted = dict[str, Any]
ANY = "*"
"""As indicator of what follows from an error: whichever."""
ABOUT_SUBMISSIONS = ("S", "A")


@dataclass(frozen=True)
class Found:
    """One finding, one issue of a report, or one refused file."""

    kind: str
    code: str
    org_code: str | None
    period: str
    text: str

    def is_about(self, what: Planted, org_code: str) -> bool:
        """Whether this may be what was planted. A finding that names no unit is about all."""
        return (
            self.code == what["code"]
            and self.org_code in (None, org_code)
            and what["period"] in (self.period, "")
            and (what["indicator"] in ("", ANY) or _plain(what["indicator"]) in _plain(self.text))
        )


@dataclass
class Scores:
    """What was found of what was planted, by code."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    pending: Counter[str] = field(default_factory=Counter)
    missed: list[Planted] = field(default_factory=list)
    false: dict[str, list[Found]] = field(default_factory=lambda: defaultdict(list))
    explained: Counter[str] = field(default_factory=Counter)
    clean_values: int = 0

    @property
    def recall(self) -> float:
        """Share of the planted errors that were found, of those that a check exists for."""
        return self.found.total() / self.planted.total()

    @property
    def false_per_thousand(self) -> float:
        """False findings for 1,000 values without an error."""
        return 1000 * sum(map(len, self.false.values())) / self.clean_values

    def told(self) -> str:
        """As a table, one line a code."""
        lines = [f"{'code':<18} planted found false explained"]
        for code in sorted({*self.planted, *self.false, *self.explained}):
            counts = (self.planted[code], self.found[code], len(self.false[code]))
            lines.append(
                "{:<18} {:>7} {:>5} {:>5} {:>9}".format(code, *counts, self.explained[code])
            )
        lines.append(f"pending (no such check yet): {', '.join(sorted(self.pending)) or 'none'}")
        lines.append(
            f"recall {self.recall:.3f}; false findings {self.false_per_thousand:.2f}"
            f" for 1,000 of {self.clean_values} clean values"
        )
        lines += [
            f"missed: {one['code']} {one['org_name']} {one['period']} {one['indicator']}"
            f" — {one['done']}"
            for one in self.missed
        ]
        lines += [f"false: {one.code} {one.text}" for many in self.false.values() for one in many]
        return "\n".join(lines)


def planted_in(folder: Path) -> list[Planted]:
    """The list beside a synthetic year."""
    rows: list[Planted] = yaml.safe_load((folder / "planted_errors.yml").read_text("utf-8"))
    return rows


def score(release: Path, planted: Iterable[Planted]) -> Scores:
    """Count what a release found of what was planted, and what it found besides.

    A finding that its subject explains is not open, and so neither found nor false. What an error
    causes besides itself is in its ``follows`` and not false either.

    Args:
        release: Folder of a release of that year and the plan it is about.
        planted: What is wrong in it.
    """
    with duckdb.connect(str(release / "planledger.duckdb"), read_only=True) as marts:
        checks = {
            one
            for (one,) in marts.execute("select check_id from marts.fct_check_outcomes").fetchall()
        }
        found = [*_findings(marts), *_issues(marts), *_refusals(marts)]
        explained = marts.execute(
            "select check_id from marts.fct_findings where disposition = 'explained'"
        ).fetchall()
        values = marts.execute(
            "select count(*) from marts.fct_actuals where is_synthetic"
        ).fetchone()
    planted = list(planted)
    scores = Scores(explained=Counter(code for (code,) in explained))
    for one in planted:
        if one["kind"] == "private":
            continue
        if one["kind"] == "check" and one["code"] not in checks:
            scores.pending[one["code"]] += 1
            continue
        scores.planted[one["code"]] += 1
        if any(what.kind == one["kind"] and what.is_about(one, one["org_code"]) for what in found):
            scores.found[one["code"]] += 1
        else:
            scores.missed.append(one)
    meant = [(one, one["org_code"]) for one in planted]
    meant += [(what, what["org_code"]) for one in planted for what in one.get("follows", ())]
    for what in found:
        if what.kind == "check" and not any(what.is_about(one, org) for one, org in meant):
            scores.false[what.code].append(what)
    assert values is not None
    scores.clean_values = values[0] - len(planted)
    return scores


def _findings(marts: duckdb.DuckDBPyConnection) -> list[Found]:
    rows = marts.execute(
        """
        select check_id, org_code, coalesce(period_code, ''), message_zh || ' ' || subject_zh
        from marts.fct_findings
        where disposition <> 'explained'
        order by all
        """
    ).fetchall()
    return [Found("check", *row) for row in rows if row[0].startswith(ABOUT_SUBMISSIONS)]


def _issues(marts: duckdb.DuckDBPyConnection) -> list[Found]:
    """An issue names its document; the document's folder and name say whose and which month."""
    rows = marts.execute(
        """
        select issues.issue_code, outcomes.org_code, outcomes.path,
            concat_ws(' ', issues.message_zh, issues.as_printed, issues.evidence)
        from marts.fct_issues as issues
        inner join marts.fct_delivery_outcomes as outcomes
            on issues.document_key = outcomes.document_key and outcomes.step = 'extract'
        where outcomes.kind = 'progress'
        """
    ).fetchall()
    return [Found("issue", code, org, _month(path), text) for code, org, path, text in rows]


def _refusals(marts: duckdb.DuckDBPyConnection) -> list[Found]:
    rows = marts.execute(
        """
        select outcome_code, org_code, path, message_zh
        from marts.fct_delivery_outcomes
        where kind = 'progress' and outcome = 'rejected'
        """
    ).fetchall()
    return [Found("refusal", code, org, _month(path), text) for code, org, path, text in rows]


def _month(path: str) -> str:
    return Path(path).name[:7]


def _plain(text: str) -> str:
    """Without what a reader writes in its own way: quotes, brackets, spaces."""
    return "".join(letter for letter in text if letter.isalnum())
