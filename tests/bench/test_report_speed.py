"""How long the auditors' report takes: 1,000 findings and 50 documents, made up."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from ingestion.publish.report import ReportHeader, write_report
from ingestion.publish.warehouse_file import write_marts
from tests.e2e.browser import load_times

FINDINGS, DOCUMENTS, ROWS, ORGS = 1_000, 50, 60, 12
MOST_SECONDS = 30
MOST_BYTES = 2_000_000
MOST_MILLISECONDS = 1_000
HEADER = ReportHeader(
    release_id="r0002",
    previous_release_id="r0001",
    created_at=datetime(2026, 11, 21, 13, 5, tzinfo=UTC),
    inputs=(),
    versions={},
)


def _text(number: int) -> tuple[str, list[tuple[int, int, int, int]]]:
    """A plan's text, a cell a line, and (row, column, start, end) of its cells."""
    pieces = [f"某市第{number}号任务分解方案"]
    places, at = [], len(pieces[0]) + 1
    for row in range(1, ROWS + 1):
        for words in (str(row), f"第{row}项示范单位建设"):
            pieces.append(words)
            at += len(words) + 1
        for column in range(ORGS + 1):
            value = str(row * 10 if column == 0 else row % 9 + 1)
            pieces.append(value)
            places.append((row, column, at, at + len(value)))
            at += len(value) + 1
    return "\n".join(pieces), places


def _fill(candidate: Path) -> None:
    cells, texts, documents = [], [], []
    for number in range(DOCUMENTS):
        key = f"doc{number:02d}"
        text, places = _text(number)
        texts.append((key, text))
        documents.append((key, f"plan-{number}", f"某市第{number}号任务分解方案", 2000 + number))
        for row, column, start, end in places:
            evidence = [{"document_id": key, "start": start, "end": end, "quote": text[start:end]}]
            cells.append(
                (key, f"plan-{number}", row, column, text[start:end], json.dumps(evidence))
            )
    with duckdb.connect(str(candidate)) as connection:
        connection.execute(_SCHEMA.read_text(encoding="utf-8"))
        connection.executemany("insert into raw.texts values (?, ?)", texts)
        connection.execute("create temp table d (key text, plan text, title text, year int)")
        connection.executemany("insert into d values (?, ?, ?, ?)", documents)
        connection.execute(
            "create temp table c (key text, plan text, r int, col int, raw text, evidence text)"
        )
        connection.executemany("insert into c values (?, ?, ?, ?, ?, ?)", cells)
        for statement in _MADE_UP.split(";"):
            connection.execute(statement)


