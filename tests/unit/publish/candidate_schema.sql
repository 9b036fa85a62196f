-- The columns of a candidate that publishing and the report read.
create schema raw;
create schema marts;

create table raw.texts (document_id varchar, text varchar);

create table marts.fct_delivery_outcomes (
    delivery_id varchar, document_key varchar, path varchar, kind varchar, org_code varchar,
    received_at timestamptz, size_bytes bigint, step varchar, outcome varchar,
    outcome_code varchar, message_zh varchar, message_en varchar, place varchar,
    records_seen bigint, records_loaded bigint, records_rejected bigint, records_ignored bigint
);
create table marts.fct_issues (
    document_key varchar, issue_code varchar, severity varchar, message_zh varchar,
    message_en varchar, place varchar, as_printed varchar, evidence varchar
);
create table marts.fct_check_outcomes (
    check_id varchar, check_version integer, outcome varchar, reason varchar,
    evaluated_count bigint, failed_count bigint, severity varchar, effect varchar,
    title_zh varchar, title_en varchar
);
create table marts.dim_documents (
    document_key varchar, plan_id varchar, title varchar, issuer varchar,
    document_number varchar, index_number varchar, published_on date, kind varchar, year integer,
    format varchar, is_synthetic boolean, edition_no integer, is_superseded boolean,
    received_at timestamptz
);
create table marts.dim_org_units (
    org_code varchar, org_name varchar, official_name varchar, org_level varchar,
    parent_org_code varchar, valid_from date, valid_to date, sort_order integer
);
create table marts.dim_indicators (
    indicator_key varchar, indicator_name varchar, plan_id varchar, unit_code varchar,
    unit_name varchar, additivity varchar, direction varchar, action_name varchar, row_no integer
);
create table marts.fct_target_statements (
    statement_key varchar, document_key varchar, plan_id varchar, row_no integer, col_no integer,
    indicator_key varchar, org_name varchar, raw varchar, state varchar, evidence varchar
);
create table marts.fct_targets (
    target_key varchar, plan_id varchar, document_key varchar, indicator_key varchar,
    org_code varchar, org_name varchar, is_total boolean, period_code varchar,
    comparator varchar, target_value decimal(38, 10), unit_code varchar, unit_name varchar,
    state varchar, statement_key varchar, evidence varchar
);
create table marts.fct_actuals (actual_key varchar, reported_value decimal(38, 10));
create table marts.fct_tasks (task_key varchar);
create table marts.fct_progress_items (progress_item_key varchar);
create table marts.fct_submissions (
    submission_key varchar, org_code varchar, period_code varchar, is_synthetic boolean,
    document_key varchar
);
create table marts.fct_reconciliations (reconciliation_key varchar, is_evaluated boolean);
create table marts.fct_findings (
    finding_key varchar, check_id varchar, check_version integer, severity varchar,
    effect varchar, subject_zh varchar, subject_en varchar, org_code varchar,
    period_code varchar, expected varchar, observed varchar, difference decimal(38, 10),
    tolerance decimal(38, 10), message_zh varchar, message_en varchar, evidence varchar,
    detail varchar, document_key varchar, plan_id varchar, first_release_id varchar,
    last_release_id varchar, disposition varchar
);
create table marts.rpt_target_vs_actual (
    plan_id varchar, indicator_key varchar, org_name varchar, period_code varchar,
    target_value decimal(38, 10), actual_value decimal(38, 10), as_of_date date,
    completion_rate decimal(38, 10), is_synthetic boolean
);
create table marts.rpt_progress_curves (
    plan_id varchar, indicator_key varchar, org_name varchar, is_total boolean,
    period_code varchar, reporting_end_date date, is_flow boolean,
    actual_value decimal(38, 10), target_value decimal(38, 10),
    completion_rate decimal(38, 10), elapsed_rate decimal(38, 10), expected_rate decimal(38, 10),
    is_synthetic boolean
);
create table marts.rpt_org_scorecard (
    org_code varchar, org_name varchar, sort_order integer, plan_id varchar,
    period_code varchar, assigned_count bigint, reported_count bigint, met_count bigint,
    completeness_rate decimal(38, 10), mean_completion_rate decimal(38, 10),
    finding_count bigint, is_synthetic boolean
);
