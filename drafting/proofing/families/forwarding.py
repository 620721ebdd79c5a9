"""标题: 印发、转发、批转 – the verb that fits what is passed on, and the draft that is not yet to be issued."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import PLAIN, REGULATION, Check, Example, Hit, must, practice
from drafting.proofing.draft import HAN, Draft
from drafting.proofing.families.organ_names import levels, organ_at_end, plain_name
from drafting.proofing.families.title import in_title
from drafting.proofing.families.title_text import titles

_DRAFTS = "征求意见稿|送审稿|讨论稿|草案|初稿|代拟稿|修改稿|审议稿|草稿|报批稿|草案稿|审议稿|第[一二三四五六七八九十]稿"
_TITLE_DRAFT = expression(rf"(?:印发|颁布|公布|发布|下发)[^》]*?(?P<x>[（(](?:{_DRAFTS})[）)])》?的(?:通知|公告|决定|令)")
_BODY_DRAFT = expression(
    rf"现?将《[^》\n]{{2,60}}?(?P<x>[（(](?:{_DRAFTS})[）)])(?:》|〉)[^。\n]{{0,40}}(?:印发|下发)给你们(?![^。\n]{{0,20}}(?:征求|研究|提出|反馈|修改))"
)


def _drafts(draft: Draft) -> Iterator[Hit]:
    if "征求" in draft.title.replace("征求意见稿", "") or expression(r"公布[^》]*草案").search(draft.title):
        return
    told = "印发的应当是定稿，书名号内还带着“{}”，请核对版本后删去。"
    for title in titles(draft):
        for match in _TITLE_DRAFT.finditer(title.text):
            yield title.hit(match.start("x"), match.end("x"), told.format(match["x"][1:-1]), "")
    for match in draft.find(_BODY_DRAFT, ("给你们",), 120):
        yield Hit(match.start("x"), match.end("x"), told.format(match["x"][1:-1]), "")


def _chain(draft: Draft) -> Iterator[Hit]:
    for title in titles(draft):
        match = expression(r"转发[^》]{2,60}?(?P<x>转发|批转).{4,}的(?:通知|函)").search(title.text)
        if match:
            told = "层层转发的标题可以简化，写“转发”最初发文机关的文件，中间的转发过程在正文里说明。"
            yield title.hit(match.start("x"), match.end("x"), told)


_ISSUED_LETTER = expression(r"(?P<x>印发)《?(?:[^《》]{2,40}关于)[^《》]{2,60}的(?:通知|请示|报告|函|批复|通报)(?:》的|的)通知\s*$")
_ISSUED_OF = expression(rf"^(?P<by>{HAN}{{4,24}}?)(?:关于)?(?P<x>印发)(?P<of>{HAN}{{2,20}}?)关于[^《》]{{4,}}的(?:通知|函)\s*$")


def _issued(draft: Draft) -> Iterator[Hit]:
    for title in titles(draft):
        match = _ISSUED_LETTER.search(title.text)
        if match is None:
            of = _ISSUED_OF.match(title.text)
            match = of if of and organ_at_end(of["by"]) and organ_at_end(of["of"]) and of["by"] != of["of"] else None
        if match:
            told = "已经发出的公文用“转发”（上级、同级、不相隶属机关的）或者“批转”（下级的），“印发”用于本机关制定的文件。"
            yield title.hit(match.start("x"), match.end("x"), told)


_PASSED_DOWN = expression(rf"^(?P<by>{HAN}{{0,24}}?)(?:关于)?(?P<x>批转)《?(?P<of>{HAN}{{2,20}}?)(?:关于|《)")


def _downwards(draft: Draft) -> Iterator[Hit]:
    for title in titles(draft):
        match = _PASSED_DOWN.match(title.text)
        if match is None or not organ_at_end(match["of"]):
            continue
        by = match["by"] or next((plain_name(p.text) for _, p in draft.each(Role.SIGNATURE)), "")
        above, below = levels(match["of"]), levels(by)
        if above and below and max(above) < min(below):
            yield title.hit(
                match.start("x"), match.end("x"), f"“批转”只用于下级机关的公文，{match['of']}是上级机关，应当用“转发”。", "转发"
            )


_OWN = expression(rf"^(?P<by>{HAN}{{4,24}})关于(?P<x>转发)《?(?P=by)(?!办公|党)")


def _own(draft: Draft) -> Iterator[Hit]:
    for title in titles(draft):
        match = _OWN.match(title.text)
        if match:
            yield title.hit(match.start("x"), match.end("x"), "本机关制定的文件用“印发”，不用“转发”。", "印发")


_SENT_OUT = expression(r"现将[^。\n]{2,120}?(?P<x>引发|应发|印法|转法|印分)(?=给你[们局厅委]|，请|[。，])")
_ISSUED_TITLE = expression(r"(?:关于|^)(?P<x>引发|应发|印法)(?=[《“]|[^》]{4,}(?:方案|办法|规定|意见|计划|要点|规划|细则|制度|措施)的通知)")


def _sent_out(draft: Draft) -> Iterator[Hit]:
    """现将……引发给你们: a wrong character in the sentence that issues a paper."""
    for match in draft.find(_SENT_OUT, ("现将",), 140):
        better = "转发" if match["x"] == "转法" else "印发"
        yield Hit(match.start("x"), match.end("x"), f"应为“{better}”。", better)
    for title in titles(draft):
        found = _ISSUED_TITLE.search(title.text)
        if found:
            yield title.hit(found.start("x"), found.end("x"), "应为“印发”。", "印发")


CHECKS = (
    Check(
        code="issued-misspelt",
        title="“印发”写成“引发”",
        family="title",
        level=Level.ERROR,
        basis=PLAIN,
        why="发文件是“印发”“转发”，“引发”是引起的意思。",
        find=_sent_out,
        examples=(
            Example("标题| 关于⟦引发⟧《防汛应急预案》的通知", "标题| 关于印发《防汛应急预案》的通知"),
            Example("现将《防汛应急预案》⟦引发⟧给你们，请认真贯彻执行。", "现将《防汛应急预案》印发给你们，请认真贯彻执行。"),
        ),
        passes=("标题| 关于防范强降雨引发山洪灾害的通知", "现将强降雨引发的灾情通报如下。"),
    ),
    Check(
        code="issuing-a-draft",
        title="把征求意见稿、送审稿当定稿印发",
        family="title",
        level=Level.WARNING,
        basis=must(REGULATION, "第二十五条"),
        why="印发前要复核文件是否已经审定签发，书名号里还带着“征求意见稿”“送审稿”，多半是拿错了版本。",
        find=_drafts,
        examples=(
            Example("标题| 关于印发《防汛物资管理办法⟦（送审稿）⟧》的通知", "标题| 关于印发《防汛物资管理办法》的通知"),
            Example(
                "现将《防汛物资管理办法⟦（征求意见稿）⟧》印发给你们，请认真贯彻执行。",
                "现将《防汛物资管理办法》印发给你们，请认真贯彻执行。",
            ),
        ),
        passes=(
            "标题| 关于印发《防汛物资管理办法（试行）》的通知",
            "标题| 关于公开征求《防汛物资管理办法（征求意见稿）》意见的通知",
            "现将《防汛物资管理办法（征求意见稿）》印发给你们，请研究提出修改意见。",
        ),
    ),
    Check(
        code="forwarded-twice",
        title="标题里转发套转发",
        family="title",
        level=Level.HINT,
        basis=practice(),
        why="层层转发时标题只写最初的发文机关和文件，避免“转发……转发……的通知的通知”。",
        find=_chain,
        examples=(
            Example(
                "标题| 清源市教育局转发省教育厅⟦转发⟧教育部关于做好招生工作的通知的通知",
                "标题| 清源市教育局转发教育部关于做好招生工作的通知",
            ),
        ),
        passes=("标题| 清源市教育局转发教育部关于做好招生工作的通知",),
    ),
    Check(
        code="issued-should-be-forwarded",
        title="转发的公文用了“印发”",
        family="title",
        level=Level.HINT,
        basis=must(REGULATION, "第八条"),
        why="通知用于发布、批转、转发公文：本机关的文件印发，上级、同级和不相隶属机关的公文转发，下级的公文批转。",
        find=_issued,
        examples=(
            Example("标题| 关于⟦印发⟧《省水利厅关于做好防汛工作的通知》的通知", "标题| 关于转发《省水利厅关于做好防汛工作的通知》的通知"),
        ),
        passes=("标题| 关于印发《关于加强防汛工作的意见》的通知", "标题| 关于转发《省水利厅关于做好防汛工作的通知》的通知"),
    ),
    Check(
        code="approved-from-above",
        title="对上级机关的公文用了“批转”",
        family="title",
        level=Level.WARNING,
        basis=must(REGULATION, "第八条"),
        why="“批转”是批准并转发下级机关的公文，上级机关的公文只能“转发”。",
        find=_downwards,
        examples=(
            Example("标题| 青屏县人民政府⟦批转⟧省水利厅关于做好防汛工作的通知", "标题| 青屏县人民政府转发省水利厅关于做好防汛工作的通知"),
        ),
        passes=("标题| 省人民政府批转省水利厅关于做好防汛工作意见的通知", "标题| 青屏县人民政府批转县水利局关于做好防汛工作意见的通知"),
    ),
    Check(
        code="forwarding-own-document",
        title="本机关的文件用了“转发”",
        family="title",
        level=Level.WARNING,
        basis=must(REGULATION, "第八条"),
        why="本机关制定的文件用“印发”，“转发”用于别的机关的公文。",
        find=_own,
        examples=(
            Example(
                "标题| 清源市水利局关于⟦转发⟧《清源市水利局防汛应急预案》的通知",
                "标题| 清源市水利局关于印发《清源市水利局防汛应急预案》的通知",
            ),
        ),
        passes=(
            "标题| 清源市水利局关于转发《省水利厅防汛应急预案》的通知",
            "标题| 清源市人民政府关于转发《清源市人民政府办公室通知》的通知",
        ),
    ),
    Check(
        code="document-conferred",
        title="文件用了“颁发”“下达”",
        family="title",
        level=Level.HINT,
        basis=practice(),
        why="法规用“公布”，办法、方案用“印发”；“颁发”用于证书、奖章，“下发”是口语。",
        find=in_title(
            r"关于(?P<x>颁发|下发|印制|制发)(?=《|[^《》]{2,40}(?:办法|方案|规定|意见|细则|制度|预案|要点|计划)(?:（[^）]*）)?的通知)",
            "文件用“印发”。",
            "印发",
        ),
        examples=(Example("标题| 关于⟦下发⟧《防汛应急预案》的通知", "标题| 关于印发《防汛应急预案》的通知"),),
        passes=("标题| 关于颁发荣誉证书的通知", "标题| 关于印发《防汛应急预案》的通知"),
    ),
    Check(
        code="forwarded-without-organ",
        title="转发的文件没有写发文机关",
        family="title",
        level=Level.HINT,
        basis=practice(),
        why="转发的公文，标题里写明原发文机关，收文机关才知道转发的是哪一级的文件。",
        find=in_title(r"关于转发(?P<x>《关于)(?=[^《》]{4,}》的通知\s*$)", "转发的文件前缺原发文机关名称。", None),
        examples=(Example("标题| 关于转发⟦《关于⟧做好防汛工作的通知》的通知", "标题| 关于转发《省水利厅关于做好防汛工作的通知》的通知"),),
        passes=("标题| 关于转发《省水利厅关于做好防汛工作的通知》的通知", "标题| 关于印发《关于加强防汛工作的意见》的通知"),
    ),
)
