"""What became of subjects that failed in an earlier release: only a pass makes a finding gone.

A subject that is no longer in the evidence of its check, or is there without being evaluated, has
not passed: its document may be missing, or its check may have been skipped.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.check import Check
from expectations.evidence_file import MARTS, open_evidence
from expectations.outcomes import JudgedSubject

if TYPE_CHECKING:
    import duckdb

Subject = tuple[str | None, str]
"""A plan and the natural key of what is judged."""


def read_known_subjects(candidate: Path) -> dict[str, list[Subject]]:
    """Read the subjects that the history of a candidate knows: check -> plan and key, in order.

    Those that were gone when something was last said of them are among them; what they are now
    changes nothing unless they fail.
    """
    with open_evidence(candidate) as connection:
        ((present,),) = connection.execute(
            "select count(*) from information_schema.tables where table_schema = 'raw'"
            " and table_name = 'previous_finding_events'"
        ).fetchall()
        if not present:
            return {}
        rows = connection.execute(
            "select distinct check_id, plan_id, subject_key from raw.previous_finding_events"
            " where subject_key is not null order by all"
        ).fetchall()
    known: dict[str, list[Subject]] = {}
    for check_id, plan_id, subject_key in rows:
        known.setdefault(check_id, []).append((plan_id, subject_key))
    return known


def judge_again(
    connection: duckdb.DuckDBPyConnection, check: Check, known: Mapping[str, list[Subject]]
) -> list[JudgedSubject]:
    """Look the known subjects of one check up in its evidence; who is not there is left out.

    Args:
        connection: To the file that holds ``marts.chk_<id>``.
        check: The check.
        known: From ``read_known_subjects``.
    """
    import pyarrow as pa

    subjects = known.get(check.id)
    if not subjects:
        return []
    plans, keys = zip(*subjects, strict=True)
    table = pa.table({"plan_id": pa.array(plans, pa.string()), "subject_key": pa.array(keys)})
    own = connection.cursor()  # an earlier query of this connection may not be read to its end
    own.register("known_subjects", table)
    rows = own.execute(
        f"""
        select
            found.plan_id, found.subject_key, min(found.expected), min(found.observed),
            bool_or(found.is_evaluated)
        from {MARTS}.{check.table} as found
        inner join known_subjects as known
            on found.subject_key = known.subject_key
            and found.plan_id is not distinct from known.plan_id
        group by all
        order by all
        """
    ).fetchall()
    own.close()
    return [
        JudgedSubject(
            check_id=check.id,
            plan_id=plan_id,
            subject_key=subject_key,
            expected=expected,
            observed=observed,
            is_evaluated=is_evaluated,
        )
        for plan_id, subject_key, expected, observed, is_evaluated in rows
    ]
