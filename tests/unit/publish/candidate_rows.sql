-- A small candidate, made up for the tests. Offsets point into the texts below.
insert into raw.texts values (
    'doc-plan',
    '某市2024年试点计划' || chr(10) || '示范食堂' || chr(10) || '全市' || chr(10) || '20'
    || chr(10) || '甲县' || chr(10) || '5' || chr(10) || '乙县' || chr(10) || '14' || chr(10)
    || '其余事项另行通知 <script>alert(1)</script> & 完'
),
('doc-sub', '单位,期间,指标,数值' || chr(10) || '甲县,2024-Q2,示范食堂,3');
insert into raw.documents values (
    'd1', 'doc-plan', null, 'plan-1', '某市2024年试点计划 <b>附件</b>', '某局', '某发〔2024〕1号',
    null, '2024-03-01', 'plan', 2024, null, 'issued', 'text', true, '[]', '[]', '[]',
    '[{"document_id":"doc-plan","start":0,"end":11,"quote":"某市2024年试点计划"}]'
);
insert into raw.cells values
('d1', 'doc-plan', 1, 1, 1, 0, '食品行动', null, '示范食堂', '家', '全市', true, '2024', 'target',
    '20', 'value', '=', 20, null, 'proven', '["order"]',
    '[{"document_id":"doc-plan","start":20,"end":22,"quote":"20"}]'),
('d1', 'doc-plan', 1, 1, 1, 1, '食品行动', null, '示范食堂', '家', '甲县', false, '2024', 'target',
    '5', 'value', '=', 5, null, 'proven', '["order"]',
    '[{"document_id":"doc-plan","start":26,"end":27,"quote":"5"}]'),
('d1', 'doc-plan', 1, 1, 1, 2, '食品行动', null, '示范食堂', '家', '乙县', false, '2024', 'target',
    '14', 'value', '=', 14, null, 'inferred', '["order"]',
    '[{"document_id":"doc-plan","start":31,"end":33,"quote":"14"}]');
insert into raw.submission_values values (
    'd3', 'doc-sub', 2, '01', '01', '甲县', '2024-Q2', '2024-06-30', '示范食堂', '家', 3, '3',
    'year_to_date', null, null, null, true,
    '[{"document_id":"doc-sub","start":28,"end":29,"sheet":"报送","cell":"D4","quote":"3"}]'
);
insert into marts.fct_delivery_outcomes values
('d1', 'doc-plan', 'plans/plan.txt', 'plans', null, '2026-11-20 08:00:00+00', 120, 'land',
    'accepted', '', '', '', '', 0, 0, 0, 0),
('d1', 'doc-plan', 'plans/plan.txt', 'plans', null, '2026-11-20 08:00:00+00', 120, 'extract',
    'accepted', '', '', '', '', 3, 3, 0, 0),
('d2', 'doc-empty', 'plans/empty.txt', 'plans', null, '2026-11-20 08:00:00+00', 0, 'extract',
    'rejected', 'empty_file', '文件为空', 'the file is empty', '', 0, 0, 0, 0),
('d3', 'doc-sub', 'progress/01/q2.xlsx', 'progress', '01', '2026-11-20 08:00:00+00', 4096,
    'extract', 'accepted', '', '', '', '', 1, 1, 0, 0);
insert into marts.fct_issues values
('doc-plan', 'unit_not_printed', 'info', '未印计量单位', 'no unit is printed', '第1行', '20', '[]');
insert into marts.fct_check_outcomes values
('P01', 1, 'fail', null, 2, 1, 'critical', 'report', '分项之和等于总数', 'Parts add up'),
('A02', 1, 'fail', null, 4, 1, 'warning', 'report', '累计数不下降', 'Year-to-date never falls'),
('P06', 1, 'skipped', '没有比率可查 no rate to look at', 0, 0, 'warning', 'report',
    '比率在范围内', 'Rates in range');

insert into marts.dim_documents values
('doc-plan', 'plan-1', '某市2024年试点计划 <b>附件</b>', '某局', '某发〔2024〕1号', null,
    '2024-03-01', 'plan', 2024, 'text', true, 1, false, '2026-11-20 08:00:00+00');
