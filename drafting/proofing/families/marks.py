"""标点符号: marks in the wrong place – at the head of a line, before a closing bracket, between words that a conjunction joins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import GB15834, PLAIN, Check, Example, Hit, must, should
from drafting.proofing.draft import CJK, HAN, TEXT_ROLES, Draft
from drafting.proofing.shapes import pattern

_LONG = 40  # a body paragraph of this length with marks inside is a sentence, not a label or a line of a form


def once(source: str, message: str, suggestion: str, keys: tuple[str, ...]) -> Callable[[Draft], Iterator[Hit]]:
    """Return a finder that tells a habit of the whole document once: at the first place, with the number of places."""
    compiled = expression(source)

    def find(draft: Draft) -> Iterator[Hit]:
        found = list(draft.find(compiled, keys, 4))
        if found:
            others = f"，全文共{len(found)}处" if len(found) > 1 else ""
            yield Hit(*found[0].span(), f"{message}{others}。", suggestion)

    return find


_LINE_HEAD = expression(r"(?m)^[\s　]*(?P<x>[，。、；：！？）》〉〕】]+)(?=.)")


def _at_head(draft: Draft) -> Iterator[Hit]:
    for match in _LINE_HEAD.finditer(draft.text):
        # ）甲 below a list of a）, and a line of marks only, are other faults.
        if any("一" <= char <= "龥" for char in draft.text[match.end() : match.end() + 2]):
            yield Hit(*match.span("x"), "标点不能放在一行的开头，应接在上一行末尾，或者删去。")


_NUMBERED = expression(r"[\s　]*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]|第[一二三]|一是)")
_FOLLOWS = expression(r"如下(?P<x>[，；、,;.]?)[\s　]*$")  # 如下。 is a habit too, and no fault where whole sections follow


def _leads_on(draft: Draft) -> Iterator[Hit]:
    for (start, paragraph), (_, after) in pairwise(draft.each()):
        text = paragraph.text
        if len(text) < 8 or paragraph.role not in TEXT_ROLES or "下" not in text[-8:] or not _NUMBERED.match(after.text):
            continue
        match = _FOLLOWS.search(text)
        if match and match["x"]:
            yield Hit(start + match.start("x"), start + match.end("x"), "“如下”后面列出内容，应当用冒号。", "：")
        elif match:
            end = start + match.end("x")
            yield Hit(end - 1, end, "“如下”后面列出内容，应当用冒号。", f"{draft.text[end - 1]}：")


_SHORTEST = 22
_ENDS = ("。", "；")
_SHORT = 12  # a last sentence shorter than this may be a heading or a signature that lost its line break
# A signature and a date that stand in the last paragraph, and what announces something.
_NOT_A_SENTENCE = expression(
    r"第[一二三四五六七八九十]+[章节]|[\d一二三四五六七八九十]日$|\d[月号]$|印发$|[省市县区]人民政府|[：:]"
    r"|[ 　]\S*(?:局|办公室|办事处|委员会|支队|中心|政府)$"
)
_CLOSING = expression(r"[\s　]*(?:特此|以上报告|妥否|当否|此复|专此)")


def _unended(draft: Draft) -> Iterator[Hit]:
    paragraphs = list(draft.each())
    before = None
    for number, (start, paragraph) in enumerate(paragraphs):
        text = paragraph.text.rstrip()
        # Among paragraphs that end as they should, a short one with a comma inside is a sentence too.
        among = before is not None and before.role is Role.BODY and before.text.rstrip()[-1:] in _ENDS
        after = paragraphs[number + 1][1] if number + 1 < len(paragraphs) else None
        # The one paragraph under a heading: nothing beside it shows how paragraphs end here, but two commas are a sentence.
        alone = (
            before is not None
            and before.role.heading_level
            and after is not None
            and (after.role.heading_level or _CLOSING.match(after.text))
        )
        among = among or bool(alone and text.count("，") > 1)
        before = paragraph
        if (
            paragraph.role is not Role.BODY
            or paragraph.place.cell is not None
            or len(text) < (_SHORTEST if among else _LONG)
            or ("。" not in text and not (among and "，" in text))
            or not expression(f"{HAN}").match(text[-1])
            or "\t" in text
            or "\n" in text
        ):
            continue
        last = text[text.rfind("。") + 1 :]
        if len(last) < _SHORT or _NUMBERED.match(last) or _NOT_A_SENTENCE.search(last):
            continue
        # The next line goes on with the sentence: the paragraph was broken, which another check tells.
        if (
            after is None
            or after.role is not Role.BODY
            or _NUMBERED.match(after.text)
            or after.text[:1] in "　 "
            or _CLOSING.match(after.text)
        ):
            at = start + len(text) - 1
            yield Hit(at, at + 1, "这一段末尾没有句号，请核对话是否说完。", f"{text[-1]}。")


CHECKS = (
    Check(
        code="pause-between-titles",
        title="书名号之间用了顿号",
        family="punctuation",
        level=Level.HINT,
        basis=should(GB15834, "4.5.3.5"),
        why="标有书名号的并列成分之间通常不用顿号；中间有括注等其他成分时宜用。全文只提示一次。",
        find=once(r"(?<=》)、(?=《)", "书名号之间通常不用顿号", "", ("》、《",)),
        examples=(Example("贯彻《安全生产法》⟦、⟧《消防法》。", "贯彻《安全生产法》《消防法》。"),),
        passes=("贯彻《安全生产法》（2021年修正）、《消防法》。", "贯彻《安全生产法》和《消防法》。"),
    ),
    Check(
        code="pause-between-quotes",
        title="引号之间用了顿号",
        family="punctuation",
        level=Level.HINT,
        basis=should(GB15834, "4.5.3.5"),
        why="标有引号的并列成分之间通常不用顿号。全文只提示一次。",
        find=once(r"(?<=”)、(?=“)", "引号之间通常不用顿号", "", ("”、“",)),
        examples=(Example("开展“回头看”⟦、⟧“大走访”活动。", "开展“回头看”“大走访”活动。"),),
        passes=("开展“回头看”和“大走访”活动。",),
    ),
    Check(
        code="mark-at-line-head",
        title="标点放在行首",
        family="punctuation",
        level=Level.ERROR,
        basis=must(GB15834, "5.1.1"),
        why="句号、逗号、顿号、右引号、右括号等不能出现在一行的开头，多是回车断错了地方。",
        find=_at_head,
        examples=(Example("各单位要高度重视此项工作\n⟦，⟧认真抓好落实。", "各单位要高度重视此项工作，\n认真抓好落实。"),),
        passes=("“放管服”改革", "（一）明确责任。", "《办法》自发布之日起施行。"),
    ),
    Check(
        code="mark-inside-bracket-edge",
        title="标点紧贴括号、书名号里侧",
        family="punctuation",
        level=Level.ERROR,
        basis=PLAIN,
        why="左括号后面、右括号前面不会有逗号、顿号，多是改稿时留下的。",
        find=pattern(
            rf"[（《〈〔](?P<a>[，、；：。]+)(?={HAN})|(?P<b>(?<![，、；])[，、；]+)(?=[）》〉〕])",
            "括号、书名号里侧多了“{0}”，应删去",
            "",
            group=("a", "b"),
            quoted=True,
        ),
        examples=(
            Example("各单位（⟦，⟧含派驻机构）要抓好落实。", "各单位（含派驻机构）要抓好落实。"),
            Example("各单位（含派驻机构⟦、⟧）要抓好落实。", "各单位（含派驻机构）要抓好落实。"),
            Example("印发《差旅费管理办法⟦，⟧》。", "印发《差旅费管理办法》。"),
        ),
        passes=("各单位（含派驻机构）要抓好落实。", "他说：“好，”便走了。"),
        sure=True,
    ),
    Check(
        code="doubled-brackets",
        title="括号、书名号、引号打了两层",
        family="punctuation",
        level=Level.ERROR,
        basis=PLAIN,
        why="同一对符号连打两遍，多是粘贴、改稿时留下的。",
        find=pattern(
            r"(?P<x>《《(?P<t>[^《》\n]{2,60})》》|““(?P<q>[^“”\n]{1,60})””|（（(?P<b>[^（）\n]{1,60})））)",
            "符号打了两层，只留一层",
            lambda m: f"《{m['t']}》" if m["t"] else f"“{m['q']}”" if m["q"] else f"（{m['b']}）",
            keys=("《《", "““", "（（"),
            reach=70,
            group="x",
            quoted=True,
        ),
        examples=(
            Example("印发⟦《《差旅费管理办法》》⟧。", "印发《差旅费管理办法》。"),
            Example("深化⟦““放管服””⟧改革。", "深化“放管服”改革。"),
        ),
        passes=("印发《差旅费管理办法》。", "（（一）明确责任）"),
        sure=True,
    ),
    Check(
        code="pause-before-conjunction",
        title="“和”“及”前用了顿号",
        family="punctuation",
        level=Level.HINT,
        basis=PLAIN,
        why="并列的最后两项之间用了“和”“及”，就不再用顿号。",
        find=pattern(
            rf"、[^、，。；：\n]{{1,14}}[{CJK}”》）](?P<x>、)(?=(?:和(?![平谐解睦]|[一-龥]{{1,3}}[路街巷桥])|及(?![时其]))[^、，。；：和与及\n]{{2,14}}[，。；])",
            "“和”“及”前不用顿号",
            "",
            keys=("、和", "、及"),
            reach=36,
            group="x",
            where=lambda draft, m: any(draft.is_word(m.end() + 1, m.end() + 1 + length) for length in (2, 4)),  # 和美|海岛 is a name
        ),
        examples=(
            Example("加强组织领导、队伍建设⟦、⟧和作风建设。", "加强组织领导、队伍建设和作风建设。"),
            Example("统筹城市建设、集镇建设⟦、⟧及乡村振兴。", "统筹城市建设、集镇建设及乡村振兴。"),
        ),
        passes=("维护公平、和谐的秩序。", "要求准确、及时上报。", "加强组织领导和队伍建设。", "整修长春路、望京路、和义路等道路。"),
    ),
    Check(
        code="pause-between-clauses",
        title="分句之间用了顿号",
        family="punctuation",
        level=Level.WARNING,
        basis=must(GB15834, "4.5、4.4"),
        why="顿号只用在并列的词语之间；“并且”“从而”“但是”引出的是分句，前面用逗号。",
        find=pattern(
            r"(?<![\d０-９])(?P<x>、)(?=更不能|更不要|更不可|而是|并且|而且|但是|然而|因此|因而|从而|所以|以便|以免|否则|同时要|并要|并将)",
            "分句之间应当用逗号",
            "，",
            keys=("、更不", "、而", "、并", "、但是", "、然而", "、因", "、从而", "、所以", "、以", "、否则", "、同时要"),
            reach=6,
            group="x",
        ),
        examples=(
            Example("各单位要加强值守⟦、⟧并且按时报告。", "各单位要加强值守，并且按时报告。"),
            Example("不能“帮倒忙”⟦、⟧更不能推诿扯皮。", "不能“帮倒忙”，更不能推诿扯皮。"),
        ),
        passes=("各单位要加强值守，并且按时报告。", "因地制宜、因时制宜。", "3、年满十八周岁；4、并且具有本市户籍。"),
    ),
    Check(
        code="comma-before-and-so-on",
        title="“等”前用了逗号",
        family="punctuation",
        level=Level.WARNING,
        basis=PLAIN,
        why="“等”与前面的并列成分之间不用逗号。",
        find=pattern(
            rf"(?<=[{CJK}”》）])(?P<x>，)(?=等(?:[，。；、]|(?:工作|内容|方面|问题|材料|情况|活动|措施|部门|单位)))",
            "“等”前不用逗号",
            "",
            keys=("，等",),
            reach=8,
            group="x",
        ),
        examples=(Example("包括粮食、油料⟦，⟧等。", "包括粮食、油料等。"),),
        passes=("请稍候，等通知。", "包括粮食、油料等。", "他表示，等级评定已完成。"),
    ),
    Check(
        code="comma-missing-after-title",
        title="书名号后面缺逗号",
        family="punctuation",
        level=Level.WARNING,
        basis=must(GB15834, "4.4"),
        why="前面的话以书名结束，“他”“我们”另起一句，中间要有逗号。",
        find=pattern(
            r"(?P<x>》)(?=(?:[他她]们?|我们)(?![国市省县区局厅校院部委人办乡镇村的]))",
            "书名号后面另起一句，中间应当有逗号",
            "》，",
            keys=("》他", "》她", "》我们"),
            reach=4,
            group="x",
            quoted=True,
        ),
        examples=(Example("学习《安全生产法⟦》⟧他有了新的认识。", "学习《安全生产法》，他有了新的认识。"),),
        passes=("《安全生产法》我国早已施行。", "学习《安全生产法》，他有了新的认识。", "按《规定》他人不得转让。"),
    ),
    Check(
        code="doubled-exclamation",
        title="叹号、问号连用",
        family="punctuation",
        level=Level.WARNING,
        basis=must(GB15834, "4.2、4.3"),
        why="公文里叹号、问号只用一个；末尾再加句号、逗号更不行。",
        find=pattern(
            r"(?P<x>！{2,3}(?!！)|？{2,3}(?!？)|(?:[！？])[，。；、](?![，。；、]))",
            "“{0}”只留一个标点",
            lambda m: m["x"][0],
            keys=("！！", "？？", "！，", "！。", "！；", "！、", "？，", "？。", "？；", "？、"),
            reach=4,
            group="x",
        ),
        examples=(
            Example("祝大会圆满成功⟦！！⟧", "祝大会圆满成功！"),
            Example("祝大会圆满成功⟦！。⟧", "祝大会圆满成功！"),
        ),
        passes=("祝大会圆满成功！", "这是为什么？！", "他问：“为什么？”，没有人回答。"),
    ),
    Check(
        code="dash-form",
        title="破折号写法不对",
        family="punctuation",
        level=Level.WARNING,
        basis=must(GB15834, "4.10"),
        why="破折号是占两个字的“——”，不写成制表线、全角减号，也不写成三个以上的一字线。",
        find=pattern(
            rf"(?<=[{CJK}”》）])(?P<x>－{{2,}}|[─━]+|―+|—{{3,}}|ーー+|＿{{2}}|–{{2,}}|-—|—-)(?=[{CJK}“《（])",
            "破折号应当写作“——”",
            lambda m: "——" if len(m["x"]) > 1 else None,  # a single line may be meant to join two names
            keys=("－－", "─", "━", "―", "———", "ーー", "＿＿", "––", "-—", "—-"),
            reach=8,
            group="x",
            quoted=True,
        ),
        examples=(
            Example("效能新风拂面来⟦──⟧某县机关建设纪实", "效能新风拂面来——某县机关建设纪实"),
            Example("效能新风拂面来⟦———⟧某县机关建设纪实", "效能新风拂面来——某县机关建设纪实"),
        ),
        passes=("效能新风拂面来——某县机关建设纪实", "北京—上海", "———"),
    ),
    Check(
        code="colon-after-as-follows",
        title="“如下”后没有用冒号",
        family="punctuation",
        level=Level.WARNING,
        basis=must(GB15834, "4.7"),
        why="“现将有关事项通知如下”提起下文的各条，后面用冒号，不用逗号、分号，也不能什么都没有。",
        find=_leads_on,
        examples=(
            Example("为做好防汛工作，现将有关事项通知如下⟦，⟧\n一、加强领导。", "为做好防汛工作，现将有关事项通知如下：\n一、加强领导。"),
            Example("为做好防汛工作，现将有关事项通知如⟦下⟧\n一、加强领导。", "为做好防汛工作，现将有关事项通知如下：\n一、加强领导。"),
        ),
        passes=("为做好防汛工作，现将有关事项通知如下：\n一、加强领导。", "现将有关事项通知如下。\n一、加强领导。"),
    ),
    Check(
        code="paragraph-without-stop",
        title="段落末尾没有句号",
        family="punctuation",
        level=Level.WARNING,
        basis=must(GB15834, "4.1"),
        why="正文一段话说完，末尾要有句号。",
        find=_unended,
        examples=(
            Example(
                "各单位要高度重视此项工作，认真研究部署。要明确责任分工，加强督促检查，按时报送进展情况，确保各项任务落到实⟦处⟧",
                "各单位要高度重视此项工作，认真研究部署。要明确责任分工，加强督促检查，按时报送进展情况，确保各项任务落到实处。",
            ),
            Example(
                "一、下一步工作\n继续加大工作力度，巩固专项整治成果，推动市容环境明显改⟦善⟧\n特此报告。",
                "一、下一步工作\n继续加大工作力度，巩固专项整治成果，推动市容环境明显改善。\n特此报告。",
            ),
        ),
        passes=(
            "联系人：赵某某",
            "各单位要高度重视此项工作，认真研究部署。",
            "您反映的青山路积水问题，我局已组织人员到现场查看，将于汛期前完成管道改造。感谢您的关心。 青山市市政局二〇二一年五月十二日",
            "您反映的青山路积水问题，我局已组织人员到现场查看，将于汛期前完成管道改造。感谢您的关心。 青山市市政工程管理局",
        ),
    ),
    Check(
        code="title-marks-on-event",
        title="会议、活动、奖项用了书名号",
        family="punctuation",
        level=Level.WARNING,
        basis=must(GB15834, "附录A.13"),
        why="书名号用于书名、篇名、文件名；会议、活动、课题、奖项、称号不是作品，需要标明时用引号。",
        find=pattern(
            r"(?<![“‘（])(?P<x>《(?P<t>(?!关于)(?:[^《》〈〉“”\n]{0,24}?(?:先进个人|先进集体|优秀奖|一等奖|二等奖|三等奖|荣誉称号)|[^《》〈〉“”\n]{2,24}?(?:座谈会|推进会|动员会|表彰会|研讨会|培训班|论坛|博览会|交易会|运动会|技能大赛|知识竞赛|演讲比赛|文艺汇演|主题活动|教育活动"
            r"|工作卡|服务卡|便民卡|联系卡|明白卡|监督卡|安全生产月|宣传[月周日]|活动[月周日])))》)",
            "会议、活动、奖项、卡片的名称不用书名号，需要标明时用引号",
            "“{t}”",
            keys=("会》", "班》", "坛》", "赛》", "演》", "动》", "人》", "体》", "奖》", "号》", "卡》", "月》", "周》", "日》"),
            reach=30,
            group="x",
            quoted=True,
        ),
        examples=(
            Example("举办⟦《全市安全生产知识竞赛》⟧。", "举办“全市安全生产知识竞赛”。"),
            Example("颁发⟦《先进集体》⟧奖牌。", "颁发“先进集体”奖牌。"),
            Example("工作人员佩戴⟦《行政执法工作卡》⟧上岗。", "工作人员佩戴“行政执法工作卡”上岗。"),
        ),
        passes=("印发《全市运动会实施方案》。", "转发《关于召开座谈会》", "举办全市安全生产知识竞赛。"),
    ),
)
