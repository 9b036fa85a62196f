"""What is known of a report before it is opened, and what it says once for all rows. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from ingestion.records import Basis, Evidence, Locator, SubmissionForm
from ingestion.submissions.orgs import OrgDirectory


class Attached(NamedTuple):
    """A file that came with a report. ``size_bytes`` in bytes."""

    name: str
    sha256: str
    size_bytes: int


def nothing_nearby(_name: str) -> Attached | None:
    """No file came by itself."""
    return None


@dataclass(frozen=True)
class Envelope:
    """What is known of a report before it is opened.

    Attributes:
        document_id: sha256 of the bytes.
        delivery_id: Identity of the delivery.
        sender: Code of the organisation in whose folder it was put.
        path: Below the inbox, for messages and for a period in its name.
        received_at: When it was received, UTC.
        orgs: Who is who, and who may report for whom.
        attached: Files that came with it, by name.
        nearby: Finds a file that a row names among those that came by themselves.
    """

    document_id: str
    delivery_id: str
    sender: str
    path: str
    received_at: datetime
    orgs: OrgDirectory
    attached: Mapping[str, Attached] = field(default_factory=dict)
    nearby: Callable[[str], Attached | None] = nothing_nearby


class KeyedRow(NamedTuple):
    """One row of a form as it was sent out."""

    indicator_key: str
    indicator: str
    unit: str
    basis: Basis | None


@dataclass(frozen=True)
class Given:
    """What a file says once for all rows of a table.

    Attributes:
        form: What the file is.
        texts: Role -> what holds where a row has no cell of its own for it.
        places: Role -> where that stands, and ``()`` where nothing prints it.
        keyed: Rows of the form by indicator key; empty where the file is no form of ours.
        plan_id: The plan that the file names.
        template_version: Version of the form that the file says it is.
        keeps_blanks: A row without a figure still says that the sender has none.
    """

    form: SubmissionForm = "flat"
    texts: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Evidence] = field(default_factory=dict)
    keyed: Mapping[str, KeyedRow] = field(default_factory=dict)
    plan_id: str | None = None
    template_version: str | None = None
    is_partial: bool = False
    keeps_blanks: bool = False

    def places_of(self, *roles: str) -> tuple[Locator, ...]:
        """Where the given texts of some roles stand."""
        return tuple(one for role in roles for one in self.places.get(role, ()))
