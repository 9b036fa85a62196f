-- The columns of a candidate that publishing and the report read.
create schema raw;
create schema marts;

create table raw.texts (document_id varchar, text varchar);
create table raw.documents (
    delivery_id varchar, document_id varchar, container_id varchar, plan_id varchar, title varchar,
    issuer varchar, document_number varchar, index_number varchar, published_on date, kind varchar,
    year bigint, year_end bigint, standing varchar, format varchar, is_synthetic boolean,
    parts varchar, attachments varchar, sections varchar, evidence varchar
);
create table raw.cells (
    delivery_id varchar, document_id varchar, part_no bigint, table_no bigint, row_no bigint,
    col_no bigint, action varchar, action_declared_items bigint, indicator varchar, unit varchar,
    org varchar, is_total boolean, period varchar, measure varchar, raw varchar, state varchar,
    comparator varchar, value decimal(38, 10), change varchar, alignment varchar,
    alignment_basis varchar, evidence varchar
);
create table raw.tasks (
    delivery_id varchar, document_id varchar, part_no bigint, table_no bigint, row_no bigint,
    task varchar, goal_text varchar, departments varchar [], due_text varchar, due_month bigint,
    due_date date, remark varchar, evidence varchar
);
create table raw.progress_items (
    delivery_id varchar, document_id varchar, part_no bigint, table_no bigint, project_no bigint,
    project_name varchar, item_seq bigint, label varchar, text varchar, evidence varchar
);
create table raw.quantities (
    delivery_id varchar, document_id varchar, part_no bigint, kind varchar, quote varchar,
    start bigint, "end" bigint, indicator varchar, comparator varchar, value decimal(38, 10),
    value_max decimal(38, 10), unit varchar, change varchar, year bigint, due_from date,
    due_date date, org varchar, section varchar, implicit boolean, evidence varchar
);
create table raw.declared_counts (
    delivery_id varchar, document_id varchar, part_no bigint, count_no bigint, noun varchar,
    declared bigint, listed_as varchar, found bigint, is_certain boolean, reason varchar,
    items varchar [], quote varchar, start bigint, "end" bigint, evidence varchar
);
create table raw.printed_years (
    delivery_id varchar, document_id varchar, part_no bigint, year_no bigint, place varchar,
    raw varchar, year bigint, context varchar, evidence varchar
);
create table raw.reporting_rules (
    delivery_id varchar, document_id varchar, part_no bigint, rule_no bigint, frequency varchar,
    due_kind varchar, due_number bigint, due_month bigint, holiday_move varchar,
    is_printed boolean, quote varchar, start bigint, "end" bigint, evidence varchar
);
create table raw.submission_values (
    delivery_id varchar, document_id varchar, row_no bigint, submitted_by_org_code varchar,
    org_code varchar, org_as_printed varchar, period_code varchar, as_of date, indicator varchar,
    unit varchar, value decimal(38, 10), raw varchar, basis varchar, explanation varchar,
    plan_id varchar, indicator_key varchar, is_synthetic boolean, evidence varchar
);
create table raw.issues (
    delivery_id varchar, document_id varchar, code varchar, severity varchar, message_zh varchar,
    message_en varchar, place varchar, as_printed varchar, evidence varchar
);

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
    indicator_key varchar, org_name varchar, raw varchar, state varchar, evidence varchar,
    target_key varchar, stated_in varchar, part_no integer, table_no integer
);
create table marts.fct_targets (
    target_key varchar, plan_id varchar, document_key varchar, indicator_key varchar,
    org_code varchar, org_name varchar, is_total boolean, period_code varchar,
    comparator varchar, target_value decimal(38, 10), unit_code varchar, unit_name varchar,
    state varchar, statement_key varchar, evidence varchar
);
create table marts.fct_actuals (
    actual_key varchar, document_key varchar, plan_id varchar, evidence varchar,
    reported_value decimal(38, 10)
);
create table marts.fct_tasks (
    task_key varchar, document_key varchar, plan_id varchar, part_no integer, table_no integer,
    row_no integer
);
create table marts.fct_progress_items (
    progress_item_key varchar, document_key varchar, plan_id varchar, part_no integer,
    table_no integer, project_no integer, item_seq integer
);
create table marts.fct_submissions (
    submission_key varchar, org_code varchar, period_code varchar, is_synthetic boolean,
    document_key varchar, plan_id varchar, acceptance_state varchar, received_at timestamptz
);
create table marts.fct_reconciliations (reconciliation_key varchar, is_evaluated boolean);
create table marts.fct_findings (
    finding_key varchar, check_id varchar, check_version integer, severity varchar,
    effect varchar, subject_zh varchar, subject_en varchar, org_code varchar,
    period_code varchar, expected varchar, observed varchar, difference decimal(38, 10),
    tolerance decimal(38, 10), message_zh varchar, message_en varchar, evidence varchar,
    detail varchar, document_key varchar, plan_id varchar, first_release_id varchar,
    last_release_id varchar, disposition varchar, cause_key varchar, is_cause_lead boolean,
    cause_zh varchar, cause_en varchar, occurrence varchar, seen_count bigint,
    reopened_reason varchar, disposition_source varchar, disposition_owner varchar,
    disposition_reason varchar, disposition_expires_on date, disposition_decided_at timestamptz,
    subject_key varchar
);
create table marts.fct_finding_events (
    finding_key varchar, release_no integer, release_id varchar, event varchar, check_id varchar,
    subject_zh varchar, subject_en varchar, expected varchar, observed varchar,
    reopened_reason varchar
);
create table marts.fct_finding_decisions (
    finding_key varchar, decided_at timestamptz, disposition varchar, owner varchar,
    reason varchar, expires_on date, actor varchar, is_in_force boolean, ended_reason varchar
);
create table marts.rpt_release_trends (
    release_no integer, release_id varchar, check_id varchar, severity varchar, open_count bigint,
    explained_count bigint, waived_count bigint, resolved_count bigint, new_count bigint,
    gone_count bigint, total_count bigint
);
create table marts.rpt_finding_hypotheses (
    finding_key varchar, rank_no integer, hypothesis_code varchar, text_zh varchar,
    text_en varchar, cells varchar, witness_evidence varchar, score decimal(18, 6)
);
create table marts.rpt_narrative_vs_table (
    narrative_match_key varchar, plan_id varchar, document_key varchar,
    narrative_indicator varchar, narrative_quote varchar, narrative_comparator varchar,
    narrative_value decimal(38, 10), narrative_unit_name varchar, table_place varchar,
    table_indicator varchar, table_comparator varchar, table_value decimal(38, 10),
    table_unit_name varchar, relation varchar, reason varchar, evidence varchar
);
create table marts.rpt_measurability (
    plan_id varchar, document_key varchar, is_total boolean, action_name varchar,
    target_count bigint,
    has_number_count bigint, has_unit_count bigint, has_owner_count bigint,
    has_deadline_count bigint, score decimal(18, 6), missing varchar
);
create table marts.chk_p02 (
    subject_key varchar,
    plan_id varchar, document_key varchar, subject_zh varchar, subject_en varchar,
    expected varchar, observed varchar, difference decimal(38, 10), is_evaluated boolean,
    skip_reason varchar, evidence varchar
);
create table marts.rpt_submission_status (
    plan_id varchar, sort_order integer, org_code varchar, org_name varchar, period_code varchar,
    submission_state varchar, timeliness varchar, report_count integer, due_count integer,
    counted_count integer, days_overdue integer, due_date date, first_received_at timestamptz,
    exception_reason varchar, is_synthetic boolean
);
create table marts.rpt_submission_rates (
    plan_id varchar, rate_scope varchar, org_code varchar, period_code varchar,
    duty_count integer, received_duty_count integer, late_duty_count integer,
    missing_duty_count integer, completeness_rate decimal(38, 10), timeliness_rate decimal(38, 10)
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
