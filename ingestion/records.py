"""The records that layers exchange: frozen, strict, serialisable. Pure.

``planledger extract FILE`` prints them as JSON Lines, the record store keeps them as Parquet, and
dbt reads them as sources. A field is added here or nowhere. Numbers are ``Decimal`` and are printed
as JSON strings; evidence always resolves to the characters or the cell that printed the value.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Alignment = Literal["printed", "proven", "inferred", "ambiguous"]
Basis = Literal["year_to_date", "period", "level"]
CellState = Literal[
    "value", "not_applicable", "blank", "merged_inherit", "all_orgs", "delegated", "text"
]
Change = Literal["increase", "decrease"]
Comparator = Literal[">=", "<=", ">", "<", "=", "~"]
DocumentFormat = Literal["text", "html", "xlsx", "xls", "csv", "docx", "pdf"]
DocumentKind = Literal[
    "plan", "task_list", "progress_report", "annual_summary", "news", "submission"
]
ListedAs = Literal["headings", "ordinals", "titles", "names", "annexes", "groups"]
Measure = Literal["target", "actual", "rate", "baseline", "weight"]
OutcomeCode = Literal["accepted", "duplicate", "superseded", "rejected", "waiting"]
DocumentStanding = Literal["issued", "draft", "revision", "forwarded"]
QuantityKind = Literal["target", "actual", "baseline"]
Severity = Literal["info", "warning", "critical"]
YearPlace = Literal["title", "heading", "text"]
SubmissionForm = Literal["template", "flat", "json", "free_table", "narrative"]
ReportingFrequency = Literal["month", "quarter", "half", "year"]
DueKind = Literal[
    "working_day_after", "day_after", "day_of_next_month", "day_of_last_month", "day_of_year"
]


# Figures that stand beside the targets of table n count as tables n + 1000, n + 2000 and so on.
TABLE_STEP = 1000


class Record(BaseModel):
    """Base of all records."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Locator(Record):
    """One place in a document, and the characters that stand there.

    ``start`` and ``end`` are code points of the document's canonical text, end exclusive. A sheet
    also names its cell, a page its box. ``quote`` equals ``text[start:end]`` wherever both exist.
    """

    document_id: str
    start: int | None = None
    end: int | None = None
    sheet: str | None = None
    cell: str | None = None
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    quote: str


Evidence = tuple[Locator, ...]


class Part(Record):
    """One part of a document: the body, the plan that a notice carries, or an attachment.

    ``kind`` and ``year`` are the part's own where its title tells, else the document's: in a
    summary with next year's plan the parts differ. Span in code points.
    """

    part_no: int
    title: str
    start: int
    end: int
    kind: DocumentKind | None = None
    year: int | None = None


class Section(Record):
    """One heading and what stands below it, up to the next heading of its depth or above.

    ``depth`` is 1 for the outermost; ``path`` joins the headings down to this one, as the
    ``section`` of a quantity does. The title stands from ``start`` to ``title_end``, code points.
    """

    depth: int
    title: str
    path: str
    part_no: int
    start: int
    title_end: int
    end: int


class Attachment(Record):
    """An annex that the text names, and where it does. Span of the title in code points.

    ``part_no`` is None if the document does not hold the annex.
    """

    number: str = ""
    title: str
    part_no: int | None = None
    start: int
    end: int


