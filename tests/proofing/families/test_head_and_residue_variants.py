"""As careless hands write it: each fault in a whole notice read as a text file, found by its check with the right correction."""

from __future__ import annotations

import pytest

from drafting.documents.model import Finding
from drafting.documents.reading import read_text
from drafting.proofing import CHECKS, proofread

FAMILIES = ("header", "residue", "privacy", "layout")
MINE = tuple(check for check in CHECKS if check.family in FAMILIES)
LINES = {
    "份号": "",
    "密级": "",
    "紧急": "",
    "标志": "青山市人民政府文件",
    "文号": "青政发〔2026〕5号",
    "标题": "关于做好防汛备汛工作的通知",
    "主送": "各县区人民政府，市政府各部门：",
    "正文": "现将有关文件要求转发给你们，请结合实际，认真抓好贯彻落实。",
    "落款": "青山市人民政府",
    "日期": "2026年5月8日",
    "抄送": "抄送：市委办公室。",
    "印发": "青山市人民政府办公室　　2026年5月9日印发",
}

# Check, element, how it is written with the fault between ⟦ ⟧, what it becomes (None: a person decides).
HEAD = [
    ("document-number-brackets", "文号", "青政发⟦[2026]⟧5号", "〔2026〕"),
    ("document-number-brackets", "文号", "青政发⟦（2026）⟧5号", "〔2026〕"),
    ("document-number-brackets", "文号", "青政发⟦(2026)⟧5号", "〔2026〕"),
    ("document-number-brackets", "文号", "青政发⟦【2026】⟧5号", "〔2026〕"),
    ("document-number-brackets", "文号", "青政发⟦〔2026]⟧5号", "〔2026〕"),
    ("document-number-brackets", "文号", "青政发 ⟦[2026]⟧ 5号", "〔2026〕"),
    ("document-number-brackets", "正文", "按照国办发 ⟦（2025）⟧ 21 号文件要求抓好落实。", "〔2025〕"),
    ("document-number-brackets", "正文", "按照《关于做好防汛工作的通知》(国办发⟦[2025]⟧21号)要求落实。", "〔2025〕"),
    ("document-number-ordinal", "文号", "青政发〔2026〕⟦第⟧5号", ""),
    ("document-number-padded", "文号", "青政发〔2026〕⟦0⟧5号", ""),
    ("document-number-year", "文号", "青政发〔⟦26⟧〕5号", "2026"),
    ("document-number-year-word", "文号", "青政发〔2026⟦年⟧〕5号", ""),
    ("document-number-without-hao", "文号", "青政发〔2026〕⟦5⟧", "5号"),
    ("document-number-without-hao", "正文", "按照《通知》（国办发〔2025〕⟦21⟧）要求落实。", "21号"),
    ("document-number-without-brackets", "文号", "青政发⟦2026年⟧5号", "〔2026〕"),
    ("document-number-without-brackets", "正文", "按照国办发⟦2025-⟧21号要求抓好落实。", "〔2025〕"),
    ("document-number-in-chinese", "文号", "青政发〔⟦二〇二六⟧〕5号", "2026"),
    ("document-number-blanks", "文号", "青政发⟦〔2026〕 5 号⟧", "〔2026〕5号"),
    ("document-number-full-name", "文号", "⟦青山市人民政府⟧〔2026〕5号", None),
    ("document-number-other-year", "文号", "青政发〔⟦2025⟧〕5号", None),
    ("several-document-numbers", "文号", "青政发〔2026〕5号\n⟦青水发〔2026〕9号⟧", None),
    ("secrecy-separator", "密级", "机密⟦*⟧1年", "★"),
    ("secrecy-separator", "密级", "机密⟦☆⟧1年", "★"),
    ("secrecy-without-period", "密级", "⟦秘密⟧", None),
    ("secrecy-period-too-long", "密级", "秘密★⟦15年⟧", None),
    ("copy-number-missing", "密级", "⟦机密★1年⟧", None),
    ("urgency-term", "紧急", "⟦紧急⟧", "加急"),
    ("telegram-urgency", "紧急", "⟦平急⟧", None),
    ("copy-number-digits", "份号", "⟦No.000012⟧", "000012"),
    ("signer-in-downward-document", "文号", "青政发〔2026〕5号\n⟦签发人：赵某⟧", None),
    ("printed-before-signed", "印发", "青山市人民政府办公室　　⟦2026年5月7日⟧印发", None),
    ("printed-line-form", "印发", "青山市人民政府办公室　　⟦2026年5月9日印⟧", "2026年5月9日印发"),
    ("copies-old-label", "抄送", "⟦抄报⟧：省人民政府。", "抄送"),
    ("imprint-extra-line", "印发", "青山市人民政府办公室　2026年5月9日印发　⟦（共印50份）⟧", ""),
]
LEFT = [
    ("placeholder", "由⟦【请填写承办单位】⟧负责落实。", None),
    ("placeholder", "由⟦[待补充]⟧负责落实。", None),
    ("placeholder", "会议地点：⟦（待补充）⟧。", None),
    ("placeholder", "联系人：⟦TODO⟧，电话85000000。", None),
    ("placeholder", "由⟦{{单位}}⟧牵头落实。", None),
    ("placeholder", "由⟦«单位»⟧牵头落实。", None),
    ("placeholder", "⟦单击或点击此处输入文字⟧。", None),
    ("masked-word", "请于⟦X月X日⟧前报送材料。", None),
    ("masked-word", "请于⟦××月××日⟧前报送材料。", None),
    ("masked-word", "由⟦XX⟧局牵头，各有关单位配合。", None),
    ("masked-word", "召开⟦XX⟧会议传达精神。", None),
    ("masked-year", "⟦20XX⟧年工作要点已经印发。", None),
    ("unfilled-line", "请于5月⟦____⟧日前报送材料。", None),
    ("chatbot-residue", "⟦**一是加强领导。**⟧各单位要提高认识。", "一是加强领导。"),
    ("chatbot-residue", "⟦###⟧一、加强领导", ""),
    ("chatbot-residue", "⟦当然可以！以下是一份关于防汛工作的通知：⟧", ""),
    ("chatbot-residue", "⟦作为一个人工智能语言模型，我无法提供实时数据。⟧", ""),
    ("chatbot-residue", "⟦（注：以上内容仅供参考，请根据实际情况进行调整。）⟧", ""),
    ("chatbot-residue", "⟦本回答由AI生成，仅供参考。⟧", ""),
    ("web-residue", "各单位要抓好落实。⟦本文来自公务员之家。⟧", ""),
    ("web-residue", "⟦扫一扫在手机打开当前页⟧", ""),
    ("web-residue", "⟦分享到：⟧", ""),
    ("web-residue", "各单位要抓好落实。⟦来源：某某网 责任编辑：李某⟧", ""),
    ("radical-for-character", "市⟦⻓⟧要抓好落实。", "长"),
    ("private-use-character", "各单位⟦\ue5e5⟧要抓好落实。", None),
    ("control-character", "各单位⟦\x02⟧要抓好落实。", ""),
    ("look-alike-letter", "⟦\u0421\u041e2⟧排放下降。", "CO2"),
    ("interpunct-variant", "阿依古丽⟦•⟧买买提同志", "·"),
    ("double-number", "一、⟦一、⟧提高认识", ""),
    ("identity-number", "张某（⟦11010519491231002x⟧）已核实。", "110105********002X"),
    ("identity-number", "张某，公民身份号码：⟦110105 19491231 002X⟧。", "110105********002X"),
    ("identity-number-wrong", "身份证号⟦110105194912310021⟧。", None),
    ("mobile-number", "手机号为+86⟦13800000000⟧。", "138****0000"),
    ("bank-card-number", "银行卡号：⟦6222 0200 0000 0000 000⟧。", "6222***********0000"),
    ("passport-number", "护照号码：⟦E00000000⟧。", "E0*****00"),
    ("plate-number", "驾驶⟦京A00000⟧号小型客车。", "京A***00"),
    ("home-address", "现住址为⟦青山市青屏区和平路12号⟧。", None),
]


