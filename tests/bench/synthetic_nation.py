"""A made-up nation's plans and reports, written straight into the raw tables of a candidate.

The history that is assumed: every city has a plan a year with 80 indicators (counts, money with
two decimals, rates) for the city and eleven counties, and each of the twelve reports every month,
within eight days of its end. One report in fifty comes 28 days late; one in ten is sent again with
other figures twenty days after the first. A state of the nation holds what had come ten days after
the end of its last month, so that a month more brings new reports, late ones and corrections of the
month before.

Who, what and how much follow from a seed and the numbers of city, year, indicator and month alone,
so that the same size gives the same rows. Names repeat between cities, as they do in real plans.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from ingestion.load.candidate import build_raw
from ingestion.settings import Settings

INDICATORS, UNITS = 80, 12
LAST_YEAR = 2026
_VALUES_A_REPORT_MONTH = INDICATORS * UNITS * 1.1
_DAYS_AFTER_THE_MONTH = 10
_STEMS = {
    "place": "城镇 乡村 社区 园区 港区 山区 库区 林区 湖区 海岛 老城 新区 沿江".split(),  # noqa: SIM905
    "deed": "新建 改造 培育 认证 监测 巡检 扩容 修复 评估 备案 登记 培训 回访".split(),  # noqa: SIM905
    "thing": "学位 床位 泵站 绿道 管网 驿站 书房 茶园 渔港 诊室 冷库 码头 路灯".split(),  # noqa: SIM905
}
_COUNTIES = "甲县 乙县 丙县 丁县 戊县 己县 庚县 辛县 壬县 癸县 子县".split()  # noqa: SIM905


@dataclass(frozen=True)
class Nation:
    """How much there is.

    Attributes:
        cities: Cities with a plan a year.
        years: Years of plans, the last one ``LAST_YEAR``.
        months: Months of the last year that have been reported; all of the years before.
        seed: Another seed gives other figures.
    """

    cities: int
    years: int
    months: int
    seed: int = 7

    @property
    def report_months(self) -> int:
        """Months with reports, over all years."""
        return (self.years - 1) * 12 + self.months

    @property
    def state_on(self) -> str:
        """The day whose end the state of the nation is that of."""
        last = date(LAST_YEAR + self.months // 12, self.months % 12 + 1, 1) - timedelta(days=1)
        return (last + timedelta(days=_DAYS_AFTER_THE_MONTH)).isoformat()

    def with_one_more_month(self) -> Nation:
        """The same a month later."""
        return Nation(self.cities, self.years, self.months + 1, self.seed)


def nation_of(actuals: int, *, years: int = 12, months: int = 5) -> Nation:
    """The nation that reports about so many values, revisions counted."""
    report_months = (years - 1) * 12 + months
    return Nation(max(1, round(actuals / _VALUES_A_REPORT_MONTH / report_months)), years, months)


def write_nation(candidate: Path, nation: Nation, home: Path) -> int:
    """Create a candidate whose raw tables hold the nation; return the number of values reported."""
    build_raw(candidate, Settings(home=home))
    with duckdb.connect(str(candidate)) as connection:
        connection.execute("set preserve_insertion_order = false")
        _write_lists(connection, nation)
        _write_plans(connection, nation)
        _write_reports(connection, nation, "1970-01-01")
        return _count(connection)


def add_last_month(candidate: Path, nation: Nation) -> int:
    """Append what came in the nation's last month to a candidate that holds all before.

    What came is listed in ``raw.changed_reports``, where a candidate has that table.
    """
    before = Nation(nation.cities, nation.years, nation.months - 1, nation.seed)
    with duckdb.connect(str(candidate)) as connection:
        _write_lists(connection, nation)
        _write_reports(connection, nation, before.state_on)
        _list_changes(connection)
        return _count(connection)


def _count(connection: duckdb.DuckDBPyConnection) -> int:
    row = connection.execute("select count(*) from raw.submission_values").fetchone()
    return int(row[0]) if row else 0


def _write_lists(connection: duckdb.DuckDBPyConnection, nation: Nation) -> None:
    """Temporary tables of cities, organisations, years and indicators."""
    for name, words in {**_STEMS, "county": _COUNTIES}.items():
        quoted = ", ".join(f"({number}, '{word}')" for number, word in enumerate(words))
        connection.execute(
            f"create or replace temp table {name} as select * from (values {quoted}) as t(no, word)"
        )
    connection.execute(
        f"""
        create or replace temp table orgs as
        select
            city, unit, unit = 0 as is_total,
            cast(100000 + city * 100 as varchar) as city_code,
            cast(100000 + city * 100 + unit as varchar) as org_code,
            case when unit = 0 then '全市' else county.word end as org_name
        from range({nation.cities}) as c(city), range({UNITS}) as u(unit)
        left join county on county.no = unit - 1;
        create or replace temp table plans as
        select
            city, year, cast(100000 + city * 100 as varchar) as city_code,
            md5('p' || city || '/' || year) || md5('q' || city || '/' || year) as document_id,
            city || '市〔' || year || '〕1号' as plan_id
        from range({nation.cities}) as c(city),
            range({LAST_YEAR - nation.years + 1}, {LAST_YEAR + 1}) as y(year);
        create or replace temp table indicators as
        select
            city, row_no, kind, kind % 5 = 0 as is_rate, kind % 5 = 1 as is_money,
            place.word || deed.word || thing.word
                || case kind % 5 when 0 then '合格率' when 1 then '投入资金' else '数' end
                as indicator,
            case kind % 5 when 0 then '%' when 1 then '万元' else '个' end as unit_name
        from (
            select city, row_no, (city * 35 + row_no * 13) % 2000 as kind
            from range({nation.cities}) as c(city), range({INDICATORS}) as i(row_no)
        )
        join place on place.no = kind % 13
        join deed on deed.no = (kind // 13) % 13
        join thing on thing.no = (kind // 169) % 13
        """
    )
    chance = f"hash({nation.seed}, city, year, row_no, unit)"
    connection.execute(
        f"""
        create or replace temp table targets as
        with parts as (
            select
                city, year, row_no, unit, is_rate, is_money,
                case when is_rate then 90 else 120 + {chance} % 900 end as value,
                40 + {chance} % 70 as pace
            from indicators join plans using (city), range(1, {UNITS}) as u(unit)
        )
        select * from parts
        union all
        select
            city, year, row_no, 0, is_rate, is_money,
            case when is_rate then 90 else sum(value) end, 0
        from parts group by city, year, row_no, is_rate, is_money
        """
    )


def _write_plans(connection: duckdb.DuckDBPyConnection, nation: Nation) -> None:
    connection.execute(
        """
        insert into raw.documents by name
        select
            'g0' as generation_id, 'd' || left(document_id, 15) as delivery_id,
            make_timestamp(year, 1, 20, 8, 0, 0) as received_at, document_id, plan_id,
            city || '市' || year || '年实事任务分解' as title, city || '市政府' as issuer,
            'plan' as kind, 'issued' as standing, year, 'text' as format, false as is_synthetic,
            make_date(year, 1, 15) as published_on, '[]' as parts, '[]' as attachments,
            '[]' as evidence
        from plans;
        insert into raw.outcomes by name
        select
            'g0' as generation_id, 'd' || left(document_id, 15) as delivery_id,
            make_timestamp(year, 1, 20, 8, 0, 0) as received_at, document_id,
            'plans/' || city || '_' || year || '.txt' as path, 'plans' as kind, 1 as size_bytes,
            'extract' as step, 'accepted' as outcome, '' as code, 960 as records_seen,
            960 as records_loaded, 0 as records_rejected, 0 as records_ignored
        from plans;
        insert into raw.cells by name
        select
            'g0' as generation_id, 'd' || left(document_id, 15) as delivery_id,
            make_timestamp(year, 1, 20, 8, 0, 0) as received_at, document_id, 1 as part_no,
            0 as table_no, row_no + 1 as row_no, unit + 3 as col_no,
            '第' || (row_no // 8 + 1) || '件实事' as action, 8 as action_declared_items,
            indicator, unit_name as unit, org_name as org, is_total, 'target' as measure,
            case when indicators.is_rate then '达到' else '' end || targets.value as raw,
            'value' as state, case when indicators.is_rate then '>=' else '=' end as comparator,
            targets.value, 'printed' as alignment, '[]' as alignment_basis,
            '[{"document_id":"' || document_id || '","sheet":"分解表","cell":"'
            || chr(cast(67 + unit as integer)) || (row_no + 2) || '","quote":"' || targets.value
            || '"}]' as evidence
        from targets
        join indicators using (city, row_no)
        join plans using (city, year)
        join orgs using (city, unit);
        insert into raw.document_scopes by name
        select
            document_id, city_code as scope_key, city_code as scope_org_code,
            city || '市' as scope_name, 'issuer' as basis
        from plans;
        insert into raw.entity_matches by name
        select
            md5(city_code || org_name) as match_key, 'org' as entity_type, city_code as scope_key,
            city || '市' as scope_name, org_name as printed_name, org_code as matched_code,
            org_name as matched_name, 'official' as method, 'matched' as status, 1.0 as score,
            '[]' as candidates, 1 as occurrence_count, '[]' as evidence
        from orgs;
        insert into raw.org_units_in_use by name
        select
            org_code, city || '市' || org_name as org_name,
            city || '市' || org_name as official_name,
            case when is_total then 'city' else 'county' end as org_level,
            case when is_total then null else city_code end as parent_org_code, true as is_official
        from orgs
        """
    )


def _write_reports(connection: duckdb.DuckDBPyConnection, nation: Nation, after: str) -> None:
    """Reports that came after a day, until the state of the nation. The last one is right."""
    start = LAST_YEAR - nation.years + 1
    connection.execute(
        f"""
        create or replace temp table reports as
        select
            *, md5(org_code || period_code || revision) || md5(revision || period_code || org_code)
                as document_id,
            left(md5('v' || org_code || period_code || revision), 16) as delivery_id,
            'g' || period_code as generation_id,
            cast(last_day(make_date(year, month, 1)) as timestamp) + interval 5 day
                + to_hours(cast(org_no % 72 as integer)) + to_days(cast(20 * revision as integer))
                + to_days(
                    case when hash({nation.seed}, org_code, month_no, 'late') % 50 = 0 then 28
                        else 0 end
                ) as received_at
        from (
            select
                orgs.city, orgs.unit, orgs.org_code, orgs.org_name, orgs.is_total,
                orgs.city * {UNITS} + orgs.unit as org_no, month_no,
                {start} + (month_no - 1) // 12 as year, (month_no - 1) % 12 + 1 as month,
                ({start} + (month_no - 1) // 12) || '-'
                    || lpad(cast((month_no - 1) % 12 + 1 as varchar), 2, '0') as period_code,
                revision,
                hash({nation.seed}, orgs.org_code, month_no) % 10 = 0 as is_corrected
            from orgs, range(1, {nation.report_months + 1}) as m(month_no), range(2) as r(revision)
            where revision = 0 or hash({nation.seed}, orgs.org_code, month_no) % 10 = 0
        )
        where
            received_at > date '{after}' + interval 1 day
            and received_at <= date '{nation.state_on}' + interval 1 day;
        insert into raw.submissions by name
        select
            generation_id, delivery_id, received_at, document_id, org_code, period_code,
            false as is_synthetic, {INDICATORS} as value_count, '[]' as evidence
        from reports;
        insert into raw.outcomes by name
        select
            generation_id, delivery_id, received_at, document_id,
            'progress/' || org_code || '/' || period_code || '_' || revision || '.xlsx' as path,
            'progress' as kind, org_code, 1 as size_bytes, 'extract' as step,
            'accepted' as outcome, '' as code, {INDICATORS} as records_seen,
            {INDICATORS} as records_loaded, 0 as records_rejected, 0 as records_ignored
        from reports
        """
    )
    connection.execute(
        """
        insert into raw.submission_values by name
        with parts as (
            select
                city, year, row_no, unit, is_rate, is_money, month,
                case
                    when is_rate then 50 + pace * month // 24
                    when is_money then value * pace * month // 12
                    else value * pace * month // 1200
                end as done
            from targets, (select distinct month from reports) as months
            where unit > 0 and year in (select distinct year from reports)
        ),
        done as (
            select city, year, row_no, unit, month, done, is_money from parts
            union all
            select
                city, year, row_no, 0, month,
                case when is_rate then min(done) else sum(done) end, is_money
            from parts group by city, year, row_no, month, is_rate, is_money
        ),
        said as (
            -- A first word that is corrected was one too low.
            select
                reports.*, done.row_no, indicator, unit_name, indicators.is_rate,
                cast(done + revision - cast(is_corrected as integer) as decimal(38, 10))
                    * case when done.is_money then cast(0.01 as decimal(3, 2)) else 1 end as value
            from reports
            join done using (city, year, unit, month)
            join indicators using (city, row_no)
        )
        select
            generation_id, delivery_id, received_at, document_id, row_no + 2 as row_no,
            org_code as submitted_by_org_code, org_code, org_name as org_as_printed, period_code,
            last_day(make_date(year, month, 1)) as as_of, indicator, unit_name as unit, value,
            case when unit_name = '万元' then cast(cast(value as decimal(38, 2)) as varchar)
                else cast(cast(value as bigint) as varchar) end as raw,
            case when is_rate then 'level' else 'year_to_date' end as basis,
            false as is_synthetic,
            '[{"document_id":"' || document_id || '","sheet":"Sheet1","cell":"D' || (row_no + 2)
            || '","quote":"' || raw || '"}]' as evidence
        from said
        """
    )


def _list_changes(connection: duckdb.DuckDBPyConnection) -> None:
    """Name the reports that came, for a build that follows changes."""
    found = connection.execute(
        "select 1 from duckdb_tables() where schema_name = 'raw' and table_name = 'changed_reports'"
    ).fetchone()
    if found:
        connection.execute(
            "insert into raw.changed_reports by name"
            " select delivery_id, document_id, org_code, period_code from reports"
        )
