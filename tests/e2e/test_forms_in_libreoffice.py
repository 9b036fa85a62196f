"""Forms and corrections through a real spreadsheet program, which saves them anew."""

from __future__ import annotations

import io
import subprocess
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ingestion.submissions.orgs import OrgDirectory
from ingestion.submissions.read import read_submission
from ingestion.workbooks.correction import write_correction
from ingestion.workbooks.model import KEY_SHEET, Form
from ingestion.workbooks.remarks import CellRemark
from ingestion.workbooks.template_xlsx import HEADER_ROW, SHEET_NAME, write_template
from tests.unit.workbooks.sample_forms import ROWS, form

pytestmark = pytest.mark.system("soffice")
FIRST = HEADER_ROW + 2
FIGURES = (5, 4, 8, Decimal("0.45"), 12, 60)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Convert a file with LibreOffice, which opens it, computes it and saves it."""
    folder = tmp_path_factory.mktemp("office")

    def convert(data: bytes, name: str, kind: str) -> Path:
        source = folder / "sent" / name
        source.parent.mkdir(exist_ok=True)
        source.write_bytes(data)
        done = subprocess.run(
            [
                "soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--convert-to", kind, "--outdir", str(folder), str(source),
            ],
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        saved = folder / f"{source.stem}.{kind}"
        assert saved.exists(), done.stdout + done.stderr
        return saved

    return convert


def filled(data: bytes, figures: tuple[object, ...] = FIGURES) -> bytes:
    """The form as somebody hands it back."""
    book = load_workbook(io.BytesIO(data))
    for number, figure in enumerate(figures):
        book[SHEET_NAME].cell(FIRST + number, 7, figure)
    book[SHEET_NAME].cell(FIRST, 10, "其中 2 个已验收")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def came_back(office) -> Path:
    return office(filled(write_template(form())), "form.xlsx", "xlsx")


def test_keys_and_figures_survive(came_back) -> None:
    book = load_workbook(came_back, data_only=True)
    sheet, keys = book[SHEET_NAME], book[KEY_SHEET]
    said = {row[0].value: row[1].value for row in keys.iter_rows(min_row=1, max_row=6)}
    assert said["plan_id"] == form().plan_id
    assert (said["org_code"], said["period_code"]) == ("990102", "2031-05")
    assert said["template_version"] == "1"
    assert keys.sheet_state != "visible"
    assert sheet.column_dimensions["A"].hidden
    rows = range(FIRST, FIRST + len(ROWS))
    assert [sheet.cell(row, 1).value for row in rows] == [row.indicator_key for row in ROWS]
    assert [sheet.cell(row, 7).value for row in rows] == [float(one) for one in FIGURES]
    assert sheet.cell(FIRST, 10).value == "其中 2 个已验收"


def test_the_reader_knows_the_form_and_its_figures(came_back) -> None:
    place = {"org_code": "990102", "org_name": "清溪", "official_name": "清溪区"}
    reading = read_submission(
        came_back.read_bytes(),
        "progress/990102/whatever.xlsx",
        document_id="d",
        delivery_id="x",
        org_code="990102",
        received_at=datetime(2031, 6, 3, tzinfo=UTC),
        orgs=OrgDirectory([place | {"parent_org_code": ""}], []),
    )
    [submission] = reading.submissions
    assert (submission.form, submission.period_code) == ("template", "2031-05")
    assert submission.plan_id == form().plan_id
    said = [(value.indicator_key, value.value, value.basis) for value in reading.values]
    assert said == [
        (row.indicator_key, figure, row.basis) for row, figure in zip(ROWS, FIGURES, strict=True)
    ]


def test_rules_locks_and_pages_survive(came_back) -> None:
    sheet = load_workbook(came_back)[SHEET_NAME]
    rules = {rule.type for rule in sheet.data_validations.dataValidation}
    assert {"decimal", "list", "textLength"} <= rules
    refusals = {rule.errorTitle for rule in sheet.data_validations.dataValidation}
    assert {"这里只能填数字", "请从列表中选择"} <= refusals
    assert sheet.protection.sheet
    assert not sheet.cell(FIRST, 7).protection.locked
    assert sheet.cell(FIRST, 9).protection.locked
    assert sheet.print_title_rows == f"${HEADER_ROW + 1}:${HEADER_ROW + 1}"
    assert sheet.conditional_formatting


@pytest.mark.parametrize(
    ("row", "rate"),
    [
        (0, 5 / 8),  # of eight
        (1, 3 / 4),  # at most three, and it took four
        (2, 8 / 10),  # a decrease of ten asked for
        (3, 0.5),  # half the way from 0.5 to 0.4
        (4, "—"),  # nothing is asked for
        (5, 60 / 120),
    ],
)
def test_the_completion_rate_is_that_of_the_warehouse(came_back, row, rate) -> None:
    found = load_workbook(came_back, data_only=True)[SHEET_NAME].cell(FIRST + row, 9).value
    assert found == (rate if isinstance(rate, str) else pytest.approx(rate))


def test_the_rate_is_blank_until_it_can_be_told(office) -> None:
    book = load_workbook(io.BytesIO(filled(write_template(form()), (None, 2, 10, None, None, 60))))
    sheet = book[SHEET_NAME]
    sheet.cell(FIRST + 5, 8, "当期")  # the last figure is two months old
    buffer = io.BytesIO()
    book.save(buffer)
    saved = office(buffer.getvalue(), "blank.xlsx", "xlsx")
    rates = load_workbook(saved, data_only=True)[SHEET_NAME]
    found = [rates.cell(FIRST + row, 9).value or None for row in range(len(ROWS))]
    assert found == [None, 1, 1, None, "—", None]


def test_it_prints_in_one_page_width(office) -> None:
    many: Form = form(rows=ROWS * 12)
    pages = office(write_template(many), "print.xlsx", "pdf")
    import pypdfium2

    document = pypdfium2.PdfDocument(pages)
    assert 2 <= len(document) <= 4
    for page in document:
        width, height = page.get_size()
        assert width > height
        assert "本期累计" in page.get_textpage().get_text_range()


def test_a_correction_opens_with_its_marks_and_nothing_else_changed(office) -> None:
    original = filled(write_template(form()))
    remarks = [
        CellRemark(
            sheet=SHEET_NAME, cell=f"G{FIRST}", severity="critical", message_zh="低于上期。"
        ),
        CellRemark(message_zh="应报 6 项。"),
    ]
    marked = office(write_correction(original, "five.xlsx", remarks).data, "five.xlsx", "xlsx")
    plain = office(original, "plain.xlsx", "xlsx")
    with_marks, without = (load_workbook(path)[SHEET_NAME] for path in (marked, plain))
    for row in without.iter_rows():
        for cell in row:
            other = with_marks[cell.coordinate]
            assert other.value == cell.value
            if cell.coordinate in (f"G{FIRST}", f"B{HEADER_ROW + 1}"):
                assert other.fill.fgColor.rgb != cell.fill.fgColor.rgb
                assert other.comment.text.startswith("【")
            else:
                assert repr(other.fill) == repr(cell.fill)
                assert other.comment is None
