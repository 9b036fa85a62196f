{{ config(tags=['phase_2']) }}

with

findings as (

    select * from {{ ref('fct_findings') }}

),

submissions as (

    select * from {{ ref('fct_submissions') }}

),

reports as (

    select
        delivery_id,
        document_key,
        org_code
    from submissions
    group by delivery_id, document_key, org_code

),

locators as (

    {{ evidence_locators('findings', ['finding_key']) }}

),

quoted as (

    -- the first place in a report is the value's own cell
    select
        locators.finding_key,
        reports.delivery_id,
        min(locators.locator_no) as locator_no
    from locators
    inner join reports on locators.document_id = reports.document_key
    group by locators.finding_key, reports.delivery_id

),

concerned as (

    -- what is missing is printed nowhere
    select
        findings.finding_key,
        submissions.delivery_id
    from findings
    inner join submissions
        on
            findings.org_code = submissions.org_code
            and findings.period_code = submissions.period_code
            and submissions.is_latest
    group by findings.finding_key, submissions.delivery_id

),

told as (

    select
        coalesce(quoted.finding_key, concerned.finding_key) as finding_key,
        coalesce(quoted.delivery_id, concerned.delivery_id) as delivery_id,
        quoted.locator_no,
        concerned.finding_key is not null as is_concerned
    from quoted
    full outer join concerned
        on
            quoted.finding_key = concerned.finding_key
            and quoted.delivery_id = concerned.delivery_id

),

placed as (

    select
        told.finding_key,
        told.delivery_id,
        locators.sheet_name,
        locators.cell_name,
        told.is_concerned
        or coalesce(findings.org_code, '') = reports.org_code
        or findings.first_release_id = findings.last_release_id as is_own
    from told
    inner join findings on told.finding_key = findings.finding_key
    inner join reports on told.delivery_id = reports.delivery_id
    left join locators
        on told.finding_key = locators.finding_key and told.locator_no = locators.locator_no

)

select * from placed