def found_in(code: str, element: str, marked: str) -> list[tuple[str, str | None]]:
    """Return what ``code`` finds in a notice of which one element is ``marked``: the characters, and what is to stand there."""
    text = "\n".join(line for line in (LINES | {element: marked.replace("⟦", "").replace("⟧", "")}).values() if line)
    document = read_text(text, "通知.txt")

    def shown(finding: Finding) -> str:
        return document.paragraphs[finding.span.paragraph].text[finding.span.start : finding.span.end]

    return [(shown(finding), finding.suggestion) for finding in proofread(document, MINE) if finding.code == code]


def fault_of(marked: str) -> str:
    return marked[marked.index("⟦") + 1 : marked.index("⟧")]


@pytest.mark.parametrize(("code", "element", "marked", "better"), HEAD)
def test_a_fault_of_the_head_is_found_at_its_characters(code, element, marked, better):
    assert found_in(code, element, marked) == [(fault_of(marked), better)]


@pytest.mark.parametrize(("code", "marked", "better"), LEFT)
def test_what_was_left_behind_is_found_at_its_characters(code, marked, better):
    assert found_in(code, "正文", marked) == [(fault_of(marked), better)]


def test_the_notice_without_a_fault_has_no_finding():
    document = read_text("\n".join(line for line in LINES.values() if line), "通知.txt")
    assert [(f.code, f.message) for f in proofread(document, MINE)] == []


@pytest.mark.parametrize(
    "text",
    [
        "统一社会信用代码：11330100MB0000000X。",
        "依据（2019）京01民初12号判决书办理。",
        "国家标准GB/T 9704—2012自2012年7月1日起实施。",
        "项目编号202605080001234567，合同编号330100202605080012。",
        "举报电话：12345，传真：0571-85000000。",
        "依据国发〔2011〕3、4号文件和〔2024〕5号会议纪要办理。",
        "面积3×5米，误差±2毫米，α粒子、β射线。",
        "具体名额（待定）。",
        "本协议一式____份。",
        "【案例一】某县经验做法。",
    ],
)
def test_what_only_looks_like_it_is_silent(text):
    document = read_text("\n".join(line for line in (LINES | {"正文": text}).values() if line), "通知.txt")
    assert [(f.code, f.message) for f in proofread(document, MINE)] == []
