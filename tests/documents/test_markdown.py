"""Markdown becomes headings, tables and emphasis; no other character changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from drafting.documents.intake.markdown import read_markdown
from drafting.documents.model import Document, Role
from drafting.documents.renewal.richtext import RichText

DRAFT = """# 关于开展某某工作的通知

各区人民政府：

为做好**重点**工作，现通知如下。

## 一、总体要求

坚持*系统*观念。

## 主要任务

### 加强领导

- 第一项
- 第二项

清源市人民政府办公室

2026年3月5日
"""


def read(text: str) -> Document:
    return read_markdown(text.encode(), "稿.md")[0]


def roles(text: str) -> list[tuple[str, Role]]:
    return [(item.text, item.role) for item in read(text).paragraphs]


def looks(text: str) -> dict[str, list[str]]:
    """The text of the first paragraph by run, with the names of its look."""
    item = read(f"{text}\n正文。").paragraphs[0].text
    if not isinstance(item, RichText):
        return {str(item): []}
    return {str(item)[at : at + atom.size]: sorted(atom.look) for at, atom in item.placed()}


def test_the_single_topmost_heading_is_the_title_and_those_below_it_are_headings() -> None:
    assert roles(DRAFT) == [
        ("关于开展某某工作的通知", Role.TITLE),
        ("各区人民政府：", Role.RECIPIENTS),
        ("为做好重点工作，现通知如下。", Role.BODY),
        ("一、总体要求", Role.HEADING1),
        ("坚持系统观念。", Role.BODY),
        ("主要任务", Role.HEADING1),
        ("加强领导", Role.HEADING2),
        ("第一项", Role.BODY),
        ("第二项", Role.BODY),
        ("清源市人民政府办公室", Role.SIGNATURE),
        ("2026年3月5日", Role.DATE),
    ]


def test_what_became_look_is_counted() -> None:
    marks = dict(read_markdown(DRAFT.encode(), "稿.md")[1])
    assert marks == {"标题井号": 4, "加粗": 1, "斜体": 1, "项目符号": 2}


def test_emphasis_becomes_look() -> None:
    assert looks("甲**乙**丙") == {"甲": [], "乙": ["b", "bCs"], "丙": []}
    assert looks("甲***乙***丙")["乙"] == ["b", "bCs", "i", "iCs"]
    assert looks("甲~~乙~~丙")["乙"] == ["strike"]


@pytest.mark.parametrize("text", ["3*4*5 等于 60。", "2 * 3 * 4", "注：* 号为必填", "价格**另议", "面积_约_三亩", "A|B 两类", "5 > 3 成立"])
def test_a_mark_that_says_nothing_stays_text(text: str) -> None:
    assert read(f"{text}\n正文。").paragraphs[0].text == text


def test_an_escaped_mark_is_the_character() -> None:
    assert read("加\\*号\\*的\n正文。").paragraphs[0].text == "加*号*的"


def test_a_link_keeps_its_words_and_leads_where_it_led() -> None:
    item = read("见[官网](https://example.com/?a=1&b=2)。\n正文。").paragraphs[0].text
    assert item == "见官网。"
    assert isinstance(item, RichText)
    openings = [wrapper.opening for atom in item.atoms for wrapper in atom.around]
    assert openings == ['<w:fldSimple w:instr=" HYPERLINK &quot;https://example.com/?a=1&amp;b=2&quot; ">']


def test_a_pipe_table_becomes_a_table_and_no_cell_gets_lost() -> None:
    document = read("情况如下。\n\n| 序号 | 事项 |\n|---|:-:|\n| 1 | **甲** |\n| 2 | a\\|b | 多出 |\n| 3 |\n\n完毕。")
    cells = [(p.place.cell.row, p.place.cell.column, str(p.text)) for p in document.paragraphs if p.place.cell]
    assert cells == [(0, 0, "序号"), (0, 1, "事项"), (1, 0, "1"), (1, 1, "甲"), (2, 0, "2"), (2, 1, "a|b|多出"), (3, 0, "3"), (3, 1, "")]
    assert document.paragraphs[-1].text == "完毕。"


def test_code_is_taken_word_for_word() -> None:
    assert [str(p.text) for p in read("正文。\n\n```text\n# 不是标题\n**原样**\n```\n").paragraphs] == ["正文。", "# 不是标题", "**原样**"]


def test_rules_and_quotes_are_marks() -> None:
    assert [str(p.text) for p in read("甲。\n\n---\n\n> 乙。\n").paragraphs] == ["甲。", "乙。"]


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(UserError, match="没有文字"):
        read("---\n\n```\n```\n")


@given(st.lists(st.text(alphabet="甲乙丙，。一二、（）：", min_size=1, max_size=20), min_size=1, max_size=6))
def test_text_without_marks_is_the_same(lines: list[str]) -> None:
    assert [str(item.text) for item in read("\n".join(lines)).paragraphs] == lines
