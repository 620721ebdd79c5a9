"""Single letters that deserve attention."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from drafting.letters.batch import Batch, Letter
from drafting.letters.issues import Issue
from drafting.letters.issues_workbook import write_issues
from drafting.letters.notable import NOTABLE_RULE, find_notable


def letter(key: str, text: str, likes: int = 0, title: str = "来信", user: str = "") -> Letter:
    return Letter(key, title, text, text, user=user, likes=likes)


def issue(kind: str, *ids: str) -> Issue:
    return Issue(1, "RD1", 1.0, "问题", None, None, None, None, ids, 1, 0, "", kind)


@pytest.mark.parametrize(
    ("text", "likes", "reasons"),
    [
        ("路口该设红绿灯。", 60, ("点赞较多",)),
        ("电梯关人两个小时。", 12, ("点赞较多", "人身安全")),
        ("三百户业主的电梯关人两个小时。", 0, ("涉及多人", "人身安全")),
        ("三百户业主没有房产证。", 12, ("点赞较多", "涉及多人")),
        ("再不解决我就要跳楼了。", 0, ("极端表述",)),
        ("电梯关人，业主准备集体上访。", 0, ("人身安全", "群体性")),
    ],
)
def test_many_likes_many_people_and_signals_are_reasons(text: str, likes: int, reasons: tuple[str, ...]) -> None:
    (one,) = find_notable([letter("1", text, likes)], [])
    assert one.reasons == reasons


@pytest.mark.parametrize(
    ("text", "likes"), [("路灯坏了。", 3), ("电梯关人两个小时。", 0), ("三百户业主没有房产证。", 0), ("路灯坏了。", 12), ("", 0)]
)
def test_one_reason_alone_is_too_little(text: str, likes: int) -> None:
    assert find_notable([letter("1", text, likes)], []) == []


def test_a_letter_of_an_issue_of_several_is_not_single() -> None:
    letters = [letter("1", "路口该设红绿灯。", 60), letter("2", "路口该设红绿灯，太堵。", 70)]
    assert find_notable(letters, [issue("具体热点", "1", "2")]) == []
    assert [one.id for one in find_notable(letters, [issue("高关注单件", "2")])] == ["2", "1"]


def test_the_most_attention_comes_first_and_equals_in_the_order_of_their_ids() -> None:
    letters = [letter("乙", "路口该设红绿灯。", 60), letter("甲", "路口该设红绿灯。", 60), letter("丙", "再不解决我就要跳楼了。", 900)]
    assert [(one.rank, one.id) for one in find_notable(letters, [])] == [(1, "丙"), (2, "乙"), (3, "甲")]


def test_likes_below_nought_do_not_break_the_measure() -> None:
    (one,) = find_notable([letter("1", "再不解决我就要跳楼了。", -5)], [])
    assert one.attention == 2.0


def test_the_writers_name_is_masked() -> None:
    (one,) = find_notable([letter("1", "再不解决我就要跳楼了。", 60, "王小明的来信", "王小明")], [])
    assert one.title == "王**的来信"
    assert "王小明" not in json.dumps(one.as_json(), ensure_ascii=False)


def test_the_workbook_has_a_sheet_of_them_with_their_rule(tmp_path: Path) -> None:
    letters = (letter("1", "三百户业主的电梯关人两个小时。", 12), letter("2", "路灯坏了。"))
    write_issues(tmp_path / "a.xlsx", Batch(letters), [], notable=find_notable(letters, []))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["高关注单件"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[1:3] + row[4:6] for row in rows] == [("1", "来信", 12, 300)]
    assert any(cell.comment and cell.comment.text == NOTABLE_RULE for cell in sheet[1])
