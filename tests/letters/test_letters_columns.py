"""Columns that the user names: a choice that no table has is told, with the columns that there are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from drafting.documents.errors import UserError
from drafting.letters.columns import Chosen, checked_names, find_header, recognise
from drafting.letters.reading import read_letters

TABLE = (("编号", "标题", "内容", "怎么说的"), ("1", "路灯", "路灯不亮。", "已修好。"))
OTHER = (("编号", "来信内容"), ("1", "没有水。"))


def read(choices: dict[str, str], *tables: Sequence[Sequence[object]]) -> Chosen:
    chosen = checked_names(choices)
    for table in tables:
        find_header(table, chosen)
    return chosen


def told(chosen: Chosen) -> str:
    error = chosen.unfit("来信.xlsx")
    assert isinstance(error, UserError)
    return str(error)


@pytest.mark.parametrize("column", ["没有这列", "E", "Z", "AA", "怎么说"])
@pytest.mark.parametrize("field", ["内容", "标题", "答复"])
def test_a_column_that_the_table_has_not_is_told_with_those_it_has(field: str, column: str) -> None:
    message = told(read({field: column}, TABLE))
    assert f"没有“{column}”这一列" in message
    assert "A列“编号”、B列“标题”、C列“内容”、D列“怎么说的”" in message
    assert "来信.xlsx" in message
    assert f"--column {field}=列号" in message


@pytest.mark.parametrize("column", ["怎么说的", "怎么 说的", "D", "d"])
def test_a_column_by_its_name_or_letter_fits(column: str) -> None:
    assert read({"答复": column}, TABLE).unfit("来信.xlsx") is None


def test_a_choice_need_fit_only_one_of_the_tables() -> None:
    assert read({"答复": "怎么说的"}, OTHER, TABLE).unfit("来信.xlsx") is None
    assert "没有“D”这一列" in told(read({"答复": "D"}, OTHER, OTHER))


def test_of_several_choices_those_that_do_not_fit_are_told() -> None:
    message = told(read({"答复": "怎么说的", "标题": "题目", "用户": "X"}, TABLE))
    assert "没有“题目”、“X”这一列" in message
    assert "“怎么说的”、" not in message.partition("（")[0]


def test_a_column_that_only_the_rows_have_fits_by_its_letter() -> None:
    assert read({"答复": "C"}, (("编号", "内容"), ("1", "路灯不亮。", "已修好。"))).unfit("来信.csv") is None


def test_without_a_header_the_width_of_the_rows_counts() -> None:
    rows = (("1", "门口的路灯坏了，有2个月。", "已修好。"),)
    assert read({"内容": "B", "答复": "C"}, rows).unfit("来信.csv") is None
    message = told(read({"内容": "B", "答复": "D"}, rows))
    assert "没有“D”这一列（有的是：A列、B列、C列）" in message


def test_a_header_of_two_rows_has_the_names_of_both() -> None:
    rows = (("编号", "来信", "", "办理"), ("", "标题", "内容", "怎么说的"), ("1", "路灯", "路灯不亮。", "已修好。"))
    assert read({"答复": "怎么说的", "编号": "编号"}, rows).unfit("来信.xlsx") is None


def test_the_keys_of_json_lines_are_columns_too() -> None:
    chosen = checked_names({"答复": "说法"})
    recognise(("编号", "内容"), chosen)
    assert "没有“说法”这一列" in told(chosen)
    recognise(("编号", "内容", "说法"), chosen)
    assert chosen.unfit("来信.jsonl") is None


def test_nothing_is_told_without_a_choice_or_without_a_table() -> None:
    assert read({}, TABLE).unfit("来信.xlsx") is None
    assert read({"答复": "没有这列"}).unfit("来信.txt") is None


@pytest.mark.parametrize("column", ["没有这列", "Z"])
def test_reading_stops_at_a_column_that_no_file_has(tmp_path: Path, column: str) -> None:
    path = tmp_path / "来信.csv"
    path.write_text("编号,标题,内容\n1,路灯,路灯不亮。\n", encoding="utf-8")
    with pytest.raises(UserError, match=f"没有“{column}”这一列"):
        read_letters([path], {"内容": column})


def test_of_very_many_columns_the_first_are_named() -> None:
    wide = (("内容", *(f"列{n}" for n in range(200))),)
    message = told(read({"内容": "没有这列"}, wide))
    assert "等）" in message
    assert "列199" not in message
