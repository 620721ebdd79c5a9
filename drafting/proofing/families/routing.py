"""行文规则: who may write what to whom, and with which closing words."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import REGULATION, Check, Example, Hit, must, practice, should
from drafting.proofing.draft import TEXT_ROLES, Draft
from drafting.proofing.families.title_text import titles

_POSTS = r"(?:省长|市长|县长|区长|州长|镇长|乡长|书记|主席|主任|局长|厅长|部长|处长|秘书长|总经理|董事长)"
_PERSON = expression(rf"(?P<who>[^，、；：:\s]{{1,12}}{_POSTS}(?:同志)?)(?=[：:，、；]|$)")
_ASKING = expression(
    r"(?:妥否|当否|可否|是否妥当|是否可行|以上请示|以上妥否)[，,]?\s*(?:敬请|恳请|请)?(?:批示|批复|审批|批准|指示|审示|审定)"
    r"|请予(?:以)?(?:批准|批复|审批|批示)|(?:如?无不妥|如?无不当|如?没有不妥|如?可行)[，,]\s*请(?:予)?(?:批准|批复|审批|同意)|特此请示|(?:敬|恳)?请(?:领导|上级)?(?:批示|批复|审批)"
)
# 为此，恳请市人民政府安排经费……: asked at the beginning of a clause, of the organ that the report goes to.
_ASKED_OF = expression(
    r"(?:(?<=[。，；：\n])|^)(?:为此，?)?(?P<x>(?:恳请|特请|敬请|特?请求|现请)[^，。；\n]{0,30}?(?:批准|批复|批示|审批|予以解决|解决|拨付|追加|增拨|核拨|安排|支持))"
)
# What closes a paper of a kind that is not this one; 顺颂 closes a private letter.
_PRIVATE = r"|顺[颂祝]\w{2,4}"
_CLOSINGS = {
    "请示": expression(
        rf"特此(?:报告|通知|函达|函告|函复|通报|批复)|请(?:认真)?遵照执行|请予函复|请函复|盼复|望(?:认真)?遵照执行{_PRIVATE}"
    ),
    "报告": expression(rf"特此(?:请示|通知|函达|函告|函复|通报|批复)|请(?:认真)?遵照执行|盼复|请予函复{_PRIVATE}"),
    "通知": expression(rf"特此(?:请示|报告|函达|函告|函复|批复|公告|通告|通报)|[妥当]否，?请批[示复]|请予函复为盼{_PRIVATE}"),
    "批复": expression(rf"特此(?:请示|报告|通知|函达|函告|函复)|[妥当]否，?请批[示复]{_PRIVATE}"),
    "函": expression(rf"特此(?:请示|报告|通知|批复|通报)|[妥当]否，?请批[示复]|请(?:认真)?(?:遵照|贯彻)执行|望(?:认真)?遵照执行{_PRIVATE}"),
    "通报": expression(rf"特此(?:请示|报告|通知|函达|函告|函复|批复)|[妥当]否，?请批[示复]{_PRIVATE}"),
    "公告": expression(rf"特此(?:请示|报告|通知|函达|函告|函复|批复|通告|通报)|[妥当]否，?请批[示复]{_PRIVATE}"),
    "通告": expression(rf"特此(?:请示|报告|通知|函达|函告|函复|批复|公告|通报)|[妥当]否，?请批[示复]{_PRIVATE}"),
    "意见": expression(rf"特此(?:请示|报告|通知|函达|函告|函复|批复)|盼复{_PRIVATE}"),
    "决定": expression(rf"特此(?:请示|报告|函达|函告|函复|批复)|盼复{_PRIVATE}"),
}


def _recipients(draft: Draft) -> list[tuple[int, str]]:
    """Return the main recipients as (offset, text) paragraphs that stand between the title and the body."""
    return [(start, paragraph.text) for start, paragraph in draft.each(Role.RECIPIENTS)]


def _many_recipients(draft: Draft) -> Iterator[Hit]:
    if draft.kind != "请示":
        return
    for start, text in _recipients(draft)[:1]:
        named = text.rstrip().rstrip("：:")
        if expression(r"[、，,；;]").search(named):
            yield Hit(start, start + len(named), "请示原则上主送一个上级机关，需要同时送其他机关的，用抄送形式。")


_NAMED = r"(?:[（(][^（）()\n]*[）)]|[^、，；。])*"  # 各县（市、区）人民政府
_BELOW = expression(
    rf"(?:[局厅委院部]属各?|(?:本|我)[局厅委]各?){_NAMED}"
    rf"|(?:各|所属|下属|辖区){_NAMED}?(?:县|区|乡|镇|街道|村|下属|所属|科室|站|所|分局|支队|中队|学校){_NAMED}"
)


def _copies_down(draft: Draft) -> Iterator[Hit]:
    if draft.kind not in ("请示", "报告"):
        return
    for start, paragraph in draft.each(Role.COPIES_TO):
        for match in _BELOW.finditer(paragraph.text):
            yield Hit(start + match.start(), start + match.end(), f"“{draft.kind}”是上行文，不抄送下级机关。")


_ASKED = r"(?:解决|增加|增拨|申请|拨付|追加|补助|设立|成立|组建|调整|购置|新增|核定|增设|批准|同意|任命|招聘|出让|建设|划拨|支持|安排)"
_TWO_MATTERS = expression(
    rf"关于(?:请求|请|恳请|商请)?{_ASKED}[^，、和及并]{{2,16}}?(?P<x>(?:和|及|以及|并|、){_ASKED}[^，、和及并]{{2,16}}?)的请示(?:函|报告)?\s*$"
)


# 资金安排和增加编制: the second matter has a verb of its own.
_AND_ANOTHER = expression(
    r"关于[^，。《》]{5,40}?(?P<x>(?:和|以及|及|并|、)(?:请求|申请)?(?:增加|解决|设立|申请|拨付|追加|新增|购置|核定|增设|招聘|任命)[^，、和及并的]{2,16})的请示(?:函|报告)?\s*$"
)


def _two_matters(draft: Draft) -> Iterator[Hit]:
    for title in titles(draft):
        match = _TWO_MATTERS.search(title.text) or _AND_ANOTHER.search(title.text)
        if match:
            yield title.hit(match.start("x"), match.end("x"), "标题里请求了两件事，请示应当一文一事，请分别行文。")


_RECEIVED = expression(r"收悉|请示|来函|来文|来电|来信|报告|申请|提请|函》|〔\d{4}〕|你[省市县区局厅委部院校]|贵[省市县区局厅委部院校]")


def _nothing_received(draft: Draft) -> Iterator[Hit]:
    if draft.kind not in ("批复", "复函"):
        return
    begin = next(start for start, _ in draft.each(Role.TITLE))
    texts = [(start, p) for start, p in draft.each(*TEXT_ROLES) if start > begin and p.place.cell is None and p.text.strip()]
    if texts and not any(_RECEIVED.search(p.text) for _, p in texts[:2]):
        start, paragraph = texts[0]
        yield Hit(start, start + len(paragraph.text), f"{draft.kind}开头应引述来文的标题和发文字号，写“……收悉”。")


def _to_a_person(draft: Draft) -> Iterator[Hit]:
    if draft.kind not in ("请示", "报告", "意见"):
        return
    for start, text in _recipients(draft)[:1]:
        match = _PERSON.search(text)
        if match and not text.startswith(("各位", "同志")):
            yield Hit(
                start + match.start("who"),
                start + match.end("who"),
                "除上级机关负责人直接交办事项外，不得以本机关名义向上级机关负责人报送公文。",
            )


def _request_in_report(draft: Draft) -> Iterator[Hit]:
    if draft.kind != "报告" or expression(r"(?:调研|考察|调查|工作|述职|自评|评估)报告").search(draft.title):
        return
    for start, paragraph in draft.each(*TEXT_ROLES):
        text = paragraph.text
        match = _ASKING.search(text)
        if match and len(text) - match.end() < 12:
            found = match.span()
        else:
            asked = _ASKED_OF.search(text)
            found = asked.span("x") if asked else (0, 0)
        if found[1] and not draft.is_quoted(start + found[0], start + found[1]):
            yield Hit(start + found[0], start + found[1], "不得在报告中夹带请示事项，请另行行文请示。")


# 此致 敬礼 closes a letter, in one line or two; an invitation, a letter of thanks are letters.
_LETTER_END = expression(r"此[\s　]*致[\s　，,。]*(?:敬[\s　]*礼)?[！!。]?\Z")
_LETTER_KEYS = ("此致", "此 致", "此　致", "此　　致")
_LETTER = expression(r"邀请|聘|感谢|慰问|公开信|倡议|申请书|的信$|贺|致.{2,20}的?信")


def _letter_end(draft: Draft) -> Iterator[Hit]:
    if not any(key in draft.text for key in _LETTER_KEYS):
        return
    official = draft.kind or draft.is_formal or any(draft.each(Role.RECIPIENTS))
    called = "".join(text for _, text in _recipients(draft))
    if not official or _LETTER.search(draft.title) or expression(r"尊敬|同志|先生|女士|朋友").search(called):
        return
    for start, paragraph in draft.each(*TEXT_ROLES):
        text = paragraph.text.rstrip()
        match = _LETTER_END.search(text, max(0, len(text) - 12))
        if match and paragraph.place.cell is None and not text.endswith("”"):
            yield Hit(start + match.start(), start + match.end(), "“此致”“敬礼”是书信的结束语，公文按文种写“特此函达”等结束语。")


_CLOSING_KEYS = ("特此", "执行", "否", "复", "顺")


def _closing(draft: Draft) -> Iterator[Hit]:
    kind = "函" if draft.kind == "复函" else draft.kind
    wrong = _CLOSINGS.get(kind)
    if wrong is None:
        return
    bodies = [(s, p) for s, p in draft.each(*TEXT_ROLES) if p.place.cell is None]
    for start, paragraph in bodies:
        tail = paragraph.text[-30:]
        if not any(key in tail for key in _CLOSING_KEYS):
            continue
        match = wrong.search(paragraph.text, max(0, len(paragraph.text) - 30))
        # A closing stands at the end of its paragraph; inside a sentence it quotes somebody else's.
        if match and len(paragraph.text) - match.end() <= 3 and not draft.is_quoted(start + match.start(), start + match.end()):
            yield Hit(start + match.start(), start + match.end(), f"结束语“{match.group()}”与文种“{kind}”不符。")


_YOU = expression(r"(?<![\u4e00-\u9fff])(?:[恳敬特现]?[请望]|经|报|商|与|向|由)?(?P<you>你(?:局|厅|委|办|部|省|市|县|区|院|处|单位|机关))")


def _you_upwards(draft: Draft) -> Iterator[Hit]:
    if draft.kind not in ("请示", "报告"):
        return
    for start, paragraph in draft.each(*TEXT_ROLES):
        for match in _YOU.finditer(paragraph.text):
            if not draft.is_quoted(start + match.start(), start + match.end()):
                yield Hit(
                    start + match.start("you"),
                    start + match.end("you"),
                    f"上行文中不称上级机关为“{match['you']}”，请写机关名称或者“贵”字称呼。",
                )


CHECKS = (
    Check(
        code="request-to-many",
        title="请示主送了多个机关",
        family="routing",
        level=Level.WARNING,
        basis=should(REGULATION, "第十五条（一）"),
        why="向上级机关行文原则上主送一个上级机关，多头主送容易互相推诿。",
        find=_many_recipients,
        examples=(
            Example(
                "标题| 关于增加防汛经费的请示\n主送| ⟦某市人民政府、某市财政局⟧：",
                "标题| 关于增加防汛经费的请示\n主送| 某市人民政府：\n抄送| 抄送：某市财政局。",
            ),
        ),
        passes=("标题| 关于做好防汛工作的通知\n主送| 某县人民政府、某区人民政府：", "标题| 关于增加防汛经费的请示\n主送| 某市人民政府："),
        passage=True,
    ),
    Check(
        code="request-for-two-matters",
        title="一份请示请求两件事",
        family="routing",
        level=Level.WARNING,
        basis=must(REGULATION, "第十五条（四）"),
        why="请示应当一文一事，两件事归口不同，合在一份里哪个机关都不好批。",
        find=_two_matters,
        examples=(Example("标题| 关于解决防汛经费⟦和增加人员编制⟧的请示", "标题| 关于解决防汛经费的请示"),),
        passes=(
            "标题| 关于解决防汛和抗旱经费的请示",
            "标题| 关于清源市水利局和财政局增加编制的请示",
            "标题| 关于增加防汛经费的请示",
            "标题| 关于调整和优化机构设置的请示",
        ),
        passage=True,
    ),
    Check(
        code="reply-without-reference",
        title="批复、复函没有引述来文",
        family="routing",
        level=Level.HINT,
        basis=practice(),
        why="批复和复函针对来文而发，开头引述来文标题和发文字号，写“收悉”，收文机关才知道答复的是哪一件。",
        find=_nothing_received,
        examples=(
            Example(
                "标题| 关于设立开发区的批复\n⟦同意设立清源开发区。⟧",
                "标题| 关于设立开发区的批复\n你县《关于设立开发区的请示》（清政〔2024〕8号）收悉。同意设立清源开发区。",
            ),
        ),
        passes=("标题| 关于设立开发区的批复\n你市关于设立开发区的请示收悉。", "标题| 关于设立开发区的通知\n同意设立。"),
        passage=True,
    ),
    Check(
        code="copies-downwards",
        title="上行文抄送下级机关",
        family="routing",
        level=Level.ERROR,
        basis=must(REGULATION, "第十五条（一）"),
        why="向上级机关行文，根据需要可以抄送相关上级机关和同级机关，不抄送下级机关。",
        find=_copies_down,
        examples=(
            Example(
                "标题| 关于增加防汛经费的请示\n抄送| 抄送：市财政局，⟦各乡镇人民政府⟧。",
                "标题| 关于增加防汛经费的请示\n抄送| 抄送：市财政局。",
            ),
            Example(
                "标题| 关于增加防汛经费的请示\n抄送| 抄送：省财政厅，⟦各县（市、区）人民政府⟧。",
                "标题| 关于增加防汛经费的请示\n抄送| 抄送：省财政厅。",
            ),
        ),
        passes=("标题| 关于做好防汛工作的通知\n抄送| 抄送：各乡镇人民政府。",),
    ),
    Check(
        code="report-to-a-person",
        title="公文主送给了负责人个人",
        family="routing",
        level=Level.ERROR,
        basis=must(REGULATION, "第十五条（五）"),
        why="除上级机关负责人直接交办事项外，不得以本机关名义向上级机关负责人报送公文。",
        find=_to_a_person,
        examples=(Example("标题| 关于增加防汛经费的请示\n主送| ⟦王市长⟧：", "标题| 关于增加防汛经费的请示\n主送| 某市人民政府："),),
        passes=("标题| 关于增加防汛经费的请示\n主送| 某市人民政府：", "标题| 政府工作报告\n主送| 各位代表："),
    ),
    Check(
        code="request-inside-report",
        title="报告夹带请示事项",
        family="routing",
        level=Level.ERROR,
        basis=must(REGULATION, "第十五条（四）"),
        why="不得在报告等非请示性公文中夹带请示事项，上级机关对报告可以不答复。",
        find=_request_in_report,
        examples=(
            Example(
                "标题| 关于防汛工作情况的报告\n今年防汛形势严峻。\n以上报告，⟦妥否，请批示⟧。",
                "标题| 关于防汛工作情况的报告\n今年防汛形势严峻。\n特此报告。",
            ),
            Example(
                "标题| 关于防汛工作情况的报告\n为此，⟦恳请市人民政府安排⟧防汛经费50万元。",
                "标题| 关于防汛工作情况的报告\n我局将统筹安排防汛经费50万元。",
            ),
            Example(
                "标题| 关于防汛工作情况的报告\n一、存在问题。经费不足。⟦当否，请批示⟧。",
                "标题| 关于防汛工作情况的报告\n一、存在问题。经费不足。",
            ),
        ),
        passes=(
            "标题| 关于增加防汛经费的请示\n妥否，请批示。",
            "标题| 关于增加防汛经费的请示报告\n妥否，请批示。",
            "标题| 关于办理情况的报告\n来文写明“妥否，请批示”，我局已经办理。",
        ),
    ),
    Check(
        code="closing-of-another-kind",
        title="结束语与文种不符",
        family="routing",
        level=Level.WARNING,
        basis=must(REGULATION, "第八条"),
        why="结束语随文种而定：请示用“妥否，请批示”，报告用“特此报告”，函用“特此函达”，通知用“特此通知”。",
        find=_closing,
        examples=(
            Example("标题| 关于商请提供资料的函\n⟦请遵照执行⟧。", "标题| 关于商请提供资料的函\n特此函达。"),
            Example("标题| 关于增加防汛经费的请示\n⟦特此报告⟧。", "标题| 关于增加防汛经费的请示\n妥否，请批示。"),
            Example("标题| 关于限行的通告\n⟦特此公告⟧。", "标题| 关于限行的通告\n特此通告。"),
        ),
        passes=(
            "标题| 关于做好防汛工作的通知\n特此通知。",
            "标题| 关于增加防汛经费的请示函\n妥否，请批示。",
            "标题| 关于做好信访工作的通知\n对上级批示件，请遵照执行有关规定，及时办理。",
        ),
    ),
    Check(
        code="letter-closing",
        title="公文用了“此致敬礼”",
        family="routing",
        level=Level.HINT,
        basis=practice(),
        why="“此致”“敬礼”是书信的客套话，公文结尾用“特此函达”“特此通知”等与文种相应的话；邀请、感谢、慰问的信函不报。",
        find=_letter_end,
        examples=(
            Example("标题| 关于做好防汛工作的通知\n⟦此致⟧", "标题| 关于做好防汛工作的通知\n特此通知。"),
            Example("标题| 关于商请支持防汛工作的函\n请予支持。⟦此致敬礼！⟧", "标题| 关于商请支持防汛工作的函\n请予支持。特此函达。"),
        ),
        passes=("标题| 致全市企业家的感谢信\n此致\n敬礼！", "标题| 关于参加论坛的邀请函\n主送| 市水利局：\n此致敬礼！"),
    ),
    Check(
        code="you-to-a-superior",
        title="上行文用“你局”称呼上级",
        family="routing",
        level=Level.HINT,
        basis=practice(),
        why="“你局”“你委”是上级对下级的称呼，上行文、平行文不用。",
        find=_you_upwards,
        examples=(
            Example("标题| 关于增加防汛经费的请示\n此事，请⟦你局⟧研究解决。", "标题| 关于增加防汛经费的请示\n此事，请市财政局研究解决。"),
        ),
        passes=("标题| 关于增加防汛经费的批复\n你局《关于增加防汛经费的请示》收悉。",),
    ),
)
