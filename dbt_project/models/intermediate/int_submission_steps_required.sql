with

submissions as (

    select * from {{ ref('int_submissions_planned') }}

),

periods as (

    select * from {{ ref('int_periods_dated') }}

),

rules as (

    select * from {{ ref('submission_review_rules') }}

),

ruled as (

    select
        submissions.submission_key,
        rules.review_steps,
        row_number() over (
            partition by submissions.submission_key
            order by
                case when rules.plan_id is null then 1 else 0 end,
                case when rules.org_code is null then 1 else 0 end,
                case when rules.granularity is null then 1 else 0 end,
                rules.valid_from desc
        ) as choice_no
    from submissions
    left join periods on submissions.period_code = periods.period_code
    inner join rules
        on
            rules.valid_from <= cast(submissions.received_at as date)
            and (rules.plan_id is null or submissions.plan_id = rules.plan_id)
            and (rules.org_code is null or submissions.org_code = rules.org_code)
            and (rules.granularity is null or periods.granularity = rules.granularity)

),

listed as (

    select
        submission_key,
        {{ split_text('review_steps', ';') }} as step_names
    from ruled
    where choice_no = 1

),

steps as (

    {{ unnested('listed', ['submission_key'], 'step_names', 'step_name', 'step_no') }}

),

named as (

    select
        submission_key,
        cast(step_no as integer) as step_no,
        trim(step_name) as step_name,
        step_no = max(step_no) over (partition by submission_key) as is_last
    from steps
    where trim(step_name) <> ''

)

select * from named