insert into marts.dim_org_units values
('00', '全市', '某市', 'city', null, null, null, 0),
('01', '甲县', '甲县', 'county', '00', null, null, 1),
('02', '乙县', '乙县', 'county', '00', null, null, 2);
insert into marts.dim_indicators values
('i1', '示范食堂', 'plan-1', 'piece', '家', 'sum', 'higher', '食品行动', 1);
insert into marts.fct_target_statements values
('s0', 'doc-plan', 'plan-1', 1, 0, 'i1', '全市', '20', 'value',
    '[{"document_id":"doc-plan","start":20,"end":22,"quote":"20"}]', 't0', 'table', 1, 1),
('s1', 'doc-plan', 'plan-1', 1, 1, 'i1', '甲县', '5', 'value',
    '[{"document_id":"doc-plan","start":26,"end":27,"quote":"5"}]', 't1', 'table', 1, 1),
('s2', 'doc-plan', 'plan-1', 1, 2, 'i1', '乙县', '14', 'value',
    '[{"document_id":"doc-plan","start":31,"end":33,"quote":"14"}]', 't2', 'table', 1, 1);
insert into marts.fct_targets values
('t0', 'plan-1', 'doc-plan', 'i1', '00', '全市', true, '2024', '=', 20, 'piece', '家', 'value', 's0', '[]'),
('t1', 'plan-1', 'doc-plan', 'i1', '01', '甲县', false, '2024', '=', 5, 'piece', '家', 'value', 's1', '[]'),
('t2', 'plan-1', 'doc-plan', 'i1', '02', '乙县', false, '2024', '=', 14.5, 'piece', '家', 'value', 's2', '[]');
insert into marts.fct_actuals values
('a1', 'doc-sub', 'plan-1', '[{"document_id":"doc-sub","start":28,"end":29,"quote":"3"}]', 3),
('a2', 'doc-sub', 'plan-1', '[]', null);
insert into marts.fct_tasks values ('k1', 'doc-plan', 'plan-1', 1, 1, 1);
insert into marts.fct_progress_items values ('p1', 'doc-plan', 'plan-1', 1, 1, 1, 1);
insert into marts.fct_submissions values
('u1', '01', '2024-Q2', true, 'doc-sub', 'plan-1', 'accepted', '2024-07-03 08:00:00+00');
insert into marts.fct_reconciliations values ('r1', true), ('r2', false);
insert into marts.fct_findings values
('f-parts', 'P01', 1, 'critical', 'report', '第1项 示范食堂', 'no. 1', null, '2024', '20', '19',
    -1, 0, '分项合计 19，总数 20', 'the parts add up to 19, the total is 20',
    '[{"document_id":"doc-plan","start":20,"end":22,"quote":"20"},
      {"document_id":"doc-plan","start":26,"end":27,"quote":"5"},
      {"document_id":"doc-plan","start":31,"end":33,"quote":"14"}]',
    '{"unit":"家","total_org":"全市","is_lower_bound":false,
      "parts":[{"org":"甲县","raw":"5","value":"5"},{"org":"乙县","raw":"14","value":"14"}]}',
    'doc-plan', 'plan-1', 'r0001', 'r0002', 'open', 'c-parts', true, '第1项的合计有误',
    'the total of no. 1', 'seen_again', 2, null, null, null, null, null, null,
    's-parts'),
('f-prose', 'P03', 1, 'warning', 'report', '第1项 示范食堂（正文）', 'no. 1 in the text', null,
    '2024', '19', '20', 1, 0, '正文 19，表格 20', 'the text says 19, the table 20',
    '[{"document_id":"doc-plan","start":20,"end":22,"quote":"20"}]', '{}',
    'doc-plan', 'plan-1', 'r0002', 'r0002', 'waived', 'c-parts', false, '第1项的合计有误',
    'the total of no. 1', 'new', 1, null, 'decision', '张三', '=HYPERLINK("x") 已请示',
    '2027-06-30', '2026-11-20 08:00:00+00', 's-prose'),
('f-falls', 'A02', 1, 'warning', 'report', '甲县 2024-Q2 示范食堂', 'county 01', '01', '2024-Q2',
    '4', '3', -1, 0, '累计 3，低于上期的 4', 'year to date 3 is below 4',
    '[{"document_id":"doc-sub","sheet":"报送","cell":"D4","quote":"3"}]', '{}',
    'doc-sub', 'plan-1', 'r0001', 'r0001', 'open', 'f-falls', true, '累计 3，低于上期的 4',
    'year to date 3 is below 4', 'seen_again', 2, null, null, null, null, null, null,
    's-falls');
