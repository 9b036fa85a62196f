"""What a text counts and numbers about itself; lists that begin anew and lists that are unsure."""

from __future__ import annotations

import pytest

from ingestion.extract.registry import read_document
from ingestion.interpret.document import Interpretation, interpret_document

TITLE = "示例市某局2024年工作要点"


def said(*lines: str) -> Interpretation:
    text = "\n".join((TITLE, "", *lines, ""))
    return interpret_document(read_document(text.encode(), "a.txt"))


def series_of(*lines: str) -> list[tuple[str, list[int]]]:
    found: dict[int, tuple[str, list[int]]] = {}
    for label in said(*lines).numbered_labels:
        found.setdefault(label.series_no, (label.style, []))[1].append(label.number)
    return list(found.values())


COUNTS = {
    "headings_below_an_announcement": (
        ("一、总体要求", "重点抓好以下三项工作：", "1.办好培训。", "2.做好检查。"),
        (3, 2, True),
    ),
    "items_below_the_heading_that_counts_them": (
        ("（一）开展三大行动", "1.清查行动", "2.护航行动", "3.普法行动", "（二）其他"),
        (3, 3, True),
    ),
    "number_words_behind_a_colon": (
        ("要抓好四个方面：一是练兵，二是普法，三是回访。",),
        (4, 3, True),
    ),
    "number_words_in_paragraphs_of_their_own": (
        ("抓好以下两个方面。", "一是练兵。加强演练。", "二是普法。走进校园。"),
        (2, 2, True),
    ),
    "titles_before_the_count": (("印发《甲办法》《乙办法》《丙规定》等2项制度。",), (2, 3, True)),
    "names_summed_up": (("在甲县、乙县、丙县三地试点。",), (3, 3, True)),
    "names_behind_the_count": (("聚焦三大领域：粮油、乳品、酒类。",), (3, 3, True)),
    "too_few_names_behind_the_count": (("聚焦四大领域：粮油、乳品、酒类。",), (4, 3, True)),
    "names_in_brackets": (("建设两个平台（追溯平台、预警平台）。",), (2, 2, True)),
}
UNSURE = {
    "an_open_list": "聚焦四大领域：粮油、乳品、酒类等。",
    "nothing_is_listed": "落实四个最严要求，贯彻十项制度。",
    "a_mark_inside_a_name": "实施三项制度：进货查验、票据留存与追溯制度，以及约谈、通报办法。",
    "fewer_titles_than_counted_and_more_to_come": "出台《甲办法》《乙办法》等5项制度。",
    "a_count_inside_a_title": "印发“十件实事”方案，通知如下：一是练兵，二是普法。",
    "a_number_of_places": "在5个县建立网点，一是甲县，二是乙县。",
}


@pytest.mark.parametrize(("lines", "expected"), COUNTS.values(), ids=COUNTS)
def test_compares_a_count_with_what_is_listed(
    lines: tuple[str, ...], expected: tuple[int, int, bool]
) -> None:
    (count,) = [one for one in said(*lines).declared_counts if one.found is not None]
    assert (count.declared, count.found, count.is_certain) == expected


@pytest.mark.parametrize("line", UNSURE.values(), ids=UNSURE)
def test_says_nothing_where_the_list_is_not_sure(line: str) -> None:
    wrong = [
        one
        for one in said(line).declared_counts
        if one.is_certain and one.found not in (None, one.declared)
    ]
    assert wrong == []


def test_every_count_quotes_its_place_and_its_items() -> None:
    result = said("要抓好两个方面：一是练兵，二是普法。")
    (count,) = result.declared_counts
    assert [one.quote for one in count.evidence] == ["两个方面", "一是", "二是"]
    assert all(result.text.text[one.start : one.end] == one.quote for one in count.evidence)


def test_reads_a_list_that_begins_anew_below_each_heading() -> None:
    lines = ("（一）甲", "1.子", "2.丑", "（二）乙", "1.寅", "2.卯")
    assert series_of(*lines) == [("（一）", [1, 2]), ("1.", [1, 2]), ("1.", [1, 2])]


def test_reads_a_list_that_goes_on_below_the_next_heading() -> None:
    lines = ("（一）甲", "1.子", "2.丑", "（二）乙", "3.寅", "4.卯")
    assert series_of(*lines) == [("（一）", [1, 2]), ("1.", [1, 2, 3, 4])]


def test_shows_a_heading_that_is_missing_or_stands_twice() -> None:
    assert series_of("（一）甲", "（二）乙", "（四）丁") == [("（一）", [1, 2, 4])]
    assert series_of("（一）甲", "（二）乙", "（二）丙") == [("（一）", [1, 2, 2])]
    assert series_of("抓好工作：一是练兵，三是普法。") == [("一是", [1, 3])]


def test_finds_a_label_that_stands_inside_a_line() -> None:
    lines = ("（一）甲。抓培训。（二）乙。抓检查。", "（三）丙。抓宣传。")
    assert series_of(*lines) == [("（一）", [1, 2, 3])]


@pytest.mark.parametrize("line", ["3.5家企业", "2024年新增3家", "1.2万人次"])
def test_takes_no_decimal_for_a_label(line: str) -> None:
    assert series_of("（一）甲", line) == [("（一）", [1])]


def test_a_heading_printed_again_on_the_next_page_is_no_repeat() -> None:
    assert series_of("（一）甲", "（二）乙", "（二）乙", "（三）丙")[0][1].count(2) == 1


def test_reads_misprinted_years_and_years_of_headings_alone() -> None:
    result = said("一、2023年重点任务", "到20241年底建成。营收2024万元，占比20.24%。2024年办成。")
    assert [(one.place, one.raw, one.year) for one in result.printed_years] == [
        ("heading", "2023年", 2023),
        ("text", "20241年", None),
    ]
