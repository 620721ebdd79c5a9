"""A fields file edited by somebody who has never seen YAML: every slip is told at its line with what to type, and nothing goes astray."""

from __future__ import annotations

import pytest

from drafting.composing import compose, example_fields, find_kind
from drafting.documents.errors import ManyErrors, UserError
from drafting.documents.faults import Faults
from drafting.documents.yaml_repair import repaired

BASE = "文种: 通知\n发文机关: 甲局\n主送机关: 乙局\n事由: 做好丙项工作\n目的: 为做好丙项工作\n"
SPEECH = "文种: 讲话稿\n会议名称: 甲会议\n讲话人: 市长　林致远\n讲话日期: 2026年3月5日\n称呼: 同志们\n开场: 今天开会\n结束语: 谢谢\n"


def faults(text: str) -> list[str]:
    """Return the sentences told of ``text``."""
    with pytest.raises(UserError) as told:
        compose(text, "a.yaml")
    return [str(error) for error in (told.value.errors if isinstance(told.value, ManyErrors) else [told.value])]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("联系人 江予安\n", [(6, "“联系人”后面没有冒号。请加上英文冒号和一个空格，例如：联系人: 江予安")]),
        ("联系人；江予安\n", [(6, "“联系人”后面没有冒号")]),
        ("通知事项:\n一、做好甲: 乙\n二、做好丙\n", [(7, "应属于“通知事项”的内容，却没有缩进，“通知事项:”后面也没有“|”")]),
        ("通知事项:\n一、做好甲\n联系人: 江予安\n成文日期: 近日\n", [(7, "应属于“通知事项”"), (9, "不是规范的日期")]),
        ("同意机关:\n市人民政府\n", [(7, "只有一行的写在冒号后面，例如：同意机关: 市人民政府")]),
        ("依据:\n  -《甲》\n  - 《乙》\n", [(7, "短横“-”后面缺一个空格")]),
        ("依据:\n  • 《甲》\n  • 《乙》\n", [(7, "短横“•”不是半角"), (8, "不是半角")]),
        ("附件:\n1.甲表\n2.乙表\n", [(7, "第1项没有写明是哪一个字段"), (8, "第2项没有写明是哪一个字段")]),
        ("附件:\n  - 标题: 甲\n    表格:\n    子 | 丑\n    1 | 2\n", [(9, "应属于“表格”的内容")]),
        ("附件:\n  - 标题: 甲\n    表格: |\n      子  丑\n      1  2\n", [(8, "用空格隔开。各格之间请用竖线")]),
        ("附件:\n  - 标题: 甲\n    正文: 乙\n   - 标题: 丙\n     正文: 丁\n", [(9, "左对齐"), (10, "左对齐")]),
        ("附件:\n  - 标题: 甲\n    正文: 乙\n  标题: 丙\n  正文: 丁\n", [(9, "前面却没有“- ”"), (10, "左对齐")]),
        ("附件:\n  - 标题: 甲\n    附件2: 乙\n", [(8, "“附件”第1项没有“附件2”这个字段")]),
        ("# 缘由: |\n  甲情况。\n", [(7, "“缘由”的行首还留着“#”。要用“缘由”的，去掉它行首的“# ”")]),
        ("通知事项: |\n  甲。\n# 缘由: |\n  乙。\n", [(9, "“缘由”的行首还留着“#”")]),
        ("依据:\n  - 甲\n# 附件:\n  - 标题: 乙\n", [(9, "“附件”的行首还留着“#”")]),
        ("◇份号：涉密公文才标注，6位数字。\n", [(6, "以“◇”开头的是说明，行首的“#”不见了")]),
        ("【选填】成文日期: 2026年3月5日\n", [(6, "可能是“成文日期”")]),
    ],
)
def test_a_slip_is_told_at_its_line_with_what_to_type(text: str, told: list[tuple[int, str]]) -> None:
    sentences = faults(BASE + text)
    assert len(sentences) == len(told), sentences
    for sentence, (line, said) in zip(sentences, told, strict=True):
        assert sentence.startswith(f"a.yaml 第 {line} 行：")
        assert said in sentence


def test_a_missing_list_of_records_is_answered_by_how_its_first_line_is_written() -> None:
    sentences = faults("文种: 讲话稿\n")
    assert any("“讲话要点”" in s and "下一行写：“  - 标题: " in s for s in sentences)


def test_points_out_of_line_are_told_point_by_point_and_the_rest_is_judged() -> None:
    points = "讲话要点:\n  - 标题: 一\n    内容: |\n      甲。\n    乙。\n   - 标题: 二\n     内容: 丙\n  标题: 三\n  内容: 丁\n"
    points += "讲话稿日期: 近日\n"
    lines = [int(sentence.split("第 ")[1].split(" 行")[0]) for sentence in faults(SPEECH + points)]
    assert lines == [12, 13, 14, 15, 16, 17]


@pytest.mark.parametrize(("count", "sentences"), [(1, 1), (2, 2), (3, 1), (9, 1)])
def test_the_same_slip_in_many_lines_is_told_once_with_all_its_lines(count: int, sentences: int) -> None:
    names = ["缘由", "通知事项", "工作要求", "同意机关", "联系人", "联系电话", "附注", "抄送机关", "印发机关"][:count]
    told = faults(BASE + "".join(f"{name}：甲\n" for name in names))
    assert len(told) == sentences
    assert told[0].startswith("a.yaml 第 6 行：字段名“缘由”后面用了中文冒号“：”")
    if count > 2:
        assert f"第 {'、'.join(str(n) for n in range(7, 6 + count))} 行也是这样" in told[0]


@pytest.mark.parametrize("quotes", ["“”", "‘’", "””"])
@pytest.mark.parametrize("field", ["发文机关: {}甲局{}", "成文日期: {}2026年3月5日{}", "紧急程度: {}加急{}", "联系人: {}江予安{}"])
def test_quotes_that_a_word_processor_made_curly_do_not_go_into_names_and_dates(field: str, quotes: str) -> None:
    name = field.split(":")[0]
    text = "".join(line + "\n" for line in BASE.split("\n")[:-1] if not line.startswith(name)) + field.format(*quotes) + "\n"
    assert not any(set(p.text) & set("“”‘’") for p in compose(text, "a.yaml").document.paragraphs)


def test_quotes_that_belong_to_a_text_stay() -> None:
    made = compose(BASE + "缘由: “三夏”在即。\n附注: “甲”和“乙”\n", "a.yaml").document.paragraphs
    assert any("“三夏”在即" in p.text for p in made)
    assert any("“甲”和“乙”" in p.text for p in made)


@pytest.mark.parametrize("kind", ["请示", "商洽函", "会议通知", "讲话稿", "印发通知"])
def test_a_right_file_is_left_as_it_is(kind: str) -> None:
    found = find_kind(kind)
    lines = example_fields(found).split("\n")
    noted = Faults("a.yaml")
    known = {"文种": (), **{one.name: tuple(item.name for item in one.items) for one in found.fields}}
    made = repaired(lines, noted, known)
    assert not noted
    assert [line for line in made if line.strip() and not line.startswith("#")] == [
        line for line in lines if line.strip() and not line.startswith("#")
    ]
