"""A number carries the part of the year that its own words give it."""

from datetime import date

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import interpret_document
from ingestion.interpret.narrative.deadlines import Deadline, deadline_in


def dues_of(text, title="南山市2031年民生工作方案"):
    read = read_document(f"{title}\n{text}\n".encode(), "a.txt")
    found = interpret_document(read).quantities
    return [(str(q.value), q.due_date.isoformat() if q.due_date else None) for q in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "全年完成抽检900批次，其中6月底前完成500批次。",
            [("900", None), ("500", "2031-06-30")],
            id="of which by the end of June",
        ),
        pytest.param(
            "检测仪器4000台，三季度末达到75%。",
            [("4000", None), ("75", "2031-09-30")],
            id="a share by the end of a quarter",
        ),
        pytest.param(
            "建成驿站40个，上半年，完成18个。",
            [("40", None), ("18", "2031-06-30")],
            id="the due time is a clause of its own",
        ),
        pytest.param(
            "9月20日前新增车位300个，年底前新增车位500个。",
            [("300", "2031-09-20"), ("500", None)],
            id="the end of the year ends the hold of a day",
        ),
        pytest.param(
            "6月底前完成培训700人，满意率达到95%以上。",
            [("700", "2031-06-30"), ("95", None)],
            id="the next clause has none of it",
        ),
        pytest.param(
            "开展巡查60次，每季度末通报2次。", [("60", None), ("2", None)], id="every quarter"
        ),
    ],
)
def test_a_number_is_due_when_its_own_words_say(text, expected):
    assert dues_of(text) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("前三季度完成", (1, 1, 9, 30), id="up to a quarter"),
        pytest.param("二季度完成", (4, 1, 6, 30), id="within a quarter"),
        pytest.param("下半年完成", (7, 1, 12, 31), id="the second half"),
        pytest.param("1-8月完成", (1, 1, 8, 31), id="from the start of the year"),
        pytest.param("较6月底增加", None, id="a level before"),
        pytest.param("6月底后新增", None, id="a start"),
        pytest.param("2月30日前完成", None, id="no such day"),
    ],
)
def test_parts_of_a_year(words, expected):
    found = deadline_in(words, 2031)
    if expected is None:
        assert found is None
    else:
        start, end = date(2031, *expected[:2]), date(2031, *expected[2:])
        assert found == Deadline(start, end)
