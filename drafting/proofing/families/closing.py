"""行文规则: the set phrases that lead in and close a paper of each kind; 结构: what stands below the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import GB9704, PLAIN, REGULATION, Check, Example, Hit, must, practice
from drafting.proofing.draft import TEXT_ROLES, Draft

# 现将有关事项……如下: the verb names the kind.
_LEADS = {
    "请示": "请示",
    "报告": "报告|汇报",
    "通知": "通知|转发|印发|公布|说明|要求|安排|通报|明确|规定|意见|公告|批转|补充|调整|部署|决定|方案|提示|函告|函复|批复|下达|更正|复函",
    "批复": "批复|答复|函复|意见",
    "函": "函告|函复|函达|函商|函请|复函|答复|函询|说明|回复|告知|商请|复|通知|函告|反馈|提供|报送",
    "通报": "通报|表彰|决定|表扬|公布",
    "公告": "公告|公布|发布|说明|公示|通告",
    "通告": "通告|公布|规定|公告",
}
_LEAD = expression(
    r"(?:现将|现就|特将|兹将|现)[^。；\n]{0,40}?(?P<x>(?P<verb>请示|报告|汇报|通知|通报|函告|函复|函达|函商|批复|公告|通告|批示|答复)如下)(?=[：:。])"
)


def _main_text(draft: Draft) -> Iterator[tuple[int, str]]:
    """Yield (offset, text) of the paragraphs of the paper itself: what is attached, or issued with it, is another paper."""
    titles = 0
    for start, paragraph in zip(draft.starts, draft.paragraphs, strict=True):
        if paragraph.role in (Role.SIGNATURE, Role.DATE, Role.ATTACHMENT_LABEL, Role.ATTACHMENT_TITLE) and titles:
            return
        titles += paragraph.role in (Role.TITLE, Role.RECIPIENTS)
        if paragraph.role in TEXT_ROLES and paragraph.place.cell is None:
            yield start, paragraph.text


def _lead(draft: Draft) -> Iterator[Hit]:
    kind = "函" if draft.kind == "复函" else draft.kind
    if kind not in _LEADS or "如下" not in draft.text:
        return
    for start, text in _main_text(draft):
        match = _LEAD.search(text) if "如下" in text else None
        if match is None:
            continue
        if not expression(_LEADS[kind]).fullmatch(match["verb"]) and not draft.is_quoted(start + match.start("x"), start + match.end("x")):
            better = f"{'函告' if kind == '函' else kind}如下"
            yield Hit(start + match.start("x"), start + match.end("x"), f"文种是“{draft.kind}”，过渡语应写“{better}”。", better)
        return


_ASKS = expression(
    r"请(?:予以?|领导|上级|市|省|县|区|[^，。；]{0,8})?(?:批示|批复|批准|审批|审定|审示|审议|指示|核准|审核|研究|支持|解决|同意)|恳请|为盼|可否|请(?:示|批)复"
)


def _not_asked(draft: Draft) -> Iterator[Hit]:
    if draft.kind != "请示":
        return
    texts = list(_main_text(draft))
    if len(texts) < 2 or any(_ASKS.search(text) for _, text in texts[-2:]):
        return
    start, text = texts[-1]
    end = start + len(text.rstrip())
    yield Hit(end - 1, end, "请示末尾没有请求批复的话，一般写“妥否，请批示。”或者“以上请示当否，请批复。”。")


_RECEIVED = expression(r"(?P<x>[^。\n]{0,60}?收悉)")


def _vague_reference(draft: Draft) -> Iterator[Hit]:
    if draft.kind not in ("批复", "复函"):
        return
    for start, text in _main_text(draft):
        match = _RECEIVED.match(text)
        if match:
            said = match["x"]
            numbered = expression(r"[〔\[（(【]\d{4}[〕\]）)】]\s*第?\d*|\d+号|\d{4}年\d+月").search(said)
            if not numbered and not ("《" in said and len(said) > 20 and draft.year is not None and draft.year < 2000):
                missing = "发文字号" if "《" in said or "关于" in said else "标题和发文字号"
                yield Hit(start, start + match.end("x"), f"引述来文要写明{missing}，如“你局《关于……的请示》（×〔20××〕×号）收悉”。")
        return


_YOU = "局|厅|委|办|部|省|市|县|区|院|处|校|公司|单位|镇|乡|中心"
_ADDRESSED = expression(rf"(?<![宝珍富高昂名尊权显华])(?P<x>(?P<you>你|贵)(?P<what>{_YOU}))(?!州|阳|港|重|人|们)")


def _you_and_your(draft: Draft) -> Iterator[Hit]:
    if not ("你" in draft.text and "贵" in draft.text):
        return
    found: dict[str, list[tuple[int, int]]] = {}
    for match in draft.find(_ADDRESSED, ("你", "贵"), 6):
        if not draft.is_quoted(*match.span("x")):
            found.setdefault(match["you"] + match["what"], []).append(match.span("x"))
    for name, places in found.items():
        other = f"{'贵' if name[0] == '你' else '你'}{name[1:]}"
        if other in found and (len(places), name) < (len(found[other]), other):
            for start, end in places:
                yield Hit(start, end, f"对同一机关前后称呼不一，全文多写“{other}”，请统一。", other)


def _honorific_downwards(draft: Draft) -> Iterator[Hit]:
    if draft.kind not in ("批复", "决定", "通报") or "贵" not in draft.text:
        return
    for match in draft.find(_ADDRESSED, ("贵",), 6):
        if match["you"] == "贵" and not draft.is_quoted(*match.span("x")):
            yield Hit(match.start("x"), match.end("x"), f"“{draft.kind}”是下行文，称下级机关为“你{match['what']}”。", f"你{match['what']}")


def _closed_twice(draft: Draft) -> Iterator[Hit]:
    if "特此通知" not in draft.text or draft.kind != "通知":
        return
    led = False
    for start, text in _main_text(draft):
        led = led or "通知如下" in text
        at = text.find("特此通知")
        if led and at >= 0 and len(text) - at < 8:
            yield Hit(start + at, start + at + 4, "前面已写“通知如下”，末尾一般不再写“特此通知”。")


_COMMA = expression(r"(?:妥否|当否|可否|是否妥当|以上请示妥否|以上妥否)(?P<x>[。、；：;:]?)(?=请(?:予)?(?:批[示复准]|审[批定示]|指示))")


def _comma(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_COMMA, ("否", "妥当"), 12):
        if match["x"] or draft.kind in ("请示", "函", ""):
            start, end = match.span("x")
            if start == end:
                yield Hit(start - 1, start, "“妥否”与“请批示”之间用逗号。", f"{draft.text[start - 1]}，")
            else:
                yield Hit(start, end, "“妥否”与“请批示”之间用逗号。", "，")


_ANNOTATED = expression(r"[\s　]*(?P<open>[（(【\[〔])?(?P<text>.*?)(?P<close>[）)】\]〕])?(?P<stop>[。；;，,.]?)[\s　]*$", re.DOTALL)


def _annotation(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each(Role.ANNOTATION):
        match = _ANNOTATED.match(paragraph.text)
        if match is None or not match["text"] or expression(r"(?:信息)?公开(?:方式|属性|选项|类别)").match(match["text"]):
            continue
        begin = start + match.start("text") - len(match["open"] or "")
        end = start + match.end("text") + len(match["close"] or "")
        if (match["open"] or "") not in ("（", "(") or (match["close"] or "") not in ("）", ")"):
            yield Hit(begin, end, "附注用圆括号“（）”括入。", f"（{match['text']}）")
        elif match["stop"]:
            yield Hit(start + match.start("stop"), start + match.end("stop"), "附注的括号外不加标点。", "")


CHECKS = (
    Check(
        code="lead-of-another-kind",
        title="过渡语与文种不符",
        family="routing",
        level=Level.WARNING,
        basis=must(REGULATION, "第八条"),
        why="“现将有关情况报告如下”“现就有关事项通知如下”中的动词随文种而定，套用旧文时最容易忘改。",
        find=_lead,
        examples=(
            Example("标题| 关于做好防汛工作的通知\n现将有关事项⟦报告如下⟧：", "标题| 关于做好防汛工作的通知\n现将有关事项通知如下："),
            Example("标题| 关于增加防汛经费的请示\n现将有关情况⟦汇报如下⟧：", "标题| 关于增加防汛经费的请示\n现将有关情况请示如下："),
        ),
        passes=(
            "标题| 关于做好防汛工作的通知\n现将有关事项通知如下：",
            "标题| 关于防汛工作情况的报告\n现将有关情况报告如下：",
            "标题| 关于印发防汛总结的通知\n现印发给你们。\n落款| 清源市水利局\n现将有关情况报告如下：",
        ),
    ),
    Check(
        code="request-without-closing",
        title="请示末尾没有请求批复",
        family="routing",
        level=Level.HINT,
        basis=practice(),
        why="请示的末尾请求上级批示、批复，不写，上级不知道要不要答复。",
        find=_not_asked,
        examples=(
            Example(
                "标题| 关于增加防汛经费的请示\n今年汛情较重。\n拟增加经费50万元⟦。⟧",
                "标题| 关于增加防汛经费的请示\n今年汛情较重。\n拟增加经费50万元。\n妥否，请批示。",
            ),
        ),
        passes=(
            "标题| 关于增加防汛经费的请示\n今年汛情较重。\n妥否，请批示。",
            "标题| 关于增加防汛经费的请示\n今年汛情较重。\n妥否，请示复。",
            "标题| 关于防汛工作情况的报告\n今年汛情较重。\n特此报告。",
        ),
    ),
    Check(
        code="vague-reference-to-incoming",
        title="引述来文没有标题、文号",
        family="routing",
        level=Level.HINT,
        basis=practice("引用公文先引标题后引发文字号的惯例"),
        why="批复、复函引述来文，写明标题和发文字号，收文机关才对得上是哪一件。",
        find=_vague_reference,
        examples=(
            Example(
                "标题| 关于设立开发区的批复\n⟦你县来文收悉⟧。同意设立。",
                "标题| 关于设立开发区的批复\n你县《关于设立开发区的请示》（清政〔2026〕8号）收悉。同意设立。",
            ),
        ),
        passes=(
            "标题| 关于设立开发区的批复\n你县《关于设立开发区的请示》（清政〔2026〕8号）收悉。",
            "标题| 关于设立开发区的通知\n你县来文收悉。",
        ),
        passage=True,
    ),
    Check(
        code="you-and-your-mixed",
        title="对同一机关“你局”“贵局”混用",
        family="routing",
        level=Level.WARNING,
        basis=PLAIN,
        why="下行文称“你局”，平行文称“贵局”，一份公文里只用一种。",
        find=_you_and_your,
        examples=(
            Example(
                "贵局来函收悉。经研究，函复如下：请贵局按程序办理，⟦你局⟧负责落实。",
                "贵局来函收悉。经研究，函复如下：请贵局按程序办理，贵局负责落实。",
            ),
        ),
        passes=("贵局来函收悉。请贵局按程序办理。", "你局来文收悉。清贵县已经办理。"),
    ),
    Check(
        code="honorific-to-subordinate",
        title="下行文用“贵局”称呼下级",
        family="routing",
        level=Level.HINT,
        basis=practice(),
        why="批复、决定、通报发给下级机关，称“你局”“你县”；“贵”用于平行机关。",
        find=_honorific_downwards,
        examples=(
            Example(
                "标题| 关于设立开发区的批复\n⟦贵县⟧《关于设立开发区的请示》（清政〔2026〕8号）收悉。",
                "标题| 关于设立开发区的批复\n你县《关于设立开发区的请示》（清政〔2026〕8号）收悉。",
            ),
        ),
        passes=(
            "标题| 关于设立开发区的复函\n贵县《关于设立开发区的函》（清政函〔2026〕8号）收悉。",
            "标题| 关于贵州援建工作的批复\n对贵州的援建按计划进行。",
        ),
    ),
    Check(
        code="closed-twice",
        title="“通知如下”之后又写“特此通知”",
        family="routing",
        level=Level.HINT,
        basis=practice(),
        why="前面已经写了“现将有关事项通知如下”，末尾再写“特此通知”是重复。",
        find=_closed_twice,
        examples=(
            Example(
                "标题| 关于做好防汛工作的通知\n现将有关事项通知如下：\n一、提高认识。\n⟦特此通知⟧。",
                "标题| 关于做好防汛工作的通知\n现将有关事项通知如下：\n一、提高认识。",
            ),
        ),
        passes=("标题| 关于做好防汛工作的通知\n经研究，定于5月8日召开会议。\n特此通知。",),
    ),
    Check(
        code="closing-without-comma",
        title="“妥否”与“请批示”之间缺逗号",
        family="routing",
        level=Level.WARNING,
        basis=PLAIN,
        why="“妥否，请批示。”中间有停顿，用逗号。",
        find=_comma,
        examples=(
            Example("标题| 关于增加防汛经费的请示\n妥⟦否⟧请批示。", "标题| 关于增加防汛经费的请示\n妥否，请批示。"),
            Example("标题| 关于增加防汛经费的请示\n当否⟦。⟧请批复。", "标题| 关于增加防汛经费的请示\n当否，请批复。"),
        ),
        passes=("标题| 关于增加防汛经费的请示\n妥否，请批示。",),
    ),
    Check(
        code="annotation-brackets",
        title="附注没有用圆括号括入",
        family="structure",
        level=Level.WARNING,
        basis=must(GB9704, "7.3.6"),
        why="附注居左空二字加圆括号编排在成文日期下一行，写作“（此件公开发布）”。",
        find=_annotation,
        examples=(
            Example("附注| ⟦此件公开发布⟧", "附注| （此件公开发布）"),
            Example("附注| ⟦【此件公开发布】⟧", "附注| （此件公开发布）"),
            Example("附注| （此件公开发布）⟦。⟧", "附注| （此件公开发布）"),
        ),
        passes=("附注| （此件公开发布）", "附注| （联系人：赵某某，联系电话：0999-1234567）"),
    ),
)
