"""What the tables find in sentences: slips, set phrases, fixed wordings of a time, particles, pairs of words, marks in wrong places."""

from __future__ import annotations

import pytest

from drafting.proofing import proofread
from drafting.proofing.examples import read
from drafting.proofing.proofreading import select

WORDING = select(["wrong-characters", "wording", "style", "punctuation"])


def told(text: str) -> list[tuple[str, str | None]]:
    """Return (faulty characters, suggestion) of the findings in ``text``."""
    document = read(text)
    found = proofread(document, WORDING)
    return [(document.paragraphs[f.span.paragraph].text[f.span.start : f.span.end], f.suggestion) for f in found]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("请各单位认真贯撤执行。", "贯撤", "贯彻"),
        ("加强安全隐患排查冶理，推进整冶。", "整冶", "整治"),
        ("规范行政处伐行为。", "行政处伐", "行政处罚"),
        ("推进党风廉正建设。", "党风廉正建设", "党风廉政建设"),
        ("办理户藉登记。", "户藉", "户籍"),
        ("加强行政执法监都。", "监都", "监督"),
        ("做好防讯抗旱工作。", "防讯", "防汛"),
        ("推动工作再上新台阶，做到因地治宜。", "因地治宜", "因地制宜"),
        ("克服各种困难，迎刃而介。", "迎刃而介", "迎刃而解"),
        ("依法严惩弄虚做假行为。", "弄虚做假", "弄虚作假"),
        ("坚持以身做则。", "以身做则", "以身作则"),
        ("现将会议记要印发给你们。", "会议记要", "会议纪要"),
        ("群众反应的问题即要解决，又要回访。", "即", "既"),
        ("该项目现以全部完成，投入使用。", "以", "已"),
        ("要象爱护眼睛一样，爱护生态环境。", "象", "像"),
        ("随函寄送三分材料。", "分", "份"),
    ],
)
def test_a_slip_is_found_at_its_characters(text, wrong, right):
    assert (wrong, right) in told(text)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("建设中国特色社会主义法制体系。", "中国特色社会主义法制体系", "中国特色社会主义法治体系"),
        ("学习贯彻习近平新时代中国特色的社会主义思想。", "习近平新时代中国特色的社会主义思想", "习近平新时代中国特色社会主义思想"),
        ("树牢创新、绿色、协调、开放、共享的新发展理念。", "创新、绿色、协调、开放、共享", "创新、协调、绿色、开放、共享"),
        ("统筹推进“五位一体”的总体布局。", "“五位一体”的总体布局", "“五位一体”总体布局"),
        ("铸牢中华民族命运共同体意识。", "铸牢中华民族命运共同体意识", "铸牢中华民族共同体意识"),
        ("编制第十五个五年计划。", "第十五个五年计划", "第十五个五年规划"),
        ("市人力资源与社会保障局负责。", "人力资源与社会保障局", "人力资源和社会保障局"),
        ("深化供给侧结构改革。", "供给侧结构改革", "供给侧结构性改革"),
    ],
)
def test_a_fixed_wording_is_put_right_whole(text, wrong, right):
    assert (wrong, right) in told(text)


def test_a_wording_is_judged_by_the_date_of_the_document():
    text = "推进“一府两院”工作。\n正文| 推进一府两院工作。\n日期| {}年5月8日"
    assert any(wrong == "一府两院" for wrong, _ in told(text.format(2024)))
    assert not any(wrong == "一府两院" for wrong, _ in told(text.format(2016)))


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("事故的原因是管理不善造成的。", "造成的", ""),
        ("产品深受广大群众所喜爱。", "所", ""),
        ("工作力度进一步提高。", "提高", "加大"),
        ("只有明确分工，就能形成合力。", "就", "才"),
        ("要避免类似事故不发生。", "不", ""),
        ("学习非常十分认真。", "非常十分", "十分"),
        ("请各单位积极稳妥的推进改革试点工作。", "的", "地"),
    ],
)
def test_a_clumsy_sentence_is_told(text, wrong, right):
    assert (wrong, right) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "各有关单位要按装机容量核定补贴标准，做好面向群众的工作。",
        "老干部局局长、中宣部有关负责同志出席。",
        "推动经济量质齐升，确保建一亩成一亩。",
        "依照有关法律已经取得的权利，受法律保护。",
        "坚持因时制宜、因地制宜，做到一视同仁。",
        "认真落实“三会一课”制度，加强高水平人才队伍建设。",
        "必要时可以停止执行，情节严重的，不得以任何理由推诿。",
        "整修长春路、望京路、和义路，做好防汛准备。",
    ],
)
def test_a_right_sentence_is_left_alone(text):
    assert told(text) == []