_SCHEMA = Path(__file__).parents[1] / "unit" / "publish" / "candidate_schema.sql"
_MADE_UP = f"""
insert into raw.documents by name
select
    key as document_id, 'x' as delivery_id, plan as plan_id, title, 'plan' as kind, year,
    'issued' as standing, 'text' as format, false as is_synthetic, '[]' as parts,
    '[]' as attachments, '[]' as sections, '[]' as evidence
from d;
insert into raw.cells by name
select
    'x' as delivery_id, key as document_id, 1 as part_no, 1 as table_no, r as row_no,
    col as col_no, '行动' as action, '第' || r || '项示范单位建设' as indicator, '家' as unit,
    case col when 0 then '全市' else '县' || col end as org, col = 0 as is_total, '2024' as period,
    'target' as measure, raw, 'value' as state, '=' as comparator, cast(raw as decimal) as value,
    'proven' as alignment, '["order"]' as alignment_basis, evidence
from c;
insert into marts.dim_documents by name
select
    key as document_key, plan as plan_id, title, 'plan' as kind, year, 'text' as format,
    false as is_synthetic, false as is_superseded
from d;
insert into marts.dim_indicators by name
select distinct
    plan || '-' || r as indicator_key, '第' || r || '项示范单位建设' as indicator_name,
    plan as plan_id, '行动' as action_name, r as row_no
from c;
insert into marts.fct_target_statements by name
select
    plan || '-' || r || '-' || col as statement_key, plan || '-' || r || '-' || col as target_key,
    key as document_key, plan as plan_id, 'table' as stated_in, 1 as part_no, 1 as table_no,
    r as row_no, col as col_no, raw, evidence
from c;
insert into marts.fct_targets by name
select
    plan || '-' || r || '-' || col as target_key, plan || '-' || r || '-' || col as statement_key,
    plan as plan_id, plan || '-' || r as indicator_key, '家' as unit_name, '2024' as period_code,
    case col when 0 then '全市' else '县' || col end as org_name, col = 0 as is_total,
    'value' as state, cast(raw as decimal) as target_value
from c;
insert into marts.fct_check_outcomes
values ('P01', 1, 'fail', null, 3000, {FINDINGS}, 'critical', 'report', '合计', 'Sums');
insert into marts.rpt_progress_curves by name
select
    plan as plan_id, plan || '-' || r as indicator_key, '全市' as org_name, true as is_total,
    '2024' as period_code, make_date(2024, cast(m as int), 28) as reporting_end_date,
    true as is_flow, m as actual_value, 12 as target_value, m / 12 as completion_rate,
    m / 12 as elapsed_rate
from c, range(1, 13) as months (m) where col = 0;
insert into marts.fct_findings by name
select
    md5(plan || '-' || r) as finding_key, 'P01' as check_id, 1 as check_version,
    case when r % 3 = 0 then 'critical' else 'warning' end as severity, 'report' as effect,
    '第' || r || '项示范单位建设' as subject_zh, 'no. ' || r as subject_en, '2024' as period_code,
    '10' as expected, '9' as observed, -1 as difference, 0 as tolerance,
    '各单位合计与总数相差 1' as message_zh, 'off by 1' as message_en,
    '[' || string_agg(evidence[2:-2], ',' order by col) || ']' as evidence,
    '{{"unit":"家","total_org":"全市","parts":['
    || string_agg(
        '{{"org":"县' || col || '","raw":"' || raw || '","value":"' || raw || '"}}', ','
        order by col
    ) || ']}}' as detail,
    key as document_key, plan as plan_id, 'r0001' as first_release_id,
    'r0002' as last_release_id, 'open' as disposition, plan || '-' || (r // 2) as cause_key,
    r % 2 = 0 as is_cause_lead, '同一总数有误' as cause_zh, 'one total' as cause_en,
    'new' as occurrence, 1 as seen_count
from c where r <= {FINDINGS // DOCUMENTS} group by all
"""


@pytest.mark.slow
def test_a_thousand_findings_and_fifty_documents(tmp_path: Path) -> None:
    candidate, database, site = (tmp_path / name for name in ("c.duckdb", "p.duckdb", "site"))
    _fill(candidate)
    write_marts(candidate, database)
    site.mkdir()
    begun, busy = time.perf_counter(), time.process_time()
    write_report(site, database=database, candidate=candidate, header=HEADER, tables={})
    # Of a machine that does other work as well, only the time on its processor is ours.
    seconds, waited = time.process_time() - busy, time.perf_counter() - begun
    pages = [path.stat().st_size for path in site.rglob("*.html")]
    print(
        f"{FINDINGS} findings, {DOCUMENTS} documents: {seconds:.1f} s of processor,"
        f" {waited:.1f} s in all, {len(pages)} pages,"
        f" the largest {max(pages) / 1e6:.2f} MB, {sum(pages) / 1e6:.0f} MB in all"
    )
    assert len(list((site / "findings").iterdir())) == FINDINGS
    assert len(list((site / "documents").iterdir())) == DOCUMENTS
    assert max(pages) < MOST_BYTES
    assert seconds < MOST_SECONDS
    largest = max((site / "documents").glob("*.html"), key=lambda path: path.stat().st_size)
    for page in (site / "index.html", site / "findings.html", largest):
        times = load_times(page, tmp_path / "profile")
        print(f"{page.name}: {max(times):.0f} ms until it is loaded from the disk")
        assert max(times) < MOST_MILLISECONDS