class Document(Record):
    """What a document says about itself.

    ``year`` is the year that it is about; of several years (十四五, 2024—2026年) the first, and
    ``year_end`` the last. ``published_on`` is the day on which it was made public, else of signing.
    ``standing`` tells a draft, a revision and a forwarded plan from a plan that was issued.
    ``container_id`` is the sha256 of the archive that it was sent in, if it was.
    """

    record: Literal["document"] = "document"
    document_id: str
    container_id: str | None = None
    plan_id: str
    title: str
    issuer: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    published_on: date | None = None
    kind: DocumentKind
    year: int | None = None
    year_end: int | None = None
    standing: DocumentStanding = "issued"
    format: DocumentFormat
    is_synthetic: bool = False
    parts: tuple[Part, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    sections: tuple[Section, ...] = ()
    evidence: Evidence = ()


class DocumentText(Record):
    """The canonical text that evidence points into. Line ends kept."""

    record: Literal["text"] = "text"
    document_id: str
    text: str


class Cell(Record):
    """One cell of an indicator × organisation table.

    ``row_no`` numbers the indicator (printed ordinal, else order). ``org`` is the header as printed
    without words such as 目标任务. ``value`` is in ``unit`` with a count's multiplier expanded
    (0.9万 人次 is 9000). Within one ``table_no`` a row and an organisation meet once: where a
    printed table holds targets with actuals, shares or other years beside them, each kind after the
    first has a ``table_no`` of its own (see ``TABLE_STEP``). ``alignment_basis`` names what decided
    the placement: ``grid``, ``cell_count``, ``order``, ``merge``, ``gap`` (an empty paragraph),
    ``profile`` (what usually stands in a column), ``sum``.
    """

    record: Literal["cell"] = "cell"
    document_id: str
    part_no: int
    table_no: int
    row_no: int
    col_no: int
    action: str | None = None
    action_declared_items: int | None = None
    indicator: str
    unit: str | None = None
    org: str
    is_total: bool = False
    period: str | None = None
    measure: Measure = "target"
    raw: str = ""
    state: CellState
    comparator: Comparator | None = None
    value: Decimal | None = None
    change: Change | None = None
    alignment: Alignment
    alignment_basis: tuple[str, ...] = ()
    evidence: Evidence

    @property
    def printed_table_no(self) -> int:
        """Number of the table as printed, whatever kinds of figures it holds."""
        return self.table_no % TABLE_STEP


class Task(Record):
    """One row of a task list: lead department first, ``due_date`` only where one reading exists."""

    record: Literal["task"] = "task"
    document_id: str
    part_no: int
    table_no: int
    row_no: int
    task: str
    goal_text: str
    departments: tuple[str, ...] = ()
    due_text: str | None = None
    due_month: int | None = None
    due_date: date | None = None
    remark: str | None = None
    evidence: Evidence


class ProgressItem(Record):
    """One reported item. ``item_seq`` counts within the project; ``label`` is as printed."""

    record: Literal["progress_item"] = "progress_item"
    document_id: str
    part_no: int
    table_no: int
    project_no: int
    project_name: str
    item_seq: int
    label: str | None = None
    text: str
    evidence: Evidence


class Quantity(Record):
    """One quantity of running text. Money in 元, multipliers expanded, % as the number.

    Attributes:
        due_from: First day of the part of the year that a target is for; ``None`` where its clause
            names no part.
        due_date: Last day of that part: 6月底前完成700批次 is due on 30 June.
    """

    record: Literal["quantity"] = "quantity"
    document_id: str
    part_no: int
    kind: QuantityKind
    quote: str
    start: int
    end: int
    indicator: str
    comparator: Comparator | None = None
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str | None = None
    change: Change | None = None
    year: int | None = None
    due_from: date | None = None
    due_date: date | None = None
    org: str | None = None
    section: str | None = None
    implicit: bool = False
    evidence: Evidence


class ReportingRule(Record):
    """How often and until when a plan's own words ask for reports (每季度末月25日前报送).

    Attributes:
        frequency: Length of the periods that are reported on.
        due_kind: How the day is counted: working days or days after the period, day of the month
            after it, day of its last month, or one day of the year. ``None`` if no day is printed.
        due_number: The number of days, or the day of the month; 31 also stands for its end.
        due_month: Month of a day of the year.
        holiday_move: What the words, or else the general rule, say of a day on which offices are
            closed.
        is_printed: The words alone decide the day; if not, a reviewed habit does, such as that the
            5th of every month is about the month before.
    """

    record: Literal["reporting_rule"] = "reporting_rule"
    document_id: str
    part_no: int
    rule_no: int
    frequency: ReportingFrequency
    due_kind: DueKind | None = None
    due_number: int | None = None
    due_month: int | None = None
    holiday_move: Literal["next", "previous", "same"] = "next"
    is_printed: bool = True
    quote: str
    start: int
    end: int
    evidence: Evidence


class DeclaredCount(Record):
    """How many items a text says there are (以下三个方面), and how many it goes on to list.

    Attributes:
        noun: What is counted, as printed behind the number.
        listed_as: What the items are: headings, 一是…二是, titles (《…》), a list with 、, annexes,
            or the groups of a table. ``None`` where the text lists nothing.
        found: Number of items. ``None`` where the text lists nothing, or not all (…等).
        is_certain: The words and the layout leave no doubt that these items are what is counted.
        reason: Why nothing is compared: ``not_enumerated``, ``open_list``, ``list_unclear``.
        items: The items as printed, shortened.
    """

    record: Literal["declared_count"] = "declared_count"
    document_id: str
    part_no: int
    count_no: int
    noun: str
    declared: int
    listed_as: ListedAs | None = None
    found: int | None = None
    is_certain: bool = False
    reason: str | None = None
    items: tuple[str, ...] = ()
    quote: str
    start: int
    end: int
    evidence: Evidence


class NumberedLabel(Record):
    """One numbered heading, item or annex of running text: （三）, 3., 三是, 附件3.

    Labels of one ``series_no`` are meant to count up; ``below`` is the heading above them.
    ``style`` is the label with the number one: 一、 or （一）.
    """

    record: Literal["numbered_label"] = "numbered_label"
    document_id: str
    part_no: int
    series_no: int
    label_no: int
    style: str
    number: int
    label: str
    title: str
    below: str | None = None
    evidence: Evidence


class PrintedYear(Record):
    """A year as a heading prints it, or anywhere a year that none can be (20221年, 202年).

    ``year`` is None where the digits are no year; ``context`` is the line, shortened.
    """

    record: Literal["printed_year"] = "printed_year"
    document_id: str
    part_no: int
    year_no: int
    place: YearPlace
    raw: str
    year: int | None = None
    context: str = ""
    evidence: Evidence


class Submission(Record):
    """One organisation's report for one period. ``document_id`` is the file's sha256.

    Attributes:
        form: What the file is: our own workbook returned, the flat form as CSV or sheet, the JSON
            form, a table of the sender's own layout, or prose.
        plan_id: The plan that the file itself names; ``None`` where only its figures tell.
        template_version: Version of the form that the file says it is; ``None`` for others.
        is_partial: The file says that it only adds to or corrects an earlier report.
    """

    record: Literal["submission"] = "submission"
    document_id: str
    delivery_id: str
    org_code: str
    period_code: str
    received_at: datetime
    form: SubmissionForm = "flat"
    plan_id: str | None = None
    template_version: str | None = None
    is_partial: bool = False
    is_synthetic: bool = False
    value_count: int
    evidence: Evidence = ()


class SubmissionValue(Record):
    """One reported value. ``org_code`` is whom it is about, which may be a child of the sender.

    A row of a form that was left without a figure is a value too, with ``value`` ``None``: what
    its sender says about it must not be lost. ``indicator_key`` and ``plan_id`` are those that a
    form of ours carried; whether they are known is for the warehouse to say.
    """

    record: Literal["submission_value"] = "submission_value"
    document_id: str
    delivery_id: str
    row_no: int
    submitted_by_org_code: str
    org_code: str
    org_as_printed: str
    period_code: str
    as_of: date
    indicator: str
    unit: str | None = None
    value: Decimal | None
    raw: str
    basis: Basis
    explanation: str | None = None
    plan_id: str | None = None
    indicator_key: str | None = None
    is_synthetic: bool = False
    evidence: Evidence


class SupportingFile(Record):
    """A file that supports a report (佐证材料).

    Attributes:
        row_no: The row that names it; ``None`` if it supports the report as a whole.
        sha256: Names its bytes in the archive; ``None`` if it is named but did not come.
        size_bytes: Unit: bytes.
    """

    record: Literal["supporting_file"] = "supporting_file"
    document_id: str
    delivery_id: str
    row_no: int | None = None
    org_code: str
    period_code: str
    name: str
    sha256: str | None
    size_bytes: int | None
    evidence: Evidence = ()


class Issue(Record):
    """Something that could not be read, or was read with doubt. Never a guess and never a gap."""

    record: Literal["issue"] = "issue"
    document_id: str
    code: str
    severity: Severity
    message_zh: str
    message_en: str
    place: str = ""
    as_printed: str = ""
    evidence: Evidence = ()


class Outcome(Record):
    """What became of one delivery at one step.

    A delivery is (landing path, org, received_at, sha256). The four counts are of records that the
    step should yield (cells, tasks, items, values): seen = loaded + rejected + ignored.
    """

    record: Literal["outcome"] = "outcome"
    delivery_id: str
    document_id: str
    path: str
    kind: Literal["plans", "progress"]
    org_code: str | None = None
    received_at: datetime
    size_bytes: int = Field(ge=0)
    step: Literal["land", "extract"]
    outcome: OutcomeCode
    code: str = ""
    message_zh: str = ""
    message_en: str = ""
    place: str = ""
    records_seen: int = 0
    records_loaded: int = 0
    records_rejected: int = 0
    records_ignored: int = 0


AnyRecord = (
    Document
    | DocumentText
    | Cell
    | Task
    | ProgressItem
    | Quantity
    | ReportingRule
    | DeclaredCount
    | NumberedLabel
    | PrintedYear
    | Submission
    | SubmissionValue
    | SupportingFile
    | Issue
    | Outcome
)
