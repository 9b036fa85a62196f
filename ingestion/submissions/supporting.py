"""Files that support a report (佐证材料): what its rows name, and what came with it. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

from ingestion.records import Issue, Submission, SupportingFile
from ingestion.submissions.envelope import Attached, Envelope
from ingestion.submissions.named_files import NamedFile
from ingestion.submissions.results import ReadRow, issue
from ingestion.values.lookups import entries

T = TypeVar("T")


def link_files(
    rows: Sequence[ReadRow], submissions: Sequence[Submission], envelope: Envelope
) -> tuple[tuple[SupportingFile, ...], list[Issue]]:
    """Link the files that rows name with those that came.

    Args:
        rows: The rows as read, each with the files that it names.
        submissions: The reports in the file; what no row names supports the first.
        envelope: What came with the report.

    Returns:
        A record for every file named or received, and an issue for each that is named and missing.
    """
    files: list[SupportingFile] = []
    issues: list[Issue] = []
    used: set[str] = set()
    whole = submissions[0].period_code if submissions else ""
    for row in rows:
        for named in row.named_files:
            found = find_attached(named.name, envelope) or envelope.nearby(named.name)
            used |= {found.name} if found else set()
            period = row.period_code or whole
            files.append(_record(envelope, found, named.name, period, named))
            if found is None:
                issues.append(_missing(envelope, named))
    files += [
        _record(envelope, one, one.name, whole, None)
        for one in envelope.attached.values()
        if one.name not in used
    ]
    return tuple(files), issues


def find_attached(name: str, envelope: Envelope) -> Attached | None:
    """The file that came with a report and that a name means."""
    return meant_file(name, {one.name: one for one in envelope.attached.values()})


def meant_file(name: str, files: Mapping[str, T]) -> T | None:
    """The file that a name means, of files by path: by its whole name, else the only one so called.

    Args:
        name: As a row names it; the suffix may be missing.
        files: Any things by the path of their file.
    """
    wanted = _folded(PurePosixPath(name.replace("\\", "/")).name)
    paths = {path: PurePosixPath(path) for path in files}
    exact = [path for path, one in paths.items() if _folded(one.name) == wanted]
    if exact:
        return files[exact[0]]
    same_stem = [path for path, one in paths.items() if _folded(one.stem) == wanted]
    return files[same_stem[0]] if len(same_stem) == 1 else None


def is_supporting_path(path: PurePosixPath | str) -> bool:
    """Whether a file lies in a folder for supporting files: 附件, 佐证材料, attachments."""
    folders = {word for entry in entries("submission_words", "folders") for word in entry["words"]}
    return any(_folded(part) in folders for part in PurePosixPath(path).parts[:-1])


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _record(
    envelope: Envelope,
    found: Attached | None,
    name: str,
    period: str,
    named: NamedFile | None,
) -> SupportingFile:
    return SupportingFile(
        document_id=envelope.document_id,
        delivery_id=envelope.delivery_id,
        row_no=named.row_no if named else None,
        org_code=envelope.sender,
        period_code=period,
        name=found.name if found else name,
        sha256=found.sha256 if found else None,
        size_bytes=found.size_bytes if found else None,
        evidence=named.places if named else (),
    )


def _missing(envelope: Envelope, named: NamedFile) -> Issue:
    return issue(
        envelope.document_id,
        "supporting_file_missing",
        f"佐证材料“{named.name}”没有随报送一起收到，请放入同一压缩包，或放入本单位目录的“附件”文件夹",
        f"the supporting file '{named.name}' did not come with the report; pack it with the report "
        "or put it into the organisation's folder of attachments",
        place=_place(named),
        as_printed=named.name,
        evidence=named.places,
    )


def _place(named: NamedFile) -> str:
    for locator in named.places:
        return f"{locator.sheet}!{locator.cell}" if locator.sheet else locator.cell or ""
    return ""
