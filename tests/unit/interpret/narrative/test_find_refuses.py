"""Numbers that measure nothing. All sentences are invented."""

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.narrative import find_quantities
from ingestion.records import Document

REFUSES = {
    "dates": "2024年3月15日上午9时30分召开会议,12月底前完成。",
    "years": "2021—2025年,围绕二〇二五年目标推进。",
    "document_numbers": "落实《关于支持100家企业的意见》(某政发〔2023〕15号)要求。",
    "names": "推进“双随机、一公开”监管,实施三年行动计划,落实十四五规划。",
    "formulas": "构建“1+3+N”体系和4+2+2机制,升级2.0版平台。",
    "codes": "贯彻ISO9001、GB/T19001标准,治理PM2.5。",
    "hotlines": "整合12345热线,拨打96333平台。",
    "telephones": "联系电话:0571-88888888。",
    "outline": "三个方面发力,五大行动齐进,一个都不能少。",
    "politics": "坚持两个维护,落实中央八项规定。",
    "ordinals": "推进第二批试点,做好第三产业普查,召开第十三届大会。",
    "classes": "对使用15年以上的老旧锅炉、65岁以上老年人、亿元以上工程开展排查。",
    "around_the_clock": "实行24小时值守,7×24小时响应。",
    "deadlines": "收到通知之日起5个工作日内报送方案。",
    "durations": "近3年来持续推进,用5年时间见效,连续四年保持。",
    "no_number": "居民收入增长与经济增长基本同步,居全国前列。",
    "labels": "1.加强领导。\n\n(2)落实责任。\n\n①强化督查。",
    "versions": "启用3.0版系统。",
    "prizes": "荣获一等奖。",
    "five_departments": "会同公安等5个部门开展督查。",
    "reference_set": "在全国100个城市测评中位居前列。",
    "quoted": "打造“15分钟”生活圈,推进“百千万”工程。",
    "bare": "编号 20481 已登记。",
    "imprint": "浏览次数:1234次",
    "only_a_cell": "85%以上",
    "shared_out": "六件实事的任务分解到九个县区,指标分解落实到12个部门。",
    "fines": "处5万元以上10万元以下罚款。",
    "sizes": "对500平方米以上的餐馆、销售额2000万元以上的商户开展检查。",
    "best_of": "支持世界500强、民企100强落户,争创5A级景区。",
    "pages": "第1页 共5页 (共印50份)",
    "roads": "抓好104国道建设,3号线贯通。",
    "anniversaries": "庆祝建市75周年。",
    "heading": "三、推进五项惠渔工程\n\n正文从略。",
    "programme": "办好十件民生实事。",
    "modifier": "按照全覆盖要求开展检查。",
}


@pytest.mark.parametrize("case", REFUSES)
def test_refuses_numbers_that_measure_nothing(case: str) -> None:
    read = read_document(REFUSES[case].encode(), "text.txt")
    document = Document(
        document_id=read.document_id, plan_id="p", title="t", kind="plan", year=2024, format="text"
    )
    assert [q.quote for q in find_quantities(read, document).quantities] == []
