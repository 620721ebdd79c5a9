"""残留: what the file still holds: whose it was, another document's title, embedded files, numbers typed beside automatic ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.proofing.check import PLAIN_RESIDUE, Check, Example, Hit
from drafting.proofing.draft import HAN, Draft

# What programs and shops write there: it names nobody.
_NOBODY = expression(
    r"(?:微软|系统|系统管理员|管理员|用户|使用者|办公|文印|打印|作者|未知|微软中国|番茄花园|雨林木风|深度|电脑|笔记本)\w{0,4}"
    r"|(?:administrator|admin|user|users|owner|guest|root|pc|lenovo|hp|dell|asus|acer|huawei|microsoft|windows|python-docx|libreoffice|wps|kingsoft"
    r"|apache poi|aspose|unknown|author|china|sky123\.org|www\.[\w.]+)[\w .()-]{0,16}|[\W\d_]*",
    re.IGNORECASE,
)
_TYPED = expression(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九十]{1,3}[条章节])"
)
_TWICE = expression(
    r"^[　 ]*(?P<n>[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[1-9]\d?[.．](?!\d))[　 ]*(?P<x>(?P=n))", re.MULTILINE
)


def _at_top(draft: Draft, message: str) -> Iterator[Hit]:
    if draft.paragraphs:
        yield Hit(0, len(draft.paragraphs[0].text), message)


def _owners(draft: Draft) -> Iterator[Hit]:
    left = draft.document.residue
    named = (("作者", left.author), ("最后修改人", left.last_modified_by), ("单位", left.company))
    told = [f"{label}“{name[:20]}”" for label, name in named if name and not _NOBODY.fullmatch(name.strip())]
    if told:
        yield from _at_top(draft, f"文件属性里留有{'、'.join(told)}，对外发出前请在“文件—信息—检查文档”中删去。")


def _other_title(draft: Draft) -> Iterator[Hit]:
    kept, title = _tight(draft.document.residue.title), _tight(draft.title)
    if len(kept) >= 6 and title and expression(rf"{HAN}").search(kept) and kept not in title and title not in kept:
        text = _tight(draft.text[: min(len(draft.text), 2000)])
        if kept not in text:
            yield from _at_top(
                draft, f"文件属性里的标题是“{draft.document.residue.title.strip()[:40]}”，与本文标题不同，像是套用旧文件留下的。"
            )


def _tight(text: str) -> str:
    return expression(r"[\W_]").sub("", text)


def _objects(draft: Draft) -> Iterator[Hit]:
    count = draft.document.residue.objects
    if count:
        yield from _at_top(
            draft, f"文件里嵌着{count}个可以双击打开的对象（表格、文档等），收文人能看到其中全部内容，请核对后转为图片或者删去。"
        )


def _double_numbers(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in zip(draft.starts, draft.paragraphs, strict=True):
        automatic = paragraph.numbering
        if automatic and any(c.isalnum() for c in automatic):
            typed = _TYPED.match(paragraph.text, len(automatic))
            if typed and _kind(typed.group()) == _kind(automatic):
                yield Hit(
                    start + len(automatic),
                    start + typed.end(),
                    f"Word已经自动编号“{automatic.strip()}”，又打了一个“{typed.group().strip()}”，请删去一个。",
                    "",
                )
    for match in _TWICE.finditer(draft.text):
        yield Hit(match.start("x"), match.end("x"), f"序号“{match['n']}”重复了。", "")


def _kind(number: str) -> str:
    """Return what a number looks like with its figure taken out: 一、 → 、; （一） → （）."""
    figure = "一" if expression("[一二三四五六七八九十]").search(number) else "1"
    shape = expression(r"[一二三四五六七八九十\d\s]").sub("", number).replace("(", "（").replace(")", "）").replace("．", ".")
    return figure + shape


CHECKS = (
    Check(
        code="file-owner-left",
        title="文件属性里有人名、单位",
        family="residue",
        level=Level.HINT,
        basis=PLAIN_RESIDUE,
        why="Word文件的属性里记着作者、最后修改人和单位，公开后谁都能看到。",
        find=_owners,
        examples=(Example("留痕| 作者=赵某某\n⟦关于做好防汛工作的通知⟧", "关于做好防汛工作的通知"),),
        passes=("留痕| 作者=Administrator 修改者=微软用户\n关于做好防汛工作的通知",),
        passage=True,
    ),
    Check(
        code="file-title-differs",
        title="文件属性里是另一份文件的标题",
        family="residue",
        level=Level.HINT,
        basis=PLAIN_RESIDUE,
        why="套用旧文件时属性里的标题不会跟着改，网站、检索系统却会显示它。",
        find=_other_title,
        examples=(Example("留痕| 题名=关于做好抗旱工作的通知\n标题| ⟦关于做好防汛工作的通知⟧", "标题| 关于做好防汛工作的通知"),),
        passes=(
            "留痕| 题名=关于做好防汛工作的通知\n标题| 青山市关于做好防汛工作的通知",
            "留痕| 题名=Document1\n标题| 关于做好防汛工作的通知",
        ),
        passage=True,
    ),
    Check(
        code="embedded-object-left",
        title="文件里嵌着可以打开的对象",
        family="residue",
        level=Level.HINT,
        basis=PLAIN_RESIDUE,
        why="从Excel粘贴的表格可能带着整个工作簿，双击就能看到没有写进公文的数据。",
        find=_objects,
        examples=(Example("留痕| 对象=1\n⟦关于做好防汛工作的通知⟧", "关于做好防汛工作的通知"),),
        passes=("关于做好防汛工作的通知",),
        passage=True,
    ),
    Check(
        code="double-number",
        title="序号编了两次",
        family="residue",
        level=Level.ERROR,
        basis=PLAIN_RESIDUE,
        why="Word自动编号的段落里又手工打了序号，印出来是“一、一、”。",
        find=_double_numbers,
        examples=(
            Example("正文[编号=一、]| 一、⟦一、⟧总体要求", "正文[编号=一、]| 一、总体要求"),
            Example("正文| （一）⟦（一）⟧主要目标", "正文| （一）主要目标"),
        ),
        passes=("正文[编号=一、]| 一、1.总体要求", "正文| 一、一级响应", "正文| 2.2.1节"),
    ),
)
