import pytest

from ingestion.interpret.lines import Piece
from ingestion.interpret.ordinals import parse_ordinal, read_label, split_labelled


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("１２", 12),
        ("3.", 3),
        ("（4）", 4),
        ("(15)", 15),
        ("十二", 12),
        ("二十", 20),
        ("5、", 5),
    ],
)
def test_reads_a_running_number_that_stands_alone(text, number):
    assert parse_ordinal(text) == number


@pytest.mark.parametrize("text", ["", "7家", "10月", "2.5", "1234", "十全", "一是", "1.开展"])
def test_refuses_what_is_more_than_a_running_number(text):
    assert parse_ordinal(text) is None


@pytest.mark.parametrize(
    ("text", "style", "number", "label"),
    [
        pytest.param("1.印发方案", "point", 1, "1.", id="point"),
        pytest.param("1..印发方案", "point", 1, "1..", id="two points"),
        pytest.param("12、印发方案", "point", 12, "12、", id="ideographic comma"),
        pytest.param("２．印发方案", "point", 2, "２．", id="full width"),
        pytest.param("2.3月26日召开会议", "point", 2, "2.", id="a date follows"),
        pytest.param("2.2021年立项", "point", 2, "2.", id="a year follows"),
        pytest.param("（3）督查", "brackets", 3, "（3）", id="brackets"),
        pytest.param("④督查", "circled", 4, "④", id="circled"),
        pytest.param("三、督查", "chinese", 3, "三、", id="chinese"),
        pytest.param("(二)督查", "chinese_brackets", 2, "(二)", id="chinese in brackets"),
    ],
)
def test_reads_the_label_of_an_item(text, style, number, label):
    found = read_label(text)
    assert (found.style, found.number, text[: found.length]) == (style, number, label)


@pytest.mark.parametrize(
    "text", ["3.5万家企业", "2021年完成", "一是完善", "10家", "5G应用", "开展1.项"]
)
def test_refuses_a_number_that_is_no_label(text):
    assert read_label(text) is None


def test_the_expected_number_settles_a_label_before_a_count():
    assert read_label("3.10家企业上线", expected=3).number == 3
    assert read_label("3.10家企业上线", expected=5) is None


def _texts(text):
    piece = Piece(text, 100, 100 + len(text))
    return [part.text for _, part in split_labelled(piece)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("3.开展调研。4.形成报告。", ["3.开展调研。", "4.形成报告。"]),
        ("1.查处80件。2.检查。3.修订。", ["1.查处80件。", "2.检查。", "3.修订。"]),
        ("①上线；②接入。", ["①上线；", "②接入。"]),
        ("3.达到3.4%。5.其他", ["3.达到3.4%。5.其他"]),
        ("3.覆盖率。4.5万家上线。", ["3.覆盖率。4.5万家上线。"]),
        ("没有编号。2.也不拆", ["没有编号。2.也不拆"]),
    ],
)
def test_splits_a_line_only_at_the_next_number_behind_a_sentence(text, parts):
    assert _texts(text) == parts


def test_parts_of_a_line_know_their_places():
    text = "3.开展调研。 4.形成报告。"
    for _, part in split_labelled(Piece(text, 7, 7 + len(text))):
        assert text[part.start - 7 : part.end - 7] == part.text
