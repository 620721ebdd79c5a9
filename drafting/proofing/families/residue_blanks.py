"""残留: blanks that fill up a line, and what a template leaves standing in a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import PLAIN_RESIDUE, Check, Example, Hit, practice
from drafting.proofing.draft import CJK, HAN, TEXT_ROLES, Draft
from drafting.proofing.literals import know
from drafting.proofing.shapes import pattern

_SPREAD = expression(rf"(?<!{HAN})(?:{HAN}[ 　\u00a0]{{1,4}}){{3,}}{HAN}(?!{HAN})")
_ALONE = expression(rf"[ 　\u00a0]{HAN}[ 　\u00a0]")
_SPREAD_ROLES = frozenset({Role.TITLE, Role.RECIPIENTS, Role.SIGNATURE, Role.ATTACHMENT_TITLE, *TEXT_ROLES})
_NAMES = expression(rf"(?<![^ 　\u00a0]){HAN}{{3}}(?![^ 　\u00a0])")
_SET_OUT = expression(r"[ 　]*(?:第[一二三四五六七八九十百]{1,5}[编章节][ 　]*)?[：:]?[ 　]*")
_GAP = expression(rf"(?<=[{CJK}》”）])[ 　\u00a0]+(?=[{CJK}《“（])")
_ORGAN_END = expression(
    r"(?:省|市|县|区|州|盟|旗|镇|乡|委|会|府|院|部|厅|局|署|办|室|社|校|学|所|站|队|团|军|行|公司|中心|集团|法院|检察院|国|[）)》”0-9]|[年月日]|[届次期号章节条篇])$"
)
_TEMPLATE = expression(
    r"^(?:范文|样稿|参考范文|参考模板)[：:]?[ 　]*$"
    r"|^[（(【\[](?:示例|样例|模板|范文|样稿|参考模板|参考范文)[）)】\]](?=[\u4e00-\u9fff]{6}[^。\n]{0,60}$)|[（(【](?:范文|样稿|参考范文)[）)】]$",
    re.MULTILINE,
)
_PIECE = "此处|这里|本句|此段|该段|此数据?|数据|数字|数值|名称|时间|日期|金额|人数"
_TO_ONESELF = (
    rf"[（(【\[](?:(?:{_PIECE})[^（）()\n]{{0,4}})?(?:尚?待|还?需要?|须|请[^（）()\n，。]{{0,6}}|有待|未)(?:进一步|再)?"
    r"(?:核实|核对|确认|补充|更新|完善|查证|查找|斟酌|商榷|核|补|查)(?:后[^（）()\n]{0,6})?[）)】\]]"
    rf"|[（(【\[](?:{_PIECE})(?:核实|核对|确认|补充|更新|有误|不准|存疑)[^（）()\n]{{0,6}}[）)】\]]|[（(][?？]{{1,3}}[）)]"
)
_UNFILLED = expression(
    r"(?:(?<=[^\W\da-zA-Z_])|(?<=[，、：:]))(?<!一式)[_＿]{2,}(?=[^\W\da-zA-Z_]|[，。；、）)%％])"
    r"|(?<=联系人[：:])[（(](?:姓名|名字|某某)[）)]|(?<=电话[：:])[（(](?:电话|号码|电话号码)[）)]"
)
_UNFILLED_KEYS = ("__", "＿＿", "联系人", "电话")
_GIVEN_YEAR = r"20(?:[\d×]{2}|[ 　_＿]{1,4})"
_UNDATED = expression(
    rf"(?P<x>{_GIVEN_YEAR}年[ 　_＿]+月(?:[ 　_＿]*\d{{0,2}}[ 　_＿]*日)?"
    r"|(?<=[于至在])(?:[ 　]*年)?[ 　]+月[ 　]*日|(?<!\d)\d{1,2}月[ 　]+日)(?!起施行|起实施|起执行)"
)
_UNDATED_KEYS = ("年 ", "年　", "年_", "年＿", "月 ", "月　", "月_", "月＿")
know(_UNDATED_KEYS)
_TO_SIGN = expression(r"盖章|公章|签字|签名|签章|审核|意见[:：]|填表|填报|日期[:：]")
_BLANK = expression(r"(?:(?<=[^\W\da-zA-Z_])|(?<=[，、；）”]))[ 　\u00a0]{1,2}(?=[^\W\da-zA-Z_])|(?<=\d[%％]、)[ 　](?=\d)")
# 第一百条之二 …, a heading and its text in one line, two organs side by side.
_BEFORE_BLANK = expression(
    r"第[一二三四五六七八九十百千零〇\d]+[条章节编款项](?:之[一二三四五六七八九十])?\Z"
    r"|\A[\s　]*[（(]?[一二三四五六七八九十\d]+(?:[）)、.．]|[ 　](?=\D))[^，。；]*\Z|公开[）)]\Z"
    r"|(?:中央|委|委员会|局|厅|部|办|院|政府|会|省|市|县)\Z"
)
_GAPS = 3  # so many in one paragraph are names side by side, or a text spoilt all through
_A_FORM = 4  # so many lines to write on are a form


def _spread(draft: Draft) -> Iterator[Hit]:
    for index in dict.fromkeys(draft.index(match.start()) for match in _ALONE.finditer(draft.text)):
        start, paragraph = draft.starts[index], draft.paragraphs[index]
        if paragraph.place.cell is not None or paragraph.role not in _SPREAD_ROLES:
            continue
        for match in _SPREAD.finditer(paragraph.text):
            if paragraph.role in TEXT_ROLES and _SET_OUT.fullmatch(paragraph.text[: match.start()] + paragraph.text[match.end() :]):
                continue  # 第一节　一 般 规 定, 填 写 说 明: a short heading set out to fill its line
            if len(_NAMES.findall(paragraph.text)) > 2:
                continue  # 王 强　李小明　赵 刚　周 平: names of two characters set out to the width of three
            whole = expression(r"[ 　\u00a0]").sub("", match.group())
            message = f"“{whole}”是用空格撑开的，检索、复制时会断开，请改用字符间距或者分散对齐。"
            yield Hit(start + match.start(), start + match.end(), message, whole)


def _title_gap(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each(Role.TITLE):
        for match in _GAP.finditer(paragraph.text):
            before, after = paragraph.text[: match.start()], paragraph.text[match.end() :]
            spread = expression(rf"(?:^|[ 　]){HAN}$").search(before) or expression(rf"{HAN}(?:[ 　]|$)").match(after)
            # A title of two parallel clauses has a blank between them; one that says 关于 or 印发 before it is broken in a phrase.
            within = expression(r"关于|印发|转发|批转").search(before)
            if within and not _ORGAN_END.search(before) and not spread and len(after) >= 2:
                yield Hit(start + match.start(), start + match.end(), "标题中间有空格，像是为了分行打的，请改用换行。", "")


def _undated(draft: Draft) -> Iterator[Hit]:
    attached = next((start for start, _ in draft.each(Role.ATTACHMENT_LABEL)), len(draft.text))
    for match in draft.find(_UNDATED, _UNDATED_KEYS, 16):
        paragraph = draft.paragraph(match.start("x"))
        # What is attached, and a line to sign, is a form.
        if match.start("x") < attached and paragraph.place.cell is None and not _TO_SIGN.search(paragraph.text):
            yield Hit(match.start("x"), match.end("x"), "日期没有填写完整，印发前请填上。")


def _inner_blanks(draft: Draft) -> Iterator[Hit]:
    found: dict[int, list[tuple[int, int]]] = {}
    for blank in " 　\u00a0":
        at = draft.text.find(blank)
        while at >= 0:
            gap = _BLANK.match(draft.text, at)
            if gap:
                found.setdefault(draft.index(at), []).append(gap.span())
            at = draft.text.find(blank, gap.end() if gap else at + 1)
    for index, gaps in found.items():
        paragraph, start = draft.paragraphs[index], draft.starts[index]
        text = paragraph.text
        if len(text) < 30 or paragraph.role not in TEXT_ROLES or paragraph.place.cell is not None or text.rstrip()[-1:] not in "。；：":
            continue  # a name and an organ side by side, not a sentence
        inner = [(begin, end) for begin, end in gaps if begin - start > 5 and not _BEFORE_BLANK.search(text[: begin - start])]
        if len(inner) <= _GAPS:
            for begin, end in inner:
                if not draft.is_quoted(begin, end):
                    yield Hit(begin, end, "句子中间有多余的空格，请删去。", "")


def _unfilled(draft: Draft) -> Iterator[Hit]:
    found = list(draft.find(_UNFILLED, _UNFILLED_KEYS, 40))
    if len(found) <= _A_FORM:
        for match in found:
            yield Hit(match.start(), match.end(), "这里留着横线没有填写。")


CHECKS = (
    Check(
        code="letter-spaced-words",
        title="用空格把字撑开",
        family="residue",
        level=Level.HINT,
        basis=practice(),
        why="为了对齐、好看在每个字中间打空格，换字号就错位，检索不到，读屏、复制时断成单字。",
        find=_spread,
        examples=(Example("落款| ⟦青 山 市 财 政 局⟧", "落款| 青山市财政局"),),
        passes=(
            "落款| 青山市财政局",
            "标题| 通　　知",
            "姓名　　单位　　职务",
            "单元格[0,0]| 单 位 名 称",
            "王小明 李大山 赵 平 周 强 张文海",
        ),
    ),
    Check(
        code="blank-in-title",
        title="标题中间有空格",
        family="residue",
        level=Level.HINT,
        basis=practice(),
        why="为了分行在标题里打的空格，换行后留在行首行尾，登记、检索时标题也对不上；机关名称之间空一字的不报。",
        find=_title_gap,
        examples=(Example("标题| 关于印发节能减排⟦　⟧工作方案的通知", "标题| 关于印发节能减排工作方案的通知"),),
        passes=(
            "标题| 一枚印章管审批　一个窗口办成事",
            "标题| 中共青山市委　青山市人民政府关于防汛的意见",
            "标题| 2024年　防汛工作方案",
            "标题| 通　　知",
        ),
    ),
    Check(
        code="template-word-left",
        title="模板的字样没有删去",
        family="residue",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="从模板、范文改来的文稿，“示例”“范文”“模板”字样要删去。",
        find=pattern(
            _TEMPLATE.pattern,
            "“{0}”像是模板、范文留下的字样，请删去",
            "",
            keys=("示例", "样例", "范例", "模板", "样稿", "范文", "参考格式"),
            reach=30,
            quoted=True,
            flags=re.MULTILINE,
        ),
        examples=(Example("⟦（示例）⟧关于做好防汛工作的通知", "关于做好防汛工作的通知"), Example("⟦范文：⟧", "")),
        passes=("示例：张某某的申报材料。", "见附件（模板）使用说明", "建设示范文本库"),
    ),
    Check(
        code="note-to-oneself",
        title="起草时的提醒没有删去",
        family="residue",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="“（此处核实）”“（数据待补充）”是起草时写给自己和同事看的，核实以后要删去。",
        find=pattern(
            _TO_ONESELF,
            "“{0}”是起草时的提醒，核实后请删去",
            None,
            keys=(
                "核）",
                "核)",
                "核实",
                "核对",
                "确认",
                "补",
                "更新",
                "完善",
                "查",
                "斟酌",
                "商榷",
                "有误",
                "不准",
                "存疑",
                "？）",
                "?)",
                "?）",
            ),
            reach=20,
            quoted=True,
        ),
        examples=(
            Example("配套道路已经立项⟦（此处核实）⟧。", "配套道路已经立项。"),
            Example("总投资3亿元⟦（数据待核）⟧。", "总投资3亿元。"),
            Example("参会40人⟦（请办公室补充）⟧。", "参会40人。"),
        ),
        passes=(
            "商事主体登记确认制（以下简称确认制）",
            "参加单位负责同志（待定）",
            "材料不齐的（需要补充材料的），一次告知。",
            "核实（确认）后办理。",
        ),
    ),
    Check(
        code="date-left-blank",
        title="日期没有填写",
        family="residue",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="“2026年　月　日”是起草时留的空，签发后要填上；附件里的表样和签字、盖章处的空不报。",
        find=_undated,
        examples=(
            Example("日期| ⟦2026年　月　日⟧", "日期| 2026年5月8日"),
            Example("会议于⟦20  年  月⟧召开。", "会议于2026年5月召开。"),
            Example("请于⟦5月　日⟧前报送。", "请于5月8日前报送。"),
        ),
        passes=("日期| 2026年5月8日", "附件| 附件\n填报日期　年　月　日", "单位（盖章）　　年　月　日", "今年 5月8日"),
    ),
    Check(
        code="blank-in-sentence",
        title="句子中间有多余的空格",
        family="residue",
        level=Level.HINT,
        basis=PLAIN_RESIDUE,
        why="汉字之间不空格，多的空格是粘贴、从PDF复制时留下的，检索时词语会断开。",
        find=_inner_blanks,
        examples=(
            Example(
                "各县区要把防汛责任落实到岗到人，市水利局会同市财政局每年开展一次专⟦ ⟧项督查。",
                "各县区要把防汛责任落实到岗到人，市水利局会同市财政局每年开展一次专项督查。",
            ),
        ),
        passes=(
            "第二十四条 各县区要把防汛责任落实到岗到人，市水利局会同市财政局每年开展一次专项督查。",
            "姓名　　单位　　职务",
            "各县区要把防汛责任落实到岗到人，做好 2024 年防汛工作，市水利局会同市财政局每年督查。",
        ),
    ),
    Check(
        code="unfilled-line",
        title="横线没有填写",
        family="residue",
        level=Level.HINT,
        basis=PLAIN_RESIDUE,
        why="句子里的下划线是留着填写的空，印发前要填上；成篇的表样、文书样式不报。",
        find=_unfilled,
        examples=(
            Example("请于5月⟦____⟧日前报送。", "请于5月8日前报送。"),
            Example("联系人：⟦____⟧。", "联系人：赵某某。"),
            Example("联系人：⟦（姓名）⟧。", "联系人：赵某某。"),
        ),
        passes=("邮箱为fang_xun@example.cn。", "姓名____年龄____单位____职务____电话____年", "本协议一式____份。"),
    ),
)
