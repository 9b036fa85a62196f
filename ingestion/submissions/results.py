"""What one row of a submission yields: a value, or the issues that say why there is none. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingestion.records import Evidence, Issue, Severity, SubmissionValue
from ingestion.submissions.named_files import NamedFile


@dataclass
class ReadRow:
    """What one row yielded: a value, or issues that say why not; ``is_ignored`` if none was due."""

    place: str
    evidence: Evidence
    document_id: str
    value: SubmissionValue | None = None
    period_code: str | None = None
    period_evidence: Evidence = ()
    is_synthetic: bool = False
    is_ignored: bool = False
    named_files: tuple[NamedFile, ...] = ()
    issues: list[Issue] = field(default_factory=list)

    def ignore(self, code: str, message_zh: str, message_en: str) -> None:
        """Leave the row out, because there was nothing new in it."""
        self.value = None
        self.is_ignored = True
        self._add(code, message_zh, message_en, "info")

    def reject(self, code: str, message_zh: str, message_en: str) -> None:
        """Leave the row out, because what it says cannot be taken."""
        self.value = None
        self._add(code, message_zh, message_en, "warning")

    def _add(self, code: str, message_zh: str, message_en: str, severity: Severity) -> None:
        self.issues.append(
            issue(
                self.document_id,
                code,
                message_zh,
                message_en,
                place=self.place,
                as_printed=" | ".join(locator.quote for locator in self.evidence),
                evidence=self.evidence,
                severity=severity,
            )
        )


def issue(  # noqa: PLR0913  (one argument a column)
    document_id: str,
    code: str,
    message_zh: str,
    message_en: str,
    *,
    place: str,
    as_printed: str = "",
    evidence: Evidence = (),
    severity: Severity = "warning",
) -> Issue:
    """Build an issue about a submission."""
    return Issue(
        document_id=document_id,
        code=code,
        severity=severity,
        message_zh=message_zh,
        message_en=message_en,
        place=place,
        as_printed=as_printed,
        evidence=evidence,
    )
