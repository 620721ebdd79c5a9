"""The program's own results: by their names they are no letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.letters.results import is_result


@pytest.mark.parametrize(
    "name",
    [
        *("来信-分类-1.csv", "来信-分类-待定派单-12.csv", "来信-热点-明细-2.csv"),
        "来信-分类.xlsx",
        "来信-热点.xlsx",
        "来信-答复检查.XLSX",
        "来信-信访形势分析报告.docx",
        "来信-信访形势分析报告-数据.xlsx",
    ],
)
def test_a_result_is_known_by_its_name(name: str) -> None:
    assert is_result(Path("某月") / name)


@pytest.mark.parametrize("name", ["来信.xlsx", "分类.xlsx", "来信-分类.csv", "来信-分类-a.csv", "来信-数据.xlsx", "信访形势分析报告.docx"])
def test_other_names_are_those_of_letters(name: str) -> None:
    assert not is_result(Path(name))
