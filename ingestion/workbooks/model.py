"""What a form is made of: one organisation's indicators for one period. Pure."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from ingestion.records import Basis, Change, Comparator, Record

TEMPLATE_VERSION = "1"
"""Version of the forms; a change that a reader must know of raises it."""
FORM_NAME = "planledger.submission"
"""What a form says it is, in its key sheet or its JSON."""
KEY_SHEET = "_planledger"
"""Name of the hidden sheet that holds the keys."""

CompletionMethod = Literal["ratio", "change", "baseline", "limit"]


class FormRow(Record):
    """One indicator of a form.

    Attributes:
        target_value: What the plan asks for, in ``unit_name``; ``None`` where it gives no number.
        target_value_max: Upper end of a range. Same unit.
        completion_method: How the warehouse makes a completion rate of it; ``None`` for none.
        baseline_value: The level from which it sets out. Same unit.
        previous_value: The last accepted figure of this year, cumulative or level. Same unit.
        previous_period_code: The period of that figure.
        is_previous_adjacent: That period ends where the form's begins.
    """

    indicator_key: str
    indicator_name: str
    unit_name: str | None = None
    basis: Basis
    comparator: Comparator | None = None
    change: Change | None = None
    target_value: Decimal | None = None
    target_value_max: Decimal | None = None
    completion_method: CompletionMethod | None = None
    baseline_value: Decimal | None = None
    previous_value: Decimal | None = None
    previous_period_code: str | None = None
    is_previous_adjacent: bool = False


class Form(Record):
    """One form: its keys, what it says above the table, and its rows in the order of the plan.

    Attributes:
        plan_name: Title of the plan.
        document_number: 文号 of the plan, if it has one.
        previous_period_code: The period before, of which 上期累计 is; ``None`` for a year's first.
        release_id: The release that the targets were taken from.
        created_at: When that release was made: a form changes only with its release.
        is_synthetic: The plan is made up, and the form says so.
    """

    plan_id: str
    plan_name: str
    document_number: str | None = None
    org_code: str
    org_name: str
    period_code: str
    previous_period_code: str | None = None
    release_id: str
    created_at: datetime
    is_synthetic: bool = False
    rows: tuple[FormRow, ...]
