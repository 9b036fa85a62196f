"""Whether the names that documents print still mean what they meant in an earlier build.

A report that came may print a name that a plan prints too, or be the first of its organisation. As
long as no name of a document changes its meaning, what was made of the documents stands.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

_WHOLE = ("document_scopes", "indicator_matches", "org_units_in_use", "org_unit_former_names")
_MEANING = "entity_type, scope_key, printed_name, matched_code, matched_name, method, status, score"


def documents_mean_the_same(candidate: Path, base: Path) -> bool:
    """Compare the tables of meanings in the schema ``raw`` of two candidates.

    How often a name is printed may differ, names may be new, and names that no document prints may
    be gone. What a reviewer said about the name of an indicator must be the same: it holds for
    prose too.

    Args:
        candidate: The candidate that is being built, its names matched.
        base: The earlier one; both hold the same documents.
    """
    with duckdb.connect(str(candidate), read_only=True) as connection:
        quoted = str(base).replace("'", "''")
        connection.execute(f"attach '{quoted}' as base (read_only)")
        queries = [
            *(_difference(f"from {{}}raw.{table}") for table in _WHOLE),
            _difference(
                f"select {_MEANING} from {{}}raw.entity_matches where entity_type = 'indicator'"
                " and method = 'reviewed'"
            ),
            _CHANGED_NAMES,
        ]
        return not any(connection.execute(query).fetchone() for query in queries)


_CHANGED_NAMES = f"""
    select 1
    from (select {_MEANING} from base.raw.entity_matches where entity_type <> 'indicator') as before
    join raw.entity_matches as after using (entity_type, scope_key, printed_name)
    where (before.matched_code, before.matched_name, before.method, before.status, before.score)
        is distinct from
        (after.matched_code, after.matched_name, after.method, after.status, after.score)
    limit 1
"""


def _difference(query: str) -> str:
    """Rows of one side that the other one lacks."""
    here, there = query.format(""), query.format("base.")
    return f"(({here}) except ({there})) union all (({there}) except ({here})) limit 1"
