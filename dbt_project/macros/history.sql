{% macro as_known_on(relation, moment) -%}
    {#- The rows of a relation with known_from and known_to that were known at a moment: received by
        then and not yet replaced. Moment: an ISO date or timestamp in UTC; a date is its end.
        Name the result in the from clause. -#}
    (
        select *
        from {{ relation }}
        where
            known_from <= {{ moment_of(moment) }}
            and (known_to is null or known_to > {{ moment_of(moment) }})
    )
{%- endmacro %}

{% macro moment_of(moment) -%}
    {#- A date means all that was received on it. -#}
    cast('{{ moment if (moment | length) > 10 else moment ~ ' 23:59:59.999999' }}' as timestamp)
{%- endmacro %}

{% macro chosen_actuals(relation) -%}
    {#- Of what stood a figure before a blank, then the source that speaks first, then the last
        revision. -#}
    select *
    from (
        select
            *,
            row_number() over (
                partition by org_code, period_code, series_name
                order by
                    case when reported_value is null then 1 else 0 end asc,
                    source_rank asc, source asc, revision_no desc
            ) as source_place
        from {{ relation }}
    ) as placed
    where source_place = 1
{%- endmacro %}

{% macro accumulated_actuals(relation, columns=['actual_key']) -%}
    {#- Since January and of the period alone, from one value a period of each series: some columns
        of the relation, year_to_date_value and period_value. -#}
    select
        {{ columns | join(', ') }},
        cast(year_to_date_value as {{ quantity_type() }}) as year_to_date_value,
        cast(
            case
                when basis = 'period' or is_year_start then converted_value
                when additivity = 'sum' and is_contiguous
                    then year_to_date_value - lag(year_to_date_value) over (
                        partition by org_code, series_name, year, granularity
                        order by period_end_date
                    )
            end as {{ quantity_type() }}
        ) as period_value
    from (
        select
            *,
            case
                when basis = 'year_to_date' or is_year_start then converted_value
                when additivity = 'sum' and max(is_break) over chain = 0
                    then sum(converted_value) over chain
            end as year_to_date_value
        from (
            -- A printed year-to-date value starts a new chain: what follows is added to it.
            select
                *,
                sum(
                    case when basis = 'year_to_date' or is_year_start or is_break = 1 then 1 else 0 end
                ) over (
                    partition by org_code, series_name, year, granularity
                    order by period_end_date
                    rows between unbounded preceding and current row
                ) as chain_no
            from (
                -- A sum over periods is broken by a period that is missing or has no value.
                select
                    *,
                    case
                        when converted_value is null then 1
                        when
                            basis = 'year_to_date' or is_year_start
                            or coalesce(is_contiguous, false)
                            then 0
                        else 1
                    end as is_break
                from (
                    select
                        *,
                        month(period_start_date) = 1 as is_year_start,
                        lag(period_end_date) over (
                            partition by org_code, series_name, year, granularity
                            order by period_end_date
                        ) = {{ dbt.dateadd('day', -1, 'period_start_date') }} as is_contiguous
                    from {{ relation }}
                    where basis <> 'level' and period_start_date is not null
                ) as followed
            ) as flagged
        ) as chained
        window chain as (
            partition by org_code, series_name, year, granularity, chain_no
            order by period_end_date
            rows between unbounded preceding and current row
        )
    ) as accumulated
{%- endmacro %}

{% macro value_against_target(value) -%}
    {#- What stands against a target for the year: what was done so far, or the level reached. -#}
    case
        when basis = 'level' then {{ value }}
        when year_to_date_value is not null then year_to_date_value
        when additivity <> 'sum' then {{ value }}
    end
{%- endmacro %}

{% macro actuals_as_known_on(actuals, periods, moment) -%}
    {#- The figures that stood at a moment, one a series and period, in the columns of the mart: the
        revisions received by then, the source that speaks first, and the year-to-date and period
        values that follow from them. A query of its own, or the body of a CTE. -#}
    with

    known as (

        -- The derived values of the mart are those of today: they are derived anew.
        select
            actuals.actual_key,
            actuals.source,
            actuals.source_rank,
            actuals.series_name,
            actuals.indicator_key,
            actuals.plan_id,
            actuals.org_code,
            actuals.period_code,
            actuals.org_name,
            actuals.indicator_name,
            actuals.basis,
            actuals.additivity,
            actuals.unit_name,
            actuals.finality,
            actuals.revision_no,
            actuals.reported_value,
            actuals.converted_value,
            actuals.as_of_date,
            actuals.received_at,
            periods.granularity,
            periods.year,
            periods.period_start_date,
            periods.period_end_date
        from {{ as_known_on(actuals, moment) }} as actuals
        inner join {{ periods }} as periods on actuals.period_code = periods.period_code

    ),

    chosen as (

        {{ chosen_actuals('known') }}

    ),

    accumulated as (

        {{ accumulated_actuals('chosen') }}

    ),

    completed as (

        select
            chosen.actual_key,
            chosen.source,
            chosen.indicator_key,
            chosen.plan_id,
            chosen.org_code,
            chosen.period_code,
            chosen.org_name,
            chosen.indicator_name,
            chosen.basis,
            chosen.additivity,
            chosen.unit_name,
            chosen.finality,
            chosen.revision_no,
            chosen.converted_value,
            chosen.as_of_date,
            accumulated.year_to_date_value,
            accumulated.period_value,
            chosen.received_at
        from chosen
        left join accumulated on chosen.actual_key = accumulated.actual_key

    )

    select
        *,
        {{ value_against_target('converted_value') }} as actual_value
    from completed
{%- endmacro %}

{% macro earlier_of(left, right) -%}
    {#- The earlier of two moments, of which either may be missing. -#}
    coalesce(least({{ left }}, {{ right }}), {{ left }}, {{ right }})
{%- endmacro %}