insert into marts.fct_finding_events values
('f-parts', 1, 'r0001', 'opened', 'P01', '第1项 示范食堂', 'no. 1', '20', '18', null),
('f-parts', 2, 'r0002', 'changed', 'P01', '第1项 示范食堂', 'no. 1', '20', '19', null),
('f-gone', 2, 'r0002', 'gone', 'P06', '第2项 抽检合格率', 'no. 2', '100', '98', null);
insert into marts.fct_finding_decisions values
('f-prose', '2026-11-20 08:00:00+00', 'waived', '张三', '=HYPERLINK("x") 已请示', '2027-06-30',
    '李四', true, null);
insert into marts.rpt_release_trends values
(1, 'r0001', 'P01', 'critical', 1, 0, 0, 0, 1, 0, 1),
(1, 'r0001', 'P06', 'warning', 1, 0, 0, 0, 1, 0, 1),
(2, 'r0002', 'P01', 'critical', 1, 0, 0, 0, 0, 0, 1),
(2, 'r0002', 'P03', 'warning', 0, 0, 1, 0, 1, 0, 1),
(2, 'r0002', 'P06', 'warning', 0, 0, 0, 0, 0, 1, 0);
insert into marts.rpt_finding_hypotheses values
('f-parts', 1, 'single_cell', '甲县应为 6', 'county 甲县 would be 6',
    '[{"place":"第1项","org":"甲县","printed":"5","suggested":"6","evidence":[]}]',
    '[{"document_id":"doc-plan","start":26,"end":27,"quote":"5"}]', 0.75);
insert into marts.rpt_narrative_vs_table values
('n1', 'plan-1', 'doc-plan', '示范食堂', '19家', '=', 19, '家', '1:1:1', '示范食堂', '=', 20, '家',
    'contradict', '名称相同；数值不同', '[{"document_id":"doc-plan","start":20,"end":22,"quote":"20"}]');
insert into marts.rpt_measurability values
('plan-1', 'doc-plan', false, '食品行动', 4, 4, 4, 3, 1, 0.75, '期限'),
('plan-1', 'doc-plan', true, '合计', 4, 4, 4, 3, 1, 0.75, '期限');
insert into marts.chk_p02 values
('s-count', 'plan-1', 'doc-plan', '食品行动', 'the food action', '2', '2', 0, true, null,
    '[{"document_id":"doc-plan","start":12,"end":16,"quote":"示范食堂"}]');
insert into marts.rpt_submission_status values
('plan-1', 1, '01', '甲县', '2024-Q2', 'late', 'late', 1, 1, 1, 0, '2024-07-01',
    '2024-07-03 08:00:00+00', null, true),
('plan-1', 2, '02', '乙县', '2024-Q2', 'missing', 'unknown', 0, 1, 0, 30, '2024-07-01', null, null,
    false);
insert into marts.rpt_submission_rates values
('plan-1', 'plan', null, null, 2, 1, 1, 1, 0.5, 0),
('plan-1', 'organisation', '01', null, 1, 1, 1, 0, 1, 0);
insert into marts.rpt_target_vs_actual values
('plan-1', 'i1', '甲县', '2024', 5, 3, '2024-06-30', 0.6, true),
('plan-1', 'i1', '乙县', '2024', 14.5, null, null, null, false);
insert into marts.rpt_org_scorecard values
('01', '甲县', 1, 'plan-1', '2024-Q2', 1, 1, 0, 1, 0.6, 1, true),
('02', '乙县', 2, 'plan-1', '2024-Q2', 1, 0, 0, 0, null, 0, false);
comment on table marts.fct_targets is 'One row per plan × indicator × org × period; the plan''s own words.';
comment on column marts.fct_targets.target_value is 'In the unit of the row.';
insert into raw.declared_counts values (
    'x', 'doc-plan', 1, 1, '食堂', 1, null, null, false, 'not_enumerated', [], '示范食堂', 11, 15,
    '[{"document_id":"doc-plan","start":11,"end":15,"quote":"示范食堂"}]'
);
