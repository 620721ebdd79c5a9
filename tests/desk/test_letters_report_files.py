"""The report on letters: its two files, with their charts, sheets, names and pages."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from drafting.desk.letters_report import Reported, write_report
from drafting.documents.errors import UserError
from drafting.letters.batch import Letter
from tests.desk.reporting import FILES, made_letters, reported, texts, whole
from tests.documents.pages import rendered_pages
from tests.documents.validity import faults


def test_the_charts_are_native_in_both_files(january_report: Reported, january_workbook: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(january_report.document)) as archive:
        names = archive.namelist()
    assert len(january_report.charts) == 2
    assert [name for name in names if name.startswith("word/embeddings/")] == ["word/embeddings/chart1.xlsx", "word/embeddings/chart2.xlsx"]
    opened = openpyxl.load_workbook(january_workbook)
    assert {sheet.title for sheet in opened if sheet._charts} == {"主题", "地区", "单位", "时间"}
    assert faults(january_report.document) == []


def test_the_charts_numbers_are_counted_too(january_report: Reported) -> None:
    shown = {figure.shown for figure in january_report.study.ledger.figures}
    values = [value for one in january_report.charts for series in one.series for value in series.values if value is not None]
    assert {f"{value:.0f}" for value in values} <= shown


def test_every_chart_stands_above_its_caption_and_is_spoken_of(january_report: Reported) -> None:
    read = texts(january_report)
    captions = [n for n, text in enumerate(read) if re.match(r"图\d　", text)]
    assert [read[n - 1] for n in captions] == ["\ufffc"] * len(january_report.charts)
    assert all(f"见{read[n][:2]}" in whole(january_report) for n in captions)


def test_the_workbook_says_how_it_is_counted_and_lists_what_was_not_read(january_workbook: Path) -> None:
    opened = openpyxl.load_workbook(january_workbook)
    assert opened.sheetnames == ["说明", "数字", "主题", "地区", "单位", "未写名称的单位", "时间", "问题", "高关注单件", "来信", "未读入"]
    explained = {row[0].value: row[1].value for row in opened["说明"].iter_rows()}
    assert "2026年1月1日至31日" in explained["本期"]
    assert "2025年12月1日至31日" in explained["上期"]
    assert explained["上年同期"].startswith("不作同比")
    assert opened["未读入"].max_row == 2


def test_cells_that_begin_like_formulas_are_text(tmp_path: Path) -> None:
    bad = [Letter(f"=1+{n}", "=HYPERLINK(1)", f"=2+2，第{n}次来信反映公园关门。", "", datetime(2026, 1, 9), f"人{n}") for n in range(3)]
    _, path = write_report(reported(made_letters(bad)), tmp_path / "a.docx", FILES)
    column = [cell for cell in openpyxl.load_workbook(path)["来信"]["A"] if str(cell.value).startswith("=1")]
    assert [cell.data_type for cell in column] == ["s"] * 3


def test_the_files_are_called_after_the_first_and_never_overwrite_an_input(january_report: Reported, tmp_path: Path) -> None:
    source = tmp_path / "一月.xlsx"
    source.write_bytes(b"")
    document, workbook = write_report(january_report, None, [source])
    assert (document.name, workbook.name) == ("一月-信访形势分析报告.docx", "一月-信访形势分析报告-数据.xlsx")
    with pytest.raises(UserError):
        write_report(january_report, document, [source, workbook])
    with pytest.raises(UserError, match="只能写成"):
        write_report(january_report, tmp_path / "报告.pdf", [source])


@pytest.mark.rendering
def test_its_pages_are_a4_with_charts_and_tables(january_report: Reported, libreoffice: Path, tmp_path: Path) -> None:
    pytest.importorskip("pdfplumber")
    with rendered_pages(libreoffice, tmp_path, {"report": january_report.document}) as pages:
        drawn = pages["report"]
        assert len(drawn) >= 4
        assert all((round(float(page.page.width)), round(float(page.page.height))) == (595, 842) for page in drawn)
        text = "".join(page.page.extract_text() for page in drawn)
        assert "信访形势分析报告" in text
        assert sum(len(page.page.curves) + len(page.page.rects) for page in drawn) > 10
