{{ config(tags=['phase_2']) }}

with

source as (

    select * from {{ source('raw', 'finding_hypotheses') }}

),

renamed as (

    select
        check_id,
        plan_id,
        subject_key,
        hypothesis_code,
        text_zh,
        text_en,
        cells,
        witness_evidence,
        cast(rank_no as integer) as rank_no,
        cast(score as decimal(18, 6)) as score
    from source

)

select * from renamed
