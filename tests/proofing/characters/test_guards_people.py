"""The names of people, known by what stands beside them."""

from __future__ import annotations

import pytest

from drafting.documents.model import Cell, Document, Paragraph, Place
from drafting.proofing.characters.guards import Reason, protected
from drafting.proofing.draft import Draft
from tests.proofing.characters.guarding import told


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("会议由副镇长贺旻主持。", ["贺旻"]),
        ("副区长欧阳靖宇、县长邹莞尔出席。", ["欧阳靖宇", "邹莞尔"]),
        ("由李垚同志牵头，邹莞尔副书记负责。", ["李垚", "邹莞尔"]),
        ("联系人：邹莞尔，电话另行通知。", ["邹莞尔"]),
        ("成　员：王彧、赵淼、孙翀、周燚", ["王彧", "赵淼", "孙翀", "周燚"]),
        ("组长：李垚（区委书记）", ["李垚"]),
        ("市长　邹莞尔", ["邹莞尔"]),
        ("任命邹莞尔为市水利局局长。", ["邹莞尔"]),
        ("参会的有王彧、赵淼、孙翀等", ["王彧", "赵淼", "孙翀"]),
        ("王　彧　　赵　淼　　孙　翀", ["王　彧", "赵　淼", "孙　翀"]),
        ("王彧\n赵淼\n孙翀", ["王彧", "赵淼", "孙翀"]),
        ("邹莞尔（白石镇党委副书记）", ["邹莞尔"]),
        ("一是邹莞尔、李垚（市水利局局长）。", ["李垚"]),
        ("名单：\t赵　淼（市气象局首席预报员）", ["赵　淼"]),
        ("组　长：邹莞尔", ["邹莞尔"]),
        ("清水〔2026〕26号\t签发人：\t江予安", ["江予安"]),
        ("免去宋清和的市司法局副局长职务", ["宋清和"]),
        ("综合科汤允恒，文电科纪星河，督查室许望舒。", ["汤允恒", "纪星河", "许望舒"]),
        ("由邹莞尔同志牵头。请邹莞尔审阅后印发。", ["邹莞尔", "邹莞尔"]),
    ],
)
def test_a_name_is_known_by_what_stands_beside_it(text: str, names: list[str]) -> None:
    assert told(text)[Reason.PERSON] == names


@pytest.mark.parametrize(
    "text",
    [
        "主任高度重视，书记任组长。",
        "各位同志、全体同志、任何同志都要遵守。",
        "可以向常务委员会提出。",
        "方案组组长、常委同志、有关同志到会。",
        "金融、文化、安全、方便、常态等方面",
        "易降解、易回收、易拆解的材料",
        "石家庄、秦皇岛、唐山、廊坊等市",
        "不得以任何名义代表本单位。",
        "分管领导：高度负责，严格把关",
        "方案（市长办公会审定）、高标准（由局长负责）",
        "牵头单位（负责人任组长）、成效（书记评价）",
        "林业（万元）、金额（万元）",
        "综合科高标准，文电科严要求，督查室全方位。",
        "综合科汤允恒。",
        "免去和平路的收费项目",
    ],
)
def test_ordinary_words_that_begin_like_a_surname_are_no_names(text: str) -> None:
    assert Reason.PERSON not in told(text)


def test_a_column_of_names_in_a_table_is_one() -> None:
    def cell(text: str, row: int, column: int) -> Paragraph:
        return Paragraph(text, place=Place(index=row * 2 + column, cell=Cell(0, row, column)))

    rows = [("姓名", "事项"), ("王彧", "方案"), ("赵　淼", "文件"), ("孙翀", "经费")]
    table = Draft(Document(tuple(cell(text, row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts))))
    found = [table.text[start:end] for start, end, reason in protected(table) if reason is Reason.PERSON]
    assert found == ["王彧", "赵　淼", "孙翀"]


@pytest.mark.parametrize(("line", "name"), [("王海峰　市政府办公室信息处", "王海峰"), ("朱　红　省税务局办公室", "朱　红")])
def test_a_name_that_begins_a_line_before_a_gap_is_one(line: str, name: str) -> None:
    assert name in told(f"优秀信息员\n{line}")[Reason.PERSON]


@pytest.mark.parametrize("line", ["任务　责任单位和完成时限", "高 度重视安全生产工作", "第一　加强组织领导"])
def test_a_word_before_a_gap_is_no_name(line: str) -> None:
    assert Reason.PERSON not in told(line)
