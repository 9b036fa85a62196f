"""What a check is: its words, its judgement, and what a failure does. Pure.

The arithmetic of a check (expected, observed, tolerance) is materialised by dbt in ``chk_<id>``; a
:class:`Check` holds only the judgement over those columns and the words around it. One file a check
under ``expectations/checks/<family>/``; that module's docstring is the specification, and
``SPECIFICATION_ZH`` says the same in Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ingestion.records import Severity

Effect = Literal["report", "quarantine_submission", "block_release"]

CHECK_COLUMNS = (
    "check_id",
    "subject_key",
    "document_key",
    "plan_id",
    "subject_zh",
    "subject_en",
    "org_code",
    "period_code",
    "expected",
    "observed",
    "difference",
    "tolerance",
    "is_evaluated",
    "skip_reason",
    "evidence",
    "detail",
)
"""The columns that every ``chk_<id>`` has, in order."""


class Check(BaseModel):
    """One rule that the data must keep.

    Attributes:
        id: Letter of the family and two digits; findings refer to it for ever.
        version: Raised whenever the judgement or the arithmetic changes.
        title_zh: What holds when the check passes, Chinese.
        title_en: The same in English.
        severity: How bad a failing subject is for the person who reads it.
        effect: What a failure does: only ``block_release`` stops a release.
        inputs: Marts that must have rows before the check can say anything.
        predicate: SQL over the columns of ``chk_<id>`` that is true for a failing, evaluated row.
            A null is an undecided row and makes the outcome ``error``: no pass and no fail.
        milder: Severity -> SQL condition under which a failing row is only that, where the reading
            is less certain or less grave; the first that holds. Otherwise ``severity``.
        message_zh: Template over the row's columns and the keys of its ``detail``.
        message_en: The same in English.
        specification: The docstring of the check's module: rule, basis, when skipped.
        specification_zh: What the docstring says, in Chinese: no condition more or less, and each
            parameter by its name. The auditors read this first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[A-Z]\d{2}$")
    version: int = Field(ge=1)
    title_zh: str
    title_en: str
    severity: Severity
    effect: Effect
    inputs: tuple[str, ...]
    predicate: str
    milder: Mapping[Severity, str] = {}
    message_zh: str
    message_en: str
    specification: str
    specification_zh: str

    @property
    def table(self) -> str:
        """Name of the evidence table, without its schema."""
        return f"chk_{self.id.lower()}"

    @property
    def row_severity(self) -> str:
        """SQL for how bad one failing row is."""
        cases = "".join(f" when {one} then '{level}'" for level, one in self.milder.items())
        return f"case{cases} else '{self.severity}' end" if cases else f"'{self.severity}'"

    @property
    def failing_rows(self) -> str:
        """The one condition by which failing rows are judged, counted and read."""
        return f"is_evaluated and ({self.predicate})"
