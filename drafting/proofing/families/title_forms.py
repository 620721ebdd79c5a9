"""标题: how it is put together – organ, 关于, matter, 文种 – and what does not belong in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import PLAIN, REGULATION, Check, Example, Hit, must, practice
from drafting.proofing.draft import HAN, KINDS, Draft
from drafting.proofing.families.organ_names import genres, organ_at_end
from drafting.proofing.families.title import in_title
from drafting.proofing.families.title_text import Title, titles

_KINDS = "|".join(KINDS)
_STATUS = r"(?:[（(〔][^）)〕]{1,12}[）)〕])?\s*$"
_DRAFTS = r"代拟稿|送审稿|讨论稿|征求意见稿|初稿|修改稿|审议稿|草稿|待审稿|过会稿|报批稿|定稿|清样|第[一二三四五六七八九十\d]+稿"


def _first(draft: Draft) -> Title | None:
    return next(iter(titles(draft)), None)


_TRAILER = expression(r"[（(〔【\[][^）)〕】\]]*[）)〕】\]]\s*$|[\s。.；;，,]+$")


def _whole(draft: Draft) -> str:
    """Return the title without blanks and without the brackets at its end."""
    text = expression(r"\s").sub("", draft.title)
    while (shorter := _TRAILER.sub("", text)) != text:
        text = shorter
    return text


_PLAIN_PAPERS = {
    "总结": "工作总结用报告上报，或者用通知印发",
    "工作总结": "工作总结用报告上报，或者用通知印发",
    "汇报": "汇报工作用“报告”",
    "情况汇报": "汇报工作用“报告”",
    "申请": "请求批准用“请示”，向不相隶属机关请求用“函”",
    "申请书": "请求批准用“请示”，向不相隶属机关请求用“函”",
    "请求": "请求批准用“请示”，向不相隶属机关请求用“函”",
    "回复": "答复下级请示用“批复”，答复不相隶属机关用“函”",
    "答复": "答复下级请示用“批复”，答复不相隶属机关用“函”",
    "回函": "答复不相隶属机关用“函”，标题写“复函”",
    "指示": "向下级部署工作用“通知”“意见”",
    "批示": "答复下级请示用“批复”",
    "布告": "公布事项用“公告”“通告”",
    "呈请": "请求批准用“请示”",
    "请示批复": "答复下级请示用“批复”",
}
_PAPER = expression(rf"关于.{{2,}}(?:的(?:工作)?|情况)(?P<x>{'|'.join(sorted(_PLAIN_PAPERS, key=len, reverse=True))}){_STATUS}")


def _no_kind(draft: Draft) -> Iterator[Hit]:
    title, first = _whole(draft), _first(draft)
    if first is None or "关于" not in title or not any(draft.each(Role.RECIPIENTS)) or title.endswith(("”", "：", "通")):
        return
    issuing = expression(r"关于(?:印发|转发|批转|公布|发布|下发)").search(title) is not None
    bare = expression(r"《[^》]*》").sub("", title)
    if issuing and title.count("关于") == 1 + ("《关于" in title):
        known = expression(rf"(?:{_KINDS}|令)$").search(bare) is not None
    else:
        known = title.endswith("》") or any(title.endswith(name) for name in genres() if name != "情况")
        known = known or expression(rf"的(?:{_KINDS})|(?:{_KINDS}).{{0,8}}$").search(title) is not None
    # A title that was cut off, or ran on into the next line, has another fault.
    cut_off = expression(r"\d日$|施行$|[报稿词书表录单案信图讯]$").search(title) or any(
        title.count(a) != title.count(b) for a, b in ("《》", "“”", "（）")
    )
    if known or cut_off or _PAPER.search(title) or "：" in titles(draft)[-1].text:
        return
    end = len(titles(draft)[-1].text)
    yield titles(draft)[-1].hit(end - 1, end, "标题缺少文种，应当由发文机关名称、事由和文种组成，请在末尾写明通知、请示、报告、函等文种。")


def _no_statutory_kind(draft: Draft) -> Iterator[Hit]:
    first = _first(draft)
    if first is None or not any(draft.each(Role.RECIPIENTS)) or expression(r"提案|建议|代表|委员|信访").search(draft.title):
        return
    match = _PAPER.search(first.text)
    # 汇报 and 总结 are papers of their own, read out or handed over; only a numbered document should not be one.
    if match and (draft.is_formal or not match["x"].endswith(("汇报", "总结"))):
        yield first.hit(match.start("x"), match.end("x"), f"“{match['x']}”不是法定文种，{_PLAIN_PAPERS[match['x']]}。")


def _only_organ(draft: Draft) -> Iterator[Hit]:
    title, first = expression(r"\s").sub("", draft.title), _first(draft)
    match = expression(rf"(?P<organ>{HAN}{{4,24}}?)(?P<kind>通知|请示|批复|复函|意见|通报|报告)").fullmatch(title)
    if first and match and organ_at_end(match["organ"]) and "工作" not in match["organ"] and any(draft.each(Role.RECIPIENTS)):
        yield first.hit(0, len(first.text), f"标题只有发文机关和文种“{match['kind']}”，没有事由，应当写“关于……的{match['kind']}”。")


def _no_organ(draft: Draft) -> Iterator[Hit]:
    title = expression(r"\s").sub("", draft.title)
    if not draft.is_formal or not draft.kind or not title.startswith(("关于", "印发", "转发")) or not any(draft.each(Role.SIGNATURE)):
        return
    start, _ = next(draft.each(Role.TITLE))
    before = next(draft.each(Role.ISSUER_MARK), None)
    if before is None:
        yield Hit(start, start + 2, "标题没有发文机关名称，应当由发文机关名称、事由和文种组成。")


_VERBS = (
    "做好|加强|进一步|开展|切实|规范|加快|推进|深化|严格|全面|认真|组织|召开|举办|成立|调整|表彰|解决|申请|请求|请予|商请|征求|报送|明确|公布|建立"
    "|同意|任命|落实|实施|强化|优化|完善|支持|促进|推动|扎实"
)
_NO_ABOUT = expression(rf"(?P<organ>[^关《“]{{3,30}}?)(?P<x>{_VERBS})(?!司|处|科|局|部|办)[^《]{{3,60}}的(?:{_KINDS}){_STATUS}")


def _no_about(draft: Draft) -> Iterator[Hit]:
    if "关于" in draft.title or expression(r"印发|转发|批转|公布|发布|授予").search(draft.title):
        return
    for title in titles(draft):
        match = _NO_ABOUT.match(title.text)
        if match and organ_at_end(match["organ"].strip()):
            yield title.hit(match.start("x"), match.end("x"), "发文机关与事由之间缺“关于”。", f"关于{match['x']}")


# 关于……实施意见, ……工作报告, ……紧急通知 are customary; a name in title marks or a list that is made public needs 的.
_DE = expression(
    r"关于(?:[^《》“”]{4,}(?:工作|事项|问题|事宜|活动|经费|办法|方案|情况|项目|名单|结果|计划|任务|资金|机制|制度|体系|管理|建设|发展|个人|集体|单位)"
    r"(?P<x>通知|请示|批复|复函|函|决定|通报|意见)"
    rf"|.*》(?:[（(][^）)]{{1,8}}[）)])?(?P<y>通知|请示|批复|复函|函|决定|通报|公告|通告|报告|意见)){_STATUS}"
)


def _missing_de(draft: Draft) -> Iterator[Hit]:
    for title in titles(draft):
        match = _DE.search(title.text)
        if match:
            kind = match["x"] or match["y"]
            begin, end = match.span("x" if match["x"] else "y")
            yield title.hit(begin, end, f"文种“{kind}”前缺“的”。", f"的{kind}")


_DOUBLED = (
    r"(?P<x>关于(?:关于|对于|就))"
    r"|(?P<de>的的)(?!士|确)"
    rf"|(?P<kind>通知知|报告告|请示示|意见见|批复复|通报报|公告告|通告告|决定定|(?P<all>通知|报告|请示|意见|批复|通报|公告|通告|决定)(?P=all)){_STATUS}"
    r"|(?P<verb>(?:印发印发|转发转发|印发发|转发发))"
)


def _doubled(match: re.Match[str]) -> str:
    if match["x"]:
        return "关于"
    if match["de"]:
        return "的"
    word = match["verb"] or match["kind"]
    return word[:2]


_MARKS = expression(rf"^(?P<before>[^《》“”]*关于[^《》“”]*?)(?P<x>[，。；！？,;!?：:])[^《》“”]*的(?:{_KINDS}){_STATUS}")


def _marks(draft: Draft) -> Iterator[Hit]:
    for title in titles(draft):
        match = _MARKS.match(title.text)
        if match:
            told = "公文标题中除书名号、引号、括号、顿号外一般不用标点，请改写或者用空格隔开。"
            yield title.hit(match.start("x"), match.end("x"), told)


_NOTE = expression(rf"(?:{_KINDS})(?P<x>(?:\s*[（(〔【\[](?:{_DRAFTS})[）)〕】\]])+)\s*$")


def _draft_note(draft: Draft) -> Iterator[Hit]:
    first = _first(draft)
    if first is None or not (draft.is_formal or any(draft.each(Role.SIGNATURE))):
        return
    match = _NOTE.search(first.text)
    if match:
        yield first.hit(match.start("x"), match.end("x"), f"标题还留着“{match['x'].strip()}”，定稿印发前请删去。", "")


_LONG = 60


def _long(draft: Draft) -> Iterator[Hit]:
    first = _first(draft)
    matter = first.text.partition("关于")[2] if first else ""
    if first and draft.kind and len(matter) > _LONG and "关于" not in matter and "《" not in matter:
        yield first.hit(0, len(first.text), f"标题的事由有{len(matter)}个字，一般不超过50个字，请概括得简短一些。")


_HEADS = r"召开|表彰|转发|印发|任命|公布|批准|举办|征求|商请|表扬|嘉奖"


CHECKS = (
    Check(
        code="title-without-kind",
        title="标题缺少文种",
        family="title",
        level=Level.WARNING,
        basis=must(REGULATION, "第九条（七）"),
        why="标题由发文机关名称、事由和文种组成，没有文种，收文机关不知道是要办理还是要批复。",
        find=_no_kind,
        examples=(Example("标题| 关于做好防汛工⟦作⟧\n主送| 各县人民政府：", "标题| 关于做好防汛工作的通知\n主送| 各县人民政府："),),
        passes=(
            "标题| 关于做好防汛工作的通知\n主送| 各县人民政府：",
            "标题| 关于做好防汛工作的几点思考",
            "标题| 关于推进数字经济的若干措施\n主送| 各县人民政府：",
        ),
    ),
    Check(
        code="not-a-statutory-kind",
        title="标题用了法定以外的文种",
        family="title",
        level=Level.WARNING,
        basis=must(REGULATION, "第八条"),
        why="公文种类只有十五种，“申请”“汇报”“总结”“回复”不是文种，正式行文要换成请示、报告、批复或者函。",
        find=_no_statutory_kind,
        examples=(
            Example("标题| 关于解决防汛经费的⟦申请⟧\n主送| 市人民政府：", "标题| 关于解决防汛经费的请示\n主送| 市人民政府："),
            Example(
                "文号| 清水〔2026〕5号\n标题| 关于防汛工作情况的⟦汇报⟧\n主送| 市人民政府：",
                "文号| 清水〔2026〕5号\n标题| 关于防汛工作情况的报告\n主送| 市人民政府：",
            ),
        ),
        passes=(
            "标题| 关于解决防汛经费的请示\n主送| 市人民政府：",
            "标题| 关于市政协第5号提案的答复\n主送| 王某某委员：",
            "标题| 关于防汛工作情况的汇报",
        ),
    ),
    Check(
        code="title-without-matter",
        title="标题缺少事由",
        family="title",
        level=Level.WARNING,
        basis=must(REGULATION, "第九条（七）"),
        why="标题由发文机关名称、事由和文种组成，只写“××局通知”看不出是什么事。",
        find=_only_organ,
        examples=(Example("标题| ⟦清源市水利局通知⟧\n主送| 各县水利局：", "标题| 清源市水利局关于做好防汛工作的通知\n主送| 各县水利局："),),
        passes=(
            "标题| 清源市水利局公告",
            "标题| 清源市水利局关于做好防汛工作的通知\n主送| 各县水利局：",
            "标题| 清源市政府工作报告\n主送| 各位代表：",
        ),
        passage=True,
    ),
    Check(
        code="title-without-organ",
        title="标题缺少发文机关名称",
        family="title",
        level=Level.HINT,
        basis=must(REGULATION, "第九条（七）"),
        why="标题由发文机关名称、事由和文种组成；套红头印发时有的机关省略发文机关名称，请按本机关的做法核对。",
        find=_no_organ,
        examples=(
            Example(
                "文号| 清水〔2026〕5号\n标题| ⟦关于⟧做好防汛工作的通知\n主送| 各县水利局：\n落款| 清源市水利局",
                "文号| 清水〔2026〕5号\n标题| 清源市水利局关于做好防汛工作的通知\n主送| 各县水利局：\n落款| 清源市水利局",
            ),
        ),
        passes=(
            "标题| 关于做好防汛工作的通知\n落款| 清源市水利局",
            "机关标志| 清源市水利局文件\n标题| 关于做好防汛工作的通知\n落款| 清源市水利局",
        ),
    ),
    Check(
        code="title-about-missing",
        title="发文机关与事由之间缺“关于”",
        family="title",
        level=Level.WARNING,
        basis=PLAIN,
        why="标题的事由用“关于……的”引出，写“××局关于做好……的通知”。",
        find=_no_about,
        examples=(Example("标题| 清源市水利局⟦做好⟧防汛工作的通知", "标题| 清源市水利局关于做好防汛工作的通知"),),
        passes=(
            "标题| 清源市水利局关于做好防汛工作的通知",
            "标题| 清源市水利局印发防汛应急预案的通知",
            "标题| 进一步加强防汛工作的意见",
        ),
    ),
    Check(
        code="title-de-missing",
        title="文种前缺“的”",
        family="title",
        level=Level.WARNING,
        basis=PLAIN,
        why="“关于……的通知”是固定结构，“的”字漏掉就不通。",
        find=_missing_de,
        examples=(
            Example("标题| 关于做好防汛工作⟦通知⟧", "标题| 关于做好防汛工作的通知"),
            Example("标题| 关于加强机关效能建设⟦意见⟧", "标题| 关于加强机关效能建设的意见"),
            Example("标题| 关于印发《防汛预案》⟦通知⟧", "标题| 关于印发《防汛预案》的通知"),
        ),
        passes=(
            "标题| 关于加强防汛工作实施意见",
            "标题| 关于做好防汛工作的通知",
            "标题| 关于2024年工作情况报告",
            "标题| 关于做好防汛工作的紧急通知",
        ),
    ),
    Check(
        code="title-doubled-word",
        title="标题里词语写了两遍",
        family="title",
        level=Level.ERROR,
        basis=PLAIN,
        why="“关于关于”“的的”“通知知”是改标题时没有删净。",
        find=in_title(_DOUBLED, "标题中词语重复。", _doubled),
        examples=(
            Example("标题| ⟦关于关于⟧做好防汛工作的通知", "标题| 关于做好防汛工作的通知"),
            Example("标题| 关于做好防汛工作⟦的的⟧通知", "标题| 关于做好防汛工作的通知"),
            Example("标题| 关于做好防汛工作的⟦通知知⟧", "标题| 关于做好防汛工作的通知"),
        ),
        passes=("标题| 关于做好防汛工作的通知", "标题| 关于印发《关于加强防汛工作的意见》的通知"),
    ),
    Check(
        code="title-about-misspelt",
        title="标题的“关于”写错",
        family="title",
        level=Level.ERROR,
        basis=PLAIN,
        why="标题事由前是“关于”，“关与”“关干”“管于”是打字之误。",
        find=in_title(rf"(?P<x>(?<![机海相攸])关[与予干於]|管于)(?=.{{2,}}的(?:{_KINDS}){_STATUS})", "标题中应为“关于”。", "关于"),
        examples=(Example("标题| ⟦关与⟧做好防汛工作的通知", "标题| 关于做好防汛工作的通知"),),
        passes=("标题| 关于做好防汛工作的通知", "标题| 机关与基层结对的通知"),
    ),
    Check(
        code="title-inner-mark",
        title="标题中间用了逗号、冒号等标点",
        family="title",
        level=Level.HINT,
        basis=practice(),
        why="公文标题中除法规、规章名称加书名号外，一般不用标点，停顿处用空格或者改写。",
        find=_marks,
        examples=(Example("标题| 关于加强防汛⟦，⟧做好抢险工作的通知", "标题| 关于加强防汛做好抢险工作的通知"),),
        passes=("标题| 关于加强防汛、抗旱工作的通知", "标题| 关于印发《加强防汛，做好抢险》讲话的通知", "标题| 凝心聚力，再开新局"),
    ),
    Check(
        code="draft-note-in-title",
        title="标题留着“代拟稿”“送审稿”",
        family="title",
        level=Level.WARNING,
        basis=PLAIN,
        why="文种后面的“（代拟稿）”“（送审稿）”是拟稿、送审时的标记，有发文字号、落款的正式公文不带。",
        find=_draft_note,
        examples=(
            Example("标题| 关于做好防汛工作的通知⟦（送审稿）⟧\n落款| 清源市水利局", "标题| 关于做好防汛工作的通知\n落款| 清源市水利局"),
        ),
        passes=(
            "标题| 关于做好防汛工作的通知（代拟稿）",
            "标题| 关于做好防汛工作的意见（试行）\n落款| 清源市水利局",
            "标题| 关于《管理办法（征求意见稿）》公开征求意见的通知\n落款| 清源市水利局",
        ),
    ),
    Check(
        code="title-too-long",
        title="标题太长",
        family="title",
        level=Level.HINT,
        basis=practice(),
        why="标题要准确简要地概括内容，事由一般不超过50个字，过长不便引用，排出来也超过三行。",
        find=_long,
        examples=(
            Example(
                "标题| ⟦关于认真贯彻落实全市安全生产工作会议精神进一步加强道路交通和建筑施工以及危险化学品和烟花爆竹"
                "等重点行业领域安全生产隐患排查治理工作切实防范各类事故的通知⟧",
                "标题| 关于加强重点行业领域安全生产隐患排查治理工作的通知",
            ),
        ),
        passes=("标题| 关于加强重点行业领域安全生产隐患排查治理工作的通知",),
        passage=True,
    ),
    Check(
        code="doubled-head-in-title",
        title="标题前后重复说一件事",
        family="title",
        level=Level.HINT,
        basis=practice(),
        why="“关于召开……会议的会议通知”“关于表彰……的表彰决定”前后重复，文种前不再写一遍。",
        find=in_title(
            rf"关于(?P<v>{_HEADS}).{{2,}}的(?P<x>(?P=v)|会议(?=通知)|紧急特急|任免(?=通知))(?P<k>{_KINDS}){_STATUS}",
            "与前面重复，可以删去。",
            "",
        ),
        examples=(
            Example("标题| 关于召开防汛工作会议的⟦会议⟧通知", "标题| 关于召开防汛工作会议的通知"),
            Example("标题| 关于表彰先进集体的⟦表彰⟧决定", "标题| 关于表彰先进集体的决定"),
        ),
        passes=("标题| 关于召开防汛工作会议的通知", "标题| 关于召开防汛工作会议的紧急通知", "标题| 关于表彰先进集体的决定"),
    ),
)
