"""残留: what paste, drafting and conversion leave behind."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import PLAIN_RESIDUE, Check, Example, Hit
from drafting.proofing.draft import HAN, Draft
from drafting.proofing.families.residue_characters import where_rare
from drafting.proofing.shapes import lines, pattern

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_SEEN: WeakKeyDictionary[Draft, dict[str, list[int]]] = WeakKeyDictionary()
"""Where the literals of the tables stand in each draft."""


_TABLES = ("web_residue", "chat_residue")
_REACH = 160


@cache
def _table(name: str) -> list[tuple[tuple[str, ...], re.Pattern[str]]]:
    return [(tuple(row[0].split()), expression(row[1], re.MULTILINE)) for row in lines(name)]


@cache
def _literals() -> tuple[AhoCorasick, list[str]]:
    from ahocorasick_rs import AhoCorasick, Implementation

    words = {key for name in _TABLES for keys, _ in _table(name) for key in keys}
    ordered = sorted(words.union(_MARKS, _MASK_KEYS, _BLANK_KEYS))
    return AhoCorasick(ordered, implementation=Implementation.ContiguousNFA), ordered


def _near(draft: Draft, expression: re.Pattern[str], keys: Iterable[str], reach: int) -> Iterator[re.Match[str]]:
    """Yield the matches of ``expression`` within ``reach`` characters of one of ``keys``: all keys of these checks in one pass."""
    if draft not in _SEEN:
        automaton, words = _literals()
        places: dict[str, list[int]] = {}
        for which, start, _ in automaton.find_matches_as_indexes(draft.text, overlapping=True):
            places.setdefault(words[which], []).append(start)
        _SEEN[draft] = places
    seen = _SEEN[draft]
    found = sorted(at for key in keys for at in seen.get(key, ()))
    for number, at in enumerate(found):
        if number and at - reach <= found[number - 1] + reach:
            continue  # one stretch with the place before
        end = number
        while end + 1 < len(found) and found[end + 1] - reach <= found[end] + reach:
            end += 1
        high = found[end] + reach
        cut_off = draft.text[high : high + 1] not in ("", "\n")
        for match in expression.finditer(draft.text, max(0, at - reach), high):
            if not (cut_off and match.end() == high):  # there the line does not end
                yield match


def _found(draft: Draft, name: str) -> list[tuple[int, int]]:
    """Return what the expressions of a table match, in order of place, the longer one first."""
    spans = {m.span() for keys, expression in _table(name) for m in _near(draft, expression, keys, _REACH)}
    return sorted((span for span in spans if span[1] > span[0]), key=lambda span: (span[0], -span[1]))


_LABEL = expression(rf"[\s　]*(?:{HAN}{{1,6}}[ 　]?){{1,3}}[\s　]*")


def _web_residue(draft: Draft) -> Iterator[Hit]:
    last = -1
    whole: list[int] = []  # paragraphs that are nothing else
    for start, end in _found(draft, "web_residue"):
        if start >= last and not draft.is_quoted(start, end):
            last = end
            yield Hit(start, end, "网页粘贴留下的文字，不属于公文，请删去并核对此处是否缺了内容。", "")
            index = draft.index(start)
            if start == draft.starts[index] and end >= start + len(draft.paragraphs[index].text.rstrip()):
                whole.append(index)
    for before, after in itertools.pairwise(whole):
        between = draft.paragraphs[before + 1]
        label = between.text
        # 杂谈 between 标签: and 分类:
        if after == before + 2 and between.role in (Role.OTHER, Role.BODY) and _LABEL.fullmatch(label):
            start = draft.starts[before + 1]
            yield Hit(start, start + len(label), "网页上下文之间的标签，不属于公文，请删去。", "")


_VISITED = expression(r"(?:网站|官网|门户|平台|系统|网址|网页|专栏|地址)[（(：:]\s?\Z")


def _links(draft: Draft) -> Iterator[Hit]:
    for start, end in draft.addresses:
        # 市政府网站（www.…）, 网址：… are there to be visited.
        if draft.text.startswith(("http", "www", "ftp"), start) and not _VISITED.search(draft.text, max(0, start - 12), start):
            yield Hit(start, end, "正文中有网址，请核对是发布需要还是粘贴时带入的。")


def _tracked(draft: Draft) -> Iterator[Hit]:
    left = draft.document.residue
    changes = left.insertions + left.deletions
    if changes and draft.paragraphs:
        yield Hit(0, len(draft.paragraphs[0].text), f"文件里还有{changes}处修订没有接受或者拒绝，定稿前请处理完。")


def _comments(draft: Draft) -> Iterator[Hit]:
    left = draft.document.residue
    if left.comments and draft.paragraphs:
        yield Hit(0, len(draft.paragraphs[0].text), f"文件里还有{left.comments}条批注，定稿前请删去。")


def _hidden(draft: Draft) -> Iterator[Hit]:
    left = draft.document.residue
    if left.hidden_characters and draft.paragraphs:
        yield Hit(
            0, len(draft.paragraphs[0].text), f"文件里有{left.hidden_characters}个隐藏文字，打印不出来，但收文人能看到，请核对后删去。"
        )


_MASKED = expression(
    r"(?:[×xX*＊]{2,4}年)?[×xX*＊]{2}月(?:[×xX*＊]{1,2}日)?|(?<![\d×xX*＊])[×xX*＊]月[×xX*＊]日"
    rf"|(?<![×xX*＊\d])(?:×{{2,}}|X{{2,}}|x{{3,}}|[*＊]{{2,}})(?=[省市县区乡镇村局厅委部号人名元万同单]|{HAN}{{0,4}}(?:单位|公司|同志)"
    r"|(?:会议|街道|社区|学校|中学|小学|医院|大学|集团|中心|先生|女士|书记|主任)|工作(?:的通知|方案|要点|领导小组))"
    r"|(?<=[由于请在与向和为对经])(?:×{2,4}|X{2,4}|[*＊]{2,4})(?=[负前后，。联将同办牵（])"
    r"|(?<=[、，。；：在由与和,;:])[*＊](?=[省市县区镇鎮乡村街局])"
)
_MASK_KEYS = ("××", "XX", "xxx", "x月", "X月", "×月", "*", "＊")
_BLANK_LEFT = expression(
    r"[【〔\[［](?:待[补填定核明确续]{1,2}|待补充|请填写|请输入|请补充|填写(?!说明|要求|须知|示例|指南|规范|人|日期|单位[】］\]])|插入|占位|TODO|TBD|FIXME)[^】〕\]］\n]{0,40}[】〕\]］]"
    r"|[（(](?:此处|这里|请在此|在此处?)(?:应?填写|插入|补充|待|输入|添加|填入|加入)[^）)\n]{0,30}[）)]"
    r"|[（(](?:待(?:补充?|填写?|核实后?填写?|确认后填写?)|请(?:填写|补充|输入)[^）)\n]{0,20}|TODO|TBD)[）)]"
    r"|(?:单击|点击)或?(?:点击|轻触)?此处(?:可?输入|添加|键入|插入)[^\n，。]{0,12}|\{\{[^{}\n]{1,40}\}\}|\$\{[^{}\n]{1,40}\}|«[^«»\n]{1,30}»"
    r"|(?<![A-Za-z.])(?:TODO|FIXME|TBD)(?![A-Za-z])|[Ll]orem ipsum"
)
_BLANK_KEYS = (
    *(
        "【待",
        "【请",
        "【填",
        "【插",
        "【占",
        "【T",
        "【F",
        "[待",
        "[请",
        "[填",
        "[插",
        "[占",
        "[T",
        "[F",
        "［待",
        "［请",
        "〔待",
        "〔请",
        "〔填",
    ),
    *("此处", "这里", "在此", "（待", "(待", "（请", "(请", "{{", "${", "«", "TODO", "FIXME", "TBD", "orem ipsum"),
)
_A_FORM = 6  # so many blanks are a form to fill in, not a draft


def _blanks_left(draft: Draft) -> Iterator[Hit]:
    for match in _near(draft, _BLANK_LEFT, _BLANK_KEYS, 60):
        if not draft.is_address(*match.span()):
            yield Hit(match.start(), match.end(), "占位内容没有填写。")


def _masked(draft: Draft) -> Iterator[Hit]:
    found = []
    for match in _near(draft, _MASKED, _MASK_KEYS, 60):
        before = draft.text[max(0, match.start() - 16) : match.start()].rsplit("\n", 1)[-1]
        # 文件名：XX县申报材料, 如“××公司”: a pattern to follow.
        if not expression(r"(?:名称?|命名为?|格式为?|样式|模板|例如|如|主题|标题|标注|注明|邮件)[:：为是“\"]{0,2}$").search(before):
            found.append(match)
    if not found or expression(r"文书样式|样式如下|示范文本|范本|填报说明|[（(](?:盖章|公章|签字|签名|机关名称)[）)]").search(draft.text):
        return
    for match in found[: 1 if len(found) > _A_FORM else None]:
        more = f"（全文共{len(found)}处，若是样式、表样可不改）" if len(found) > _A_FORM else ""
        yield Hit(match.start(), match.end(), f"这里用“{match.group()}”代替，没有填写{more}。")


_MARKDOWN = expression(
    r"^[ 　]*#{1,6} +(?=\S)|^[ 　]*#{2,6}(?=[\u4e00-\u9fff])"
    r"|(?<!\*)\*\*(?P<bold>[^*\n]{1,80})\*\*(?!\*)|(?<!_)__(?P<under>[\u4e00-\u9fff][^_\n]{0,60})__(?!_)"
    r"|^[ 　]*```\w{0,12}[ 　]*$|^[ 　]*\|(?:[ ]*:?-{2,}:?[ ]*\|)+[ ]*$|^[ 　]*[-*_](?:[ ]?[-*_]){2,}[ 　]*$|^[ 　]*> (?=[\u4e00-\u9fff])"
    r"|^[ 　]*[*+-] (?=[\u4e00-\u9fff“《])",
    re.MULTILINE,
)
_MARKS = ("**", "# ", "##", "__", "```", "|-", "| -", "|:", "---", "***", "\n> ", "* ", "+ ", "- ")

_AFTER_BLANK = frozenset("年月日号时分省市县区乡镇村街路局厅委部科处院校所站厂元万名人同单公")


def _is_between_blanks(marked: str, after: str) -> bool:
    """Tell whether two marks are blanks, as in 2024年**月**日 or **市**局, and ``marked`` no text in bold: nothing is to be deleted."""
    return marked[0] in _AFTER_BLANK and (len(marked) == 1 or (after in _AFTER_BLANK and (len(marked) < 4 or marked[-1] in "、，和及")))


def _chatbot(draft: Draft) -> Iterator[Hit]:
    last = -1
    for start, end in _found(draft, "chat_residue"):
        if start >= last:
            last = end
            yield Hit(start, end, "智能写作工具对提问者说的话，请删去。", "")
    if draft.document.source.lower().endswith((".md", ".markdown")):
        return  # there the marks are the format
    for match in _near(draft, _MARKDOWN, _MARKS, 120):
        marked = match["bold"] or match["under"] or ""
        if not (marked and _is_between_blanks(marked, draft.text[match.end() : match.end() + 1])):
            yield Hit(match.start(), match.end(), "智能写作工具的标记符号，请删去。", marked)


_INVISIBLE = "[\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e]"

CHECKS = (
    Check(
        code="web-residue",
        title="网页粘贴的残留文字",
        family="residue",
        level=Level.ERROR,
        basis=PLAIN_RESIDUE,
        why="从网上粘贴材料带入的广告、版权声明、付费提示，印在文件上是事故；提示的位置往往还缺了正文。",
        find=_web_residue,
        examples=(Example("各单位要抓好落实。⟦公务员之家版权所有⟧", "各单位要抓好落实。"), Example("⟦此处内容需要权限查看⟧", "")),
        passes=("办理版权登记。", "会员单位名单", "来源：省统计局"),
    ),
    Check(
        code="chatbot-residue",
        title="智能写作工具的残留文字",
        family="residue",
        level=Level.ERROR,
        basis=PLAIN_RESIDUE,
        why="把智能写作工具的回答整段粘贴，会带进它对提问者说的话和标记符号。",
        find=_chatbot,
        examples=(
            Example("⟦## ⟧一、提高认识", "一、提高认识"),
            Example("⟦**工作目标**⟧：年底前完成。", "工作目标：年底前完成。"),
            Example("⟦以下是为您起草的通知：⟧", ""),
        ),
        passes=("以下是各县区完成情况：", "人工智能模型备案管理", "C# 语言", "请于2024年**月**日前报送。", "**同志、**同志出席。"),
    ),
    Check(
        code="markup-residue",
        title="网页代码残留",
        family="residue",
        level=Level.ERROR,
        basis=PLAIN_RESIDUE,
        why="&nbsp;、<br>是网页的代码，不是文字。",
        find=pattern(
            r"&(?:nbsp|lt|gt|amp|quot|[lr]dquo|[lr]squo|mdash|ndash|middot|hellip|[a-z]{1,4}sp(?=;)|times(?=;)|#x?[\da-f]{2,5});?|</?(?:br|p|div|span|strong|font|td|tr|table|a|b)(?:\s[^<>\n]{0,80})?/?>",
            "网页代码，请删去",
            None,
            keys=("&", "<"),
            reach=120,
            quoted=True,
        ),
        examples=(Example("各单位⟦&nbsp;⟧要抓好落实。", "各单位要抓好落实。"),),
        passes=("研发投入R&D占比", "x<b且c>d"),
    ),
    Check(
        code="invisible-character",
        title="看不见的字符",
        family="residue",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="零宽字符、私有区字符看不见，会使查找、复制和排版出错。",
        find=where_rare(_INVISIBLE, pattern(f"{_INVISIBLE}+", "有看不见的字符，请删去", "", quoted=True)),
        examples=(Example("各单位⟦\u200b⟧要抓好落实。", "各单位要抓好落实。"),),
        passes=("各单位要抓好落实。",),
    ),
    Check(
        code="masked-year",
        title="年份没有填写",
        family="residue",
        level=Level.ERROR,
        basis=PLAIN_RESIDUE,
        why="套用旧文、范文时年份写成200*年、20××年，忘了填。",
        find=pattern(
            r"(?<!\d)(?P<x>(?:(?:19|20)[\d*＊×xX_＿]{1,2}|二[〇○][×*＊]{2})(?<=[*＊×xX_＿]))(?=年)",
            "年份没有填写完整",
            None,
            keys=("*", "＊", "×", "x", "X", "_", "＿"),
            group="x",
            quoted=True,
        ),
        examples=(Example("对⟦200*⟧年深化效能建设提出如下意见。", "对2024年深化效能建设提出如下意见。"),),
        passes=("对2024年深化效能建设提出如下意见。",),
    ),
    Check(
        code="placeholder",
        title="占位内容没有填写",
        family="residue",
        level=Level.ERROR,
        basis=PLAIN_RESIDUE,
        why="【待补】、（此处填写）是起草时留的空，印发前必须填上或者删去。",
        find=_blanks_left,
        examples=(
            Example("请于⟦【待补：报送时间】⟧前报送。", "请于5月8日前报送。"),
            Example("由⟦（此处填写单位）⟧负责。", "由财政局负责。"),
            Example("联系电话⟦（待补充）⟧。", "联系电话85000000。"),
            Example("由⟦{{承办单位}}⟧负责。", "由财政局负责。"),
            Example("⟦单击此处输入文字⟧。", "请抓好落实。"),
        ),
        passes=("请于5月8日前报送。", "【案例一】某县经验", "（此处略）", "具体名额（待定）", "〔2024〕5号", "请在此签名", "【填写说明】"),
    ),
    Check(
        code="masked-word",
        title="名称、日期用×代替",
        family="residue",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="套用范文时留下的××市、XX局、*镇，印发前要换成真名；成篇的样式、表样只提示一次。",
        find=_masked,
        examples=(
            Example("由⟦××⟧局负责。", "由财政局负责。"),
            Example("请于⟦××月××日⟧前报送。", "请于5月8日前报送。"),
            Example("请于2024年⟦**月**日⟧前报送。", "请于2024年5月8日前报送。"),
        ),
        passes=("面积为3×5米", "身份证号330***", "文件名：××县申报材料", "请于5月8日前报送。"),
    ),
    Check(
        code="web-link",
        title="正文中有网址",
        family="residue",
        level=Level.HINT,
        basis=PLAIN_RESIDUE,
        why="公文中的网址可能是发布需要，也可能是粘贴带入的。",
        find=_links,
        examples=(Example("材料见⟦http://www.example.cn/a.html⟧", "材料见附件。"),),
        passes=("邮箱为office@example.cn。",),
        passage=True,
    ),
    Check(
        code="tracked-changes-left",
        title="文件里还有未处理的修订",
        family="residue",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="带着修订痕迹印发，收文人能看到改了什么。",
        find=_tracked,
        examples=(Example("留痕| 插入=2 删除=1\n⟦关于做好防汛工作的通知⟧", "关于做好防汛工作的通知"),),
        passes=("关于做好防汛工作的通知",),
        passage=True,
    ),
    Check(
        code="comments-left",
        title="文件里还有批注",
        family="residue",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="批注是内部意见，不随文印发。",
        find=_comments,
        examples=(Example("留痕| 批注=3\n⟦关于做好防汛工作的通知⟧", "关于做好防汛工作的通知"),),
        passes=("留痕| 插入=1\n关于做好防汛工作的通知",),
        passage=True,
    ),
    Check(
        code="hidden-text-left",
        title="文件里有隐藏文字",
        family="residue",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="隐藏文字打印不出来，电子件里却看得到，可能泄露内部内容。",
        find=_hidden,
        examples=(Example("留痕| 隐藏=15\n⟦关于做好防汛工作的通知⟧", "关于做好防汛工作的通知"),),
        passes=("关于做好防汛工作的通知",),
        passage=True,
    ),
)
