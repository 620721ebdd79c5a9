"""结构、标题、残留: lines, paragraphs and sentences that stand there twice – what copying leaves."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import PLAIN_RESIDUE, Check, Example, Hit
from drafting.proofing.draft import TEXT_ROLES, Draft

_SHORTEST = 16  # characters of a paragraph that is not said twice
_APART = 40  # and of one that is not said twice pages apart
_SENTENCE = 10
_TITLE = 6
_NUMBER = expression(r"[\s　]*[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")
_FORM = expression(r"[_＿…□]|\.{4,}|[:：]$|年[\s　]*月|^[（(](?![一二三四五六七八九十\d])|^(?:说明|注|备注)[:：]|盖章|公章|签字|签名")


def _paragraphs(draft: Draft) -> Iterator[Hit]:
    texts = [paragraph.text for paragraph in draft.paragraphs if len(paragraph.text) >= _SHORTEST]
    if len(set(texts)) == len(texts):
        return
    twice = {text for text, count in Counter(texts).items() if count > 1}
    seen: set[str] = set()  # the paragraphs of the paper so far; an attachment is another paper
    told_at = -2
    for index, paragraph in enumerate(draft.paragraphs):
        text = paragraph.text
        if paragraph.role in (Role.ATTACHMENT_LABEL, Role.ATTACHMENT_TITLE):
            seen = set()
        if text not in twice or paragraph.role not in TEXT_ROLES or paragraph.place.cell is not None or _FORM.search(text):
            continue
        beside = index > 0 and draft.paragraphs[index - 1].text == text
        # The items of two lists may be alike; what stands below one that was told is of the same copy.
        if beside or (text in seen and (told_at == index - 1 or (len(text) > _APART and not _NUMBER.match(text)))):
            if told_at != index - 1:
                start = draft.starts[index]
                which = "上一段" if beside else f"前面的“{text[:10]}……”一段"
                yield Hit(start, start + len(text), f"这一段与{which}完全相同，像是粘贴了两遍，请核对删去一段。")
            told_at = index
        seen.add(text)


def _sentences(draft: Draft) -> Iterator[Hit]:
    at = 0
    for before, here in itertools.pairwise(draft.text.split("。")):
        at += len(before) + 1
        # What comes before may begin its paragraph; what is last in the text has no full stop behind it.
        if (
            len(here) >= _SENTENCE
            and before.endswith(here)
            and before[: -len(here)][-1:] in ("", "\n")
            and at + len(here) < len(draft.text)
        ):
            yield Hit(at, at + len(here) + 1, "这一句与前一句完全相同，请删去一句。", "")


_LEAD = expression(r"[:：|｜_－—-][\s　]*\Z")
_AT_TOP = frozenset({Role.TITLE, Role.SUBTITLE, Role.OTHER, Role.ISSUER_MARK, Role.DOCUMENT_NUMBER})


def _at_top(draft: Draft) -> list[tuple[int, str]]:
    """Return the lines of the title, where nothing but titles and what a web page has around them stands between."""
    found = []
    for start, paragraph in draft.each():
        if paragraph.role not in _AT_TOP:
            break
        if paragraph.role is Role.TITLE and paragraph.text.strip():
            found.append((start, paragraph.text.rstrip()))
    return found


def _title_twice(draft: Draft) -> Iterator[Hit]:
    told: set[int] = set()
    for (start, text), (below, later) in itertools.combinations(_at_top(draft), 2):
        again = later.strip()
        before = text[: -len(again)]
        if len(again) < _TITLE or not text.endswith(again) or _LEAD.search(before):
            continue
        whole = not before.strip()
        at, line, where = (start, text, "与下面的标题相同") if whole else (below, later, "重复了上面的标题")
        if at not in told:
            told.add(at)
            yield Hit(at, at + len(line), f"这一行{where}，像是网页粘贴带入的，请删去一行。", "")


_EDGE = expression(
    r"^[\s　]*(?P<head>(?:标题|題目|题目|標(?:\([^()\n]{1,8}\))?題(?:\([^()\n]{1,8}\))?)[:：][\s　]*)(?=\S{6})"
    r"|(?<=\S)[\s　]*(?P<end>[|｜]|[_|｜][\s　]*[^\s，。、《》“”（）()_|｜]{2,16}(?:网|网站|文库|频道|门户))[\s　]*$"
)


def _title_edge(draft: Draft) -> Iterator[Hit]:
    told = "“{}”是网页带入的，不属于标题，请删去。"
    for start, paragraph in draft.each(Role.TITLE):
        for match in _EDGE.finditer(paragraph.text):
            begin, end = match.span("head" if match["head"] else "end")
            yield Hit(start + begin, start + end, told.format(paragraph.text[begin:end].strip()), "")
    for (start, text), (_, later) in itertools.combinations(_at_top(draft), 2):
        again = later.strip()
        before = text[: -len(again)]
        if len(again) >= _TITLE and text.endswith(again) and _LEAD.search(before):
            yield Hit(start, start + len(before), told.format(before.strip()), "")
            break


_HEAD = "关于做好防汛工作的通知"
_LONG = "各单位要落实防汛责任，加强值班值守，备足抢险物资，遇有险情立即报告。"

CHECKS = (
    Check(
        code="paragraph-twice",
        title="一段话写了两遍",
        family="structure",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="同一篇文件里两段完全相同，多半是粘贴、移动段落时留下的。",
        find=_paragraphs,
        examples=(
            Example(f"{_LONG}\n⟦{_LONG}⟧", _LONG),
            Example(f"{_LONG}各单位每月通报一次。\n检查要求。\n⟦{_LONG}各单位每月通报一次。⟧", f"{_LONG}各单位每月通报一次。\n检查要求。"),
        ),
        passes=(
            f"一、甲县\n（一）{_LONG}\n二、乙县\n（一）{_LONG}",
            f"{_LONG}\n附件| 附件1\n附件标题| 范例\n{_LONG}",
            "牵头单位：市水利局\n牵头单位：市水利局",
        ),
        passage=True,
    ),
    Check(
        code="sentence-twice",
        title="一句话写了两遍",
        family="structure",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="相邻两句完全相同，是粘贴时多贴了一遍。",
        find=_sentences,
        examples=(Example("各单位要落实防汛责任。⟦各单位要落实防汛责任。⟧遇有险情立即报告。", "各单位要落实防汛责任。遇有险情立即报告。"),),
        passes=("坚决打赢，坚决打赢。", "加油。加油。", "各单位要落实防汛责任。各单位要落实值班责任。"),
        passage=True,
    ),
    Check(
        code="title-line-twice",
        title="标题写了两遍",
        family="title",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="从网页粘贴时，网页的标题和文章的标题一起带了进来，有的前面还连着广告。",
        find=_title_twice,
        examples=(
            Example(f"标题| ⟦{_HEAD}⟧\n标题| {_HEAD}", f"标题| \n标题| {_HEAD}"),
            Example("标题| 关于加强机关效能建设的意见\n标题| ⟦机关效能建设的意见⟧", "标题| 关于加强机关效能建设的意见"),
        ),
        passes=(f"标题| 清源市水利局\n标题| {_HEAD}", f"标题| {_HEAD}\n主送| 各县：\n防汛。\n标题| {_HEAD}"),
        passage=True,
    ),
    Check(
        code="web-mark-in-title",
        title="标题前后带着网页的字样",
        family="residue",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="从网页复制，会带进“标题：”、竖线、网站名称和标题前的广告词。",
        find=_title_edge,
        examples=(
            Example(f"标题| ⟦青山新闻网：⟧{_HEAD}\n标题| {_HEAD}", f"标题| {_HEAD}\n标题| {_HEAD}"),
            Example(f"标题| {_HEAD} ⟦|⟧", f"标题| {_HEAD} "),
            Example(f"标题| {_HEAD}⟦_青山市人民政府网⟧", f"标题| {_HEAD}"),
            Example(f"标题| ⟦标题：⟧{_HEAD}", f"标题| {_HEAD}"),
        ),
        passes=(f"标题| {_HEAD}", "标题| 关于整治互联网的通知", "标题| 数据“一网”——打造政务服务网"),
    ),
)
