"""Cells without a value: errors and formulas that were never worked out are found, everything else is left alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import xlsxwriter

from drafting.documents.sheet_errors import UNCALCULATED, cells_without_value


def test_errors_and_uncalculated_formulas_are_found_where_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.create_sheet("甲&“乙”")["AB3"] = "#REF!"
    page = book["甲&“乙”"]
    page["A1"], page["B2"], page["C2"] = "#号开头的字", "=A1", 3
    book.save(path)
    assert cells_without_value(path, "甲&“乙”") == {(2, 1): UNCALCULATED, (3, 27): "#REF!"}
    assert cells_without_value(path, "没有的表") == {}


def test_formulas_with_their_results_are_values(tmp_path: Path) -> None:
    made, path = tmp_path / "made.xlsx", tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(made))
    page = book.add_worksheet("表")
    page.write_formula("A1", "=1+1", None, 2)
    page.write_formula("A2", "=B2", None, "字")
    page.write_formula("A3", "=1/0", None, "#DIV/0!")
    book.close()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:  # as Excel saves a text that came out empty
        for part in old.namelist():
            new.writestr(part, old.read(part).replace("<v>字</v>".encode(), b"<v></v>"))
    assert cells_without_value(path, "表") == {(3, 0): "#DIV/0!"}


def test_what_is_no_workbook_has_none(tmp_path: Path) -> None:
    text = tmp_path / "a.csv"
    text.write_text("#N/A,1", "utf-8")
    empty = tmp_path / "b.xlsx"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("x", "")
    assert cells_without_value(text, "") == cells_without_value(empty, "表") == {}
